import { sql } from 'kysely';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Queries } from '../storage/database.ts';
import { tablesOf } from '../storage/database.ts';
import type { CasesTables } from './tables.ts';

type Tx = Queries;
const on = tablesOf<CasesTables>;

/** A case key as it is wrapped now. */
export interface CaseKeyRow {
  readonly id: Id;
  readonly epoch: number;
  readonly wrapped: Uint8Array;
}

/** The case key of a report, if somebody has made one. */
export async function findCaseKey(tx: Tx, reportId: Id): Promise<CaseKeyRow | undefined> {
  return on(tx)
    .selectFrom('case_key')
    .select(['id', 'epoch', 'wrapped'])
    .where('report_id', '=', reportId)
    .executeTakeFirst();
}

/** Adds a report's case key; the first one stays. */
export async function insertCaseKey(tx: Tx, row: CasesTables['case_key']): Promise<void> {
  await on(tx)
    .insertInto('case_key')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** A sealed note. */
export interface NoteRow {
  readonly id: Id;
  readonly authorId: Id;
  readonly day: Day;
  readonly body: Uint8Array;
}

/** The notes under a case key in the order in which they were written. */
export async function listNotes(tx: Tx, caseId: Id): Promise<NoteRow[]> {
  return on(tx)
    .selectFrom('case_note')
    .select(['id', 'author_id as authorId', 'day', 'body'])
    .where('case_id', '=', caseId)
    .orderBy('place')
    .execute();
}

/** Adds a note at the end; the same id again adds nothing. The report's row is locked by the caller. */
export async function insertNote(tx: Tx, note: Omit<CasesTables['case_note'], 'place'>): Promise<boolean> {
  const result = await on(tx)
    .insertInto('case_note')
    .values({
      ...note,
      place: sql<number>`(select count(*) + 1 from case_note where case_id = ${note.case_id})`,
    })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'case_id', 'id']).doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** A desk's key, as the slice of accounts asks after it before it ends one. */
export interface SealedUnder {
  readonly deskId: Id;
  readonly women: boolean;
  readonly n: number;
}

/** How many case keys are wrapped to an epoch: while there is one, the epoch cannot end. */
export async function countCaseKeysUnder(tx: Tx, epoch: SealedUnder): Promise<number> {
  const row = await on(tx)
    .selectFrom('case_key')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('desk_id', '=', epoch.deskId)
    .where('women', '=', epoch.women)
    .where('epoch', '=', epoch.n)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Case keys wrapped to an epoch. */
export async function listCaseKeysUnder(tx: Tx, epoch: SealedUnder, limit: number): Promise<CaseKeyRow[]> {
  return on(tx)
    .selectFrom('case_key')
    .select(['id', 'epoch', 'wrapped'])
    .where('desk_id', '=', epoch.deskId)
    .where('women', '=', epoch.women)
    .where('epoch', '=', epoch.n)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Moves one case key to another epoch, or destroys it where it did not open; false when it is no longer under the first. */
export async function moveCaseKey(
  tx: Tx,
  epoch: SealedUnder,
  to: number,
  item: { readonly id: Id; readonly wrapped: Uint8Array | null },
): Promise<boolean> {
  if (item.wrapped === null) {
    const gone = await on(tx)
      .deleteFrom('case_key')
      .where('id', '=', item.id)
      .where('desk_id', '=', epoch.deskId)
      .where('women', '=', epoch.women)
      .where('epoch', '=', epoch.n)
      .executeTakeFirst();
    return gone.numDeletedRows === 1n;
  }
  const moved = await on(tx)
    .updateTable('case_key')
    .set({ epoch: to, wrapped: item.wrapped })
    .where('id', '=', item.id)
    .where('desk_id', '=', epoch.deskId)
    .where('women', '=', epoch.women)
    .where('epoch', '=', epoch.n)
    .executeTakeFirst();
  return moved.numUpdatedRows === 1n;
}
