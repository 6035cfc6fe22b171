/**
 * One normaliser for names and places in Arabic, Kurdish and English: the same function for what is indexed and for what is asked,
 * so that ٱلموصل, الموصل and موصل meet. Free text search is another matter (PostgreSQL's stemmer turns the town بعشيقة into "lover").
 */

const INVISIBLE = /[\u064B-\u0652\u0670\u0640\u200B-\u200F\u061C\u202A-\u202E\u2066-\u2069\uFEFF]/g;
const NOT_LETTER_OR_DIGIT = /[^\p{L}\p{N}]+/gu;
const LEADING_ARTICLE = /^(?:وال|بال|لل|ال)(?=..)/;

const LETTERS: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ھ: 'ه',
  ە: 'ه',
  ة: 'ه',
};
const SORANI_LETTERS: Readonly<Record<string, string>> = { ڕ: 'ر', ڵ: 'ل', ێ: 'ي', ۆ: 'و' };

/** Latin digits for Arabic-Indic (٠–٩) and Persian (۰–۹) ones; everything else as it is. */
export function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => String(digit.charCodeAt(0) & 0x0f));
}

/** The comparison key of a name, a place or a query: lower-case letters and Latin digits, single spaces. */
export function normalise(text: string): string {
  const letters = latinDigits(text.normalize('NFKC'))
    .replace(INVISIBLE, '')
    .toLowerCase()
    .replace(NOT_LETTER_OR_DIGIT, ' ')
    .trim();
  return mapLetters(letters, LETTERS);
}

/**
 * Every key under which a text may be found: the key itself, with Sorani ڕ ڵ ێ ۆ folded, and each of these with the article taken
 * off its words (الموصل, بالموصل, والموصل → موصل).
 */
export function searchKeys(text: string): readonly string[] {
  const key = normalise(text);
  const folded = mapLetters(key, SORANI_LETTERS);
  const keys = [key, folded, withoutArticles(key), withoutArticles(folded)];
  return [...new Set(keys)].filter((each) => each !== '');
}

/** Whether every word of the query stands in the text (as a part of a word), whichever way either is spelt. */
export function matches(query: string, keysOfText: readonly string[]): boolean {
  const words = withoutArticles(mapLetters(normalise(query), SORANI_LETTERS)).split(' ');
  return words.every((word) => keysOfText.some((key) => key.includes(word)));
}

function mapLetters(text: string, map: Readonly<Record<string, string>>): string {
  let mapped = '';
  for (const letter of text) mapped += map[letter] ?? letter;
  return mapped;
}

function withoutArticles(key: string): string {
  return key
    .split(' ')
    .map((word) => word.replace(LEADING_ARTICLE, ''))
    .join(' ');
}
