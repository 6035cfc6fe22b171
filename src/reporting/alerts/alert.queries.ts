import { sql } from 'kysely';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import { IN_TENANT, IS_OPEN } from '../desk/desk.queries.ts';
import type { ReportingTables } from '../tables.ts';
import type { DeskAlert } from './alert.model.ts';

type Tx = Queries;
const on = tablesOf<ReportingTables>;

/** Beside the lock of the sealer: whose turn it is to send mails. */
const TURN = 7_205_761;

/** What is urgent and unanswered, as the partial index `report_urgent` finds it: few rows, whatever the history. */
const IS_WAITING = sql<boolean>`${IN_TENANT} and urgent_until is not null and desk_messages = 0 and destroy_after is null and ${IS_OPEN}`;

/** The urgent, unanswered reports of some desks of the tenant in scope, by how long they wait; a desk without any is not in it. */
export async function countWaiting(
  tx: Tx,
  deskIds: readonly Id[],
  { quarter, hour }: { readonly quarter: Date; readonly hour: Date },
): Promise<DeskAlert[]> {
  const { rows } = await sql<DeskAlert>`
    select desk_id as "deskId",
           (count(*) filter (where urgent_until > ${quarter}))::int as fresh,
           (count(*) filter (where urgent_until <= ${quarter} and urgent_until > ${hour}))::int as quarter,
           (count(*) filter (where urgent_until <= ${hour}))::int as hour
      from report
     where ${IS_WAITING} and desk_id = any(${[...deskIds]})
     group by desk_id
     order by desk_id
  `.execute(tx);
  return rows;
}

/** The newest mark at which something unanswered reached a level at a desk: 1 a quarter of an hour, 2 an hour. */
export interface WaitingMark {
  readonly deskId: Id;
  readonly level: 1 | 2;
  readonly mark: Date;
}

/** The marks of the tenant in scope that have passed and are still unanswered. */
export async function listWaitingMarks(
  tx: Tx,
  { quarter, hour }: { readonly quarter: Date; readonly hour: Date },
): Promise<WaitingMark[]> {
  const { rows } = await sql<WaitingMark>`
    select desk_id as "deskId", level, max(urgent_until) as mark
      from report
      cross join (values (1::smallint, ${quarter}::timestamptz), (2::smallint, ${hour}::timestamptz)) as passed (level, at)
     where ${IS_WAITING} and urgent_until <= passed.at
     group by desk_id, level
     order by desk_id, level
  `.execute(tx);
  return rows;
}

/** Up to which mark somebody has had the mail of a desk and level. */
export interface MailedMark extends WaitingMark {
  readonly accountId: Id;
}

/** Who of the tenant in scope has had which mails. */
export async function listMailed(tx: Tx): Promise<MailedMark[]> {
  return on(tx)
    .selectFrom('alert_mail')
    .select(['desk_id as deskId', 'level', 'account_id as accountId', 'mark'])
    .execute();
}

/** Notes that somebody has had the mail of a mark. */
export async function noteMailed(tx: Tx, tenantId: Id, { deskId, level, accountId, mark }: MailedMark): Promise<void> {
  await on(tx)
    .insertInto('alert_mail')
    .values({ tenant_id: tenantId, desk_id: deskId, level, account_id: accountId, mark })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'desk_id', 'level', 'account_id']).doUpdateSet({ mark }))
    .execute();
}

/** Forgets what was mailed where nothing waits any more, and keeps no mark that is later than the last that still waits. */
export async function forgetSpentMails(tx: Tx, waiting: readonly WaitingMark[]): Promise<void> {
  const still = sql`
    select * from unnest(
      ${waiting.map((each) => each.deskId)}::uuid[], ${waiting.map((each) => each.level)}::smallint[],
      ${waiting.map((each) => each.mark)}::timestamptz[]
    ) as still (desk_id, level, mark)
  `;
  await sql`
    delete from alert_mail
     where not exists (
       select from (${still}) as still where still.desk_id = alert_mail.desk_id and still.level = alert_mail.level
     )
  `.execute(tx);
  await sql`
    update alert_mail set mark = still.mark
      from (${still}) as still
     where still.desk_id = alert_mail.desk_id and still.level = alert_mail.level and still.mark < alert_mail.mark
  `.execute(tx);
}

/** Whether it is this transaction's turn to send mails: one at a time in the whole database, until it ends. */
export async function takeMailTurn(tx: Tx): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${TURN}) as mine`.execute(tx);
  return rows[0]?.mine ?? false;
}
