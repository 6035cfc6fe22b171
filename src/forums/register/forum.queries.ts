import type { Insertable, RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { json, tablesOf } from '../../storage/database.ts';
import type { Forum, Founder, ForumStatus, SeatRole } from '../model.ts';
import { ACTIVE_DAYS } from '../model.ts';
import type { Names } from '../../base/shapes.ts';
import type { ForumsTables, MonthCounts } from '../tables.ts';

const on = tablesOf<ForumsTables>;
type Row = Insertable<ForumsTables['forum']>;

/** A forum as it was on a day. */
export interface ForumOnDay extends Forum {
  readonly status: ForumStatus;
}

/** What may be changed of a forum: what its record keeps for each day. */
export type ForumRecord = Omit<Forum, 'lastMetOn'>;

const columns = [
  'forum.id',
  'forum.names',
  'forum.governorate_id as governorateId',
  'forum.district_id as districtId',
  'forum.subdistrict',
  'forum.quarter',
  'forum.founder',
  'forum.founded_on as foundedOn',
  'forum.planned_for as plannedFor',
  'forum.closed_on as closedOn',
  'forum.meets',
  'forum.source',
  'forum.illustrative',
  'forum.place_illustrative as placeIllustrative',
  'forum.founding_illustrative as foundingIllustrative',
] as const;

/** The last meeting on or before a day; of days before the last one only its month is kept. */
function lastMetBy(day: Day): RawBuilder<Day | null> {
  return sql<Day | null>`case when forum.last_met_on <= ${day}::date then forum.last_met_on else (
    select least(${day}::date, (max(month) + interval '1 month - 1 day')::date) from forum_month
     where forum_month.tenant_id = forum.tenant_id and forum_month.forum_id = forum.id
       and meetings_held > 0 and month <= ${day}::date
    having max(month) is not null) end`;
}

/** What `statusOf` says, where rows are chosen by it. */
export function statusBy(day: Day): RawBuilder<ForumStatus> {
  return sql<ForumStatus>`case
    when forum.founded_on is null or forum.founded_on > ${day}::date then 'planned'
    when forum.closed_on <= ${day}::date then 'closed'
    when ${day}::date - greatest(forum.founded_on, ${lastMetBy(day)}) <= ${ACTIVE_DAYS}::integer then 'active'
    else 'dormant' end`;
}

/** Which forums; a governorate by our id or by its P-code. */
export interface ForumFilter {
  readonly governorate?: string | undefined;
  readonly founder?: Founder | undefined;
}

function select(db: Queries, day: Day, { governorate, founder }: ForumFilter) {
  let rows = on(db)
    .selectFrom('forum')
    .select([...columns, lastMetBy(day).as('lastMetOn'), statusBy(day).as('status')]);
  if (founder !== undefined) rows = rows.where('forum.founder', '=', founder);
  if (governorate === undefined) return rows;
  return rows.where(
    sql<boolean>`forum.governorate_id in (select id from place where id = ${governorate} or pcode = ${governorate})`,
  );
}

/** Whether a forum stood in the register on a day: founded by then, or known by then as planned. */
function isKnownBy(day: Day): RawBuilder<boolean> {
  return sql<boolean>`(forum.founded_on <= ${day}::date or exists (
    select from forum_record where forum_record.tenant_id = forum.tenant_id and forum_record.forum_id = forum.id and since <= ${day}::date))`;
}

/** A page of a tenant's register as of a day, by id, with how many there are in all. Names, place and series are those of that day. */
export async function listRegister(
  db: Queries,
  tenantId: Id,
  day: Day,
  filter: ForumFilter & { readonly status?: ForumStatus | undefined; readonly after?: Id | undefined },
  limit: number,
): Promise<{ readonly total: number; readonly forums: ForumOnDay[] }> {
  let rows = select(db, day, filter).where('forum.tenant_id', '=', tenantId).where(isKnownBy(day));
  if (filter.status !== undefined) rows = rows.where(statusBy(day), '=', filter.status);
  const counted = await on(db)
    .selectFrom(rows.as('chosen'))
    .select((each) => each.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  if (filter.after !== undefined) rows = rows.where('forum.id', '>', filter.after);
  const forums = await rows.orderBy('forum.id').limit(limit).execute();
  const records = await listRecordsBy(
    db,
    tenantId,
    forums.map(({ id }) => id),
    day,
  );
  return { total: counted.count, forums: forums.map((forum) => asOf(forum, records.get(forum.id))) };
}

/** The days of founding, planning and closing speak for themselves; everything else is what was known on the day. */
function asOf(forum: ForumOnDay, record: ForumRecord | undefined): ForumOnDay {
  if (!record) return forum;
  const { foundedOn, plannedFor, closedOn, foundingIllustrative } = forum;
  return { ...forum, ...record, foundedOn, plannedFor, closedOn, foundingIllustrative };
}

/** The newest record of each of these forums that holds on a day. */
async function listRecordsBy(
  db: Queries,
  tenantId: Id,
  ids: readonly Id[],
  day: Day,
): Promise<ReadonlyMap<Id, ForumRecord>> {
  if (ids.length === 0) return new Map();
  const rows = await on(db)
    .selectFrom('forum_record')
    .distinctOn('forum_id')
    .select(['forum_id', 'record'])
    .where('tenant_id', '=', tenantId)
    .where('forum_id', 'in', ids)
    .where('since', '<=', day)
    .orderBy('forum_id')
    .orderBy('since', 'desc')
    .execute();
  // Written by `saveForum` alone.
  return new Map(rows.map(({ forum_id, record }) => [forum_id, record as ForumRecord]));
}

/** Every forum that was founded by a day and not closed, whoever keeps it, and how many were planned then. */
export async function listPublicForums(
  db: Queries,
  day: Day,
  filter: ForumFilter = {},
): Promise<{ readonly forums: ForumOnDay[]; readonly planned: ForumOnDay[] }> {
  const rows = await select(db, day, filter)
    .where(
      sql<boolean>`(forum.closed_on is null or forum.closed_on > ${day}::date)
        and (forum.founded_on <= ${day}::date or (forum.planned_for is not null and ${isKnownBy(day)}))`,
    )
    .orderBy('forum.governorate_id')
    .orderBy('forum.id')
    .execute();
  return {
    forums: rows.filter(({ status }) => status !== 'planned'),
    planned: rows.filter(({ status }) => status === 'planned'),
  };
}

/** One forum as everybody may know it. */
export async function findPublicForum(db: Queries, id: Id, day: Day): Promise<ForumOnDay | undefined> {
  return select(db, day, {}).where('forum.id', '=', id).executeTakeFirst();
}

/** A forum of the tenant as it is on a day. */
export async function findForum(db: Queries, tenantId: Id, id: Id, day: Day): Promise<ForumOnDay | undefined> {
  return select(db, day, {}).where('forum.tenant_id', '=', tenantId).where('forum.id', '=', id).executeTakeFirst();
}

/** A forum of the tenant, locked for the transaction. */
export async function findForumForUpdate(tx: Queries, tenantId: Id, id: Id): Promise<ForumRecord | undefined> {
  return on(tx)
    .selectFrom('forum')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Adds a forum or changes the one of this tenant with this id; what is invented of it stays marked so. */
export async function saveForum(tx: Queries, row: Row, since: Day): Promise<void> {
  const { tenant_id, id, ...values } = {
    ...row,
    names: json(row.names),
    quarter: json(row.quarter),
    meets: json(row.meets),
    source: json(row.source),
  };
  const { illustrative: _kept, place_illustrative: _place, last_met_on: _met, ...changes } = values;
  const saved = await on(tx)
    .insertInto('forum')
    .values({ tenant_id, id, ...values })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(changes))
    .returning(columns)
    .executeTakeFirstOrThrow();
  await on(tx)
    .insertInto('forum_record')
    .values({ tenant_id, forum_id: id, since, record: json(saved) })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'forum_id', 'since']).doUpdateSet({ record: json(saved) }))
    .execute();
}

