import { record } from '../../audit/queries.ts';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { fail } from '../../base/problem.ts';
import { nextState } from '../../base/transition.ts';
import type { Queries } from '../../storage/database.ts';
import { bearerColumns } from '../commitments/commitment.actions.ts';
import type { CommitmentCommand } from '../commitments/commitment.model.ts';
import { commitmentTransitions } from '../commitments/commitment.model.ts';
import { insertCommitment, insertCommitmentEvent, updateCommitment } from '../commitments/commitment.queries.ts';
import { carryOut } from '../issues/issue.actions.ts';
import { findIssueForUpdate } from '../issues/issue.queries.ts';
import { countMonth } from '../queries.ts';
import { listAgenda } from './agenda.queries.ts';
import type { MeetingRow } from './meeting.queries.ts';
import type { MinutesContent, MinutesItem } from './minutes.model.ts';
import { wasDiscussed } from './minutes.model.ts';
import { insertSolution } from './minutes.queries.ts';

interface By {
  readonly accountId: Id;
  readonly day: Day;
}

/**
 * Carries out what approved minutes say, in the transaction of the approval: issues go their way, solutions and commitments come to be.
 * Not at the close of the session: that is one person's act on one device, and a second device may still send what it recorded; nothing
 * is asked of a duty bearer on one person's word (invariant 12).
 */
export async function carryOutMinutes(
  tx: Queries,
  by: By,
  meeting: MeetingRow,
  { items }: MinutesContent,
): Promise<void> {
  for (const { id: itemId, issueId } of await listAgenda(tx, meeting.tenantId, meeting.id)) {
    const item = items.find((each) => each.itemId === itemId);
    if (issueId !== null) await moveIssue(tx, by, meeting, issueId, item);
    if (item) await makePromises(tx, by, meeting, issueId, item);
  }
}

/** An issue that was not reached, or about which nothing was decided, waits for the next meeting. */
async function moveIssue(
  tx: Queries,
  { accountId, day }: By,
  { tenantId }: MeetingRow,
  issueId: Id,
  item: MinutesItem | undefined,
): Promise<void> {
  const issue = (await findIssueForUpdate(tx, tenantId, issueId)) ?? fail('not_found');
  if (issue.state !== 'onAgenda') return;
  const by = { accountId, day, roles: ['system'] as const, holds: [] };
  if (!item || !wasDiscussed(item)) return void (await carryOut(tx, by, issue, 'defer', undefined));
  const state = await carryOut(tx, by, issue, 'discuss', undefined);
  const { outcome, reason } = item.decision ?? { outcome: 'defer' as const, reason: null };
  await carryOut(tx, by, { ...issue, state }, outcome, reason ?? undefined);
}

async function makePromises(
  tx: Queries,
  by: By,
  { tenantId, forumId, id: meetingId }: MeetingRow,
  issueId: Id | null,
  { decision, solutions, commitments }: MinutesItem,
): Promise<void> {
  for (const { id, text } of solutions) {
    await insertSolution(tx, {
      tenant_id: tenantId,
      id,
      forum_id: forumId,
      issue_id: issueId,
      meeting_id: meetingId,
      text,
      decided_by: decision?.by ?? 'consensus',
      votes_for: decision?.votes?.for ?? null,
      votes_against: decision?.votes?.against ?? null,
      abstained: decision?.votes?.abstained ?? null,
      dissent: decision?.dissent ?? null,
      agreed_on: by.day,
    });
  }
  for (const commitment of commitments) {
    await makeCommitment(tx, by, { tenantId, forumId, issueId, solutionId: solutions[0]?.id ?? null }, commitment);
  }
}

/** Proposed by the meeting and agreed by the approval of its minutes: two events, one step. */
async function makeCommitment(
  tx: Queries,
  { accountId, day }: By,
  of: { readonly tenantId: Id; readonly forumId: Id; readonly issueId: Id | null; readonly solutionId: Id | null },
  { id, text, bearer, dueOn }: MinutesItem['commitments'][number],
): Promise<void> {
  const { tenantId, forumId } = of;
  const columns = await bearerColumns(tx, bearer);
  const state = nextState(commitmentTransitions, 'proposed', 'agree', { roles: ['system'] });
  const added = await insertCommitment(tx, {
    tenant_id: tenantId,
    id,
    forum_id: forumId,
    issue_id: of.issueId,
    solution_id: of.solutionId,
    text,
    ...columns,
    state: 'proposed',
    made_on: day,
    handed_over_on: null,
    due_on: dueOn,
    reported_done_on: null,
    verified_on: null,
    cost_iqd: null,
    published_text: null,
  });
  if (!added) fail('already_different');
  const event = (command: CommitmentCommand | 'propose', reached: 'proposed' | typeof state) =>
    insertCommitmentEvent(tx, {
      tenant_id: tenantId,
      bearer_tenant_id: columns.bearer_tenant_id,
      commitment_id: id,
      command,
      state: reached,
      day,
      actor: accountId,
      reason: null,
      percent: null,
      evidence: null,
    });
  await event('propose', 'proposed');
  await event('agree', state);
  await updateCommitment(tx, { tenantId, id }, { state });
  await countMonth(tx, { tenantId, forumId, day }, { commitments_made: 1 });
  for (const verb of ['commitment.proposed', 'commitment.agree']) {
    await record(tx, { tenantId, day, actor: accountId, verb, object: `commitment:${id}` });
  }
}
