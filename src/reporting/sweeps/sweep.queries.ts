import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { ReportState } from '../model.ts';
import type { ReportingTables } from '../tables.ts';
import { releaseUploads } from '../uploads/upload.queries.ts';

type Tx = Queries;
const on = tablesOf<ReportingTables>;

/** Everybody who owns a desk: a sweep goes from one to the next, a transaction each. */
export async function listDeskOwners(db: Queries): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`select distinct tenant_id as id from desk order by 1`.execute(db);
  return rows.map(({ id }) => id);
}

/** A report whose time is over. */
export interface DueReport {
  readonly tenantId: Id;
  readonly id: Id;
  readonly state: ReportState;
}

/** Before which days what is no longer needed began to wait (docs/invariants.md, "Retention"). */
export interface RetentionDays {
  readonly unopened: Day;
  readonly answeredOnly: Day;
  readonly caseClosed: Day;
}

/**
 * Some reports of the tenant in scope whose time is over, locked: sealed and never opened; answered only, or closed without a case, and
 * quiet since; a case's report after its closure. Those that she herself withdrew are not among them.
 */
export async function takeExpired(tx: Tx, before: RetentionDays, limit: number): Promise<DueReport[]> {
  const { rows } = await sql<DueReport>`
    select report.tenant_id as "tenantId", report.id, report.state
      from report
      left join lateral (
        select day, from_state from report_event
         where report_event.tenant_id = report.tenant_id and report_event.report_id = report.id
         order by seq desc limit 1
      ) as last_event on true
      left join lateral (
        select max(day) as day from report_message
         where report_message.tenant_id = report.tenant_id and report_message.report_id = report.id
      ) as last_message on true
     where destroy_after is null
       and case
         when state in ('received', 'unreadable') then
           greatest(report.day, last_event.day, last_message.day) < ${before.unopened} and not exists (
             select from access_notice
              where access_notice.tenant_id = report.tenant_id and access_notice.report_id = report.id
                -- A desk that gave it away may have; hers now has not.
                and access_notice.desk_id = report.desk_id and kind in ('opened', 'madeOffline')
           )
         when state = 'answeredOnly' or state = 'closed' and last_event.from_state in ('answeredOnly', 'outOfScope', 'received') then
           greatest(report.day, last_event.day, last_message.day) < ${before.answeredOnly}
         when state = 'closed' then greatest(report.day, last_event.day, last_message.day) < ${before.caseClosed}
         else false
       end
     order by report.day, report.id
     limit ${limit}
       for update of report skip locked
  `.execute(tx);
  return rows;
}

/**
 * Destroys what opens a report and all that was sealed in it: key file, body, messages, summary and list entry. The tombstone stays:
 * that there was a report, its days and states.
 */
export async function destroyContent(tx: Tx, reportId: Id): Promise<void> {
  await releaseUploads(tx, reportId);
  await on(tx).deleteFrom('report_key').where('report_id', '=', reportId).execute();
  await on(tx).deleteFrom('report_body').where('report_id', '=', reportId).execute();
  await on(tx).deleteFrom('report_message').where('report_id', '=', reportId).execute();
  await on(tx)
    .updateTable('report')
    .set({
      summary: null,
      entry: null,
      entry_epoch: null,
      own_marks: null,
      urgent_until: null,
      assignee_id: null,
      due_on: null,
      destroy_after: null,
      unread: false,
    })
    .where('id', '=', reportId)
    .execute();
}

/** Takes the urgency mark off whatever is no longer open: the one time that tells an hour stays no longer than it must. */
export async function clearSpentUrgency(tx: Tx): Promise<void> {
  await sql`
    update report set urgent_until = null
     where urgent_until is not null
       and (destroy_after is not null or state in ('closed', 'withdrawn', 'expired', 'unreadable'))
  `.execute(tx);
}

/** Deletes mailboxes that no report belongs to. As the role of the jobs, who sees mailbox ids and nothing else of them. */
export async function deleteStrayMailboxes(db: Queries): Promise<void> {
  await sql`
    delete from mailbox where not exists (select from report where report.mailbox_id = mailbox.id)
  `.execute(db);
}
