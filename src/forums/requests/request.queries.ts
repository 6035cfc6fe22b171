import type { Insertable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { ForumsTables } from '../tables.ts';
import type { RequestState } from './request.model.ts';

const on = tablesOf<ForumsTables>;
type Row = ForumsTables['awareness_request'];

const columns = [
  'awareness_request.tenant_id as tenantId',
  'awareness_request.id',
  'awareness_request.forum_id as forumId',
  'awareness_request.digest',
  'asker_kind as askerKind',
  'asker_name as askerName',
  'awareness_request.topic',
  'awareness_request.audience',
  'awareness_request.expected',
  'wanted_month as wantedMonth',
  'awareness_request.locale',
  'awareness_request.contact',
  'awareness_request.note',
  'awareness_request.state',
  'received_on as receivedOn',
  'scheduled_on as scheduledOn',
  'delivered_on as deliveredOn',
  'awareness_request.women',
  'awareness_request.men',
  'awareness_request.evaluation',
] as const;

function lines(tx: Queries) {
  return on(tx)
    .selectFrom('awareness_request')
    .innerJoin('forum', (join) =>
      join
        .onRef('forum.tenant_id', '=', 'awareness_request.tenant_id')
        .onRef('forum.id', '=', 'awareness_request.forum_id'),
    )
    .select([...columns, 'forum.names as forum']);
}

/** A page of requests of these forums, or of all within the scope, by id. */
export async function listRequestLines(
  tx: Queries,
  tenantId: Id,
  filter: {
    readonly forums: readonly Id[] | undefined;
    readonly state?: RequestState | undefined;
    readonly after?: Id | undefined;
  },
  limit: number,
) {
  let rows = lines(tx).where('awareness_request.tenant_id', '=', tenantId).orderBy('awareness_request.id').limit(limit);
  if (filter.forums !== undefined) {
    rows = rows.where(sql<boolean>`awareness_request.forum_id = any(${[...filter.forums]}::uuid[])`);
  }
  if (filter.state !== undefined) rows = rows.where('awareness_request.state', '=', filter.state);
  if (filter.after !== undefined) rows = rows.where('awareness_request.id', '>', filter.after);
  return rows.execute();
}

/** One request within the scope, with its forum's names. */
export async function findRequestLine(tx: Queries, id: Id) {
  return lines(tx).where('awareness_request.id', '=', id).executeTakeFirst();
}

/** One request within the scope, locked until the transaction ends. */
export async function findRequestForUpdate(tx: Queries, id: Id) {
  return on(tx).selectFrom('awareness_request').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Adds a request; false when its id is there already. */
export async function insertRequest(tx: Queries, row: Insertable<Row>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await on(tx)
    .insertInto('awareness_request')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Changes a request that was locked before. */
export async function updateRequest(
  tx: Queries,
  { tenantId, id }: { readonly tenantId: Id; readonly id: Id },
  changes: Updateable<Row>,
): Promise<void> {
  await on(tx)
    .updateTable('awareness_request')
    .set(changes)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .execute();
}

/** Adds what happened to a request at the end of its timeline; the row is locked by the caller. */
export async function insertRequestEvent(
  tx: Queries,
  event: Omit<Insertable<ForumsTables['awareness_event']>, 'seq'>,
): Promise<void> {
  await on(tx)
    .insertInto('awareness_event')
    .values({
      ...event,
      seq: sql<number>`(select count(*) + 1 from awareness_event where request_id = ${event.request_id})`,
    })
    .execute();
}

/** The timeline, the first event first. */
export async function listRequestEvents(tx: Queries, id: Id) {
  return on(tx)
    .selectFrom('awareness_event')
    .select(['command', 'state', 'day', 'reason'])
    .where('request_id', '=', id)
    .orderBy('seq')
    .execute();
}
