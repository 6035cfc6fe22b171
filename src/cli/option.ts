/** The values of `--name value` pairs; throws a sentence that names what is unknown or missing. */
export function readOptions(
  words: readonly string[],
  known: { readonly required: readonly string[]; readonly optional: readonly string[] },
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let at = 0; at < words.length; at += 2) {
    const [name = '', value] = [words[at]?.replace(/^--/, ''), words[at + 1]];
    if (![...known.required, ...known.optional].includes(name)) throw new Error(`Not an option here: ${words[at]}`);
    if (value === undefined || value.startsWith('--')) throw new Error(`--${name} needs a value.`);
    found.set(name, value);
  }
  const missing = known.required.filter((name) => !found.has(name));
  if (missing.length > 0) throw new Error(`Missing: ${missing.map((name) => `--${name}`).join(' ')}`);
  return found;
}
