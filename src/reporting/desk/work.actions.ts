import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { mayOpen } from '../access.ts';
import type { DeskGround } from './desk.actions.ts';
import { by, onReport } from './desk.actions.ts';
import type { assignReport } from './desk.contract.ts';
import { insertLinkRequest, setAssignment } from './desk.queries.ts';
import { findReportForUpdate } from '../queries.ts';

/** Says who works on a report and until when. Whoever is named has a seat at its desk, and its women's key where she asked for a woman. */
export async function assign(
  ground: DeskGround,
  actor: Actor,
  reportId: Id,
  { assigneeId, dueOn }: Input<typeof assignReport>['body'],
): Promise<void> {
  await onReport(ground, actor, reportId, async (tx, report) => {
    const seated = assigneeId === null ? [] : await ground.listSeated(tx, report.deskId);
    const named = seated.find((each) => each.id === assigneeId);
    must(assigneeId === null || (named && (named.women || !report.women)), 'not_allowed');
    await setAssignment(tx, reportId, assigneeId, dueOn);
    const day = baghdadDay(ground.clock());
    await record(tx, { ...by(actor, day), verb: 'report.assigned', object: `report:${reportId}` });
  });
}

/** Proposes to join two reports that the actor may both open. Nothing is joined before she agreed from both mailboxes. */
export async function proposeLink(ground: DeskGround, actor: Actor, reportId: Id, otherId: Id): Promise<void> {
  await onReport(ground, actor, reportId, async (tx, report) => {
    const other = (await findReportForUpdate(tx, otherId)) ?? fail('not_found');
    must(otherId !== reportId && mayOpen(actor, { ...other, locked: other.destroyAfter !== null }), 'not_found');
    // a report that only women may open is not named to the desk's men by a detour (invariant 16)
    must(other.women === report.women, 'transition_refused', { why: 'women', state: report.state });
    const day = baghdadDay(ground.clock());
    await insertLinkRequest(tx, {
      tenant_id: report.tenantId,
      id: randomId(),
      report_a: reportId,
      report_b: otherId,
      proposed_by: actor.accountId,
      day,
    });
    await record(tx, { ...by(actor, day), verb: 'report.linkProposed', object: `report:${reportId}` });
  });
}
