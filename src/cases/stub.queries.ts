import { sql } from 'kysely';
import type { Day, HalfYear } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Queries } from '../storage/database.ts';
import { tablesOf } from '../storage/database.ts';
import type { CasesTables } from './tables.ts';

type Tx = Queries;
const on = tablesOf<CasesTables>;

/** Whether a report's statistics are settled: its stub waits (`pending`) or was sent, or there is to be none. */
export async function findSettled(
  tx: Tx,
  reportId: Id,
): Promise<{ readonly counted: boolean; readonly pending: boolean }> {
  const row = await on(tx)
    .selectFrom('case_stub')
    .select((select) => select('body', 'is not', null).as('pending'))
    .where('report_id', '=', reportId)
    .executeTakeFirst();
  return { counted: row !== undefined, pending: row?.pending === true };
}

/** Takes the stub away that waits for a report; false when none does. The row stays: it is settled. */
export async function dropPending(tx: Tx, reportId: Id): Promise<boolean> {
  const result = await on(tx)
    .updateTable('case_stub')
    .set({ body: null })
    .where('report_id', '=', reportId)
    .where('body', 'is not', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** A report that she opened again may hold another word of hers: its stub waits until it is closed again. */
const OF_CLOSED = sql<boolean>`exists (
  select from report
   where report.tenant_id = case_stub.tenant_id and report.id = case_stub.report_id and report.state = 'closed')`;

/** Settles a report's statistics; no change when they were settled before. */
export async function insertCaseStub(tx: Tx, row: CasesTables['case_stub']): Promise<void> {
  await on(tx)
    .insertInto('case_stub')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A pending stub with the case key that opens it. */
export interface PendingStub {
  readonly women: boolean;
  readonly halfYear: HalfYear;
  readonly reportId: Id;
  readonly caseId: Id;
  readonly epoch: number;
  readonly wrapped: Uint8Array;
  readonly body: Uint8Array;
}

/** The stubs that wait at a desk, under the keys that somebody holds. */
export async function listPending(tx: Tx, deskId: Id, women: boolean): Promise<PendingStub[]> {
  const { rows } = await sql<PendingStub>`
    select case_stub.women, case_stub.half_year as "halfYear", case_stub.report_id as "reportId", case_key.id as "caseId",
           case_key.epoch, case_key.wrapped, case_stub.body
      from case_stub join case_key on case_key.tenant_id = case_stub.tenant_id and case_key.report_id = case_stub.report_id
     where case_stub.desk_id = ${deskId} and case_stub.body is not null and (${women} or not case_stub.women) and ${OF_CLOSED}
     order by case_stub.half_year, case_stub.report_id
  `.execute(tx);
  return rows;
}

/** Takes away all that may leave of a half-year at a desk, and says how many there were; the rows stay, without their stub. */
export async function takePending(tx: Tx, deskId: Id, women: boolean, halfYear: HalfYear): Promise<number> {
  const result = await on(tx)
    .updateTable('case_stub')
    .set({ body: null })
    .where('desk_id', '=', deskId)
    .where('women', '=', women)
    .where('half_year', '=', halfYear)
    .where('body', 'is not', null)
    .where(OF_CLOSED)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Adds stubs to the numbers; they cannot be read back. */
export async function insertStubs(tx: Tx, stubs: readonly CasesTables['stat_stub'][]): Promise<void> {
  await on(tx).insertInto('stat_stub').values(stubs).execute();
}

/** The day on which a desk sent its last batch under one of its keys. */
export async function findLastBatch(tx: Tx, deskId: Id, women: boolean): Promise<Day | undefined> {
  const row = await on(tx)
    .selectFrom('stub_batch')
    .select('sent_on')
    .where('desk_id', '=', deskId)
    .where('women', '=', women)
    .executeTakeFirst();
  return row?.sent_on;
}

/** Notes that a desk has sent a batch. */
export async function setLastBatch(tx: Tx, row: CasesTables['stub_batch']): Promise<void> {
  await on(tx)
    .insertInto('stub_batch')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'desk_id', 'women']).doUpdateSet({ sent_on: row.sent_on }))
    .execute();
}
