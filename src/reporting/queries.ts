import { sql } from 'kysely';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import { randomId } from '../base/ids.ts';
import type { Queries } from '../storage/database.ts';
import { tablesOf } from '../storage/database.ts';
import type { ReportState } from './model.ts';
import { noticeKinds } from './model.ts';
import type { ReportingTables } from './tables.ts';

type Tx = Queries;
const on = tablesOf<ReportingTables>;

/** What decides about a report and what its reader needs, without bodies. */
export interface ReportRow {
  readonly tenantId: Id;
  readonly id: Id;
  readonly deskId: Id;
  readonly mailboxId: Id;
  readonly epoch: number;
  readonly women: boolean;
  readonly notPolice: boolean;
  readonly day: Day;
  readonly state: ReportState;
  readonly destroyAfter: Date | null;
  readonly deskMessages: number;
  readonly reporterMessages: number;
}

const reportColumns = [
  'tenant_id as tenantId',
  'id',
  'desk_id as deskId',
  'mailbox_id as mailboxId',
  'epoch',
  'women',
  'not_police as notPolice',
  'day',
  'state',
  'destroy_after as destroyAfter',
  'desk_messages as deskMessages',
  'reporter_messages as reporterMessages',
] as const;

/** A report of the tenant in scope; locked for the transaction, so that two commands do not cross. */
export async function findReportForUpdate(tx: Tx, id: Id): Promise<ReportRow | undefined> {
  return on(tx).selectFrom('report').select(reportColumns).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** The reports of the mailbox in scope. */
export async function listMailboxReports(tx: Tx, mailboxId: Id): Promise<ReportRow[]> {
  return on(tx).selectFrom('report').select(reportColumns).where('mailbox_id', '=', mailboxId).orderBy('id').execute();
}

/** The signing key of the mailbox in scope. */
export async function findMailboxKey(tx: Tx, mailboxId: Id): Promise<Uint8Array | undefined> {
  const row = await on(tx).selectFrom('mailbox').select('signing_key').where('id', '=', mailboxId).executeTakeFirst();
  return row?.signing_key;
}

/** The sealed parts of a report: gone once it is withdrawn or expired. */
export async function findSealedParts(
  tx: Tx,
  id: Id,
): Promise<{ keyFile: Uint8Array | null; body: Uint8Array | null } | undefined> {
  return on(tx)
    .selectFrom('report')
    .leftJoin('report_key', (join) =>
      join.onRef('report_key.tenant_id', '=', 'report.tenant_id').onRef('report_key.report_id', '=', 'report.id'),
    )
    .leftJoin('report_body', 'report_body.report_id', 'report.id')
    .select(['report_key.key_file as keyFile', 'report_body.body'])
    .where('report.id', '=', id)
    .executeTakeFirst();
}

/** Puts a report into a state; the caller has asked the transition table. */
export async function setState(tx: Tx, id: Id, state: ReportState): Promise<void> {
  await on(tx).updateTable('report').set({ state, expires_on: null }).where('id', '=', id).execute();
}

/** Tells her of her report, once for what she sees of it: the same of the same desk on the same day is one notice. */
export async function insertNotice(tx: Tx, notice: Omit<ReportingTables['access_notice'], 'id'>): Promise<void> {
  await sql`
    insert into access_notice (tenant_id, report_id, id, day, kind, desk_id, role)
    select ${notice.tenant_id}, ${notice.report_id}, ${randomId()}, ${notice.day}, ${notice.kind}, ${notice.desk_id}, ${notice.role}
     where not exists (select from access_notice
                        where report_id = ${notice.report_id} and day = ${notice.day} and kind = ${notice.kind}
                          and desk_id = ${notice.desk_id} and role = ${notice.role})
  `.execute(tx);
}

/** Adds a change of state as the report's next event. */
export async function insertEvent(tx: Tx, event: Omit<ReportingTables['report_event'], 'seq'>): Promise<void> {
  await on(tx)
    .insertInto('report_event')
    .values({
      ...event,
      seq: sql<number>`(select count(*) + 1 from report_event where report_id = ${event.report_id})`,
    })
    .execute();
}

/** Who had a report in hand and what came of it, by day; within a day in the order in which things happen. */
export async function listNotices(tx: Tx, reportId: Id) {
  return on(tx)
    .selectFrom('access_notice')
    .select(['day', 'kind', 'desk_id as deskId', 'role'])
    .where('report_id', '=', reportId)
    .orderBy('day')
    .orderBy(sql`array_position(${[...noticeKinds]}::text[], kind)`)
    .execute();
}

/** A report's changes of state, oldest first. */
export async function listEvents(tx: Tx, reportId: Id) {
  return on(tx)
    .selectFrom('report_event')
    .select(['command', 'from_state as from', 'to_state as to', 'day', 'actor', 'reason'])
    .where('report_id', '=', reportId)
    .orderBy('seq')
    .execute();
}
