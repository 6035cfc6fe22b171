import type { Insertable } from 'kysely';
import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { json, tablesOf } from '../../storage/database.ts';
import type { HotlineEntry, Provision } from '../model.ts';
import type { DirectoryTables } from '../tables.ts';

type Db = Queries;
const on = tablesOf<DirectoryTables>;
type Row<Table extends keyof DirectoryTables> = Insertable<DirectoryTables[Table]>;

/** What an editor checks: a number to call or an article of a law. */
export type Entry = 'hotline' | 'provision';

/** When an entry was checked, and when before that. */
interface Checks {
  readonly verifiedOn: Day | null;
  readonly verifiedBefore: Day | null;
}

/** Adds places; those that are there stay as they are. */
export async function insertPlaces(db: Db, places: readonly Row<'place'>[]): Promise<void> {
  const rows = places.map((place) => ({ ...place, names: json(place.names) }));
  await on(db)
    .insertInto('place')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Whether no hotline has been put in yet. */
export async function isEmptyHotlines(db: Db): Promise<boolean> {
  return (await on(db).selectFrom('hotline').select('id').limit(1).executeTakeFirst()) === undefined;
}

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
export async function findHotlineForUpdate(db: Db, id: Id): Promise<(Checks & { number: string }) | undefined> {
  return on(db)
    .selectFrom('hotline')
    .select(['number', 'verified_on as verifiedOn', 'verified_before as verifiedBefore'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Adds a hotline or replaces the one with this id. */
export async function saveHotline(db: Db, row: Row<'hotline'>): Promise<void> {
  const values = { ...row, names: json(row.names), note: json(row.note), source: json(row.source) };
  await on(db)
    .insertInto('hotline')
    .values(values)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
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
export async function findProvisionForUpdate(db: Db, id: Id): Promise<(Checks & Provision) | undefined> {
  return on(db)
    .selectFrom('provision')
    .select([...provisionColumns, 'verified_before as verifiedBefore'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Adds a provision or replaces the one with this id. */
export async function saveProvision(db: Db, row: Row<'provision'>): Promise<void> {
  const values = { ...row, law: json(row.law), text: json(row.text), source: json(row.source) };
  await on(db)
    .insertInto('provision')
    .values(values)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(values))
    .execute();
}

/** Notes the day on which somebody checked an entry and keeps the day before it; false when there is none with this id. */
export async function markVerified(db: Db, entry: Entry, id: Id, day: Day): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ${sql.table(entry)} set verified_on = ${day},
           verified_before = case when verified_on = ${day} then verified_before else verified_on end
     where id = ${id}`.execute(db);
  return numAffectedRows === 1n;
}

/** Puts the check before back in place of today's; false when there is no check of today. */
export async function takeVerifiedBack(db: Db, entry: Entry, id: Id, day: Day): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update ${sql.table(entry)} set verified_on = verified_before, verified_before = null
     where id = ${id} and verified_on = ${day}`.execute(db);
  return numAffectedRows === 1n;
}
