import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import type { Day } from '../../base/clock.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { isUuid } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { commandsFrom, nextState, refusalOf } from '../../base/transition.ts';
import type { Queries } from '../../storage/database.ts';
import { hasForumSeat, mayKeepMeetings, mayReadForum } from '../access.ts';
import type { Seat } from '../model.ts';
import { daysBetween } from '../model.ts';
import type { ForumsGround } from '../queries.ts';
import { countMonth, listSeatsOf } from '../queries.ts';
import type { MonthCounts } from '../tables.ts';
import { deferAgenda } from './agenda.actions.ts';
import { listAgenda, listProposals } from './agenda.queries.ts';
import type * as contract from './meeting.contract.ts';
import type { MeetingCommand, MeetingGuard, MeetingRole, MeetingState } from './meeting.model.ts';
import { dayInMonth, meetingTransitions, MINUTES_IN_DAYS, monthsFrom, PREPARED_IN } from './meeting.model.ts';
import type { MeetingLine, MeetingRow } from './meeting.queries.ts';
import {
  findMeeting,
  findMeetingForUpdate,
  findSeriesForUpdate,
  insertMeeting,
  insertMeetingEvent,
  listMeetingEvents,
  listMeetingLines,
  listMonthsWithMeeting,
  noteMet,
  updateMeeting,
} from './meeting.queries.ts';

const PAGE = 100;

type Planned = Input<typeof contract.planMeeting>['body'];

/** The secretary plans a meeting. The same id and content again change nothing; other content is `already_different`. */
export async function plan(ground: ForumsGround, actor: Actor, id: Id, planned: Planned): Promise<void> {
  await ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    must(mayKeepMeetings(await listSeatsOf(tx, actor), planned.forumId), 'not_allowed');
    must(planned.startsAt < planned.endsAt, 'wrong_shape', { field: 'endsAt' });
    const added = await add(tx, actor, baghdadDay(ground.clock()), id, planned);
    if (!added) mustBeTheSame((await findMeetingForUpdate(tx, actor.tenantId, id)) ?? fail('not_found'), planned);
  });
}

async function add(tx: Queries, actor: Actor, today: Day, id: Id, planned: Planned): Promise<boolean> {
  const { tenantId, accountId } = actor;
  const known = await findMeetingForUpdate(tx, tenantId, id);
  if (known) return false;
  must(planned.plannedOn >= today, 'wrong_shape', { field: 'plannedOn' });
  const added = await insertMeeting(tx, {
    tenant_id: tenantId,
    id,
    forum_id: planned.forumId,
    planned_on: planned.plannedOn,
    starts_at: planned.startsAt,
    ends_at: planned.endsAt,
    place: planned.place,
    state: 'planned',
    quorum: planned.quorum,
    quorum_women: planned.quorumWomen,
    postponed_from: null,
    agenda_approved_by: null,
    agenda_out_on: null,
    agenda_mailed_on: null,
    held_on: null,
  });
  if (!added) return false;
  await insertMeetingEvent(tx, {
    tenant_id: tenantId,
    meeting_id: id,
    command: 'plan',
    state: 'planned',
    day: today,
    actor: accountId,
    reason: null,
  });
  await record(tx, { tenantId, day: today, actor: accountId, verb: 'meeting.planned', object: `meeting:${id}` });
  return true;
}

function mustBeTheSame(row: MeetingRow, planned: Planned): void {
  const same =
    row.forumId === planned.forumId &&
    (row.postponedFrom ?? row.plannedOn) === planned.plannedOn &&
    row.quorum === planned.quorum &&
    row.quorumWomen === planned.quorumWomen;
  must(same, 'already_different');
}

/** Plans one meeting a month as the forum's series says; months that have one, and days that are over, are left out. */
export async function planMonths(
  ground: ForumsGround,
  actor: Actor,
  forumId: Id,
  { from, ids, ...all }: Input<typeof contract.planSeries>['body'],
): Promise<OutputOf<typeof contract.planSeries>['planned']> {
  const today = baghdadDay(ground.clock());
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    must(mayKeepMeetings(await listSeatsOf(tx, actor), forumId), 'not_allowed');
    const { meets } = (await findSeriesForUpdate(tx, actor.tenantId, forumId)) ?? fail('not_found');
    must(meets !== null, 'wrong_shape', { field: 'meets' });
    const months = monthsFrom(from, ids.length);
    const taken = await listMonthsWithMeeting(tx, { tenantId: actor.tenantId, forumId }, months[0] ?? from);
    const planned: { id: Id; plannedOn: Day }[] = [];
    for (const [at, month] of months.entries()) {
      const id = ids[at] ?? fail('internal');
      const plannedOn = dayInMonth(meets, month);
      if (taken.includes(month) || plannedOn < today) continue;
      const { from: startsAt, to: endsAt } = meets;
      const added = await add(tx, actor, today, id, { ...all, forumId, plannedOn, startsAt, endsAt });
      must(added, 'already_different');
      planned.push({ id, plannedOn });
    }
    return planned;
  });
}

