import type { Insertable } from 'kysely';
import { sql } from 'kysely';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import type { Queries } from '../../storage/database.ts';
import { json, tablesOf } from '../../storage/database.ts';
import type { Office, Organisation, Unit } from '../model.ts';
import type { DirectoryTables } from '../tables.ts';

type Db = Queries;
const on = tablesOf<DirectoryTables>;
type Row<Table extends keyof DirectoryTables> = Insertable<DirectoryTables[Table]>;

const organisationColumns = [
  'id',
  'kind',
  'names',
  'parent_id as parentId',
  'governorate_id as governorateId',
  'platform',
  'source',
  'illustrative',
] as const;

const officeColumns = [
  'office.id',
  'office.kind',
  'office.names',
  'office.governorate_id as governorateId',
  'office.district_id as districtId',
  'office.address',
  'office.hours',
  'office.women_hours as womenHours',
  'office.referral_centre as referralCentre',
  'office.closed',
  'office.source',
  'office.illustrative',
] as const;

/** Every organisation of the register. */
export async function listOrganisations(db: Db): Promise<Organisation[]> {
  return on(db).selectFrom('organisation').select(organisationColumns).orderBy('id').execute();
}

/** One organisation. */
export async function findOrganisation(db: Db, id: Id): Promise<Organisation | undefined> {
  return on(db).selectFrom('organisation').select(organisationColumns).where('id', '=', id).executeTakeFirst();
}

/** The organisation that runs this installation. */
export async function findPlatform(db: Db): Promise<Organisation | undefined> {
  return on(db).selectFrom('organisation').select(organisationColumns).where('platform', '=', true).executeTakeFirst();
}

/** Whether an organisation is police: by its kind, or because it commands police or belongs to it. */
export async function isPoliceOrganisation(db: Db, id: Id): Promise<boolean> {
  const { rows } = await sql<{ police: boolean }>`
    select exists (select from police_organisation where id = ${id}) as police
  `.execute(db);
  return rows[0]?.police ?? false;
}

/** Marks the desks of organisations that have become police; the mark is never taken off again. */
export async function markPoliceDesks(db: Db): Promise<void> {
  await sql`update desk set police = true where not police and tenant_id in (select id from police_organisation)`.execute(
    db,
  );
}

/** Changes an organisation's record; its kind and its part in the platform stay. */
export async function updateOrganisation(
  db: Db,
  id: Id,
  fields: { names: Names; parentId: Id | null; governorateId: string | null; source: Names | null },
): Promise<void> {
  await on(db)
    .updateTable('organisation')
    .set({
      names: json(fields.names),
      parent_id: fields.parentId,
      governorate_id: fields.governorateId,
      source: json(fields.source),
    })
    .where('id', '=', id)
    .execute();
}

/** An office's row as it is written. */
export function officeValues(row: Row<'office'>) {
  const { names, address, hours, women_hours, source } = row;
  return {
    ...row,
    names: json(names),
    address: json(address),
    hours: json(hours),
    women_hours: json(women_hours),
    source: json(source),
  };
}

/** The offices of a tenant. */
export async function listOffices(db: Db, tenantId: Id): Promise<Office[]> {
  return on(db)
    .selectFrom('office')
    .select(officeColumns)
    .where('tenant_id', '=', tenantId)
    .orderBy('kind', 'desc')
    .orderBy('id')
    .execute();
}

/** An office with the names of the organisation whose it is and of its district. */
export interface PublicOffice extends Omit<Office, 'closed'> {
  readonly organisation: Names;
  readonly district: Names | null;
}

/** The offices that are not closed, of one governorate or of all; main offices first. */
export async function listPublicOffices(db: Db, governorateId: string | undefined): Promise<PublicOffice[]> {
  let rows = on(db)
    .selectFrom('office')
    .innerJoin('organisation', 'organisation.id', 'office.tenant_id')
    .leftJoin('place', 'place.id', 'office.district_id')
    .select([...officeColumns, 'organisation.names as organisation', 'place.names as district'])
    .where('office.closed', '=', false)
    .orderBy('office.governorate_id')
    .orderBy('office.kind', 'desc')
    .orderBy('office.id');
  if (governorateId !== undefined) rows = rows.where('office.governorate_id', '=', governorateId);
  return rows.execute();
}

/** Adds an office, or changes the one of this tenant with this id. */
export async function saveOffice(db: Db, row: Row<'office'>): Promise<void> {
  const { tenant_id, id, ...values } = officeValues(row);
  const { illustrative: _kept, ...changes } = values;
  await on(db)
    .insertInto('office')
    .values({ tenant_id, id, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(changes))
    .execute();
}

/** The units of a tenant's offices. */
export async function listUnits(db: Db, tenantId: Id): Promise<Unit[]> {
  return on(db)
    .selectFrom('unit')
    .select(['id', 'office_id as officeId', 'kind', 'names', 'closed'])
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute();
}

/** Adds a unit, or changes the one of this tenant with this id; `not_found` when the office is not the tenant's. */
export async function saveUnit(db: Db, row: Row<'unit'>): Promise<void> {
  const { tenant_id, id, ...values } = { ...row, names: json(row.names) };
  await on(db)
    .insertInto('unit')
    .values({ tenant_id, id, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(values))
    .execute();
}
