import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { day, id, names } from '../../base/shapes.ts';
import { memberCategories, sexes } from '../model.ts';
import { meetingStates } from './meeting.model.ts';
import { noteFrames, outcomes } from './record.model.ts';
import { BATCH, LONGEST_ENTRY, MOST_CLOCK } from './session.model.ts';

const text = z.string().trim().min(1).max(LONGEST_ENTRY);
const name = z.string().trim().min(1).max(200);
const votes = z.int().min(0).max(10_000);

const bearer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('office'), tenantId: id, officeId: id, name }),
  z.strictObject({ kind: z.literal('unit'), tenantId: id, officeId: id, unitId: id, name }),
  z.strictObject({ kind: z.literal('body'), name }),
]);

const entryValue = z.discriminatedUnion('part', [
  z.strictObject({ part: z.literal('note'), frame: z.enum(noteFrames), text }),
  z.strictObject({
    part: z.literal('decision'),
    outcome: z.enum(outcomes),
    by: z.enum(['consensus', 'vote']),
    votes: z.strictObject({ for: votes, against: votes, abstained: votes }).nullable(),
    dissent: z.string().trim().min(1).max(1000).nullable(),
    reason: z.string().trim().min(1).max(500).nullable(),
  }),
  z.strictObject({ part: z.literal('solution'), text }),
  z.strictObject({ part: z.literal('commitment'), text, bearer, dueOn: day.nullable() }),
]);

const operation = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('tally'),
    category: z.enum(memberCategories),
    sex: z.enum(sexes),
    youth: z.boolean(),
    step: z.union([z.literal(1), z.literal(-1)]),
  }),
  z.strictObject({ kind: z.literal('present'), memberId: id, here: z.boolean() }),
  z.strictObject({
    kind: z.literal('entry'),
    itemId: id,
    entryId: id,
    value: entryValue.nullable(),
    replaces: z.array(id).max(50).readonly(),
  }),
]);

const placed = { id, device: id, clock: z.int().min(1).max(MOST_CLOCK), operation };

/** How far a session is: what every answer about its operations ends with. */
const progress = { state: z.enum(meetingStates), lastSeq: z.int(), closedSeq: z.int().nullable() };

export const readSession = endpoint({
  method: 'GET',
  path: '/api/meetings/:meetingId/session',
  door: 'staff',
  summary:
    'What a device needs to record a meeting, also without a line: agenda, members to check in, quorum, duty bearers.',
  params: z.object({ meetingId: id }),
  output: z.object({
    id,
    forumId: id,
    forum: names,
    plannedOn: day,
    startsAt: z.int(),
    endsAt: z.int(),
    place: z.string().nullable(),
    heldOn: day.nullable(),
    quorum: z.int(),
    quorumWomen: z.int(),
    ...progress,
    /** Whether she opens and closes it. */
    mayLead: z.boolean(),
    items: z.array(z.object({ id, kind: z.enum(['issue', 'commitment', 'other']), title: z.string() })),
    members: z.array(
      z.object({
        id,
        category: z.enum(memberCategories),
        sex: z.enum(sexes),
        youth: z.boolean().nullable(),
        name: z.string().nullable(),
      }),
    ),
    bearers: z.array(z.object({ tenantId: id, officeId: id, names, units: z.array(z.object({ unitId: id, names })) })),
  }),
});

export const commandSession = endpoint({
  method: 'POST',
  path: '/api/meetings/:meetingId/session/commands',
  door: 'staff',
  summary: 'The secretary opens or closes a session; a device that had no line says on which day it was held.',
  params: z.object({ meetingId: id }),
  body: z.strictObject({ command: z.enum(['open', 'close']), heldOn: day.optional() }),
  output: z.object({ state: z.enum(meetingStates) }),
});

export const addOperations = endpoint({
  method: 'POST',
  path: '/api/meetings/:meetingId/operations',
  door: 'staff',
  summary:
    'Adds what a device recorded; the same again is the same, and what comes after the close is kept and marked.',
  params: z.object({ meetingId: id }),
  body: z.strictObject({
    operations: z
      .array(z.strictObject({ ...placed, seen: z.int().min(0) }))
      .min(1)
      .max(BATCH),
  }),
  output: z.object(progress),
  bodyLimit: 512 * 1024,
});

export const listOperations = endpoint({
  method: 'GET',
  path: '/api/meetings/:meetingId/operations',
  door: 'staff',
  summary: 'What was recorded after a number, in the order in which it arrived.',
  params: z.object({ meetingId: id }),
  query: z.object({ after: z.coerce.number().int().min(0).default(0) }),
  output: z.object({
    operations: z.array(z.object({ ...placed, accountId: id, seq: z.int(), late: z.boolean() })),
    more: z.boolean(),
    ...progress,
  }),
});
