import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { must } from '../../base/problem.ts';
import type { DeskGround } from './desk.actions.ts';
import { by, carryOut, onReport } from './desk.actions.ts';
import type { requestClosure } from './desk.contract.ts';
import { isOpenState } from './desk.model.ts';
import { getWork, setClosure } from './desk.queries.ts';
import type { ReportState } from '../model.ts';

/** Asks for a report to be closed, with the reason and what came of the offer of aftercare. Nothing is closed yet. */
export async function askForClosure(
  ground: DeskGround,
  actor: Actor,
  reportId: Id,
  { reason, aftercare }: Input<typeof requestClosure>['body'],
): Promise<void> {
  await onReport(ground, actor, reportId, async (tx, report) => {
    must(isOpenState(report.state), 'transition_refused', { why: 'state', state: report.state, command: 'close' });
    await setClosure(tx, reportId, { by: actor.accountId, reason, aftercare, seen: report.reporterMessages });
    const day = baghdadDay(ground.clock());
    await record(tx, { ...by(actor, day), verb: 'report.closureAsked', object: `report:${reportId}` });
  });
}

/** Takes the request for closure away: its asker changed her mind, or the second person says no. */
export async function dropClosure(ground: DeskGround, actor: Actor, reportId: Id): Promise<void> {
  await onReport(ground, actor, reportId, async (tx) => {
    const { closureBy } = await getWork(tx, reportId);
    if (closureBy === null) return;
    await setClosure(tx, reportId, null);
    const day = baghdadDay(ground.clock());
    await record(tx, { ...by(actor, day), verb: 'report.closureDropped', object: `report:${reportId}` });
  });
}

/**
 * Closes a report as the second person. Refused (`transition_refused`) when nobody asked, when the asker approves herself
 * (`why: second`), and when she has written since: nobody closes over an unread message.
 */
export async function closeAsSecond(ground: DeskGround, actor: Actor, reportId: Id): Promise<ReportState> {
  return onReport(ground, actor, reportId, async (tx, report) => {
    const { closureBy, closureReason, closureSeen } = await getWork(tx, reportId);
    must(closureBy !== null && closureBy !== actor.accountId, 'transition_refused', {
      why: 'second',
      command: 'close',
    });
    must(closureSeen === report.reporterMessages, 'transition_refused', { why: 'wroteSince', command: 'close' });
    const day = baghdadDay(ground.clock());
    const state = await carryOut(tx, actor, day, report, 'close', {
      reason: closureReason ?? undefined,
      second: closureBy,
    });
    await setClosure(tx, reportId, null);
    return state;
  });
}
