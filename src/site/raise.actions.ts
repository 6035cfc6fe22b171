import { randomId } from '../base/ids.ts';
import { isProblem } from '../base/problem.ts';
import type { RaiseLimit } from '../forums/index.ts';
import { raiseFromSite } from '../forums/index.ts';
import type { DivertReason } from '../forums/issues/screen.model.ts';
import { divertReasons } from '../forums/issues/screen.model.ts';
import { getOpenForum } from './open-forum.actions.ts';
import type { PagesGround } from './pages.actions.ts';
import type { SitePages } from './pages.model.ts';
import type { RaiseAnswer } from './raise.model.ts';
import { NOTHING_TYPED, readRaiseForm } from './raise.model.ts';

export interface RaiseGround extends PagesGround {
  /** The same count as for the programs' own way (`PUT /api/public/issues/:issueId`). */
  readonly limit: RaiseLimit;
}

/** What the form is answered with. */
export type Answered =
  | { readonly status: 200; readonly raised: SitePages['raised'] }
  | { readonly status: 409 | 422 | 429; readonly form: SitePages['raise'] };

/** The empty form; its random id makes that sending it twice counts once. */
export async function gatherRaise(ground: PagesGround, id: string): Promise<SitePages['raise']> {
  const forum = await getOpenForum(ground, id);
  return { forum, issueId: randomId(), typed: NOTHING_TYPED, problems: {}, answer: null };
}

/** Takes what the form brought, or gives the form back with every word that was typed. What is refused is kept in that answer alone. */
export async function answerRaise(ground: RaiseGround, forumId: string, sent: URLSearchParams): Promise<Answered> {
  const forum = await getOpenForum(ground, forumId);
  const { issueId = randomId(), typed, problems, raised } = readRaiseForm(sent);
  if (raised === undefined) return { status: 422, form: { forum, issueId, typed, problems, answer: null } };
  const again = (status: 409 | 422 | 429, answer: RaiseAnswer, id = issueId): Answered => ({
    status,
    form: { forum, issueId: id, typed, problems: {}, answer },
  });
  try {
    await raiseFromSite(ground, issueId, { forumId: forum.id, ...raised });
  } catch (error) {
    if (isProblem(error, 'issue_diverted')) return again(422, divertReasonOf(error.params['why']));
    if (isProblem(error, 'too_many')) return again(429, 'too_many');
    // Somebody went back and wrote something else: the next sending is another issue.
    if (isProblem(error, 'already_different')) return again(409, 'already_different', randomId());
    throw error;
  }
  return { status: 200, raised: { forum } };
}

function divertReasonOf(why: unknown): DivertReason {
  return divertReasons.find((each) => each === why) ?? 'violence';
}
