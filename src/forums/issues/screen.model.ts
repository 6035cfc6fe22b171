import { must } from '../../base/problem.ts';
import { normalise } from '../../base/text.ts';
import { featuresOf } from './screen-features.model.ts';
import { namesSomebody, nameMarks } from './screen-names.model.ts';
import { hasLink, hasPhone } from './screen-reach.model.ts';
import { scoreOf } from './screen-score.model.ts';
import { ALONE, GENERAL, HARM, MYSELF, SOMEBODY, WISH } from './screen-violence.model.ts';

/** Why a text belongs into a confidential report and not onto a forum's list (invariant 6, "Two walls"). */
export const divertReasons = ['link', 'phone', 'name', 'violence'] as const;
export type DivertReason = (typeof divertReasons)[number];

/** What shows nothing and is put between letters: formatting, vowel signs, tatweel, what makes an emoji of a digit. */
const INVISIBLE = /[\p{Cf}\p{Mn}\p{Me}\u0640\u115F\u1160\u3164]/gu;
/** Letters written one by one. */
const SPACED_LETTERS = /(?<![\p{L}\p{N}])\p{L}(?:[\s.\-_*]{1,2}\p{L}(?![\p{L}\p{N}])){2,}/gu;
const SORANI: Readonly<Record<string, string>> = { ڕ: 'ر', ڵ: 'ل', ێ: 'ي', ۆ: 'و' };

/** The text with Latin digits, whichever script they were written in, and without what cannot be seen. */
function plainForScreen(text: string): string {
  return text
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(/(?![0-9])\p{Nd}/gu, digitOf)
    .replace(/\s+/g, ' ')
    .replace(SPACED_LETTERS, (letters) => letters.replace(/[\s.\-_*]/g, ''));
}

/** The text as the screen's words are written. */
export function foldForScreen(text: string): string {
  return normalise(plainForScreen(text)).replace(/[ڕڵێۆ]/g, (letter) => SORANI[letter] ?? letter);
}

/**
 * Whether a text may stand on a forum's list: undefined, or why it is diverted. Made to let nothing through that names a person, can be
 * used to reach one, or tells of violence against one; a harmless text that it stops is asked to say it more generally. What only the
 * model stops counts as violence, most of which no rule can list. Pure: the same on the form's page before anything is sent, and on the server. Measured on texts that the rules have not seen (README).
 */
export function screenText(text: string): DivertReason | undefined {
  return screenByRules(text) ?? (scoreOf(featuresForModel(text)) > 0 ? 'violence' : undefined);
}

/** Refuses texts that `screenText` diverts, with `issue_diverted` and why: nothing of them is kept. What was left empty passes. */
export function mustHoldNobody(...texts: readonly (string | null | undefined)[]): void {
  for (const text of texts) {
    const why = screenText(text ?? '');
    if (why !== undefined) must(false, 'issue_diverted', { why });
  }
}

/** What the rules say, without the model: what it stands beside when its threshold is chosen. */
export function screenByRules(text: string): DivertReason | undefined {
  const plain = plainForScreen(text);
  const folded = foldForScreen(text);
  if (hasLink(plain, folded)) return 'link';
  if (hasPhone(plain, folded)) return 'phone';
  if (namesSomebody(plain, folded)) return 'name';
  return tellsOfViolence(folded) ? 'violence' : undefined;
}

/** The features of a text, with what the rules noticed without being sure. */
export function featuresForModel(text: string): ReadonlySet<number> {
  const folded = foldForScreen(text);
  const measures = { alone: ALONE, harm: HARM, somebody: SOMEBODY, myself: MYSELF, general: [GENERAL], wished: [WISH] };
  const found = Object.entries(measures).filter(([, patterns]) => patterns.some((each) => each.test(folded)));
  return featuresOf(plainForScreen(text), folded, [...found.map(([mark]) => mark), ...nameMarks(folded)]);
}

function tellsOfViolence(folded: string): boolean {
  return !GENERAL.test(folded) && ALONE.some((each) => each.test(folded));
}

/** A digit of any script: Unicode keeps the ten of each in a row, zero first. */
function digitOf(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /^\p{Nd}$/u.test(String.fromCodePoint(point - value - 1))) value++;
  return String(value);
}