/** A page of a month's meetings, in the forums that the signed-in person may read. */
export async function listOf(
  ground: ForumsGround,
  actor: Actor,
  { month, forum, after }: Input<typeof contract.listMeetings>['query'],
): Promise<OutputOf<typeof contract.listMeetings>> {
  const [from = '', before = ''] = monthsFrom(`${month}-01`, 2);
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const forums = forumsOf(actor, seats, forum);
    const rows = await listMeetingLines(tx, actor.tenantId, { from, before, forums }, cursorOf(after), PAGE + 1);
    return { meetings: rows.slice(0, PAGE).map(lineOf), more: rows.length > PAGE };
  });
}

/** The forums whose meetings somebody may list; undefined: all of her organisation's. */
function forumsOf(actor: Actor, seats: readonly Seat[], forum: Id | undefined): readonly Id[] | undefined {
  if (forum !== undefined) {
    must(mayReadForum(actor, seats, forum), 'not_allowed');
    return [forum];
  }
  return mayReadForum(actor, [], actor.tenantId) ? undefined : seats.map(({ forumId }) => forumId);
}

/** A meeting, its agenda, what offers itself for it, and the commands that the signed-in person may give. */
export async function readMeeting(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
): Promise<OutputOf<typeof contract.getMeeting>> {
  const { tenantId } = actor;
  return ground.database.transact({ tenant: tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const meeting = (await findMeeting(tx, tenantId, id)) ?? fail('not_found');
    must(mayReadForum(actor, seats, meeting.forumId), 'not_found');
    const agenda = await listAgenda(tx, tenantId, id);
    const roles = meetingRoles(seats, meeting.forumId);
    const mayPrepare = roles.includes('secretary') && PREPARED_IN.includes(meeting.state);
    const { quorum, quorumWomen, agendaOutOn, agendaMailedOn, heldOn, forumId } = meeting;
    return {
      ...lineOf(meeting),
      quorum,
      quorumWomen,
      agendaOutOn,
      agendaMailedOn,
      heldOn,
      items: agenda.map(({ id: itemId, kind, issueId, commitmentId, title }) => {
        if (kind === 'issue' && issueId !== null) return { id: itemId, kind, issueId, title };
        if (kind === 'commitment' && commitmentId !== null) return { id: itemId, kind, commitmentId, title };
        return { id: itemId, kind: 'other' as const, title };
      }),
      proposals: mayPrepare ? await listProposals(tx, { tenantId, forumId, meetingId: id }, meeting.plannedOn) : [],
      events: await listMeetingEvents(tx, tenantId, id),
      commands: commandsFrom(meetingTransitions, meeting.state, roles).filter((command) => {
        const holds: MeetingGuard[] = agenda.length > 0 ? ['hasItems'] : [];
        const attempt = { roles, holds, reason: 'given', second: 'given' };
        const refusal = refusalOf(meetingTransitions, meeting.state, command, attempt);
        // What the minutes still lack is said on their own page.
        return refusal === undefined || refusal === 'guard:secretarySigned' || refusal === 'guard:redacted';
      }),
      mayPrepare,
    };
  });
}

/** Who carries a command out, and with what rights. */
export interface MeetingBy {
  readonly accountId: Id;
  readonly day: Day;
  readonly roles: readonly MeetingRole[];
  readonly holds?: readonly MeetingGuard[];
  /** The other person who agreed, when it is another one. */
  readonly second?: Id | undefined;
}

/** What a command brings along beside its reason. */
export interface MeetingStep {
  readonly reason?: string | undefined;
  readonly changes?: Parameters<typeof updateMeeting>[2];
  /** With `close`: who attended, for the month's counts. */
  readonly attended?: Pick<
    Partial<Record<keyof MonthCounts, number>>,
    'attended_women' | 'attended_men' | 'attended_youth' | 'officers_women' | 'officers_men'
  >;
}

