import { sql } from 'kysely';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { ReportState } from '../model.ts';
import type { ReportingTables } from '../tables.ts';

type Tx = Queries;
const on = tablesOf<ReportingTables>;

/** How far a mailbox has removed a thread from itself: the first messages up to a place, of which so many are of each side. */
export interface Hidden {
  readonly through: number;
  readonly reporter: number;
  readonly desk: number;
}

/** What the mailbox has removed from itself of a report; undefined when nothing. */
export async function findHidden(tx: Tx, reportId: Id): Promise<Hidden | undefined> {
  const { rows } = await sql<Hidden>`
    select hidden_through as through,
           count(report_message.id) filter (where side = 'reporter')::integer as reporter,
           count(report_message.id) filter (where side = 'desk')::integer as desk
      from report
      left join report_message on report_message.tenant_id = report.tenant_id
       and report_message.report_id = report.id and place <= hidden_through
     where report.id = ${reportId} and hidden_through is not null
     group by hidden_through
  `.execute(tx);
  return rows[0];
}

/** Removes the report and the first messages of its thread from the mailbox; it never goes back, and her first word of the marks stays. */
export async function setHidden(tx: Tx, reportId: Id, through: number, word: Uint8Array | null): Promise<void> {
  await sql`
    update report
       set hidden_through = greatest(hidden_through, ${through}::integer), own_marks = coalesce(own_marks, ${word}::bytea)
     where id = ${reportId}
  `.execute(tx);
}

/** Her own signed words about a report: its marks, and that "not the police" is lifted. */
export async function findOwnWords(tx: Tx, reportId: Id) {
  return on(tx)
    .selectFrom('report')
    .select(['own_marks as ownMarks', 'not_police_lifted as notPoliceLifted'])
    .where('id', '=', reportId)
    .executeTakeFirst();
}

/** A desk as a report moves to it; `epoch` is the key in force of the kind asked for, null when it has none. */
export interface DeskToMoveTo {
  readonly tenantId: Id;
  readonly open: boolean;
  readonly police: boolean;
  readonly epoch: number | null;
}

/** A desk and its women's key or its general one. */
export async function findDeskToMoveTo(tx: Tx, deskId: Id, women: boolean): Promise<DeskToMoveTo | undefined> {
  const { rows } = await sql<DeskToMoveTo>`
    select tenant_id as "tenantId", open, police,
           case when ${women}::boolean then women_epoch else epoch end as epoch
      from desk where id = ${deskId}
       for share
  `.execute(tx);
  return rows[0];
}

/** Where a report goes, and its key and summary sealed to that desk. */
export interface Move {
  readonly tenantId: Id;
  readonly deskId: Id;
  readonly epoch: number;
  readonly keyFile: Uint8Array;
  readonly summary: Uint8Array;
  readonly state: ReportState;
}

/**
 * Moves a report with its key file, messages, notices and events to another desk, which may be another tenant's, and sets the scope of
 * the rest of the transaction to that tenant. What the first desk's members decided stays without their names; what it had under way
 * ends. The mailbox is in scope, and the row locked.
 */
export async function moveToDesk(tx: Tx, reportId: Id, move: Move): Promise<void> {
  await sql`delete from link_request where ${reportId} in (report_a, report_b)`.execute(tx);
  await sql`
    update report_event set actor = 'formerDesk' where report_id = ${reportId} and actor not in ('reporter', 'system')
  `.execute(tx);
  await sql`
    update report
       set tenant_id = ${move.tenantId}, desk_id = ${move.deskId}, epoch = ${move.epoch}, state = ${move.state},
           summary = ${move.summary}, entry = null, entry_epoch = null, unread = true, urgent_until = null,
           assignee_id = null, due_on = null, expires_on = null,
           closure_by = null, closure_reason = null, closure_aftercare = null, closure_seen = null
     where id = ${reportId}
  `.execute(tx);
  await sql`select set_config('app.tenant', ${move.tenantId}, true)`.execute(tx);
  await on(tx).updateTable('report_key').set({ key_file: move.keyFile }).where('report_id', '=', reportId).execute();
}

/** Takes the mark "not the police" off, and keeps her signed word for it. */
export async function setNotPoliceLifted(tx: Tx, reportId: Id, word: Uint8Array): Promise<void> {
  await on(tx)
    .updateTable('report')
    .set({ not_police: false, not_police_lifted: word })
    .where('id', '=', reportId)
    .execute();
}

/** Locks a report until it is destroyed, or frees it again. */
export async function setDestroyAfter(tx: Tx, reportId: Id, at: Date | null): Promise<void> {
  await on(tx)
    .updateTable('report')
    .set({ destroy_after: at, ...(at ? { urgent_until: null } : {}) })
    .where('id', '=', reportId)
    .execute();
}

/** Some reports of the tenant in scope whose withdrawal has waited its time, locked. */
export async function takeWithdrawn(
  tx: Tx,
  now: Date,
  limit: number,
): Promise<{ readonly tenantId: Id; readonly id: Id; readonly state: ReportState }[]> {
  return on(tx)
    .selectFrom('report')
    .select(['tenant_id as tenantId', 'id', 'state'])
    .where('destroy_after', '<=', now)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}
