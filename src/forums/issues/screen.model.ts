import { latinDigits, normalise } from '../../base/text.ts';
import { ALONE, GENERAL, HARM, MYSELF, SOMEBODY, WISH } from './screen-violence.model.ts';
import {
  ANNOUNCES_NAME,
  DIGIT_WORDS,
  DOUBTFUL_NAMES,
  GIVEN_NAMES,
  HONOURS,
  NAMES_AN_ACCOUNT,
  NAMES_A_PLACE,
  NAMES_OF_FAITH,
  NO_NAMES,
  PAPERS,
  POINTS_OUT,
  SURE_TITLES,
  TITLES,
  TOWNS,
} from './screen-words.model.ts';

/** Why a text belongs into a confidential report and not onto a forum's list (invariant 6, "Two walls"). */
export const divertReasons = ['link', 'phone', 'name', 'violence'] as const;
export type DivertReason = (typeof divertReasons)[number];

const INVISIBLE = /[\u064B-\u0652\u0670\u0640\u200B-\u200F\u061C\u202A-\u202E\u2066-\u2069\uFEFF]/g;
const LINK =
  /https?:|www\.|\b(?:t|wa|fb|m)\.me\b|[\w.+-]+@[\w-]+\.\w|(?:^|[\s:(])@[\w.]{3,}|\b[a-z0-9-]{2,}\.[a-z]{2,}\/\S|\b[a-z0-9-]{2,}\.(?:com|net|org|iq|me|info|io|ly|tv|app|link|krd|co|example)\b/i;
/** Account names: letters with an underscore or digits behind them, in Latin. */
const ACCOUNT = /\b[a-z]+[\w.]*_[\w.]+\b|\b[a-z]{3,}[._]?\d{3,}\b/i;
/** A letter O or I that stands for a digit among digits. */
const LETTERS_AMONG_DIGITS = /(?<=\d[\s.-]{0,2})[oO]+|[oO]+(?=[\s.-]{0,2}\d)/g;
const DIGITS = /(?:\+|\b00)?\d(?:[\s().\-/،,]{0,3}\d){6,}/g;
const GROUPED_AMOUNT = /^\d{1,3}(?:[.,،\s]\d{3})+$/;
const DATE_OR_YEARS =
  /^(?:(?:19|20)\d\d[-./\s]+\d{1,2}[-./\s]+\d{1,2}|\d{1,2}[-./\s]+\d{1,2}[-./\s]+(?:19|20)\d\d|(?:(?:19|20)\d\d[-./\s]*)+)$/;
const MOBILE = /^(?:\+?964|00964|0?7[3-9])/;
const MONEY =
  /^\s*(?:الف|ألف|مليون|مليار|دينار|دولار|د\.ع|ملیۆن|هەزار|دینار|دۆلار|million|thousand|dinars?|dollars?|iqd|usd|\$)/i;
const DIGIT_WORDS_LEAST = 5;
/** In English a name shows by its capital, after a title or after what somebody is. */
const CAPITAL =
  /\b(?:Mr|Mrs|Ms|Miss|Dr|Sheikh|Haji|Sayyid|Officer|Captain|Abu(?! Al| Gh| Saida)|Umm(?! Qasr)|Uncle|Aunt|Teacher)\.? [A-Z][a-z]+|\b(?:neighbou?r|teacher|officer|cousin|brother|sister|son|daughter|husband|wife|guard|driver|student|friend|director|manager|owner|boss|man|boy|girl|guy),? [A-Z][a-z]{2,}/;
/** How far back a word that makes a name a place's may stand. */
const REACH = 4;

const SORANI: Readonly<Record<string, string>> = { ڕ: 'ر', ڵ: 'ل', ێ: 'ي', ۆ: 'و' };

/** The text as the screen's words are written. */
export function foldForScreen(text: string): string {
  return normalise(text).replace(/[ڕڵێۆ]/g, (letter) => SORANI[letter] ?? letter);
}

/**
 * Whether a text may stand on a forum's list: undefined, or why it is diverted. Made to let nothing through that names a person, can be
 * used to reach one, or tells of violence against one; a harmless text that it stops is asked to say it more generally. Pure: the same
 * on the form's page before anything is sent, and on the server. Measured on texts that the rules have not seen (README).
 */
export function screenText(text: string): DivertReason | undefined {
  const plain = latinDigits(text.normalize('NFKC')).replace(INVISIBLE, '');
  const folded = foldForScreen(text);
  if (LINK.test(plain) || ACCOUNT.test(plain) || NAMES_AN_ACCOUNT.some((each) => each.test(folded))) return 'link';
  if (hasPhone(plain) || saysDigits(folded.split(' '))) return 'phone';
  if (CAPITAL.test(plain) || hasName(withoutTowns(folded)) || POINTS_OUT.some((each) => each.test(folded)))
    return 'name';
  return tellsOfViolence(folded) ? 'violence' : undefined;
}

function hasPhone(plain: string): boolean {
  const text = plain.replace(LETTERS_AMONG_DIGITS, (letters) => '0'.repeat(letters.length));
  return [...text.matchAll(DIGITS)].some((match) => {
    const number = match[0].trim();
    if (GROUPED_AMOUNT.test(number) || DATE_OR_YEARS.test(number)) return false;
    if (MOBILE.test(number.replace(/[^\d+]/g, ''))) return true;
    if (PAPERS.test(normalise(text.slice(0, match.index)))) return false;
    return !MONEY.test(text.slice(match.index + match[0].length));
  });
}

function saysDigits(words: readonly string[]): boolean {
  let run = 0;
  return words.some((word) => {
    run = DIGIT_WORDS.has(word) || DIGIT_WORDS.has(word.replace(/^و/, '')) ? run + 1 : 0;
    return run >= DIGIT_WORDS_LEAST;
  });
}

function withoutTowns(folded: string): readonly string[] {
  return TOWNS.reduce((text, town) => text.replace(town, ' '), folded)
    .trim()
    .split(/ +/);
}

function hasName(words: readonly string[]): boolean {
  return words.some((word, at) => {
    const before = words[at - 1] ?? '';
    const after = words[at + 1] ?? '';
    if (ANNOUNCES_NAME.has(before) && word.length > 2 && !namesAPlace(words, at - 1)) return true;
    if (SURE_TITLES.has(before) && isPlainWord(word) && !namesAPlace(words, at - 1)) return true;
    const name = word === 'عبد' && after.startsWith('ال') ? `عبد${after}` : nameOf(word);
    if (name === undefined || namesAPlace(words, at)) return false;
    return (
      GIVEN_NAMES.has(name) ||
      (name.length > 6 && name.startsWith('عبدال')) ||
      TITLES.has(before) ||
      isName(before) ||
      isName(after)
    );
  });
}

/** The given name in a word, without the "and", "for", "with" that Arabic writes to it. */
function nameOf(word: string): string | undefined {
  if (isName(word)) return word;
  const bare = word.replace(/^(?:و|ل|ب|ف)/, '');
  return bare !== word && GIVEN_NAMES.has(bare) ? bare : undefined;
}

/** A word that may be a name: no article, nothing that goes on with the sentence. */
function isPlainWord(word: string): boolean {
  return word.length > 2 && !NO_NAMES.has(word) && !/^(?:ال|وال|بال|لل|[a-z])/.test(word);
}

function isName(word: string): boolean {
  return GIVEN_NAMES.has(word) || DOUBTFUL_NAMES.has(word);
}

function namesAPlace(words: readonly string[], at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - REACH); back--) {
    const word = words[back] ?? '';
    if (NAMES_A_PLACE.has(word) || NAMES_A_PLACE.has(word.replace(/^(?:وال|بال|ال|لل|ب|ل|و)/, ''))) return true;
    if (NAMES_OF_FAITH.has(word)) return true;
    if (!HONOURS.has(word) && !isName(word)) return false;
  }
  // In English the name stands first: "Al-Hussein Hospital".
  return NAMES_A_PLACE.has(words[at + 1] ?? '') && /^[a-z]/.test(words[at] ?? '');
}

function tellsOfViolence(folded: string): boolean {
  const has = (patterns: readonly RegExp[]) => patterns.some((each) => each.test(folded));
  const myself = has(MYSELF);
  if (GENERAL.test(folded) && !myself) return false;
  if (has(ALONE)) return true;
  return has(HARM) && (myself || (has(SOMEBODY) && !WISH.test(folded)));
}
