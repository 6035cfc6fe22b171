import type { Insertable } from 'kysely';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { json, tablesOf } from '../../storage/database.ts';
import type { DirectoryTables } from '../tables.ts';
import { officeValues } from './office.queries.ts';

type Db = Queries;
const on = tablesOf<DirectoryTables>;
type Row<Table extends keyof DirectoryTables> = Insertable<DirectoryTables[Table]>;

/** Adds an organisation. */
export async function insertOrganisation(db: Db, row: Row<'organisation'>): Promise<void> {
  await on(db)
    .insertInto('organisation')
    .values({ ...row, names: json(row.names), source: json(row.source) })
    .execute();
}

/** Adds an office. */
export async function insertOffice(db: Db, row: Row<'office'>): Promise<void> {
  await on(db).insertInto('office').values(officeValues(row)).execute();
}

/** Adds a unit of an office. */
export async function insertUnit(db: Db, row: Row<'unit'>): Promise<void> {
  await on(db)
    .insertInto('unit')
    .values({ ...row, names: json(row.names) })
    .execute();
}

/** Adds a desk with everything that is said of it. */
export async function insertDesk(db: Db, row: Row<'desk'>): Promise<void> {
  await on(db)
    .insertInto('desk')
    .values({
      ...row,
      names: json(row.names),
      works_here: json(row.works_here),
      must_pass_on: json(row.must_pass_on),
      never_without_asking: json(row.never_without_asking),
      hours: json(row.hours),
      rota: json(row.rota),
    })
    .execute();
}

/** Publishes a version of an organisation's signed directory with the records it vouches for. */
export async function insertDirectory(
  db: Db,
  tenantId: Id,
  version: number,
  signed: Uint8Array,
  records: readonly { readonly deskId: Id; readonly record: unknown }[],
): Promise<void> {
  await on(db).insertInto('key_directory').values({ tenant_id: tenantId, version, signed }).execute();
  for (const { deskId, record } of records) {
    await on(db)
      .insertInto('desk_record')
      .values({ tenant_id: tenantId, desk_id: deskId, version, record: json(record) })
      .execute();
  }
}

/** Puts an epoch in force at a desk: what the intake accepts reports under. */
export async function setEpoch(db: Db, deskId: Id, women: boolean, n: number): Promise<void> {
  await on(db)
    .updateTable('desk')
    .set(women ? { women_epoch: n } : { epoch: n })
    .where('id', '=', deskId)
    .execute();
}

/** Whether the register holds anything at all. */
export async function isEmptyRegister(db: Db): Promise<boolean> {
  const row = await on(db).selectFrom('organisation').select('id').limit(1).executeTakeFirst();
  return row === undefined;
}
