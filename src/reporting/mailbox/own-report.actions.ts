import type { Clock } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import type { Database, Queries } from '../../storage/database.ts';
import type { ReportRow } from '../queries.ts';
import { findReportForUpdate, listMailboxReports } from '../queries.ts';

export interface MailboxGround {
  readonly database: Database;
  readonly clock: Clock;
}

/** Runs work on a report of this mailbox, its row locked, in the scope of mailbox and tenant. Any other id is `not_found`. */
export async function onOwnReport<T>(
  ground: MailboxGround,
  mailboxId: Id,
  reportId: Id,
  work: (tx: Queries, report: ReportRow) => Promise<T>,
): Promise<T> {
  const own = await ground.database.transact({ mailbox: mailboxId }, (tx) => listMailboxReports(tx, mailboxId));
  const tenant = own.find((each) => each.id === reportId)?.tenantId ?? fail('not_found');
  return ground.database.transact({ tenant, mailbox: mailboxId }, async (tx) => {
    const report = (await findReportForUpdate(tx, reportId)) ?? fail('not_found');
    return work(tx, report);
  });
}

/** Refuses where a withdrawal has locked the report, or where it is gone. */
export function mustStand(report: Pick<ReportRow, 'state' | 'destroyAfter'>): void {
  const stands = report.destroyAfter === null && report.state !== 'withdrawn' && report.state !== 'expired';
  must(stands, 'transition_refused', { why: 'state', state: report.state });
}
