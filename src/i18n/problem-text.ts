import type { ProblemCode } from '../base/problem.ts';
import type { Locale } from './locale.ts';
import { problemTexts } from './generated/problem-texts.js';

type Text = (inputs: Record<string, never>, options: { locale?: Locale }) => string;

// The build writes one entry per `problem_…` message; a code without a text is a type error here.
const byCode: Readonly<Record<ProblemCode, Text>> = problemTexts;

/**
 * What happened, what is safe, what to do: the text of a problem. On the server pass the locale. Browser code imports this file
 * lazily (`await import`), because it carries every problem's text.
 */
export function problemText(code: ProblemCode, locale?: Locale): string {
  return byCode[code]({}, locale === undefined ? {} : { locale });
}
