import { normalise } from '../../base/text.ts';
import { kindsOf } from './screen-classes.model.ts';
import { DIGIT_WORDS, NAMES_AN_ACCOUNT, PAPERS } from './screen-words.model.ts';

/*
 * What can be used to reach somebody: links, addresses and accounts, written or spelt; numbers, in digits of any script or in words.
 * `plain` is what `plainForScreen` leaves, `folded` what `foldForScreen` leaves of it.
 */

const LINK =
  /https?:|www\s?\.|\b(?:t|wa|fb|m)\.me\b|[\w.+-]\s?@\s?[\w-]{1,64}\s?\.\s?\w|(?:^|[\s:(])@\s?[\w.]{3,}|\b[a-z0-9-]{2,64}\.[a-z]{2,}\/\S|\b[a-z0-9-]{2,64}\.(?:com|net|org|iq|me|info|io|ly|tv|app|link|krd|co|example)\b|\b[a-z0-9-]{2,64}\s?\.\s?(?:com|net|org|iq)\b/i;
/** Account names: letters with an underscore or digits behind them, in Latin; or two words that an underscore joins, in any script. */
const ACCOUNT = /[a-z][\w.]{0,64}_[\w.]|\b[a-z]{3,64}[._]?\d{3,}\b|[\p{L}\p{N}]_+\p{L}|\p{L}_+\p{N}/iu;
/** An address read aloud. */
const SPELT =
  /(?:^| )(?:نقطه|دوت|خال|dot) (?:كوم|نت|اورك|كۆم|com|net|org|iq)(?: |$)|(?:^| )(?:سلاش|سلاشين|slash)(?: |$)|(?:^| )(?:at|ات) \S+ (?:dot|دوت|نقطه)(?: |$)/;
/** Join us, follow us, like our page. */
const JOIN =
  /(?:^| )(?:انضم\S*|اشترك\S*|تابعو\S*|لايك|ضيفو\S*|بلغو عن|سبسكرايب|join|follow|subscribe to|like)(?: \S+){0,2} (?:وال|بال|ال|لل|ل|ب)?(?:كروب|كروبنا|صفحه|صفحتنا|بيج|قناه|قناتنا|مجموعه|مجموعتنا|حساب|حسابنا|group|channel|page|account)(?: |$)/;
/** A page by name: the word for it, and behind it what is neither a preposition nor many pages. */
const PAGE_BY_NAME =
  /(?:^| )(?:بيج|كروب|يوزر|بهيجي|ئهكاونتي|يوزهري|كهنالي|گروپي|پهيجي) (?!من |في |علي |مال |بي |الي |عن |خاص |له |بو )\S{2,}/;

/** A letter O or I that stands for a digit among digits. */
const LETTERS_AMONG_DIGITS = /(?<=\d[\s._-]{0,2})[oO]+|[oO]+(?=[\s._-]{0,2}\d)/g;
const DIGITS = /(?:\+|\b00)?\d(?:[\s().\-_/،,]{0,3}\d){6,}/g;
const GROUPED_AMOUNT = /^[1-9]\d{0,2}(?:[.,،\s]\d{3})+$/;
const DATE_OR_YEARS =
  /^(?:(?:19|20)\d\d[-./\s]+\d{1,2}[-./\s]+\d{1,2}|\d{1,2}[-./\s]+\d{1,2}[-./\s]+(?:19|20)\d\d|(?:(?:19|20)\d\d[-./\s]*)+)$/;
const MOBILE = /^(?:\+?964|00964|0?7[3-9])|(?:0|964)7[3-9]\d{8}/;
const MONEY =
  /^\s*(?:الف|ألف|مليون|مليار|دينار|دولار|د\.ع|ملیۆن|هەزار|دینار|دۆلار|million|thousand|dinars?|dollars?|iqd|usd|\$)/i;

/** Words of numbers, and pieces of up to four digits, that stand together; between them what joins them. */
const JOINS = /^(?:و|بعدها|وبعدها|بعدين|ثم|ثلث|وباقي|وباقيها|ئينجا|باشان|دواتر|then|and|double|triple|الرقم|قبلها)$/;
const NUMBER_WORDS_LEAST = 5;
const NUMBER_WORDS_LEAST_WITH_ZERO = 3;
const ZERO = /^و?(?:صفر|اصفار|صفرات|صفرين|زيرو|سفر|zero|oh)$/;

/** Whether the text holds a link, an address, or points to a page, an account or a group by name. */
export function hasLink(plain: string, folded: string): boolean {
  if (LINK.test(plain) || ACCOUNT.test(plain)) return true;
  if (SPELT.test(folded) || JOIN.test(folded) || PAGE_BY_NAME.test(folded)) return true;
  if (NAMES_AN_ACCOUNT.some((each) => each.test(folded))) return true;
  // A page or group, and the platform it is on.
  const kinds = folded.split(' ').map(kindsOf);
  return kinds.some((here) => here.includes('account')) && kinds.some((here) => here.includes('platform'));
}

/** Whether the text holds a number that may be a telephone's. */
export function hasPhone(plain: string, folded: string): boolean {
  const text = plain.replace(LETTERS_AMONG_DIGITS, (letters) => '0'.repeat(letters.length));
  const written = [...text.matchAll(DIGITS)].some((match) => {
    const number = match[0].trim();
    if (GROUPED_AMOUNT.test(number) || DATE_OR_YEARS.test(number)) return false;
    if (MOBILE.test(number.replace(/[^\d+]/g, ''))) return true;
    if (PAPERS.test(normalise(text.slice(0, match.index)))) return false;
    return !MONEY.test(text.slice(match.index + match[0].length));
  });
  return written || saysDigits(folded);
}

function saysDigits(folded: string): boolean {
  let run = 0;
  let zeros = 0;
  // A digit that stands against a word is a word of its own.
  return folded
    .replace(/(\d+)/g, ' $1 ')
    .trim()
    .split(/ +/)
    .some((word) => {
      if (JOINS.test(word)) return false;
      const counts =
        DIGIT_WORDS.has(word.replace(/^و(?=..)/, '')) ||
        DIGIT_WORDS.has(word) ||
        kindsOf(word).includes('number') ||
        (run > 0 && /^\d{1,4}$/.test(word));
      run = counts ? run + 1 : 0;
      if (run === 0) zeros = 0;
      else if (ZERO.test(word)) zeros++;
      return run >= NUMBER_WORDS_LEAST || (zeros > 0 && run > NUMBER_WORDS_LEAST_WITH_ZERO);
    });
}