/** One step of a meeting that is locked: rule, event, row, counts, audit. Every command goes through it, also those of the session. */
export async function carryOutOnMeeting(
  tx: Queries,
  by: MeetingBy,
  meeting: MeetingRow,
  asked: MeetingCommand,
  { reason, changes = {}, attended = {} }: MeetingStep = {},
): Promise<MeetingState> {
  const { tenantId, id, forumId } = meeting;
  const { day, accountId } = by;
  const state = nextState(meetingTransitions, meeting.state, asked, { ...by, reason });
  await insertMeetingEvent(tx, {
    tenant_id: tenantId,
    meeting_id: id,
    command: asked,
    state,
    day,
    actor: accountId,
    reason: reason ?? null,
  });
  await updateMeeting(tx, meeting, {
    state,
    ...changes,
    // A session held without a line tells its own day.
    ...(asked === 'open' ? { held_on: changes.held_on ?? day } : {}),
    ...(asked === 'approveAgenda' ? { agenda_approved_by: accountId, agenda_out_on: day } : {}),
    ...(asked === 'postpone' ? { agenda_approved_by: null, agenda_out_on: null, agenda_mailed_on: null } : {}),
  });
  const heldOn = meeting.heldOn ?? day;
  const of = { tenantId, forumId, day: heldOn };
  if (asked === 'close') {
    await countMonth(tx, of, { meetings_held: 1, ...attended });
    await noteMet(tx, tenantId, forumId, heldOn);
  }
  if (asked === 'approveMinutes' && daysBetween(heldOn, day) <= MINUTES_IN_DAYS) {
    await countMonth(tx, of, { minutes_in_time: 1 });
  }
  await record(tx, { tenantId, day, actor: accountId, verb: `meeting.${asked}`, object: `meeting:${id}` });
  return state;
}

type Asked = Input<typeof contract.commandMeeting>['body'] & {
  readonly command: Exclude<MeetingCommand, 'open' | 'close' | 'approveMinutes' | 'publish'>;
};

/** Carries out a command that needs nothing of the minutes; the state that it leads to. */
export async function command(ground: ForumsGround, actor: Actor, id: Id, asked: Asked): Promise<MeetingState> {
  return onMeeting(ground, actor, id, async (tx, meeting, seats) => {
    const by = {
      accountId: actor.accountId,
      day: baghdadDay(ground.clock()),
      roles: meetingRoles(seats, meeting.forumId),
      holds: (await listAgenda(tx, actor.tenantId, id)).length > 0 ? (['hasItems'] as const) : [],
    };
    const changes = asked.command === 'postpone' ? postponed(meeting, asked, by) : {};
    const state = await carryOutOnMeeting(tx, by, meeting, asked.command, { reason: asked.reason, changes });
    if (asked.command === 'cancel') await deferAgenda(tx, by, meeting);
    return state;
  });
}

/** What a postponement changes. A refusal by the table comes before one of the new day. */
function postponed(meeting: MeetingRow, asked: Asked, by: MeetingBy): NonNullable<MeetingStep['changes']> {
  nextState(meetingTransitions, meeting.state, 'postpone', { ...by, reason: asked.reason });
  const { plannedOn, startsAt = meeting.startsAt, endsAt = meeting.endsAt, place = meeting.place } = asked;
  must(plannedOn !== undefined && plannedOn >= by.day && plannedOn !== meeting.plannedOn, 'wrong_shape', {
    field: 'plannedOn',
  });
  must(startsAt < endsAt, 'wrong_shape', { field: 'endsAt' });
  return {
    planned_on: plannedOn,
    starts_at: startsAt,
    ends_at: endsAt,
    place,
    postponed_from: meeting.postponedFrom ?? meeting.plannedOn,
  };
}

/** Work on a meeting that the signed-in person may see, locked until it is done. */
export async function onMeeting<T>(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  work: (tx: Queries, meeting: MeetingRow, seats: readonly Seat[]) => Promise<T>,
): Promise<T> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    const meeting = (await findMeetingForUpdate(tx, actor.tenantId, id)) ?? fail('not_found');
    must(mayReadForum(actor, seats, meeting.forumId), 'not_found');
    return work(tx, meeting, seats);
  });
}

/** What somebody is to the meetings of a forum. */
export function meetingRoles(seats: readonly Seat[], forumId: Id): readonly MeetingRole[] {
  return (['secretary', 'chair'] as const).filter((role) => hasForumSeat(seats, forumId, role));
}

function cursorOf(after: string | undefined): { day: Day; id: Id } | undefined {
  if (after === undefined) return undefined;
  const [day = '', id = ''] = after.split('~');
  must(/^\d{4}-\d{2}-\d{2}$/.test(day) && isUuid(id), 'malformed');
  return { day, id };
}

function lineOf(row: MeetingLine) {
  const { id, forumId, forum, plannedOn, startsAt, endsAt, place, state, postponedFrom } = row;
  return { id, forumId, forum, plannedOn, startsAt, endsAt, place, state, postponedFrom };
}
