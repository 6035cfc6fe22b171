import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { day, done, id, names } from '../../base/shapes.ts';
import { meetingCommands, meetingStates, SERIES_MOST } from './meeting.model.ts';

const place = z.string().trim().min(1).max(200);
const startsAt = z.int().min(0).max(1439);
const endsAt = z.int().min(1).max(1440);
const people = z.int().min(0).max(1000);

const meetingLine = z.object({
  id,
  forumId: id,
  forum: names,
  plannedOn: day,
  startsAt,
  endsAt,
  place: z.string().nullable(),
  state: z.enum(meetingStates),
  postponedFrom: day.nullable(),
});

export const planMeeting = endpoint({
  method: 'PUT',
  path: '/api/meetings/:meetingId',
  door: 'staff',
  summary: 'The secretary plans a meeting; the same id and content again get the same answer.',
  params: z.object({ meetingId: id }),
  body: z.strictObject({
    forumId: id,
    plannedOn: day,
    startsAt,
    endsAt,
    place: place.nullable(),
    quorum: people,
    quorumWomen: people,
  }),
  output: done,
});

export const planSeries = endpoint({
  method: 'POST',
  path: '/api/forums/:forumId/meetings',
  door: 'staff',
  summary:
    'Plans one meeting a month as the forum’s series says, for as many months as there are ids; a month that has one is left alone.',
  params: z.object({ forumId: id }),
  body: z.strictObject({
    /** Any day of the first month. */
    from: day,
    ids: z.array(id).min(1).max(SERIES_MOST),
    place: place.nullable(),
    quorum: people,
    quorumWomen: people,
  }),
  output: z.object({ planned: z.array(z.object({ id, plannedOn: day })) }),
});

export const listMeetings = endpoint({
  method: 'GET',
  path: '/api/meetings',
  door: 'staff',
  summary: 'The meetings of a month that the signed-in person may see, by day.',
  query: z.object({
    month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/),
    forum: id.optional(),
    /** Day and id of the last line of the page before, as `2026-11-25~<id>`. */
    after: z.string().max(60).optional(),
  }),
  output: z.object({ meetings: z.array(meetingLine), more: z.boolean() }),
});

const title = z.string().trim().min(1).max(300);

/** A line of an agenda: an issue, a commitment to look at, or anything else. */
const agendaItem = z.discriminatedUnion('kind', [
  z.strictObject({ id, kind: z.literal('issue'), issueId: id, title }),
  z.strictObject({ id, kind: z.literal('commitment'), commitmentId: id, title }),
  z.strictObject({ id, kind: z.literal('other'), title }),
]);

export const getMeeting = endpoint({
  method: 'GET',
  path: '/api/meetings/:meetingId',
  door: 'staff',
  summary: 'A meeting with its agenda, what offers itself for it, and what the signed-in person may do.',
  params: z.object({ meetingId: id }),
  output: meetingLine.extend({
    quorum: people,
    quorumWomen: people,
    agendaOutOn: day.nullable(),
    agendaMailedOn: day.nullable(),
    heldOn: day.nullable(),
    items: z.array(agendaItem),
    /** For whoever may change the agenda: carried over, waiting, due or overdue, and not on any agenda. */
    proposals: z.array(
      z.object({
        kind: z.enum(['issue', 'commitment']),
        of: id,
        title,
        why: z.enum(['carriedOver', 'waiting', 'overdue', 'due']),
      }),
    ),
    events: z.array(
      z.object({ command: z.string(), state: z.enum(meetingStates), day, reason: z.string().nullable() }),
    ),
    commands: z.array(z.enum(meetingCommands)),
    mayPrepare: z.boolean(),
  }),
});

export const setAgenda = endpoint({
  method: 'PUT',
  path: '/api/meetings/:meetingId/agenda',
  door: 'staff',
  summary: 'The agenda as the secretary orders it, all of it; issues are put on and taken off with it.',
  params: z.object({ meetingId: id }),
  body: z.strictObject({ items: z.array(agendaItem).max(60) }),
  output: done,
});

export const commandMeeting = endpoint({
  method: 'POST',
  path: '/api/meetings/:meetingId/commands',
  door: 'staff',
  summary: 'Carries out a command of the transition table; opening and closing a session have routes of their own.',
  params: z.object({ meetingId: id }),
  body: z.strictObject({
    command: z.enum(meetingCommands).exclude(['open', 'close']),
    reason: z.string().trim().min(1).max(500).optional(),
    /** With `postpone`: the new day, and what else changes with it. */
    plannedOn: day.optional(),
    startsAt: startsAt.optional(),
    endsAt: endsAt.optional(),
    place: place.nullable().optional(),
    /** With `approveMinutes`: the version that was read. */
    version: z.int().positive().optional(),
  }),
  output: z.object({ state: z.enum(meetingStates) }),
});
