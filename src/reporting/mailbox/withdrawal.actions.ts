import { record } from '../../audit/queries.ts';
import { baghdadDay, HOUR_MS } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { must } from '../../base/problem.ts';
import { nextState, refusalOf } from '../../base/transition.ts';
import type { Queries } from '../../storage/database.ts';
import { setDestroyAfter, takeWithdrawn } from './mailbox.queries.ts';
import { reportTransitions, WITHDRAWAL_HOURS } from '../model.ts';
import type { ReportState } from '../model.ts';
import type { MailboxGround } from './own-report.actions.ts';
import { onOwnReport } from './own-report.actions.ts';
import { insertEvent, setState } from '../queries.ts';
import { destroyContent, listDeskOwners } from '../sweeps/sweep.queries.ts';

const PAGE = 200;
const AS_REPORTER = { roles: ['reporter'] } as const;

/** Locks a report at once; it is destroyed after 72 hours unless she undoes it, because a family may force her hand. Says when. */
export async function withdraw(ground: MailboxGround, mailboxId: Id, reportId: Id): Promise<Date> {
  return onOwnReport(ground, mailboxId, reportId, async (tx, report) => {
    if (report.destroyAfter) return report.destroyAfter;
    const why = refusalOf(reportTransitions, report.state, 'withdraw', AS_REPORTER);
    must(why === undefined, 'transition_refused', { why: why ?? '', state: report.state });
    // on the full hour: the minute at which she withdrew is nobody's business
    const at = new Date(Math.ceil(ground.clock() / HOUR_MS + WITHDRAWAL_HOURS) * HOUR_MS);
    await setDestroyAfter(tx, reportId, at);
    await log(tx, report.tenantId, reportId, baghdadDay(ground.clock()), 'report.locked');
    return at;
  });
}

/** Frees a report that a withdrawal has locked and not destroyed. */
export async function undoWithdrawal(ground: MailboxGround, mailboxId: Id, reportId: Id): Promise<void> {
  await onOwnReport(ground, mailboxId, reportId, async (tx, report) => {
    must(report.state !== 'withdrawn', 'transition_refused', { why: 'state', state: report.state });
    if (!report.destroyAfter) return;
    await setDestroyAfter(tx, reportId, null);
    await log(tx, report.tenantId, reportId, baghdadDay(ground.clock()), 'report.unlocked');
  });
}

/** Destroys a report now. The same again changes nothing. */
export async function destroyNow(ground: MailboxGround, mailboxId: Id, reportId: Id): Promise<void> {
  await onOwnReport(ground, mailboxId, reportId, async (tx, report) => {
    if (report.state === 'withdrawn') return;
    await destroy(tx, report, baghdadDay(ground.clock()));
  });
}

/** Destroys every report whose withdrawal has waited its 72 hours; how many. For the sweep: one transaction for each page of a tenant. */
export async function destroyDue(ground: MailboxGround): Promise<number> {
  const now = new Date(ground.clock());
  let sum = 0;
  for (const tenant of await listDeskOwners(ground.database.direct)) {
    let done: number;
    do {
      done = await ground.database.transact({ tenant }, async (tx) => {
        const due = await takeWithdrawn(tx, now, PAGE);
        for (const report of due) await destroy(tx, report, baghdadDay(now.getTime()));
        return due.length;
      });
      sum += done;
    } while (done === PAGE);
  }
  return sum;
}

interface Destroyed {
  readonly tenantId: Id;
  readonly id: Id;
  readonly state: ReportState;
}

/** The key file goes first of all; its id is written down for the backups in the same transaction, by the table's own trigger. */
async function destroy(tx: Queries, { tenantId, id, state }: Destroyed, day: string): Promise<void> {
  const to = nextState(reportTransitions, state, 'withdraw', AS_REPORTER);
  await setState(tx, id, to);
  await insertEvent(tx, {
    tenant_id: tenantId,
    report_id: id,
    command: 'withdraw',
    from_state: state,
    to_state: to,
    day,
    actor: 'reporter',
    reason: null,
  });
  await destroyContent(tx, id);
  await log(tx, tenantId, id, day, 'report.withdraw');
}

async function log(tx: Queries, tenantId: Id, reportId: Id, day: string, verb: string): Promise<void> {
  await record(tx, { tenantId, day, actor: 'reporter', verb, object: `report:${reportId}` });
}
