import type { Insertable } from 'kysely';
import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { SeatRole } from '../model.ts';
import type { ForumsTables } from '../tables.ts';

const on = tablesOf<ForumsTables>;
type Row<Table extends keyof ForumsTables> = Insertable<ForumsTables[Table]>;

/** A forum of the tenant. */
export interface ForumOf {
  readonly tenantId: Id;
  readonly forumId: Id;
}

/** Whether the tenant has this forum. */
export async function isOwnForum(tx: Queries, { tenantId, forumId }: ForumOf): Promise<boolean> {
  const row = await on(tx)
    .selectFrom('forum')
    .select('id')
    .where('tenant_id', '=', tenantId)
    .where('id', '=', forumId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Who has a seat in a forum. */
export async function listSeats(tx: Queries, of: ForumOf): Promise<{ accountId: Id; role: SeatRole }[]> {
  return on(tx)
    .selectFrom('forum_seat')
    .select(['account_id as accountId', 'role'])
    .where('tenant_id', '=', of.tenantId)
    .where('forum_id', '=', of.forumId)
    .orderBy('role')
    .execute();
}

/** Gives a seat; having it already does no harm. */
export async function addSeat(tx: Queries, row: Row<'forum_seat'>): Promise<void> {
  await on(tx)
    .insertInto('forum_seat')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes a seat; false when there was none. */
export async function takeSeat(tx: Queries, row: ForumsTables['forum_seat']): Promise<boolean> {
  const { numDeletedRows } = await on(tx)
    .deleteFrom('forum_seat')
    .where('tenant_id', '=', row.tenant_id)
    .where('forum_id', '=', row.forum_id)
    .where('account_id', '=', row.account_id)
    .where('role', '=', row.role)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** The members of a forum, those who left last. */
export async function listMembers(tx: Queries, of: ForumOf) {
  return on(tx)
    .selectFrom('forum_member')
    .select(['id', 'category', 'sex', 'youth', 'chair', 'name', 'joined_on as joinedOn', 'left_on as leftOn'])
    .where('tenant_id', '=', of.tenantId)
    .where('forum_id', '=', of.forumId)
    .orderBy(sql`left_on is not null`)
    .orderBy('joined_on')
    .orderBy('id')
    .execute();
}

/** The volunteers of a forum, those who left last. */
export async function listVolunteers(tx: Queries, of: ForumOf) {
  return on(tx)
    .selectFrom('volunteer')
    .select([
      'id',
      'sex',
      'youth',
      'name',
      'skills',
      'availability',
      'code_signed_on as codeSignedOn',
      'joined_on as joinedOn',
      'left_on as leftOn',
    ])
    .where('tenant_id', '=', of.tenantId)
    .where('forum_id', '=', of.forumId)
    .orderBy(sql`left_on is not null`)
    .orderBy('joined_on')
    .orderBy('id')
    .execute();
}

/** When a name that stands there already was written; undefined when another one stands there, or none. */
function keepsItsDay(table: 'forum_member' | 'volunteer') {
  return sql<Day | null>`case when excluded.name is null then null
    when ${sql.ref(`${table}.name`)} = excluded.name then ${sql.ref(`${table}.named_on`)} else excluded.named_on end`;
}

/** Adds a member or changes the one with this id; `already_different` for one of another forum. */
export async function saveMember(tx: Queries, row: Row<'forum_member'>): Promise<boolean> {
  const { tenant_id: _tenant, id: _id, forum_id: _forum, ...changes } = row;
  const { numInsertedOrUpdatedRows } = await on(tx)
    .insertInto('forum_member')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'id'])
        .doUpdateSet({ ...changes, named_on: keepsItsDay('forum_member') })
        .whereRef('forum_member.forum_id', '=', 'excluded.forum_id'),
    )
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Adds a volunteer or changes the one with this id; `already_different` for one of another forum. */
export async function saveVolunteer(tx: Queries, row: Row<'volunteer'>): Promise<boolean> {
  const { tenant_id: _tenant, id: _id, forum_id: _forum, ...changes } = row;
  const { numInsertedOrUpdatedRows } = await on(tx)
    .insertInto('volunteer')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'id'])
        .doUpdateSet({ ...changes, named_on: keepsItsDay('volunteer') })
        .whereRef('volunteer.forum_id', '=', 'excluded.forum_id'),
    )
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Takes off the names that were written on or before a day; who they were counted as stays. How many. */
export async function forgetNames(tx: Queries, tenantId: Id, until: Day): Promise<number> {
  let forgotten = 0n;
  for (const table of ['forum_member', 'volunteer'] as const) {
    const { numUpdatedRows } = await on(tx)
      .updateTable(table)
      .set({ name: null, named_on: null })
      .where('tenant_id', '=', tenantId)
      .where('named_on', '<=', until)
      .executeTakeFirstOrThrow();
    forgotten += numUpdatedRows;
  }
  return Number(forgotten);
}
