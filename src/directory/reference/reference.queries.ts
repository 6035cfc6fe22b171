import type { Insertable } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { json, tablesOf } from '../../storage/database.ts';
import type { HotlineEntry, Provision } from '../model.ts';
import type { DirectoryTables } from '../tables.ts';

type Db = Queries;
const on = tablesOf<DirectoryTables>;
type Row<Table extends keyof DirectoryTables> = Insertable<DirectoryTables[Table]>;

/** Every hotline, published or not. */
export async function listHotlineEntries(db: Db): Promise<HotlineEntry[]> {
  return on(db)
    .selectFrom('hotline')
    .select([
      'id',
      'number',
      'names',
      'note',
      'jurisdiction',
      'position',
      'source',
      'review',
      'verified_on as verifiedOn',
    ])
    .orderBy('jurisdiction')
    .orderBy('position')
    .execute();
}

/** One hotline, its row locked. */
export async function findHotlineForUpdate(
  db: Db,
  id: Id,
): Promise<{ number: string; verifiedOn: Day | null } | undefined> {
  return on(db)
    .selectFrom('hotline')
    .select(['number', 'verified_on as verifiedOn'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Adds a hotline or replaces the one with this id. */
export async function saveHotline(db: Db, row: Row<'hotline'>): Promise<void> {
  const values = { ...row, names: json(row.names), note: row.note ? json(row.note) : null };
  await on(db)
    .insertInto('hotline')
    .values(values)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Notes the day on which somebody checked a hotline; false when there is none with this id. */
export async function markHotlineVerified(db: Db, id: Id, day: Day): Promise<boolean> {
  const done = await on(db).updateTable('hotline').set({ verified_on: day }).where('id', '=', id).executeTakeFirst();
  return done.numUpdatedRows === 1n;
}

const provisionColumns = [
  'id',
  'law',
  'article',
  'text',
  'jurisdiction',
  'position',
  'source',
  'review',
  'verified_on as verifiedOn',
] as const;

/** Every provision, published or not. */
export async function listProvisionEntries(db: Db): Promise<Provision[]> {
  return on(db).selectFrom('provision').select(provisionColumns).orderBy('jurisdiction').orderBy('position').execute();
}

/** One provision's words, its row locked. */
export async function findProvisionForUpdate(db: Db, id: Id): Promise<Provision | undefined> {
  return on(db).selectFrom('provision').select(provisionColumns).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Adds a provision or replaces the one with this id. */
export async function saveProvision(db: Db, row: Row<'provision'>): Promise<void> {
  const values = { ...row, law: json(row.law), text: json(row.text) };
  await on(db)
    .insertInto('provision')
    .values(values)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Notes the day on which somebody checked a provision; false when there is none with this id. */
export async function markProvisionVerified(db: Db, id: Id, day: Day): Promise<boolean> {
  const done = await on(db).updateTable('provision').set({ verified_on: day }).where('id', '=', id).executeTakeFirst();
  return done.numUpdatedRows === 1n;
}
