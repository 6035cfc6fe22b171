import type { Insertable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { ForumsTables } from '../tables.ts';
import type { AffectedGroup, IssueCategory, IssueChannel, IssueState, RemitBody } from './issue.model.ts';

const on = tablesOf<ForumsTables>;
type Row = ForumsTables['issue'];

/** An issue as actions and lists read it. */
export interface IssueRow {
  readonly tenantId: Id;
  readonly id: Id;
  readonly forumId: Id;
  readonly digest: Uint8Array;
  readonly category: IssueCategory;
  readonly text: string | null;
  readonly place: string | null;
  readonly affected: AffectedGroup[];
  readonly channel: IssueChannel;
  readonly state: IssueState;
  readonly raisedOn: Day;
  readonly solvedOn: Day | null;
  readonly publishedText: string | null;
  readonly publishedSolution: string | null;
  readonly publishedOn: Day | null;
  readonly mergedInto: Id | null;
  readonly remitBody: RemitBody | null;
  readonly remitUntil: Day | null;
  readonly remitOutcome: string | null;
  readonly subcommitteeId: Id | null;
}

const columns = [
  'issue.tenant_id as tenantId',
  'issue.id',
  'issue.forum_id as forumId',
  'issue.digest',
  'issue.category',
  'issue.text',
  'issue.place',
  'issue.affected',
  'issue.channel',
  'issue.state',
  'issue.raised_on as raisedOn',
  'issue.solved_on as solvedOn',
  'issue.published_text as publishedText',
  'issue.published_solution as publishedSolution',
  'issue.published_on as publishedOn',
  'issue.merged_into as mergedInto',
  'issue.remit_body as remitBody',
  'issue.remit_until as remitUntil',
  'issue.remit_outcome as remitOutcome',
  'issue.subcommittee_id as subcommitteeId',
] as const;

/** What a list of issues may be narrowed to. */
export interface IssueFilter {
  /** Whether what waits for the screen is listed. */
  readonly unscreened: boolean;
  readonly state?: IssueState | undefined;
  readonly category?: IssueCategory | undefined;
  readonly after?: { readonly day: Day; readonly id: Id } | undefined;
}

/** A page of a forum's issues, the newest first; merged and diverted ones only when asked for by state. */
export async function listIssueRows(
  tx: Queries,
  of: { readonly tenantId: Id; readonly forumId: Id },
  { unscreened, state, category, after }: IssueFilter,
  limit: number,
): Promise<IssueRow[]> {
  let rows = on(tx)
    .selectFrom('issue')
    .select(columns)
    .where('tenant_id', '=', of.tenantId)
    .where('forum_id', '=', of.forumId)
    .orderBy('raised_on', 'desc')
    .orderBy('id')
    .limit(limit);
  rows = state === undefined ? rows.where('state', 'not in', ['merged', 'diverted']) : rows.where('state', '=', state);
  if (!unscreened) rows = rows.where('state', 'not in', ['raised', 'diverted']);
  if (category !== undefined) rows = rows.where('category', '=', category);
  if (after) {
    rows = rows.where((where) =>
      where.or([
        where('raised_on', '<', after.day),
        where.and([where('raised_on', '=', after.day), where('id', '>', after.id)]),
      ]),
    );
  }
  return rows.execute();
}

/** How many wait for the secretary. */
export async function countWaiting(tx: Queries, of: { readonly tenantId: Id; readonly forumId: Id }): Promise<number> {
  const row = await on(tx)
    .selectFrom('issue')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('tenant_id', '=', of.tenantId)
    .where('forum_id', '=', of.forumId)
    .where('state', '=', 'raised')
    .executeTakeFirstOrThrow();
  return row.count;
}

/** An issue of the tenant, locked until the transaction ends. */
export async function findIssueForUpdate(tx: Queries, tenantId: Id, id: Id): Promise<IssueRow | undefined> {
  return on(tx)
    .selectFrom('issue')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** An issue of the tenant with the name of its forum. */
export async function findIssue(tx: Queries, tenantId: Id, id: Id): Promise<(IssueRow & { forum: Names }) | undefined> {
  return on(tx)
    .selectFrom('issue')
    .innerJoin('forum', (join) =>
      join.onRef('forum.tenant_id', '=', 'issue.tenant_id').onRef('forum.id', '=', 'issue.forum_id'),
    )
    .select([...columns, 'forum.names as forum'])
    .where('issue.tenant_id', '=', tenantId)
    .where('issue.id', '=', id)
    .executeTakeFirst();
}

/** Adds an issue; false when its id is there already. */
export async function insertIssue(tx: Queries, row: Insertable<Row>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await on(tx)
    .insertInto('issue')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Changes an issue that was locked before. */
export async function updateIssue(
  tx: Queries,
  { tenantId, id }: Pick<IssueRow, 'tenantId' | 'id'>,
  changes: Updateable<Row>,
): Promise<void> {
  await on(tx).updateTable('issue').set(changes).where('tenant_id', '=', tenantId).where('id', '=', id).execute();
}

/** Adds what happened to an issue at the end of its timeline; the row is locked by the caller. */
export async function insertIssueEvent(
  tx: Queries,
  event: Omit<Insertable<ForumsTables['issue_event']>, 'seq'>,
): Promise<void> {
  await on(tx)
    .insertInto('issue_event')
    .values({
      ...event,
      seq: sql<number>`(select count(*) + 1 from issue_event where tenant_id = ${event.tenant_id} and issue_id = ${event.issue_id})`,
    })
    .execute();
}

/** The timeline, the first event first. */
export async function listIssueEvents(tx: Queries, tenantId: Id, id: Id) {
  return on(tx)
    .selectFrom('issue_event')
    .select(['command', 'state', 'day', 'reason'])
    .where('tenant_id', '=', tenantId)
    .where('issue_id', '=', id)
    .orderBy('seq')
    .execute();
}
