/**
 * Plural categories by hand (CLDR 48), because old phones know no Sorani and would then count by the language of the phone.
 * Arabic has six, English and Sorani two. Called by the compiled messages for `count: plural`.
 */
export function plural(locale: string, input: unknown, _options?: unknown): string {
  const count = Number(input);
  if (locale !== 'ar') return count === 1 ? 'one' : 'other';
  if (count === 0) return 'zero';
  if (count === 1) return 'one';
  if (count === 2) return 'two';
  if (!Number.isInteger(count)) return 'other';
  const rest = count % 100;
  return rest >= 3 && rest <= 10 ? 'few' : rest >= 11 ? 'many' : 'other';
}
