import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { UploadState, UploadTables } from './upload.tables.ts';

const on = tablesOf<UploadTables>;

/** An upload: `size` of the whole sealed stream in bytes. */
export interface UploadRow {
  readonly id: Id;
  readonly size: number;
  readonly state: UploadState;
}

/** Begins an upload; no change when its id is there. */
export async function insertUpload(db: Queries, id: Id, size: number): Promise<void> {
  await on(db)
    .insertInto('upload')
    .values({ id, size })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** An upload by its id. */
export async function findUpload(db: Queries, id: Id): Promise<UploadRow | undefined> {
  return on(db).selectFrom('upload').select(['id', 'size', 'state']).where('id', '=', id).executeTakeFirst();
}

/** Marks an upload as complete; false when it was swept meanwhile. */
export async function setComplete(db: Queries, id: Id): Promise<boolean> {
  const { numUpdatedRows } = await on(db)
    .updateTable('upload')
    .set({ state: 'complete' })
    .where('id', '=', id)
    .where('state', 'in', ['arriving', 'complete'])
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Removes an upload's record unless something names it; whether it was removed. */
export async function deleteLooseUpload(db: Queries, id: Id): Promise<boolean> {
  const { numDeletedRows } = await on(db)
    .deleteFrom('upload')
    .where('id', '=', id)
    .where('state', '<>', 'kept')
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** Uploads that nothing names. */
export async function listLooseUploads(db: Queries): Promise<UploadRow[]> {
  return on(db).selectFrom('upload').select(['id', 'size', 'state']).where('state', '<>', 'kept').execute();
}

/** Lets a message name an upload: false unless it is complete and nothing else names it. */
export async function keepForMessage(tx: Queries, uploadId: Id): Promise<boolean> {
  const { numUpdatedRows } = await on(tx)
    .updateTable('upload')
    .set({ state: 'kept' })
    .where('id', '=', uploadId)
    .where('state', '=', 'complete')
    .executeTakeFirstOrThrow();
  return numUpdatedRows > 0n;
}

/** Whether a report, or a message of its thread, names this upload. The report's tenant is in scope. */
export async function isNamedBy(tx: Queries, reportId: Id, uploadId: Id): Promise<boolean> {
  const ofReport = on(tx)
    .selectFrom('report')
    .select('id')
    .where('id', '=', reportId)
    .where('upload_id', '=', uploadId);
  const ofMessage = on(tx)
    .selectFrom('report_message')
    .select('id')
    .where('report_id', '=', reportId)
    .where('upload_id', '=', uploadId);
  return (await ofReport.unionAll(ofMessage).executeTakeFirst()) !== undefined;
}

/**
 * Takes the uploads of a report out of every hand, in the transaction that destroys its key file. The next sweep removes the bytes,
 * which nobody can open any more.
 */
export async function releaseUploads(tx: Queries, reportId: Id): Promise<void> {
  const named = on(tx)
    .selectFrom('report')
    .select('upload_id')
    .where('id', '=', reportId)
    .where('upload_id', 'is not', null)
    .unionAll(
      on(tx)
        .selectFrom('report_message')
        .select('upload_id')
        .where('report_id', '=', reportId)
        .where('upload_id', 'is not', null),
    );
  const ids = (await named.execute()).flatMap((row) => row.upload_id ?? []);
  if (ids.length === 0) return;
  await on(tx).updateTable('upload').set({ state: 'gone' }).where('id', 'in', ids).execute();
  await on(tx).updateTable('report').set({ upload_id: null }).where('id', '=', reportId).execute();
  await on(tx).updateTable('report_message').set({ upload_id: null }).where('report_id', '=', reportId).execute();
}
