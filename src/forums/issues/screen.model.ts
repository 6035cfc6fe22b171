import { latinDigits, normalise } from '../../base/text.ts';
import {
  ANNOUNCES_NAME,
  DOUBTFUL_NAMES,
  GENERAL,
  GIVEN_NAMES,
  HARMS,
  HARMS_SOMEBODY,
  HONOURS,
  NAMES_A_PLACE,
  PERSONS,
  TELLS,
  TITLES,
  TOWNS,
} from './screen-words.model.ts';

/** Why a text belongs into a confidential report and not onto a forum's list (invariant 6, "Two walls"). */
export const divertReasons = ['link', 'phone', 'name', 'violence'] as const;
export type DivertReason = (typeof divertReasons)[number];

const INVISIBLE = /[\u064B-\u0652\u0670\u0640\u200B-\u200F\u061C\u202A-\u202E\u2066-\u2069\uFEFF]/g;
const LINK =
  /https?:|www\.|\b(?:t|wa|fb|m)\.me\b|[\w.+-]+@[\w-]+\.\w|(?:^|[\s:(])@[\w.]{3,}|\b[a-z0-9-]{2,}\.(?:com|net|org|iq|me|info|io|ly|tv|app|link|krd|co)\b/i;
/** Account names: letters with an underscore or digits behind them, in Latin. */
const ACCOUNT = /\b[a-z]+[\w.]*_[\w.]+\b|\b[a-z]{3,}[._]?\d{3,}\b/i;
const DIGITS = /(?:\+|\b00)?\d(?:[\s().-]{0,2}\d){6,}/g;
const GROUPED_AMOUNT = /^\d{1,3}(?:[.\s]\d{3})+$/;
const DATE_OR_YEARS =
  /^(?:(?:19|20)\d\d[-.\s]+\d{1,2}[-.\s]+\d{1,2}|\d{1,2}[-.\s]+\d{1,2}[-.\s]+(?:19|20)\d\d|(?:(?:19|20)\d\d[-.\s]*)+)$/;
const MONEY =
  /^\s*(?:الف|ألف|مليون|مليار|دينار|دولار|د\.ع|ملیۆن|هەزار|دینار|دۆلار|million|thousand|dinars?|dollars?|iqd|usd|\$)/i;
const DIGIT_WORDS =
  /(?:\b(?:صفر|واحد|اثنين|اثنان|ثلاثه|اربعه|خمسه|سته|سبعه|ثمانيه|تسعه|سفر|يهك|دوو|سي|چوار|پينج|شهش|حهوت|ههشت|نو|zero|one|two|three|four|five|six|seven|eight|nine)\b ?){6,}/;
/** How far a word that announces a person may stand from what is done to her. */
const REACH = 4;

/**
 * Whether a text may stand on a forum's list: undefined, or why it is diverted. Made to let nothing through that names a person, can be
 * used to reach one, or tells of violence against one; a harmless text that it stops is asked to say it more generally. Pure: the same
 * on the form's page before anything is sent, and on the server. Measured on texts that the rules have not seen (README).
 */
export function screenText(text: string): DivertReason | undefined {
  const plain = latinDigits(text.normalize('NFKC')).replace(INVISIBLE, '');
  if (LINK.test(plain) || ACCOUNT.test(plain)) return 'link';
  const folded = normalise(text);
  if (hasPhone(plain) || DIGIT_WORDS.test(folded)) return 'phone';
  const words = folded.split(' ');
  if (hasName(withoutTowns(folded).split(' '))) return 'name';
  if (tellsOfViolence(folded, words)) return 'violence';
  return undefined;
}

function hasPhone(plain: string): boolean {
  return [...plain.matchAll(DIGITS)].some((match) => {
    const number = match[0].trim();
    if (GROUPED_AMOUNT.test(number) || DATE_OR_YEARS.test(number)) return false;
    return !MONEY.test(plain.slice(match.index + match[0].length));
  });
}

function withoutTowns(folded: string): string {
  return TOWNS.reduce((text, town) => text.replace(town, ' '), folded).trim();
}

function hasName(words: readonly string[]): boolean {
  return words.some((word, at) => {
    const before = words[at - 1] ?? '';
    const bare = nameOf(word);
    if (ANNOUNCES_NAME.has(before) && word.length > 2 && !GENERAL.has(word)) return true;
    if (bare === undefined) return false;
    if (namesAPlace(words, at)) return false;
    if (GIVEN_NAMES.has(bare)) return true;
    return TITLES.has(before) || isName(before) || isName(words[at + 1] ?? '');
  });
}

/** The given name in a word, without the "and", "for", "with" that Arabic writes to it. */
function nameOf(word: string): string | undefined {
  if (isName(word)) return word;
  const bare = word.replace(/^(?:و|ل|ب|ف)/, '');
  return bare !== word && GIVEN_NAMES.has(bare) ? bare : undefined;
}

function isName(word: string): boolean {
  return GIVEN_NAMES.has(word) || DOUBTFUL_NAMES.has(word);
}

function namesAPlace(words: readonly string[], at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - REACH); back--) {
    const word = words[back] ?? '';
    if (NAMES_A_PLACE.has(word) || NAMES_A_PLACE.has(word.replace(/^(?:ال|بال|لل|وال|ب|ل|و)/, ''))) return true;
    if (!HONOURS.has(word) && !isName(word)) return false;
    if (/^(?:الامام|النبي|الرسول|سيدنا|imam|prophet)$/.test(word)) return true;
  }
  return false;
}

function tellsOfViolence(folded: string, words: readonly string[]): boolean {
  if (TELLS.some((pattern) => pattern.test(folded))) return true;
  if (words.some((word) => HARMS_SOMEBODY.some((pattern) => pattern.test(word)))) return true;
  return words.some((word, at) => {
    if (!HARMS.some((pattern) => pattern.test(word))) return false;
    const near = words.slice(Math.max(0, at - REACH), at + REACH + 1);
    return (
      near.some((each) => PERSONS.has(each) || PERSONS.has(each.replace(/^(?:ال|و|ب|ل)/, ''))) && !isGeneral(words, at)
    );
  });
}

/** Whether what is said is said of many: "حالات ضرب الأطفال", not "ضرب طفلاً". */
function isGeneral(words: readonly string[], at: number): boolean {
  return words
    .slice(Math.max(0, at - 2), at)
    .some((word) => GENERAL.has(word.replace(/^(?:ال|و|ب|ل)/, '')) || GENERAL.has(word));
}
