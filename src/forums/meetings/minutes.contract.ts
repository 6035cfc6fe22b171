import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { day, id, names } from '../../base/shapes.ts';
import { locales } from '../../i18n/locale.ts';
import { divertReasons } from '../issues/screen.model.ts';
import { meetingStates } from './meeting.model.ts';
import { noteFrames, outcomes } from './record.model.ts';
import { LONGEST_ENTRY } from './session.model.ts';

const text = z.string().trim().min(1).max(LONGEST_ENTRY);
const name = z.string().trim().min(1).max(200);
const count = z.int().min(0).max(10_000);

const bearer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('office'), tenantId: id, officeId: id, name }),
  z.strictObject({ kind: z.literal('unit'), tenantId: id, officeId: id, unitId: id, name }),
  z.strictObject({ kind: z.literal('body'), name }),
]);

const item = {
  itemId: id,
  title: text.max(300),
  /** Longer than one entry: two devices may have written one note. */
  notes: z
    .array(z.strictObject({ frame: z.enum(noteFrames), text: text.max(4 * LONGEST_ENTRY) }))
    .max(noteFrames.length),
  decision: z
    .strictObject({
      outcome: z.enum(outcomes),
      by: z.enum(['consensus', 'vote']),
      votes: z.strictObject({ for: count, against: count, abstained: count }).nullable(),
      dissent: text.max(1000).nullable(),
      reason: text.max(500).nullable(),
    })
    .nullable(),
  solutions: z.array(z.strictObject({ id, text })).max(20),
  commitments: z.array(z.strictObject({ id, text, bearer, dueOn: day.nullable() })).max(20),
};

const written = { items: z.array(z.strictObject(item)).max(60), closing: text.nullable() };

/** Longest minutes in bytes: sixty items, most of them short. */
const bodyLimit = 512 * 1024;
const version = z.int().min(0);

export const getMinutes = endpoint({
  method: 'GET',
  path: '/api/meetings/:meetingId/minutes',
  door: 'staff',
  summary:
    'The minutes for secretary and chair: drafted from the record until the secretary saves them, then her version.',
  params: z.object({ meetingId: id }),
  output: z.object({
    forumId: id,
    forum: names,
    heldOn: day,
    state: z.enum(meetingStates),
    /** 0: drafted from the record, not saved yet. */
    version,
    content: z.object({
      attendance: z.object({ women: count, men: count, youth: count, officersWomen: count, officersMen: count }),
      quorumMet: z.boolean(),
      recordSeq: z.int(),
      items: z.array(z.object({ ...item, unsettled: z.boolean().optional() })),
      closing: z.string().nullable(),
    }),
    /** A device that had no line has sent more since this version was drafted. */
    recordIsNewer: z.boolean(),
    redacted: z.object({ ...written, letStand: z.array(z.string()) }).nullable(),
    /** Where a person has to look before it is published: of the redacted text, or of the minutes when there is none yet. */
    marks: z.array(z.object({ place: z.string(), text: z.string(), why: z.enum(divertReasons) })),
    secretarySignedOn: day.nullable(),
    chairSignedOn: day.nullable(),
    publishedOn: day.nullable(),
    mayWrite: z.boolean(),
    maySign: z.boolean(),
    mayApprove: z.boolean(),
    mayRedact: z.boolean(),
    mayPublish: z.boolean(),
  }),
});

const answer = z.object({ version });

export const writeMinutes = endpoint({
  method: 'PUT',
  path: '/api/meetings/:meetingId/minutes',
  door: 'staff',
  summary: 'The secretary’s next version, made from the one she had read; it takes every signature off.',
  params: z.object({ meetingId: id }),
  body: z.strictObject({ version, ...written }),
  bodyLimit,
  output: answer,
});

export const signMinutes = endpoint({
  method: 'POST',
  path: '/api/meetings/:meetingId/minutes/signature',
  door: 'staff',
  summary: 'The secretary signs the version that she has read; the chair approves it with a command of the meeting.',
  params: z.object({ meetingId: id }),
  body: z.strictObject({ version }),
  output: answer,
});

export const redactMinutes = endpoint({
  method: 'PUT',
  path: '/api/meetings/:meetingId/minutes/redacted',
  door: 'staff',
  summary: 'What may be published of approved minutes, and which marked texts a person has read and lets stand.',
  params: z.object({ meetingId: id }),
  body: z.strictObject({ version, ...written, letStand: z.array(z.string().max(4 * LONGEST_ENTRY)).max(200) }),
  bodyLimit,
  output: answer,
});

export const printMinutes = endpoint({
  method: 'GET',
  path: '/api/meetings/:meetingId/minutes/print',
  door: 'staff',
  summary: 'The minutes as they are, drawn as PDF (base64), for secretary and chair.',
  params: z.object({ meetingId: id }),
  query: z.object({ lang: z.enum(locales) }),
  output: z.object({ pdf: z.base64() }),
});
