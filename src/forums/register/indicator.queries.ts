import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import type { Queries } from '../../storage/database.ts';
import { statusBy } from './forum.queries.ts';
import type { IndicatorCounts } from './indicator.model.ts';

/** Whole months, by their first days, and the day on which forums are looked at. */
export interface Months {
  readonly from: Day;
  readonly to: Day;
  readonly last: Day;
}

/** What is counted of one place or one forum. */
export interface Counted {
  readonly id: string;
  readonly names: Names;
  readonly counts: IndicatorCounts;
}

type Row = { readonly id: string; readonly names: Names } & IndicatorCounts;

const SUMS = [
  ['meetings_held', 'meetings'],
  ['minutes_in_time', 'minutesInTime'],
  ['attended_women', 'women'],
  ['attended_men', 'men'],
  ['attended_youth', 'youth'],
  ['officers_women', 'officersWomen'],
  ['officers_men', 'officersMen'],
  ['issues_solved', 'solved'],
  ['issues_solved_in_90', 'solvedIn90'],
  ['commitments_done', 'done'],
  ['commitments_in_time', 'inTime'],
] as const;

const summed = sql.join(SUMS.map(([column, name]) => sql`sum(${sql.ref(column)})::integer as ${sql.ref(name)}`));
const orZero = (names: readonly string[]): RawBuilder<unknown> =>
  sql.join(names.map((name) => sql`coalesce(${sql.ref(name)}, 0)::integer as ${sql.ref(name)}`));
const named = SUMS.map(([, name]) => name);

function standingOn(day: Day): RawBuilder<boolean> {
  return sql<boolean>`forum.founded_on <= ${day}::date and (forum.closed_on is null or forum.closed_on > ${day}::date)`;
}

/** All governorates with what is counted of their forums and offices, whoever keeps them. */
export async function countByGovernorate(db: Queries, { from, to, last }: Months): Promise<Counted[]> {
  const { rows } = await sql<Row>`
    with forums as (
      select governorate_id, count(*) as standing, count(*) filter (where ${statusBy(last)} = 'active') as active
        from forum where ${standingOn(last)} group by governorate_id
    ), months as (
      select forum.governorate_id, ${summed}
        from forum_month join forum on forum.tenant_id = forum_month.tenant_id and forum.id = forum_month.forum_id
       where month between ${from}::date and ${to}::date group by forum.governorate_id
    ), staffed as (
      select distinct on (tenant_id, office_id) tenant_id, office_id, staff_women, staff_high
        from office_state where since <= ${last}::date and staff_women is not null and staff_high is not null
       order by tenant_id, office_id, since desc
    ), offices as (
      select office.governorate_id, sum(staff_high) as staff, sum(staff_women) as "staffWomen"
        from staffed join office on office.tenant_id = staffed.tenant_id and office.id = staffed.office_id
       where not office.closed group by office.governorate_id
    )
    select place.id, place.names, ${orZero(['standing', 'active', ...named, 'staff', 'staffWomen'])}
      from place
      left join forums on forums.governorate_id = place.id
      left join months on months.governorate_id = place.id
      left join offices on offices.governorate_id = place.id
     where place.kind = 'governorate' order by place.id
  `.execute(db);
  return rows.map(countedOf);
}

/** The forums of a governorate that stood at the end of a period, by id. */
export async function countByForum(
  db: Queries,
  { from, to, last }: Months,
  {
    governorate,
    after,
    limit,
  }: { readonly governorate: string; readonly after: Id | undefined; readonly limit: number },
): Promise<Counted[]> {
  const { rows } = await sql<Row>`
    select forum.id, forum.names, 1 as standing, (${statusBy(last)} = 'active')::integer as active, ${orZero(named)}, 0 as staff,
           0 as "staffWomen"
      from forum
      left join lateral (
        select ${summed} from forum_month
         where forum_month.tenant_id = forum.tenant_id and forum_month.forum_id = forum.id and month between ${from}::date and ${to}::date
      ) months on true
     where forum.governorate_id in (select id from place where id = ${governorate} or pcode = ${governorate})
       and ${standingOn(last)} and (${after ?? null}::uuid is null or forum.id > ${after ?? null}::uuid)
     order by forum.id limit ${limit}
  `.execute(db);
  return rows.map(countedOf);
}

function countedOf({ id, names, ...counts }: Row): Counted {
  return { id, names, counts };
}
