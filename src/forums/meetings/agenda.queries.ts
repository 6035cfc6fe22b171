import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import { OPEN_COMMITMENTS } from '../commitments/commitment.model.ts';
import type { ForumsTables } from '../tables.ts';

const on = tablesOf<ForumsTables>;

/** A line of an agenda. */
export interface AgendaRow {
  readonly id: Id;
  readonly kind: 'issue' | 'commitment' | 'other';
  readonly issueId: Id | null;
  readonly commitmentId: Id | null;
  readonly title: string;
}

/** What offers itself for an agenda. */
export interface Proposal {
  readonly kind: 'issue' | 'commitment';
  readonly of: Id;
  readonly title: string;
  readonly why: 'carriedOver' | 'waiting' | 'overdue' | 'due';
}

/** The agenda of a meeting in its order. */
export async function listAgenda(tx: Queries, tenantId: Id, meetingId: Id): Promise<AgendaRow[]> {
  return on(tx)
    .selectFrom('agenda_item')
    .select(['id', 'kind', 'issue_id as issueId', 'commitment_id as commitmentId', 'title'])
    .where('tenant_id', '=', tenantId)
    .where('meeting_id', '=', meetingId)
    .orderBy('position')
    .execute();
}

/** Puts another agenda in the place of the one that is there; false when an id stands on the agenda of another meeting. */
export async function replaceAgenda(
  tx: Queries,
  tenantId: Id,
  meetingId: Id,
  items: readonly AgendaRow[],
): Promise<boolean> {
  await on(tx)
    .deleteFrom('agenda_item')
    .where('tenant_id', '=', tenantId)
    .where('meeting_id', '=', meetingId)
    .execute();
  if (items.length === 0) return true;
  const { numInsertedOrUpdatedRows } = await on(tx)
    .insertInto('agenda_item')
    .values(
      items.map(({ id, kind, issueId, commitmentId, title }, at) => ({
        tenant_id: tenantId,
        meeting_id: meetingId,
        id,
        position: at + 1,
        kind,
        issue_id: issueId,
        commitment_id: commitmentId,
        title,
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .executeTakeFirstOrThrow();
  return Number(numInsertedOrUpdatedRows ?? 0n) === items.length;
}

/** The commitments among these that belong to a forum. */
export async function countCommitmentsOf(
  tx: Queries,
  { tenantId, forumId }: { readonly tenantId: Id; readonly forumId: Id },
  ids: readonly Id[],
): Promise<number> {
  if (ids.length === 0) return 0;
  const row = await on(tx)
    .selectFrom('commitment')
    .select(sql<number>`count(*)::integer`.as('count'))
    .where('tenant_id', '=', tenantId)
    .where('forum_id', '=', forumId)
    .where('id', 'in', [...ids])
    .executeTakeFirstOrThrow();
  return row.count;
}

/**
 * What a forum has to look at by a day: issues that an earlier meeting did not solve, then accepted ones that wait, then promises whose
 * day is over or comes by then. What stands on this agenda already is left out; an issue on another agenda is `onAgenda`.
 */
export async function listProposals(
  tx: Queries,
  of: { readonly tenantId: Id; readonly forumId: Id; readonly meetingId: Id },
  by: Day,
): Promise<Proposal[]> {
  const { rows } = await sql<Proposal>`
    (select 'issue' as kind, id as of, left(text, 300) as title,
            case when state in ('deferred', 'escalated') then 'carriedOver' else 'waiting' end as why
       from issue
      where tenant_id = ${of.tenantId} and forum_id = ${of.forumId} and text is not null
        and state in ('deferred', 'escalated', 'accepted', 'reopened', 'toSubCommittee')
      order by state in ('deferred', 'escalated') desc, raised_on, id limit 50)
    union all
    (select 'commitment', id, left(text, 300), case when overdue then 'overdue' else 'due' end
       from commitment
      where tenant_id = ${of.tenantId} and forum_id = ${of.forumId}
        and state in (${sql.join([...OPEN_COMMITMENTS, 'reportedDone', 'refused'])})
        and (overdue or due_on <= ${by})
        and not exists (select from agenda_item where agenda_item.tenant_id = commitment.tenant_id
          and agenda_item.meeting_id = ${of.meetingId} and agenda_item.commitment_id = commitment.id)
      order by overdue desc, due_on, id limit 50)
  `.execute(tx);
  return rows;
}

/** Whoever has a seat in a forum. */
export async function listSeatedAccounts(
  tx: Queries,
  { tenantId, forumId }: { readonly tenantId: Id; readonly forumId: Id },
): Promise<Id[]> {
  const rows = await on(tx)
    .selectFrom('forum_seat')
    .select('account_id as id')
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where('forum_id', '=', forumId)
    .execute();
  return rows.map(({ id }) => id);
}
