import { sql } from 'kysely';
import type { Day, HalfYear } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { Aftercare, AnswerBand, CloseReason } from './desk.model.ts';
import type { ReportState } from '../model.ts';
import type { ReportingTables } from '../tables.ts';

type Tx = Queries;
const on = tablesOf<ReportingTables>;

/** The states in which a report waits for somebody; spelt as in the partial index `report_open`. */
export const IS_OPEN = sql<boolean>`state in ('received', 'caseOpened', 'answeredOnly', 'emergency', 'outOfScope', 'linked')`;

/**
 * Says again what row security says: its two policies (the tenant's or the mailbox's rows) are joined by "or", which no index can
 * follow; this alone leads to the desk's own index, and the page costs the same at a hundred thousand reports.
 */
export const IN_TENANT = sql<boolean>`tenant_id = nullif(current_setting('app.tenant', true), '')::uuid`;

/** A row of a desk's list, sealed. */
export interface ListRow {
  readonly id: Id;
  readonly day: Day;
  readonly state: ReportState;
  readonly epoch: number;
  readonly women: boolean;
  readonly notPolice: boolean;
  readonly unread: boolean;
  readonly answered: boolean;
  readonly urgentUntil: Date | null;
  readonly locked: boolean;
  readonly assigneeId: Id | null;
  readonly dueOn: Day | null;
  readonly closureBy: Id | null;
  readonly expiresOn: Day | null;
  readonly entry: Uint8Array | null;
  readonly entryEpoch: number | null;
  readonly summary: Uint8Array | null;
  /** The transaction below which nothing is missing from this answer: where the next question about changes begins. */
  readonly mark: string;
}

const listColumns = [
  'id',
  'day',
  'state',
  'epoch',
  'women',
  'not_police as notPolice',
  'unread',
  sql<boolean>`desk_messages > 0`.as('answered'),
  'urgent_until as urgentUntil',
  sql<boolean>`destroy_after is not null`.as('locked'),
  'assignee_id as assigneeId',
  'due_on as dueOn',
  'closure_by as closureBy',
  'expires_on as expiresOn',
  'entry',
  'entry_epoch as entryEpoch',
  'summary',
  sql<string>`pg_snapshot_xmin(pg_current_snapshot())::text`.as('mark'),
] as const;

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
    readonly urgent: boolean;
    readonly part: 'open' | 'ended' | undefined;
    readonly after: Cursor | undefined;
    readonly limit: number;
  },
): Promise<ListRow[]> {
  let rows = on(tx)
    .selectFrom('report')
    .select([...listColumns])
    .where(IN_TENANT)
    .where('desk_id', '=', filter.deskId)
    .orderBy('day', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit);
  if (!filter.women) rows = rows.where('women', '=', false);
  if (filter.urgent) rows = rows.where('urgent_until', 'is not', null);
  if (filter.part) rows = rows.where(filter.part === 'open' ? IS_OPEN : sql<boolean>`not (${IS_OPEN})`);
  if (filter.state) rows = rows.where('state', '=', filter.state);
  if (filter.after) rows = rows.where(sql<boolean>`(day, id) < (${filter.after.day}::date, ${filter.after.id}::uuid)`);
  return rows.execute();
}

/** Where a reader of changes stands: everything below this transaction, and of it everything up to this report, has been seen. */
export interface Mark {
  readonly xact: string;
  readonly id: Id | undefined;
}

