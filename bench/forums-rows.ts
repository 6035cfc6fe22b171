import type { Connection } from '../src/storage/connection.ts';
import { connectOnce } from '../src/storage/connection.ts';

/** How much there is to be; the forums are 2,000 in any case. */
export interface ForumsSize {
  readonly years: number;
  readonly issues: number;
  readonly commitments: number;
}

const FORUMS = 2_000;
const LAST_MONTH = '2026-11-01';
/** `forum` of number n, and n as the last part of an id. */
const ID = `('22000000-0000-4000-9000-' || lpad(%::text, 12, '0'))::uuid`;
const of = (n: string) => ID.replace('%', n);

/** The id of one of the bench's forums, the same again after 2,000. */
export function forumOf(n: number): string {
  return `22000000-0000-4000-9000-${String((n % FORUMS) + 1).padStart(12, '0')}`;
}

/** Fills an organisation with 2,000 forums and their history up to a size; what stands there already stays. */
export async function fillForums(migrator: Connection, tenant: string, size: ForumsSize): Promise<void> {
  const client = await connectOnce(migrator);
  const months = size.years * 12;
  const monthOf = (n: string) =>
    `(date '${LAST_MONTH}' - make_interval(months => ((${n}) % ${months})::integer))::date`;
  const rest = (table: string) => `(select count(*) from ${table} where tenant_id = '${tenant}')`;
  try {
    await client.query('begin');
    await client.query("select set_config('app.tenant', $1, true)", [tenant]);
    for (const statement of [
      `insert into forum (tenant_id, id, names, governorate_id, founder, founded_on, closed_on, last_met_on, meets, illustrative)
       select '${tenant}', ${of('n')}, jsonb_build_object('ar', 'منتدى ' || n, 'ckb', null, 'en', 'Forum ' || n),
              (select id from place where kind = 'governorate' order by id offset n % 18 limit 1),
              case when n % 3 = 0 then 'police' else 'programme' end, date '2016-11-30',
              case when n % 50 = 0 then date '2025-06-01' end,
              case when n % 10 = 0 then date '2026-06-15' else date '2026-11-01' + n % 20 end,
              '{"week": 2, "weekday": 3, "from": 600, "to": 720}', true
         from generate_series(1, ${FORUMS}) n on conflict do nothing`,
      `insert into forum_record (tenant_id, forum_id, since, record)
       select tenant_id, id, founded_on, jsonb_build_object('id', id, 'names', names, 'governorateId', governorate_id, 'districtId', null,
              'subdistrict', null, 'quarter', null, 'founder', founder, 'foundedOn', founded_on, 'plannedFor', null, 'closedOn', closed_on,
              'meets', meets, 'source', null, 'illustrative', true, 'placeIllustrative', false, 'foundingIllustrative', false)
         from forum where tenant_id = '${tenant}' on conflict do nothing`,
      `insert into forum_month (tenant_id, forum_id, month, meetings_held, minutes_in_time, attended_women, attended_men, attended_youth,
                                officers_women, officers_men, issues_raised, issues_solved, issues_solved_in_90, commitments_made,
                                commitments_done, commitments_in_time)
       select '${tenant}', ${of('n')}, ${monthOf('m')}, 1, n % 2, 9 + n % 7, 11, 4, n % 3, 4, 5, 3, 2, 2, 2, 1
         from generate_series(0, ${months - 1}) m, generate_series(1, ${FORUMS}) n on conflict do nothing`,
      `insert into meeting (tenant_id, id, forum_id, planned_on, starts_at, ends_at, place, state, held_on)
       select '${tenant}', gen_random_uuid(), ${of('n')}, ${monthOf('m')} + n % 27, 600, 720, 'illustrative', 'published', ${monthOf('m')} + n % 27
         from generate_series(0, ${months - 1}) m, generate_series(1, ${FORUMS}) n
        where not exists (select from meeting where tenant_id = '${tenant}' and forum_id = ${of('n')} and planned_on = ${monthOf('m')} + n % 27)`,
      `insert into minutes (tenant_id, meeting_id, version, content, redacted, secretary_id, secretary_signed_on, chair_id, chair_signed_on, published_on)
       select tenant_id, id, 1, '{}', jsonb_build_object('ar', repeat('نص ', 100)), gen_random_uuid(), held_on, gen_random_uuid(), held_on, held_on + 9
         from meeting where tenant_id = '${tenant}' and forum_id >= ${of('1')} and forum_id <= ${of(String(FORUMS))} on conflict do nothing`,
      `insert into issue (tenant_id, id, forum_id, digest, category, text, channel, state, raised_on, solved_on, published_text, published_on)
       select '${tenant}', gen_random_uuid(), ${of(`(1 + n % ${FORUMS})`)}, sha256(n::text::bytea),
              (array['services', 'traffic', 'drugs', 'documents'])[1 + n % 4], repeat('لا إنارة في الشارع ', 5), 'member',
              (array['accepted', 'solved', 'verified'])[1 + n % 3], day, case when n % 3 > 0 then day + 40 end,
              case when n % 5 = 0 then 'لا إنارة في الشارع' end, case when n % 5 = 0 then day + 45 end
         from generate_series(${rest('issue')} + 1, ${size.issues}) n, lateral (select ${monthOf(`n / ${FORUMS}`)} + (n % 28)::integer as day) of_day`,
      `insert into commitment (tenant_id, id, forum_id, text, bearer_kind, bearer_tenant_id, bearer_office_id, state, made_on, handed_over_on,
                               due_on, reported_done_on, verified_on, overdue, percent, published_text)
       select '${tenant}', gen_random_uuid(), ${of(`(1 + n % ${FORUMS})`)}, repeat('إنارة الشارع ', 5), 'office', '${tenant}',
              (select id from office where tenant_id = '${tenant}' order by id limit 1),
              case when n % 20 = 0 then 'inProgress' else 'verified' end, day, day + 2, day + 30,
              case when n % 20 > 0 then day + 28 end, case when n % 20 > 0 then day + 35 end, false, case when n % 20 > 0 then 100 else 40 end,
              case when n % 2 = 0 then 'إنارة الشارع' end
         from generate_series(${rest('commitment')} + 1, ${size.commitments}) n,
              lateral (select ${monthOf(`n / ${FORUMS}`)} + (n % 28)::integer as day) of_day`,
    ]) {
      await client.query(statement);
    }
    await client.query('commit');
    for (const table of ['forum', 'forum_record', 'forum_month', 'meeting', 'minutes', 'issue', 'commitment']) {
      await client.query(`vacuum analyze ${table}`);
    }
  } finally {
    await client.end();
  }
}

/** Takes the forums of an organisation away that an import brought. */
export async function dropImported(migrator: Connection, tenant: string, stem: string): Promise<void> {
  const client = await connectOnce(migrator);
  try {
    await client.query('begin');
    await client.query("select set_config('app.tenant', $1, true)", [tenant]);
    const chosen = `tenant_id = '${tenant}' and names ->> 'en' like '${stem}%'`;
    await client.query(
      `delete from forum_record where (tenant_id, forum_id) in (select tenant_id, id from forum where ${chosen})`,
    );
    await client.query(`delete from forum where ${chosen}`);
    await client.query('commit');
    await client.query('vacuum analyze forum');
  } finally {
    await client.end();
  }
}