/** The versions of a forum's record, the newest first. */
export async function listVersions(
  db: Queries,
  tenantId: Id,
  forumId: Id,
): Promise<{ since: Day; record: ForumRecord }[]> {
  const rows = await on(db)
    .selectFrom('forum_record')
    .select(['since', 'record'])
    .where('tenant_id', '=', tenantId)
    .where('forum_id', '=', forumId)
    .orderBy('since', 'desc')
    .execute();
  // Written by `saveForum` alone.
  return rows.map(({ since, record }) => ({ since, record: record as ForumRecord }));
}

/** The seats of a person with the names of the forums. */
export async function listSeatsWithNames(
  tx: Queries,
  of: { readonly tenantId: Id; readonly accountId: Id },
): Promise<{ forumId: Id; role: SeatRole; names: Names }[]> {
  return on(tx)
    .selectFrom('forum_seat')
    .innerJoin('forum', (join) =>
      join.onRef('forum.tenant_id', '=', 'forum_seat.tenant_id').onRef('forum.id', '=', 'forum_seat.forum_id'),
    )
    .select(['forum_seat.forum_id as forumId', 'forum_seat.role', 'forum.names'])
    .where('forum_seat.tenant_id', '=', of.tenantId)
    .where('forum_seat.account_id', '=', of.accountId)
    .orderBy('forum_seat.forum_id')
    .orderBy('forum_seat.role')
    .execute();
}

/** What a forum did from a month on, added up; it names nobody. */
export async function sumMonths(
  db: Queries,
  forumId: Id,
  from: Day,
): Promise<Readonly<Record<'meetings' | 'issues' | 'solved' | 'commitments' | 'done', number>>> {
  const sum = (name: keyof MonthCounts) => sql<number>`coalesce(sum(${sql.ref(name)}), 0)::integer`;
  return (
    on(db)
      .selectFrom('forum_month')
      // Months are found by their tenant; whoever reads the public page does not know it.
      .innerJoin('forum', (join) =>
        join.onRef('forum.tenant_id', '=', 'forum_month.tenant_id').onRef('forum.id', '=', 'forum_month.forum_id'),
      )
      .select([
        sum('meetings_held').as('meetings'),
        sum('issues_raised').as('issues'),
        sum('issues_solved').as('solved'),
        sum('commitments_made').as('commitments'),
        sum('commitments_done').as('done'),
      ])
      .where('forum.id', '=', forumId)
      .where('month', '>=', from)
      .executeTakeFirstOrThrow()
  );
}
