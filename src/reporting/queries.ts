import { sql } from 'kysely';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Queries } from '../storage/database.ts';
import { tablesOf } from '../storage/database.ts';
import type { ReportState } from './model.ts';
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

/** A row of a desk's list, sealed. */
export interface ListRow {
  readonly id: Id;
  readonly day: Day;
  readonly state: ReportState;
  readonly epoch: number;
  readonly women: boolean;
  readonly notPolice: boolean;
  readonly unread: boolean;
  readonly urgentUntil: Date | null;
  readonly locked: boolean;
  readonly assigneeId: Id | null;
  readonly dueOn: Day | null;
  readonly entry: Uint8Array | null;
  readonly entryEpoch: number | null;
  readonly summary: Uint8Array | null;
}

/** Where a page of a list begins: after this row. */
export interface Cursor {
  readonly day: Day;
  readonly id: Id;
}

/** A page of a desk's reports, newest day first; without those of the women's key for who does not hold it. */
export async function listDeskReports(
  tx: Tx,
  filter: {
    readonly deskId: Id;
    readonly women: boolean;
    readonly state: ReportState | undefined;
    readonly after: Cursor | undefined;
    readonly limit: number;
  },
): Promise<ListRow[]> {
  let rows = on(tx)
    .selectFrom('report')
    .select([
      'id',
      'day',
      'state',
      'epoch',
      'women',
      'not_police as notPolice',
      'unread',
      'urgent_until as urgentUntil',
      sql<boolean>`destroy_after is not null`.as('locked'),
      'assignee_id as assigneeId',
      'due_on as dueOn',
      'entry',
      'entry_epoch as entryEpoch',
      'summary',
    ])
    .where('desk_id', '=', filter.deskId)
    .orderBy('day', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit);
  if (!filter.women) rows = rows.where('women', '=', false);
  if (filter.state) rows = rows.where('state', '=', filter.state);
  if (filter.after) rows = rows.where(sql<boolean>`(day, id) < (${filter.after.day}::date, ${filter.after.id}::uuid)`);
  return rows.execute();
}

/** How many reports of a desk are sealed to its women's key and still open: all that its men see of them (invariant 16). */
export async function countWomenOnly(tx: Tx, deskId: Id): Promise<number> {
  const row = await on(tx)
    .selectFrom('report')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('desk_id', '=', deskId)
    .where('women', '=', true)
    .where('state', '=', 'received')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Puts the list entry in the place of the summary; the first one in an epoch stays. */
export async function setEntry(tx: Tx, id: Id, entry: Uint8Array, epoch: number): Promise<void> {
  await on(tx)
    .updateTable('report')
    .set({ entry, entry_epoch: epoch, summary: null })
    .where('id', '=', id)
    .where((where) => where.or([where('entry_epoch', 'is', null), where('entry_epoch', '<', epoch)]))
    .execute();
}

export async function setState(tx: Tx, id: Id, state: ReportState): Promise<void> {
  await on(tx).updateTable('report').set({ state }).where('id', '=', id).execute();
}

export async function markRead(tx: Tx, id: Id): Promise<void> {
  await on(tx).updateTable('report').set({ unread: false }).where('id', '=', id).execute();
}

export async function insertNotice(tx: Tx, notice: ReportingTables['access_notice']): Promise<void> {
  await on(tx).insertInto('access_notice').values(notice).execute();
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

export async function listNotices(tx: Tx, reportId: Id) {
  return on(tx)
    .selectFrom('access_notice')
    .select(['day', 'kind', 'desk_id as deskId', 'role'])
    .where('report_id', '=', reportId)
    .orderBy('day')
    .execute();
}

export async function listEvents(tx: Tx, reportId: Id) {
  return on(tx)
    .selectFrom('report_event')
    .select(['command', 'from_state as from', 'to_state as to', 'day', 'actor', 'reason'])
    .where('report_id', '=', reportId)
    .orderBy('seq')
    .execute();
}
