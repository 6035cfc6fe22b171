import type { Insertable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { ForumsTables } from '../tables.ts';
import type { CalendarMeeting } from './calendar.model.ts';
import type { MeetingState } from './meeting.model.ts';

const on = tablesOf<ForumsTables>;

/** A meeting as actions and lists read it. */
export interface MeetingRow {
  readonly tenantId: Id;
  readonly id: Id;
  readonly forumId: Id;
  readonly plannedOn: Day;
  /** Minutes since midnight in Baghdad. */
  readonly startsAt: number;
  readonly endsAt: number;
  readonly place: string | null;
  readonly state: MeetingState;
  readonly quorum: number;
  readonly quorumWomen: number;
  /** The day for which it was planned first. */
  readonly postponedFrom: Day | null;
  readonly agendaOutOn: Day | null;
  readonly agendaMailedOn: Day | null;
  readonly heldOn: Day | null;
}

/** The columns of a `MeetingRow`. */
export const meetingColumns = [
  'meeting.tenant_id as tenantId',
  'meeting.id',
  'meeting.forum_id as forumId',
  'meeting.planned_on as plannedOn',
  'meeting.starts_at as startsAt',
  'meeting.ends_at as endsAt',
  'meeting.place',
  'meeting.state',
  'meeting.quorum',
  'meeting.quorum_women as quorumWomen',
  'meeting.postponed_from as postponedFrom',
  'meeting.agenda_out_on as agendaOutOn',
  'meeting.agenda_mailed_on as agendaMailedOn',
  'meeting.held_on as heldOn',
] as const;

/** A meeting with the name of its forum. */
export interface MeetingLine extends MeetingRow {
  readonly forum: Names;
}

function lines(tx: Queries, tenantId: Id) {
  return on(tx)
    .selectFrom('meeting')
    .innerJoin('forum', (join) =>
      join.onRef('forum.tenant_id', '=', 'meeting.tenant_id').onRef('forum.id', '=', 'meeting.forum_id'),
    )
    .select([...meetingColumns, 'forum.names as forum'])
    .where('meeting.tenant_id', '=', tenantId);
}

/** The tenant's meetings from a day to before another, by day; of these forums, or of all when undefined. */
export async function listMeetingLines(
  tx: Queries,
  tenantId: Id,
  span: { readonly from: Day; readonly before: Day; readonly forums: readonly Id[] | undefined },
  after: { readonly day: Day; readonly id: Id } | undefined,
  limit: number,
): Promise<MeetingLine[]> {
  let rows = lines(tx, tenantId)
    .where('meeting.planned_on', '>=', span.from)
    .where('meeting.planned_on', '<', span.before)
    .orderBy('meeting.planned_on')
    .orderBy('meeting.id')
    .limit(limit);
  if (span.forums !== undefined) {
    rows = rows.where('meeting.forum_id', 'in', span.forums.length > 0 ? [...span.forums] : [sql<Id>`null`]);
  }
  if (after) {
    rows = rows.where((where) =>
      where.or([
        where('meeting.planned_on', '>', after.day),
        where.and([where('meeting.planned_on', '=', after.day), where('meeting.id', '>', after.id)]),
      ]),
    );
  }
  return rows.execute();
}

/** A meeting of the tenant with the name of its forum. */
export async function findMeeting(tx: Queries, tenantId: Id, id: Id): Promise<MeetingLine | undefined> {
  return lines(tx, tenantId).where('meeting.id', '=', id).executeTakeFirst();
}

/** A meeting of the tenant, locked until the transaction ends. */
export async function findMeetingForUpdate(tx: Queries, tenantId: Id, id: Id): Promise<MeetingRow | undefined> {
  return on(tx)
    .selectFrom('meeting')
    .select(meetingColumns)
    .where('tenant_id', '=', tenantId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Adds a meeting; false when its id is there already. */
export async function insertMeeting(tx: Queries, row: Insertable<ForumsTables['meeting']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await on(tx)
    .insertInto('meeting')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Changes a meeting that was locked before. */
export async function updateMeeting(
  tx: Queries,
  { tenantId, id }: Pick<MeetingRow, 'tenantId' | 'id'>,
  changes: Updateable<ForumsTables['meeting']>,
): Promise<void> {
  await on(tx).updateTable('meeting').set(changes).where('tenant_id', '=', tenantId).where('id', '=', id).execute();
}

/** Adds what happened to a meeting at the end of its timeline; the row is locked by the caller. */
export async function insertMeetingEvent(
  tx: Queries,
  event: Omit<Insertable<ForumsTables['meeting_event']>, 'seq'>,
): Promise<void> {
  await on(tx)
    .insertInto('meeting_event')
    .values({
      ...event,
      seq: sql<number>`(select count(*) + 1 from meeting_event where tenant_id = ${event.tenant_id} and meeting_id = ${event.meeting_id})`,
    })
    .execute();
}

/** The timeline, the first event first. */
export async function listMeetingEvents(tx: Queries, tenantId: Id, id: Id) {
  return on(tx)
    .selectFrom('meeting_event')
    .select(['command', 'state', 'day', 'reason'])
    .where('tenant_id', '=', tenantId)
    .where('meeting_id', '=', id)
    .orderBy('seq')
    .execute();
}

/** A forum of the tenant, locked: whoever plans its series waits for whoever does so already. When it meets, or null. */
export async function findSeriesForUpdate(tx: Queries, tenantId: Id, forumId: Id) {
  return on(tx)
    .selectFrom('forum')
    .select(['id', 'meets'])
    .where('tenant_id', '=', tenantId)
    .where('id', '=', forumId)
    .forUpdate()
    .executeTakeFirst();
}

/** The months (their first days) in which a forum has a meeting that was not cancelled. */
export async function listMonthsWithMeeting(
  tx: Queries,
  { tenantId, forumId }: { readonly tenantId: Id; readonly forumId: Id },
  from: Day,
): Promise<Day[]> {
  const rows = await on(tx)
    .selectFrom('meeting')
    .select(sql<Day>`date_trunc('month', coalesce(postponed_from, planned_on))::date`.as('month'))
    .distinct()
    .where('tenant_id', '=', tenantId)
    .where('forum_id', '=', forumId)
    .where('state', '!=', 'cancelled')
    .where((where) => where.or([where('planned_on', '>=', from), where('postponed_from', '>=', from)]))
    .execute();
  return rows.map(({ month }) => month);
}

/** Notes on the forum that it met on a day; an earlier day changes nothing. */
export async function noteMet(tx: Queries, tenantId: Id, forumId: Id, day: Day): Promise<void> {
  await on(tx)
    .updateTable('forum')
    .set({ last_met_on: sql<Day>`greatest(last_met_on, ${day}::date)` })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', forumId)
    .execute();
}

/** The name of a forum: public knowledge. */
export async function findForumName(db: Queries, forumId: Id): Promise<Names | undefined> {
  const row = await on(db).selectFrom('forum').select('names').where('id', '=', forumId).executeTakeFirst();
  return row?.names;
}

/** A forum's meetings for its calendar: from a day on, or one by its id. How often each was changed is the number of its events. */
export async function listCalendarMeetings(
  tx: Queries,
  { tenantId, forumId }: { readonly tenantId: Id; readonly forumId: Id },
  chosen: { readonly from: Day } | { readonly id: Id },
): Promise<CalendarMeeting[]> {
  const rows = on(tx)
    .selectFrom('meeting')
    .select([
      'id',
      'planned_on as plannedOn',
      'starts_at as startsAt',
      'ends_at as endsAt',
      'place',
      sql<boolean>`state = 'cancelled'`.as('cancelled'),
      sql<number>`(select count(*)::integer from meeting_event where meeting_event.tenant_id = meeting.tenant_id
        and meeting_event.meeting_id = meeting.id and command in ('postpone', 'cancel'))`.as('sequence'),
    ])
    .where('tenant_id', '=', tenantId)
    .where('forum_id', '=', forumId)
    .orderBy('planned_on')
    .limit(200);
  return 'id' in chosen
    ? rows.where('id', '=', chosen.id).execute()
    : rows.where('planned_on', '>=', chosen.from).execute();
}

/** Meetings from today to a day whose agenda is approved and of which nobody was told yet. */
export async function listAgendasToMail(tx: Queries, tenantId: Id, from: Day, to: Day) {
  return on(tx)
    .selectFrom('meeting')
    .select(['id', 'forum_id as forumId', 'agenda_out_on as agendaOutOn'])
    .where('tenant_id', '=', tenantId)
    .where('state', '=', 'agendaOut')
    .where('agenda_mailed_on', 'is', null)
    .where('planned_on', '>=', from)
    .where('planned_on', '<=', to)
    .orderBy('planned_on')
    .execute();
}
