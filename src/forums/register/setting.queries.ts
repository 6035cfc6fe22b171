import type { Insertable } from 'kysely';
import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import type { Queries } from '../../storage/database.ts';
import { json, tablesOf } from '../../storage/database.ts';
import type { ForumsTables } from '../tables.ts';
import type { ForumOf } from './people.queries.ts';

const on = tablesOf<ForumsTables>;
type Row<Table extends keyof ForumsTables> = Insertable<ForumsTables[Table]>;

/** The sub-committees of a tenant. */
export async function listSubcommittees(tx: Queries, tenantId: Id) {
  return on(tx)
    .selectFrom('subcommittee')
    .select([
      'id',
      'names',
      'forum_id as forumId',
      'governorate_id as governorateId',
      'topic',
      'women',
      'men',
      'founded_on as foundedOn',
      'closed_on as closedOn',
    ])
    .where('tenant_id', '=', tenantId)
    .orderBy('id')
    .execute();
}

/** Adds or changes a sub-committee; `not_found` for a forum that is not the tenant's. */
export async function saveSubcommittee(tx: Queries, row: Row<'subcommittee'>): Promise<void> {
  const { tenant_id, id, ...values } = { ...row, names: json(row.names) };
  await on(tx)
    .insertInto('subcommittee')
    .values({ tenant_id, id, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(values))
    .execute();
}

/** The offices that are open in a forum's governorate, and those elsewhere with which it works. */
export async function listForumOffices(
  tx: Queries,
  { tenantId, forumId }: ForumOf,
): Promise<{ id: Id; names: Names; organisation: Names; works: boolean; own: boolean }[]> {
  const { rows } = await sql<{ id: Id; names: Names; organisation: Names; works: boolean; own: boolean }>`
    select office.id, office.names, organisation.names as organisation, forum_office.office_id is not null as works,
           office.tenant_id = forum.tenant_id as own
      from forum
      join office on not office.closed
      join organisation on organisation.id = office.tenant_id
      left join forum_office on forum_office.tenant_id = forum.tenant_id and forum_office.forum_id = forum.id
       and forum_office.office_tenant_id = office.tenant_id and forum_office.office_id = office.id
     where forum.tenant_id = ${tenantId} and forum.id = ${forumId}
       and (office.governorate_id = forum.governorate_id or forum_office.office_id is not null)
     order by works desc, office.kind desc, office.id
  `.execute(tx);
  return rows;
}

/** Notes that a forum works with an office; false when there is no such office. */
export async function addForumOffice(tx: Queries, { tenantId, forumId }: ForumOf, officeId: Id): Promise<boolean> {
  const { rows } = await sql`
    with office as (select tenant_id, id from office where id = ${officeId} and not closed),
         added as (insert into forum_office (tenant_id, forum_id, office_tenant_id, office_id)
                   select ${tenantId}::uuid, ${forumId}::uuid, office.tenant_id, office.id from office on conflict do nothing)
    select id from office
  `.execute(tx);
  return rows.length > 0;
}

/** The other way round. */
export async function removeForumOffice(tx: Queries, { tenantId, forumId }: ForumOf, officeId: Id): Promise<void> {
  await on(tx)
    .deleteFrom('forum_office')
    .where('tenant_id', '=', tenantId)
    .where('forum_id', '=', forumId)
    .where('office_id', '=', officeId)
    .execute();
}

/** Whether the tenant has this office. */
export async function isOwnOffice(tx: Queries, tenantId: Id, officeId: Id): Promise<boolean> {
  const { rows } = await sql`select from office where tenant_id = ${tenantId} and id = ${officeId}`.execute(tx);
  return rows.length > 0;
}

/** An office through the years, the oldest first. */
export async function listOfficeStates(db: Queries, tenantId: Id, officeId: Id) {
  return on(db)
    .selectFrom('office_state')
    .select([
      'since',
      'rooms',
      'patrols',
      'staff_low as staffLow',
      'staff_high as staffHigh',
      'staff_women as staffWomen',
      'note',
      'source',
      'illustrative',
    ])
    .where('tenant_id', '=', tenantId)
    .where('office_id', '=', officeId)
    .orderBy('since')
    .execute();
}

/** A state of an office with the name of the office. */
export interface PublicOfficeState {
  readonly office: Names;
  readonly since: Day;
  readonly rooms: number | null;
  readonly patrols: number | null;
  readonly staffLow: number | null;
  readonly staffHigh: number | null;
  readonly note: Names | null;
  readonly source: Names | null;
}

/** The open offices of a governorate through the years, the oldest state first. */
export async function listPublicOfficeStates(db: Queries, governorateId: string): Promise<PublicOfficeState[]> {
  const { rows } = await sql<PublicOfficeState>`
    select office.names as office, since, rooms, patrols, staff_low as "staffLow", staff_high as "staffHigh", note, office_state.source
      from office_state join office on office.tenant_id = office_state.tenant_id and office.id = office_state.office_id
     where office.governorate_id = ${governorateId} and not office.closed
     order by since, office.id
  `.execute(db);
  return rows;
}

/** Since when an office has which unit. */
export async function listUnitsSince(
  tx: Queries,
  tenantId: Id,
  officeId: Id,
): Promise<{ id: Id; names: Names; since: Day | null }[]> {
  const { rows } = await sql<{ id: Id; names: Names; since: Day | null }>`
    select id, names, since from unit where tenant_id = ${tenantId} and office_id = ${officeId} order by since nulls last, id
  `.execute(tx);
  return rows;
}

/** Writes down since when an office has a unit; false when it has no such unit. */
export async function setUnitSince(
  tx: Queries,
  { tenantId, officeId, unitId }: { readonly tenantId: Id; readonly officeId: Id; readonly unitId: Id },
  since: Day | null,
): Promise<boolean> {
  const { rows } = await sql`
    update unit set since = ${since} where tenant_id = ${tenantId} and office_id = ${officeId} and id = ${unitId} returning id
  `.execute(tx);
  return rows.length > 0;
}

/** Writes down what an office was from a day on. */
export async function saveOfficeState(tx: Queries, row: Row<'office_state'>): Promise<void> {
  const { tenant_id, office_id, since, ...values } = { ...row, note: json(row.note), source: json(row.source) };
  await on(tx)
    .insertInto('office_state')
    .values({ tenant_id, office_id, since, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'office_id', 'since']).doUpdateSet(values))
    .execute();
}

/** Takes a state back; false when there is none from that day. */
export async function deleteOfficeState(tx: Queries, tenantId: Id, officeId: Id, since: Day): Promise<boolean> {
  const { numDeletedRows } = await on(tx)
    .deleteFrom('office_state')
    .where('tenant_id', '=', tenantId)
    .where('office_id', '=', officeId)
    .where('since', '=', since)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}
