import type { Insertable } from 'kysely';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { json, tablesOf } from '../../storage/database.ts';
import type { Desk, DutyHours } from '../model.ts';
import type { DirectoryTables } from '../tables.ts';

type Db = Queries;
const on = tablesOf<DirectoryTables>;

const deskColumns = [
  'id',
  'kind',
  'names',
  'governorate_id as governorateId',
  'office_id as officeId',
  'police',
  'child_protection as childProtection',
  'works_here as worksHere',
  'must_pass_on as mustPassOn',
  'never_without_asking as neverWithoutAsking',
  'law_checked_on as lawCheckedOn',
  'hours',
  'rota',
  'open',
  'epoch',
  'women_epoch as womenEpoch',
  'illustrative',
] as const;

/** The desks of a tenant. */
export async function listDesksOf(db: Db, tenantId: Id): Promise<Desk[]> {
  return on(db).selectFrom('desk').select(deskColumns).where('tenant_id', '=', tenantId).orderBy('id').execute();
}

/** One desk of a tenant. */
export async function findDesk(db: Db, tenantId: Id, deskId: Id): Promise<Desk | undefined> {
  return on(db)
    .selectFrom('desk')
    .select(deskColumns)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', deskId)
    .executeTakeFirst();
}

/** The same with its row locked: who changes a desk's members or keys waits for the one before. */
export async function findDeskForUpdate(db: Db, tenantId: Id, deskId: Id): Promise<Desk | undefined> {
  return on(db)
    .selectFrom('desk')
    .select(deskColumns)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', deskId)
    .forUpdate()
    .executeTakeFirst();
}

type DeskRow = Omit<Insertable<DirectoryTables['desk']>, 'rota' | 'open' | 'epoch' | 'women_epoch'>;

/**
 * Adds a desk (closed, without keys or rota), or changes the one of this tenant with this id. `already_different` when another tenant
 * has a desk with this id.
 */
export async function saveDesk(db: Db, row: DeskRow): Promise<void> {
  const { tenant_id, id, ...values } = {
    ...row,
    names: json(row.names),
    works_here: json(row.works_here),
    must_pass_on: json(row.must_pass_on),
    never_without_asking: json(row.never_without_asking),
    hours: json(row.hours),
  };
  const { illustrative: _kept, ...changes } = values;
  await on(db)
    .insertInto('desk')
    .values({ tenant_id, id, ...values, rota: json([]), open: false, epoch: null, women_epoch: null })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(changes))
    .execute();
}

/** Lets reporters choose a desk, or stops it. */
export async function setOpen(db: Db, tenantId: Id, deskId: Id, open: boolean): Promise<void> {
  await on(db).updateTable('desk').set({ open }).where('tenant_id', '=', tenantId).where('id', '=', deskId).execute();
}

/** A desk with its duty rota. */
export interface DeskRota {
  readonly deskId: Id;
  readonly rota: readonly DutyHours[];
}

/** The duty rotas of a tenant's desks, without those where nobody is named. */
export async function listRotas(db: Db, tenantId: Id): Promise<DeskRota[]> {
  return on(db)
    .selectFrom('desk')
    .select(['id as deskId', 'rota'])
    .where('tenant_id', '=', tenantId)
    .where('rota', '!=', json([]))
    .execute();
}

/** Replaces a desk's duty rota. */
export async function setRota(db: Db, tenantId: Id, deskId: Id, rota: readonly DutyHours[]): Promise<void> {
  await on(db)
    .updateTable('desk')
    .set({ rota: json([...rota]) })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', deskId)
    .execute();
}

/** Puts the keys in force that a signed directory names; a desk whose general key goes is closed with it. */
export async function setEpochsInForce(
  db: Db,
  tenantId: Id,
  deskId: Id,
  epochs: { readonly general: number; readonly women: number | null },
): Promise<void> {
  await on(db)
    .updateTable('desk')
    .set({ epoch: epochs.general, women_epoch: epochs.women })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', deskId)
    .execute();
}
