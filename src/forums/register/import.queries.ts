import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { ForumsTables } from '../tables.ts';
import type { CheckedRow, KnownForum, PlaceLine } from './import.model.ts';

const on = tablesOf<ForumsTables>;
const AT_ONCE = 1_000;

/** One import of an organisation at a time: two at once would both find a name free. */
export async function lockRegister(tx: Queries, tenantId: Id): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`forums ${tenantId}`}, 0))`.execute(tx);
}

/** Every governorate and district with all that it is called. */
export async function listPlaceLines(db: Queries): Promise<PlaceLine[]> {
  const { rows } = await sql<PlaceLine>`select id, parent_id as "parentId", pcode, names from place`.execute(db);
  return rows;
}

/** All forums of a tenant as a table may name them. */
export async function listKnownForums(tx: Queries, tenantId: Id): Promise<KnownForum[]> {
  return on(tx)
    .selectFrom('forum')
    .select([
      'id',
      'names',
      'governorate_id as governorateId',
      'district_id as districtId',
      'subdistrict',
      'quarter',
      'founder',
      'founded_on as foundedOn',
      'planned_for as plannedFor',
      'closed_on as closedOn',
      'meets',
      'source',
    ])
    .where('tenant_id', '=', tenantId)
    .execute();
}

/** `saveForum` for many at once: what is new holds from its founding on, what is changed from today. */
export async function saveForums(tx: Queries, tenantId: Id, rows: readonly CheckedRow[], today: Day): Promise<void> {
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const given = rows.slice(at, at + AT_ONCE).map(({ id, fields, change }) => ({
      id,
      names: fields.names,
      governorate_id: fields.governorateId,
      district_id: fields.districtId,
      subdistrict: fields.subdistrict,
      quarter: fields.quarter,
      founder: fields.founder,
      founded_on: fields.foundedOn,
      planned_for: fields.plannedFor,
      closed_on: fields.closedOn,
      meets: fields.meets,
      source: fields.source,
      since: change === 'added' ? (fields.foundedOn ?? today) : today,
    }));
    await sql`
      with given as (
        select * from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as given (id uuid, names jsonb, governorate_id text,
          district_id text, subdistrict text, quarter jsonb, founder text, founded_on date, planned_for date, closed_on date, meets jsonb,
          source jsonb, since date)
      ), saved as (
        insert into forum (tenant_id, id, names, governorate_id, district_id, subdistrict, quarter, founder, founded_on, planned_for,
                           closed_on, meets, source, illustrative)
        select ${tenantId}::uuid, id, names, governorate_id, district_id, subdistrict, quarter, founder, founded_on, planned_for,
               closed_on, meets, source, false
          from given
            on conflict (tenant_id, id) do update set names = excluded.names, governorate_id = excluded.governorate_id,
               district_id = excluded.district_id, subdistrict = excluded.subdistrict, quarter = excluded.quarter,
               founder = excluded.founder, founded_on = excluded.founded_on, planned_for = excluded.planned_for,
               closed_on = excluded.closed_on, meets = excluded.meets, source = excluded.source,
               -- Another day is one that somebody knows.
               founding_illustrative = forum.founding_illustrative and forum.founded_on is not distinct from excluded.founded_on
        returning *
      )
      insert into forum_record (tenant_id, forum_id, since, record)
      select tenant_id, saved.id, given.since, jsonb_build_object('id', saved.id, 'names', saved.names,
             'governorateId', saved.governorate_id, 'districtId', saved.district_id, 'subdistrict', saved.subdistrict,
             'quarter', saved.quarter, 'founder', saved.founder, 'foundedOn', saved.founded_on, 'plannedFor', saved.planned_for,
             'closedOn', saved.closed_on, 'meets', saved.meets, 'source', saved.source, 'illustrative', saved.illustrative,
             'placeIllustrative', saved.place_illustrative, 'foundingIllustrative', saved.founding_illustrative)
        from saved join given on given.id = saved.id
          on conflict (tenant_id, forum_id, since) do update set record = excluded.record
    `.execute(tx);
  }
}
