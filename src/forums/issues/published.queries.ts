import { sql } from 'kysely';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { ForumsTables } from '../tables.ts';
import type { PublishedCard, PublishedPromise } from './published.model.ts';

const on = tablesOf<ForumsTables>;

/** Published issues of a forum, or of all of them, the newest first, in the forums' own words alone. */
export async function listPublishedCards(
  db: Queries,
  forumId: Id | undefined,
  limit: number,
): Promise<PublishedCard[]> {
  let rows = on(db)
    .selectFrom('issue')
    .innerJoin('forum', (join) =>
      join.onRef('forum.tenant_id', '=', 'issue.tenant_id').onRef('forum.id', '=', 'issue.forum_id'),
    )
    .select([
      'issue.id',
      'issue.forum_id as forumId',
      'forum.names as forum',
      'issue.category',
      'issue.state',
      'issue.published_text as text',
      'issue.published_solution as solution',
      'issue.raised_on as raisedOn',
    ])
    .select((each) => each.ref('issue.published_on').$notNull().as('publishedOn'))
    .where('issue.published_on', 'is not', null)
    .where('issue.published_text', 'is not', null)
    .orderBy('issue.published_on', 'desc')
    .orderBy('issue.id')
    .limit(limit);
  if (forumId !== undefined) rows = rows.where('issue.forum_id', '=', forumId);
  const issues = await rows.execute();
  const promises = await listPublishedPromises(
    db,
    issues.map(({ id }) => id),
  );
  return issues.map((issue) => ({
    ...issue,
    text: issue.text ?? '',
    promises: promises.filter(({ issueId }) => issueId === issue.id),
  }));
}

/** What was promised for these issues, where the forum has published it. A body without an office here has no name of its own. */
async function listPublishedPromises(
  db: Queries,
  issueIds: readonly Id[],
): Promise<(PublishedPromise & { readonly issueId: Id | null })[]> {
  if (issueIds.length === 0) return [];
  const rows = await on(db)
    .selectFrom('commitment')
    .select([
      'issue_id as issueId',
      'state',
      'published_text as text',
      'due_on as dueOn',
      'verified_on as verifiedOn',
      sql<Names | null>`coalesce(
        (select names from unit where unit.tenant_id = commitment.bearer_tenant_id and unit.id = commitment.bearer_unit_id),
        (select names from office where office.tenant_id = commitment.bearer_tenant_id and office.id = commitment.bearer_office_id))`.as(
        'bearer',
      ),
    ])
    .where('issue_id', 'in', [...issueIds])
    .where('published_text', 'is not', null)
    .where('state', 'not in', ['proposed', 'cancelled'])
    .orderBy('made_on')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, text: row.text ?? '' }));
}
