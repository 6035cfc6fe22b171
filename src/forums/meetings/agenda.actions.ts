import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import type { Day } from '../../base/clock.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import type { Queries } from '../../storage/database.ts';
import { mayKeepMeetings, mayReadForum } from '../access.ts';
import { carryOut } from '../issues/issue.actions.ts';
import { findIssueForUpdate } from '../issues/issue.queries.ts';
import type { ForumsGround } from '../queries.ts';
import { listSeatsOf } from '../queries.ts';
import { countCommitmentsOf, listAgenda, replaceAgenda } from './agenda.queries.ts';
import type * as contract from './meeting.contract.ts';
import { PREPARED_IN } from './meeting.model.ts';
import type { MeetingRow } from './meeting.queries.ts';
import { findMeetingForUpdate } from './meeting.queries.ts';

/**
 * The secretary's agenda in the place of the one that is there. An issue that is put on is scheduled, one that is taken off is free
 * again; one that stands on another agenda is refused (`transition_refused`), and so is everything once the chair has approved.
 */
export async function prepare(
  ground: ForumsGround,
  actor: Actor,
  meetingId: Id,
  { items }: Input<typeof contract.setAgenda>['body'],
): Promise<void> {
  const { tenantId, accountId } = actor;
  const day = baghdadDay(ground.clock());
  await ground.database.transact({ tenant: tenantId, actor: accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const meeting = (await findMeetingForUpdate(tx, tenantId, meetingId)) ?? fail('not_found');
    must(mayReadForum(actor, seats, meeting.forumId), 'not_found');
    must(mayKeepMeetings(seats, meeting.forumId), 'not_allowed');
    must(PREPARED_IN.includes(meeting.state), 'transition_refused', {
      why: 'state',
      state: meeting.state,
      command: 'prepare',
    });
    const before = (await listAgenda(tx, tenantId, meetingId)).flatMap(({ issueId }) => issueId ?? []);
    const after = items.flatMap((item) => (item.kind === 'issue' ? [item.issueId] : []));
    const promises = items.flatMap((item) => (item.kind === 'commitment' ? [item.commitmentId] : []));
    must(new Set(after).size === after.length, 'wrong_shape', { field: 'issueId' });
    must(new Set(promises).size === promises.length, 'wrong_shape', { field: 'commitmentId' });
    must((await countCommitmentsOf(tx, meeting, promises)) === promises.length, 'not_found');
    const by = { accountId, day, roles: ['secretary'] as const, holds: [] };
    for (const id of before.filter((each) => !after.includes(each))) {
      const issue = (await findIssueForUpdate(tx, tenantId, id)) ?? fail('not_found');
      if (issue.state === 'onAgenda') await carryOut(tx, by, issue, 'unschedule', undefined);
    }
    for (const id of after.filter((each) => !before.includes(each))) {
      const issue = (await findIssueForUpdate(tx, tenantId, id)) ?? fail('not_found');
      must(issue.forumId === meeting.forumId && !['raised', 'diverted'].includes(issue.state), 'not_found');
      await carryOut(tx, by, issue, 'schedule', undefined);
    }
    const rows = items.map((item) => ({
      id: item.id,
      kind: item.kind,
      issueId: item.kind === 'issue' ? item.issueId : null,
      commitmentId: item.kind === 'commitment' ? item.commitmentId : null,
      title: item.title,
    }));
    must(await replaceAgenda(tx, tenantId, meetingId, rows), 'already_different');
    await record(tx, { tenantId, day, actor: accountId, verb: 'meeting.prepared', object: `meeting:${meetingId}` });
  });
}

/** What stood on the agenda of a meeting that is not held waits for the next one. */
export async function deferAgenda(
  tx: Queries,
  by: { readonly accountId: Id; readonly day: Day },
  { tenantId, id }: Pick<MeetingRow, 'tenantId' | 'id'>,
): Promise<void> {
  for (const { issueId } of await listAgenda(tx, tenantId, id)) {
    if (issueId === null) continue;
    const issue = (await findIssueForUpdate(tx, tenantId, issueId)) ?? fail('not_found');
    if (issue.state !== 'onAgenda') continue;
    const { accountId, day } = by;
    await carryOut(tx, { accountId, day, roles: ['system'], holds: [] }, issue, 'defer', undefined);
  }
}
