import { utf8 } from '../base/bytes.ts';
import { canonicalJson } from '../base/canonical.ts';
import { must } from '../base/problem.ts';
import { digestNow } from './derive-now.ts';
import type { Language } from './report.ts';

/**
 * Six made-up words, consonant–long vowel–consonant–long vowel–consonant, that two people read to each other to compare keys.
 * 16 consonants that Arabic, Sorani and English all can say, 3 vowels: 15.2 bits a word, 91 bits in all, the same in each script.
 */
const CONSONANTS = {
  ar: ['ب', 'ت', 'ج', 'د', 'ر', 'ز', 'س', 'ش', 'ف', 'ق', 'ك', 'ل', 'م', 'ن', 'خ', 'غ'],
  ckb: ['ب', 'ت', 'ج', 'د', 'ر', 'ز', 'س', 'ش', 'ف', 'ق', 'ک', 'ل', 'م', 'ن', 'خ', 'غ'],
  en: ['b', 't', 'j', 'd', 'r', 'z', 's', 'sh', 'f', 'q', 'k', 'l', 'm', 'n', 'kh', 'gh'],
} as const satisfies Record<Language, readonly string[]>;
const VOWELS = {
  ar: ['ا', 'ي', 'و'],
  ckb: ['ا', 'ی', 'وو'],
  en: ['a', 'i', 'u'],
} as const satisfies Record<Language, readonly string[]>;

const WORDS = 6;
const DOMAIN = 'muntada/words/1 ';

/** The six words of public keys (texts, in the order given); both sides must give the same keys in the same order. */
export function sixWords(publicKeys: readonly string[], language: Language): readonly string[] {
  must(publicKeys.length > 0, 'malformed');
  let rest = digestNow(utf8(DOMAIN + canonicalJson(publicKeys))).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const take = (letters: readonly string[]): string => {
    const size = BigInt(letters.length);
    const letter = letters[Number(rest % size)] ?? '';
    rest /= size;
    return letter;
  };
  const sounds = [CONSONANTS, VOWELS, CONSONANTS, VOWELS, CONSONANTS];
  return Array.from({ length: WORDS }, () => sounds.map((letters) => take(letters[language])).join(''));
}
