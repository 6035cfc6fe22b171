import { sql } from 'kysely';
import type { Actor } from '../base/actor.ts';
import type { Clock, Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Database, Queries } from '../storage/database.ts';
import { tablesOf } from '../storage/database.ts';
import type { Seat } from './model.ts';
import { roleForSeat } from './model.ts';
import type { ForumsTables, MonthCounts } from './tables.ts';

const on = tablesOf<ForumsTables>;

/** What the actions of every noun stand on. */
export interface ForumsGround {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * The seats of the signed-in person, in all forums of her organisation; within her tenant's scope. Whoever was taken the role that goes
 * with a seat has no seat.
 */
export async function listSeatsOf(
  tx: Queries,
  actor: Pick<Actor, 'tenantId' | 'accountId' | 'roles'>,
): Promise<Seat[]> {
  const seats = await on(tx)
    .selectFrom('forum_seat')
    .select(['forum_id as forumId', 'role'])
    .where('tenant_id', '=', actor.tenantId)
    .where('account_id', '=', actor.accountId)
    .execute();
  return seats.filter(({ role }) => actor.roles.includes(roleForSeat[role]));
}

/** Whose a forum is: public knowledge, so that somebody without an account can raise an issue in it. */
export async function findTenantOfForum(db: Queries, forumId: Id): Promise<Id | undefined> {
  const row = await on(db).selectFrom('forum').select('tenant_id').where('id', '=', forumId).executeTakeFirst();
  return row?.tenant_id;
}

/** The organisation of a forum that has been founded by a day and is not closed. */
export async function findTenantOfOpenForum(db: Queries, forumId: Id, day: Day): Promise<Id | undefined> {
  const row = await on(db)
    .selectFrom('forum')
    .select('tenant_id')
    .where('id', '=', forumId)
    .where('founded_on', '<=', day)
    .where((where) => where.or([where('closed_on', 'is', null), where('closed_on', '>', day)]))
    .executeTakeFirst();
  return row?.tenant_id;
}

/** Adds to a forum's counts of the month in which a day lies. In the transaction of the action that it counts. */
export async function countMonth(
  tx: Queries,
  { tenantId, forumId, day }: { tenantId: Id; forumId: Id; day: Day },
  add: Partial<Record<keyof MonthCounts, number>>,
): Promise<void> {
  const counts = Object.entries(add);
  if (counts.length === 0) return;
  await on(tx)
    .insertInto('forum_month')
    .values({ tenant_id: tenantId, forum_id: forumId, month: `${day.slice(0, 7)}-01`, ...add })
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'forum_id', 'month'])
        .doUpdateSet(
          Object.fromEntries(
            counts.map(([name]) => [
              name,
              sql<number>`${sql.ref(`forum_month.${name}`)} + ${sql.ref(`excluded.${name}`)}`,
            ]),
          ),
        ),
    )
    .execute();
}

/** The organisations that have forums; sweeps work through them one by one. */
export async function listForumTenants(db: Queries): Promise<Id[]> {
  const rows = await on(db).selectFrom('forum').select('tenant_id').distinct().execute();
  return rows.map(({ tenant_id }) => tenant_id);
}
