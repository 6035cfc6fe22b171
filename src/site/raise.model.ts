import { isUuid } from '../base/ids.ts';
import type { AffectedGroup, IssueCategory } from '../forums/issues/issue.model.ts';
import { affectedGroups, ISSUE_LONGEST, issueCategories } from '../forums/issues/issue.model.ts';
import type { DivertReason } from '../forums/issues/screen.model.ts';

/** Longest place of an issue in UTF-16 units. */
export const PLACE_LONGEST = 200;

/** What stands in the form, as it was typed. */
export interface TypedIssue {
  readonly category: string;
  readonly text: string;
  readonly place: string;
  readonly affected: readonly string[];
}

export const NOTHING_TYPED: TypedIssue = { category: '', text: '', place: '', affected: [] };

/** What is wrong with a field of the form. */
export interface RaiseProblems {
  readonly category?: 'missing';
  readonly text?: 'missing' | 'long';
  readonly place?: 'long';
  readonly affected?: 'unknown';
}

/** Why nothing was taken although every field is filled in; null: nothing was sent, or a field is wrong. */
export type RaiseAnswer = DivertReason | 'too_many' | 'already_different' | null;

/** What was sent by the form: its id, what was typed, and either what is wrong with it or what the forum is to get. */
export interface ReadForm {
  readonly issueId: string | undefined;
  readonly typed: TypedIssue;
  readonly problems: RaiseProblems;
  readonly raised:
    | {
        readonly category: IssueCategory;
        readonly text: string;
        readonly place: string | null;
        readonly affected: AffectedGroup[];
      }
    | undefined;
}

/** Reads the form of the page on which somebody raises an issue. */
export function readRaiseForm(sent: URLSearchParams): ReadForm {
  const typed: TypedIssue = {
    category: sent.get('category') ?? '',
    text: plain(sent.get('text')),
    place: plain(sent.get('place')).replace(/\n/g, ' '),
    affected: [...new Set(sent.getAll('affected'))],
  };
  const id = sent.get('issue') ?? '';
  const category = issueCategories.find((each) => each === typed.category);
  const affected = affectedGroups.filter((each) => typed.affected.includes(each));
  const problems: RaiseProblems = {
    ...(category === undefined ? { category: 'missing' } : {}),
    ...(typed.text === '' ? { text: 'missing' } : typed.text.length > ISSUE_LONGEST ? { text: 'long' } : {}),
    ...(typed.place.length > PLACE_LONGEST ? { place: 'long' } : {}),
    ...(affected.length === typed.affected.length ? {} : { affected: 'unknown' }),
  };
  const fits = category !== undefined && Object.keys(problems).length === 0;
  return {
    issueId: isUuid(id) ? id : undefined,
    typed,
    problems,
    raised: fits
      ? { category, text: typed.text, place: typed.place === '' ? null : typed.place, affected: [...affected] }
      : undefined,
  };
}

/** Browsers send line ends in two characters; what cannot be shown is left out. */
function plain(text: string | null): string {
  return (text ?? '')
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .trim();
}
