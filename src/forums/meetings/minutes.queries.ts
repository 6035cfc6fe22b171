import type { Insertable } from 'kysely';
import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { json, tablesOf } from '../../storage/database.ts';
import type { ForumsTables } from '../tables.ts';
import type { Attendance, MinutesContent, Redaction } from './minutes.model.ts';

const on = tablesOf<ForumsTables>;

/** The minutes of a meeting as they are stored. */
export interface MinutesRow {
  readonly version: number;
  readonly content: MinutesContent;
  readonly redacted: Redaction | null;
  readonly secretaryId: Id | null;
  readonly secretarySignedOn: Day | null;
  readonly chairId: Id | null;
  readonly chairSignedOn: Day | null;
  readonly publishedOn: Day | null;
}

type Of = { readonly tenantId: Id; readonly id: Id };

const columns = [
  'version',
  'content',
  'redacted',
  'secretary_id as secretaryId',
  'secretary_signed_on as secretarySignedOn',
  'chair_id as chairId',
  'chair_signed_on as chairSignedOn',
  'published_on as publishedOn',
] as const;

/** The minutes of a meeting; undefined until the secretary saves them. Their meeting is locked by whoever changes them. */
export async function findMinutes(tx: Queries, { tenantId, id }: Of): Promise<MinutesRow | undefined> {
  const row = await on(tx)
    .selectFrom('minutes')
    .select(columns)
    .where('tenant_id', '=', tenantId)
    .where('meeting_id', '=', id)
    .executeTakeFirst();
  // What was put in had passed the contract.
  return row && { ...row, content: row.content as MinutesContent, redacted: row.redacted as Redaction | null };
}

/** Stores a new version, which nobody has signed. */
export async function saveMinutes(
  tx: Queries,
  { tenantId, id }: Of,
  version: number,
  content: MinutesContent,
): Promise<void> {
  const unsigned = {
    version,
    content: json(content),
    redacted: null,
    secretary_id: null,
    secretary_signed_on: null,
    chair_id: null,
    chair_signed_on: null,
    published_on: null,
  };
  await on(tx)
    .insertInto('minutes')
    .values({ tenant_id: tenantId, meeting_id: id, ...unsigned })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'meeting_id']).doUpdateSet(unsigned))
    .execute();
}

/** Writes a signature of the secretary or the chair, a redaction, or the day of publication. */
export async function updateMinutes(
  tx: Queries,
  { tenantId, id }: Of,
  changes: {
    readonly secretary?: { readonly id: Id; readonly day: Day };
    readonly chair?: { readonly id: Id; readonly day: Day };
    readonly redacted?: Redaction;
    readonly publishedOn?: Day;
  },
): Promise<void> {
  const { secretary, chair, redacted, publishedOn } = changes;
  await on(tx)
    .updateTable('minutes')
    .set({
      ...(secretary && { secretary_id: secretary.id, secretary_signed_on: secretary.day }),
      ...(chair && { chair_id: chair.id, chair_signed_on: chair.day }),
      ...(redacted && { redacted: json(redacted) }),
      ...(publishedOn && { published_on: publishedOn }),
    })
    .where('tenant_id', '=', tenantId)
    .where('meeting_id', '=', id)
    .execute();
}

/** Adds a solution that a meeting agreed on. */
export async function insertSolution(tx: Queries, row: Insertable<ForumsTables['solution']>): Promise<void> {
  await on(tx).insertInto('solution').values(row).execute();
}

/** Published minutes of a meeting, as everybody may read them. */
export interface PublishedMinutes {
  readonly forumId: Id;
  readonly heldOn: Day;
  readonly publishedOn: Day;
  readonly attendance: Attendance;
  readonly quorumMet: boolean;
  readonly redacted: Redaction;
}

function published(db: Queries, forumId: Id) {
  return on(db)
    .selectFrom('minutes')
    .innerJoin('meeting', (join) =>
      join.onRef('meeting.tenant_id', '=', 'minutes.tenant_id').onRef('meeting.id', '=', 'minutes.meeting_id'),
    )
    .where('meeting.forum_id', '=', forumId)
    .where('minutes.published_on', 'is not', null);
}

/** The published minutes of a forum's meeting; nothing is read of the text before redaction but who attended, in numbers. */
export async function findPublishedMinutes(
  db: Queries,
  forumId: Id,
  meetingId: Id,
): Promise<PublishedMinutes | undefined> {
  const row = await published(db, forumId)
    .select([
      'meeting.held_on as heldOn',
      'published_on as publishedOn',
      'redacted',
      sql<Attendance>`content->'attendance'`.as('attendance'),
      sql<boolean>`(content->>'quorumMet')::boolean`.as('quorumMet'),
    ])
    .where('meeting.id', '=', meetingId)
    .executeTakeFirst();
  if (!row || row.heldOn === null || row.publishedOn === null || row.redacted === null) return undefined;
  const { heldOn, publishedOn, attendance, quorumMet } = row;
  // What was put in had passed the contract.
  return { forumId, heldOn, publishedOn, attendance, quorumMet, redacted: row.redacted as Redaction };
}

/** The meetings of a forum whose minutes are published, the newest first. */
export async function listPublishedMinutes(
  db: Queries,
  forumId: Id,
  limit: number,
): Promise<{ readonly meetingId: Id; readonly heldOn: Day | null }[]> {
  return published(db, forumId)
    .select(['meeting.id as meetingId', 'meeting.held_on as heldOn'])
    .orderBy('meeting.held_on', 'desc')
    .limit(limit)
    .execute();
}
