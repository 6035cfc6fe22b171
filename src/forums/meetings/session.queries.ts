import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { ForumsTables } from '../tables.ts';
import type { MeetingRow } from './meeting.queries.ts';
import { meetingColumns } from './meeting.queries.ts';
import type { PlacedOperation, RecordOperation } from './record.model.ts';

const on = tablesOf<ForumsTables>;

/** A meeting as its session knows it. */
export interface SessionRow extends MeetingRow {
  readonly lastSeq: number;
  readonly closedSeq: number | null;
}

const columns = [...meetingColumns, 'meeting.last_seq as lastSeq', 'meeting.closed_seq as closedSeq'] as const;

/** A meeting of the tenant with the name of its forum. */
export async function findSession(
  tx: Queries,
  tenantId: Id,
  id: Id,
): Promise<(SessionRow & { forum: Names }) | undefined> {
  return on(tx)
    .selectFrom('meeting')
    .innerJoin('forum', (join) =>
      join.onRef('forum.tenant_id', '=', 'meeting.tenant_id').onRef('forum.id', '=', 'meeting.forum_id'),
    )
    .select([...columns, 'forum.names as forum'])
    .where('meeting.tenant_id', '=', tenantId)
    .where('meeting.id', '=', id)
    .executeTakeFirst();
}

/** A meeting of the tenant, locked until the transaction ends: numbers of operations are given under this lock. */
export async function findSessionForUpdate(tx: Queries, tenantId: Id, id: Id): Promise<SessionRow | undefined> {
  return on(tx)
    .selectFrom('meeting')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

type MeetingKey = Pick<SessionRow, 'tenantId' | 'id'>;

/** Gives out numbers up to this one; the row is locked by the caller. */
export async function setLastSeq(tx: Queries, { tenantId, id }: MeetingKey, lastSeq: number): Promise<void> {
  await on(tx)
    .updateTable('meeting')
    .set({ last_seq: lastSeq })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/** The agenda, in its order. */
export async function listSessionItems(tx: Queries, { tenantId, id }: MeetingKey) {
  return on(tx)
    .selectFrom('agenda_item')
    .select(['id', 'kind', 'title'])
    .where('tenant_id', '=', tenantId)
    .where('meeting_id', '=', id)
    .orderBy('position')
    .orderBy('id')
    .execute();
}

/** Everybody who was ever a member of the forum: a session of an earlier day is counted with those of that day. */
export async function listEveryMember(tx: Queries, { tenantId, forumId }: SessionRow) {
  return on(tx)
    .selectFrom('forum_member')
    .select(['id', 'category', 'sex', 'youth', 'name', 'left_on as leftOn'])
    .where('tenant_id', '=', tenantId)
    .where('forum_id', '=', forumId)
    .orderBy(sql`name is null`)
    .orderBy('name')
    .orderBy('category')
    .orderBy('id')
    .execute();
}

/** An office that a forum works with, with its units. */
export interface BearerOffice {
  readonly tenantId: Id;
  readonly officeId: Id;
  readonly names: Names;
  readonly units: { readonly unitId: Id; readonly names: Names }[];
}

/** The open offices that a forum works with, who may take on what it asks for. */
export async function listBearerOffices(tx: Queries, { tenantId, forumId }: SessionRow): Promise<BearerOffice[]> {
  const { rows } = await sql<BearerOffice>`
    select office.tenant_id as "tenantId", office.id as "officeId", office.names,
           coalesce((select json_agg(json_build_object('unitId', unit.id, 'names', unit.names) order by unit.id) from unit
                      where unit.tenant_id = office.tenant_id and unit.office_id = office.id), '[]') as units
      from forum_office
      join office on office.tenant_id = forum_office.office_tenant_id and office.id = forum_office.office_id and not office.closed
     where forum_office.tenant_id = ${tenantId} and forum_office.forum_id = ${forumId}
     order by office.kind desc, office.id
  `.execute(tx);
  return rows;
}

/** How many of these offices there are, of whatever organisation: the directory is public. */
export async function countOffices(tx: Queries, ids: readonly Id[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from office where id = any(${ids})
  `.execute(tx);
  return rows[0]?.count ?? 0;
}

/** An operation with its number. */
export type NumberedOperation = PlacedOperation & { readonly seq: number };

const operationColumns = ['id', 'device', 'clock', 'account_id as accountId', 'operation', 'seq'] as const;

// What was put in had passed the contract.
const numbered = (row: Omit<NumberedOperation, 'operation'> & { readonly operation: unknown }): NumberedOperation => ({
  ...row,
  operation: row.operation as RecordOperation,
});

/**
 * Operations of a meeting after a number and up to what its row knows, in the order in which they arrived; all of them without a limit.
 * What is added meanwhile comes with the next question, together with whether the session was closed before it.
 */
export async function listOperationsAfter(
  tx: Queries,
  { tenantId, id, lastSeq }: MeetingKey & Pick<SessionRow, 'lastSeq'>,
  after = 0,
  limit?: number,
): Promise<NumberedOperation[]> {
  let rows = on(tx)
    .selectFrom('meeting_operation')
    .select(operationColumns)
    .where('tenant_id', '=', tenantId)
    .where('meeting_id', '=', id)
    .where('seq', '>', after)
    .where('seq', '<=', lastSeq)
    .orderBy('seq');
  if (limit !== undefined) rows = rows.limit(limit);
  return (await rows.execute()).map(numbered);
}

/** Those of these operations that are there already. */
export async function listKnownOperations(
  tx: Queries,
  { tenantId, id }: MeetingKey,
  ids: readonly Id[],
): Promise<NumberedOperation[]> {
  const rows = await on(tx)
    .selectFrom('meeting_operation')
    .select(operationColumns)
    .where('tenant_id', '=', tenantId)
    .where('meeting_id', '=', id)
    .where('id', 'in', ids)
    .execute();
  return rows.map(numbered);
}

/** Adds operations under numbers that were given under the meeting's lock. */
export async function insertOperations(
  tx: Queries,
  { tenantId, id }: MeetingKey,
  operations: readonly NumberedOperation[],
  day: Day,
): Promise<void> {
  await on(tx)
    .insertInto('meeting_operation')
    .values(
      operations.map((each) => ({
        tenant_id: tenantId,
        meeting_id: id,
        id: each.id,
        seq: each.seq,
        device: each.device,
        clock: each.clock,
        account_id: each.accountId,
        day,
        operation: JSON.stringify(each.operation),
      })),
    )
    .execute();
}