/** The transaction below which nothing is missing from what is read from now on. */
export async function readMark(tx: Tx): Promise<string> {
  const { rows } = await sql<{ mark: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as mark`.execute(
    tx,
  );
  return rows[0]?.mark ?? '0';
}

/**
 * Reports of a desk that changed since a mark, in the order of their changes; some may be older than it and are read again, none is
 * missing. Numbers that this cluster has not reached yet come from a backup and are no change.
 */
export async function listChanged(
  tx: Tx,
  filter: { readonly deskId: Id; readonly women: boolean; readonly since: Mark; readonly limit: number },
): Promise<(ListRow & { readonly changed: string })[]> {
  const { xact, id } = filter.since;
  let rows = on(tx)
    .selectFrom('report')
    .select([...listColumns, sql<string>`changed::text`.as('changed')])
    .where(IN_TENANT)
    .where('desk_id', '=', filter.deskId)
    .where(sql<boolean>`changed >= ${xact}::xid8 and changed < pg_snapshot_xmax(pg_current_snapshot())`)
    .orderBy(sql`report.changed`)
    .orderBy('id')
    .limit(filter.limit);
  if (id) rows = rows.where(sql<boolean>`(changed, id) > (${xact}::xid8, ${id}::uuid)`);
  if (!filter.women) rows = rows.where('women', '=', false);
  return rows.execute();
}

/** The reports that left a desk since a mark and have not come back. */
export async function listLeft(tx: Tx, deskId: Id, women: boolean, since: Mark): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select report_id as id from report_left
     where ${IN_TENANT} and desk_id = ${deskId} and changed >= ${since.xact}::xid8 and (${women}::boolean or not women)
       and not exists (select from report where report.tenant_id = report_left.tenant_id and report.id = report_id
                          and report.desk_id = report_left.desk_id)
  `.execute(tx);
  return rows.map(({ id }) => id);
}

/** How many reports of a desk are sealed to its women's key and still open: all that its men see of them (invariant 16). */
export async function countWomenOnly(tx: Tx, deskId: Id): Promise<number> {
  const row = await on(tx)
    .selectFrom('report')
    .select(sql<number>`count(*)::int`.as('count'))
    .where(IN_TENANT)
    .where('desk_id', '=', deskId)
    .where('women', '=', true)
    .where(IS_OPEN)
    .where('destroy_after', 'is', null)
    .executeTakeFirstOrThrow();
  return row.count;
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

/** Somebody at the desk has her newest word on the screen. What a desk works on is quiet no more; else a look keeps nothing. */
export async function markRead(tx: Tx, id: Id): Promise<void> {
  await on(tx)
    .updateTable('report')
    .set({
      unread: false,
      expires_on: sql`case when state in ('answeredOnly', 'outOfScope') then expires_on end`,
    })
    .where('id', '=', id)
    .execute();
}

/** Who works on a report, until when, and a closure that was asked for. */
export interface WorkRow {
  readonly assigneeId: Id | null;
  readonly dueOn: Day | null;
  readonly urgentUntil: Date | null;
  readonly closureBy: Id | null;
  readonly closureReason: CloseReason | null;
  readonly closureAftercare: Aftercare | null;
  readonly closureSeen: number | null;
  readonly notPoliceLifted: Uint8Array | null;
}

/** The desk's work on a report that is there. */
export async function getWork(tx: Tx, reportId: Id): Promise<WorkRow> {
  return on(tx)
    .selectFrom('report')
    .select([
      'assignee_id as assigneeId',
      'due_on as dueOn',
      'urgent_until as urgentUntil',
      'closure_by as closureBy',
      'closure_reason as closureReason',
      'closure_aftercare as closureAftercare',
      'closure_seen as closureSeen',
      'not_police_lifted as notPoliceLifted',
    ])
    .where('id', '=', reportId)
    .executeTakeFirstOrThrow();
}

/** Notes who works on a report, and until when. */
export async function setAssignment(tx: Tx, id: Id, assigneeId: Id | null, dueOn: Day | null): Promise<void> {
  await on(tx).updateTable('report').set({ assignee_id: assigneeId, due_on: dueOn }).where('id', '=', id).execute();
}

/** Notes who asks for the closure, why, and what aftercare she was offered; null takes the request back. */
export async function setClosure(
  tx: Tx,
  id: Id,
  request: {
    readonly by: Id;
    readonly reason: CloseReason;
    readonly aftercare: Aftercare;
    readonly seen: number;
  } | null,
): Promise<void> {
  await on(tx)
    .updateTable('report')
    .set({
      closure_by: request?.by ?? null,
      closure_reason: request?.reason ?? null,
      closure_aftercare: request?.aftercare ?? null,
      closure_seen: request?.seen ?? null,
    })
    .where('id', '=', id)
    .execute();
}

/** What a desk's overview counts. */
export interface DeskCounts {
  readonly open: number;
  readonly waiting: number;
  readonly urgent: number;
  readonly dueToday: number;
  readonly overdue: number;
  readonly closureAsked: number;
}

/** Counts of now over what is open alone: their cost does not grow with the history. Counts only, so women's reports are among them. */
export async function countOpen(tx: Tx, deskId: Id, today: Day): Promise<DeskCounts> {
  const count = sql<number>`count(*)::int`;
  return on(tx)
    .selectFrom('report')
    .select([
      count.as('open'),
      sql<number>`(count(*) filter (where unread or desk_messages = 0))::int`.as('waiting'),
      sql<number>`(count(*) filter (where urgent_until is not null))::int`.as('urgent'),
      sql<number>`(count(*) filter (where due_on = ${today}))::int`.as('dueToday'),
      sql<number>`(count(*) filter (where due_on < ${today}))::int`.as('overdue'),
      sql<number>`(count(*) filter (where closure_by is not null))::int`.as('closureAsked'),
    ])
    .where(IN_TENANT)
    .where('desk_id', '=', deskId)
    .where(IS_OPEN)
    .where('destroy_after', 'is', null)
    .executeTakeFirstOrThrow();
}

/** Adds one first answer to its band of the half-year in which it was given. */
export async function countFirstAnswer(
  tx: Tx,
  { tenantId, deskId, halfYear }: { readonly tenantId: Id; readonly deskId: Id; readonly halfYear: HalfYear },
  band: AnswerBand,
): Promise<void> {
  await on(tx)
    .insertInto('desk_rollup')
    .values({ tenant_id: tenantId, desk_id: deskId, half_year: halfYear, band, count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'desk_id', 'half_year', 'band'])
        .doUpdateSet({ count: sql<number>`desk_rollup.count + 1` }),
    )
    .execute();
}

/** How many first answers a desk gave in each band, since a half-year; the newest first. */
export async function listBands(
  tx: Tx,
  deskId: Id,
  since: HalfYear,
): Promise<{ halfYear: HalfYear; band: AnswerBand; count: number }[]> {
  return on(tx)
    .selectFrom('desk_rollup')
    .select(['half_year as halfYear', 'band', 'count'])
    .where('desk_id', '=', deskId)
    .where('half_year', '>=', since)
    .orderBy('half_year', 'desc')
    .execute();
}

/** A proposal to join two reports, seen from one of them. */
export interface LinkRow {
  readonly otherId: Id;
  readonly agreedHere: boolean;
  readonly agreedThere: boolean;
  /** She named it herself; nobody of the desk proposed it. */
  readonly byHer: boolean;
  /** Her signed word from this report's mailbox. */
  readonly word: Uint8Array | null;
}

/** The proposals to join a report with others. */
export async function listLinks(tx: Tx, reportId: Id): Promise<LinkRow[]> {
  const rows = await on(tx)
    .selectFrom('link_request')
    .select(['report_a', 'report_b', 'agreed_a', 'agreed_b', 'word_a', 'word_b', 'proposed_by'])
    .where((where) => where.or([where('report_a', '=', reportId), where('report_b', '=', reportId)]))
    .execute();
  return rows.map((row) => {
    const a = { id: row.report_a, agreed: row.agreed_a, word: row.word_a };
    const b = { id: row.report_b, agreed: row.agreed_b, word: row.word_b };
    const [here, there] = row.report_a === reportId ? [a, b] : [b, a];
    return {
      otherId: there.id,
      agreedHere: here.agreed,
      agreedThere: there.agreed,
      byHer: row.proposed_by === null,
      word: here.word,
    };
  });
}

/** Adds a proposal; the same pair is proposed once. */
export async function insertLinkRequest(
  tx: Tx,
  request: Omit<ReportingTables['link_request'], 'agreed_a' | 'agreed_b' | 'word_a' | 'word_b'>,
): Promise<void> {
  await on(tx)
    .insertInto('link_request')
    .values({ ...request, word_a: null, word_b: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
