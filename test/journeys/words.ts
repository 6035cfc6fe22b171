import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locale } from '../../src/i18n/locale.ts';

type Variants = { readonly match: Readonly<Record<string, string>> };

/**
 * A text of the house in one language, as a journey looks for it on the screen. Of a message with variants the last (feminine) one;
 * what stands in for `{inputs}` is cut off, so that the beginning can be looked for. Throws for a key that is not there.
 */
export function wordsIn(locale: Locale): (key: string) => string {
  const path = join(import.meta.dirname, '..', '..', 'messages', `${locale}.json`);
  const texts = JSON.parse(readFileSync(path, 'utf8')) as Readonly<Record<string, string | readonly Variants[]>>;
  return (key) => {
    const text = texts[key];
    const chosen = typeof text === 'string' ? text : Object.values(text?.[0]?.match ?? {}).at(-1);
    if (chosen === undefined) throw new Error(`no text ${key}`);
    return chosen.split('{')[0]?.trim() ?? '';
  };
}
