import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { ReportingTables } from '../tables.ts';
import { releaseUploads } from '../uploads/upload.queries.ts';

type Tx = Queries;
const on = tablesOf<ReportingTables>;

/** Everybody who owns a desk: a sweep goes from one to the next, a transaction each. */
export async function listDeskOwners(db: Queries): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`select distinct tenant_id as id from desk order by 1`.execute(db);
  return rows.map(({ id }) => id);
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
      expires_on: null,
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

/** Counts reports that arrived on days up to one and are not counted yet. As the role of the jobs, who learns the sums alone. */
export async function countReceived(db: Queries, through: Day): Promise<void> {
  await sql`select count_received(${through}::date)`.execute(db);
}

/** Deletes what was kept of reports that left a desk of the tenant in scope before yesterday. */
export async function deleteLeft(tx: Tx): Promise<void> {
  await sql`delete from report_left where day < (now() at time zone 'Asia/Baghdad')::date - 1`.execute(tx);
}
