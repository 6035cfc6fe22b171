import type { Selectable } from 'kysely';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Queries } from '../storage/database.ts';
import { tablesOf } from '../storage/database.ts';
import type { Hotline, Place } from './model.ts';
import type { DirectoryTables } from './tables.ts';

type Db = Queries;
const on = tablesOf<DirectoryTables>;

/** Governorates, or the districts of one, in the order of their ids. */
export async function listPlaces(db: Db, parentId: string | null): Promise<Place[]> {
  const places = placesById(db);
  const rows = parentId === null ? places.where('kind', '=', 'governorate') : places.where('parent_id', '=', parentId);
  return (await rows.execute()).map(placeOf);
}

/** All governorates and all their districts. */
export async function listAllPlaces(db: Db): Promise<Place[]> {
  return (await placesById(db).execute()).map(placeOf);
}

function placesById(db: Db) {
  return on(db)
    .selectFrom('place')
    .select(['id', 'kind', 'parent_id', 'kurdistan_region', 'hotlines', 'names'])
    .orderBy('id');
}

function placeOf(
  row: Selectable<
    Pick<DirectoryTables['place'], 'id' | 'kind' | 'parent_id' | 'kurdistan_region' | 'hotlines' | 'names'>
  >,
): Place {
  return {
    id: row.id,
    kind: row.kind,
    parentId: row.parent_id,
    kurdistanRegion: row.kurdistan_region,
    hotlines: row.hotlines,
    names: row.names,
  };
}

/** The tenant a desk belongs to; a desk never changes it. */
export async function findTenantOfDesk(db: Db, deskId: Id): Promise<Id | undefined> {
  const row = await on(db).selectFrom('desk').select('tenant_id').where('id', '=', deskId).executeTakeFirst();
  return row?.tenant_id;
}

/** One organisation's newest signed directory with some of its desk records. */
export interface SignedRecords {
  readonly organisationId: Id;
  readonly signed: Uint8Array;
  readonly records: readonly unknown[];
}

/** The open desks of a governorate, or of all, as their organisations last signed them. */
export async function listSignedDesks(db: Db, governorateId: string | undefined): Promise<SignedRecords[]> {
  const open = newestRecords(db).where('desk.open', '=', true);
  const asked = governorateId === undefined ? open : open.where('desk.governorate_id', '=', governorateId);
  return byOrganisation(await asked.execute());
}

/** One desk as its organisation last signed it, open or not. */
export async function findSignedDesk(db: Db, deskId: Id): Promise<SignedRecords | undefined> {
  return byOrganisation(await newestRecords(db).where('desk.id', '=', deskId).execute())[0];
}

/** An organisation's newest signed directory with every record it vouches for. */
export interface SignedDirectory {
  readonly version: number;
  readonly signed: Uint8Array;
  readonly records: readonly unknown[];
}

/** The newest directory of a tenant; undefined before its first. */
export async function findNewestDirectory(db: Db, tenantId: Id): Promise<SignedDirectory | undefined> {
  const newest = await on(db)
    .selectFrom('key_directory')
    .select(['version', 'signed'])
    .where('tenant_id', '=', tenantId)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!newest) return undefined;
  const rows = await on(db)
    .selectFrom('desk_record')
    .select('record')
    .where('tenant_id', '=', tenantId)
    .where('version', '=', newest.version)
    .orderBy('desk_id')
    .execute();
  return { ...newest, records: rows.map((row) => row.record) };
}

function newestRecords(db: Db) {
  return on(db)
    .selectFrom('desk')
    .innerJoin('key_directory', (join) =>
      join.onRef('key_directory.tenant_id', '=', 'desk.tenant_id').on('key_directory.version', '=', (newest) =>
        newest
          .selectFrom('key_directory as newer')
          .select((select) => select.fn.max('newer.version').as('version'))
          .whereRef('newer.tenant_id', '=', 'desk.tenant_id'),
      ),
    )
    .innerJoin('desk_record', (join) =>
      join
        .onRef('desk_record.tenant_id', '=', 'desk.tenant_id')
        .onRef('desk_record.desk_id', '=', 'desk.id')
        .onRef('desk_record.version', '=', 'key_directory.version'),
    )
    .select(['desk.tenant_id', 'key_directory.signed', 'desk_record.record'])
    .orderBy('desk.id');
}

function byOrganisation(rows: readonly { tenant_id: Id; signed: Uint8Array; record: unknown }[]): SignedRecords[] {
  const found = new Map<Id, { organisationId: Id; signed: Uint8Array; records: unknown[] }>();
  for (const row of rows) {
    const known = found.get(row.tenant_id);
    if (known) known.records.push(row.record);
    else found.set(row.tenant_id, { organisationId: row.tenant_id, signed: row.signed, records: [row.record] });
  }
  return [...found.values()];
}

/** The published hotlines, by jurisdiction and position. */
export async function listHotlines(db: Db): Promise<Hotline[]> {
  const rows = await on(db)
    .selectFrom('hotline')
    .selectAll()
    .where('review', '=', 'published')
    .orderBy('jurisdiction')
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    names: row.names,
    note: row.note,
    jurisdiction: row.jurisdiction,
    source: row.source,
    verifiedOn: row.verified_on satisfies Day | null,
  }));
}
