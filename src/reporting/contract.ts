import { z } from 'zod';
import { endpoint } from '../base/endpoint.ts';
import { bytesAsText, day, done, id } from '../base/shapes.ts';
import { MAX_SEALED_TEXT, reportCommands, reportStates } from './model.ts';

const MAX_KEY_FILE = 2048;
const MAX_SUMMARY = 2048;
const MAX_ENTRY = 2048;

const keyFile = bytesAsText(MAX_KEY_FILE);
const sealedText = bytesAsText(MAX_SEALED_TEXT);

export const getChallenge = endpoint({
  method: 'GET',
  path: '/api/challenge',
  door: 'public',
  summary: 'The challenge of this half-hour, for the proof of work and for mailbox signatures.',
  output: z.object({ challenge: z.string(), bits: z.int() }),
});

export const submitReport = endpoint({
  method: 'POST',
  path: '/api/reports',
  door: 'public',
  summary: 'Stores a sealed report durably; the same id and content again get the same answer.',
  bodyLimit: 96 * 1024,
  body: z.strictObject({
    id,
    deskId: id,
    epoch: z.int().positive(),
    women: z.boolean(),
    notPolice: z.boolean(),
    urgent: z.boolean(),
    mailbox: z.strictObject({ id, signingKey: bytesAsText(32) }),
    keyFile,
    summary: bytesAsText(MAX_SUMMARY),
    body: sealedText,
    proof: z.strictObject({ challenge: z.string().max(64), nonce: z.int().nonnegative() }),
  }),
  output: z.object({ reportId: id, day }),
});

const message = z.object({
  id,
  side: z.enum(['reporter', 'desk']),
  seq: z.int().positive(),
  day,
  body: sealedText,
});

const notice = z.object({
  day,
  kind: z.enum(['opened', 'madeOffline', 'moved', 'answered']),
  deskId: id,
  role: z.string(),
});

export const readMailbox = endpoint({
  method: 'GET',
  path: '/api/mailbox',
  door: 'mailbox',
  summary: 'What the holder of a receipt may see: the sealed thread, the state, and who had it in hand. Never logged.',
  output: z.object({
    reports: z.array(
      z.object({
        id,
        deskId: id,
        epoch: z.int(),
        women: z.boolean(),
        notPolice: z.boolean(),
        day,
        state: z.enum(reportStates),
        destroyAfter: z.string().nullable(),
        keyFile: keyFile.nullable(),
        body: sealedText.nullable(),
        messages: z.array(message),
        notices: z.array(notice),
      }),
    ),
  }),
});

const newMessage = z.strictObject({ id, seq: z.int().positive(), body: sealedText });

export const writeFromMailbox = endpoint({
  method: 'POST',
  path: '/api/mailbox/reports/:reportId/messages',
  door: 'mailbox',
  summary: "Adds a sealed message of the reporter's to her report.",
  bodyLimit: 96 * 1024,
  params: z.object({ reportId: id }),
  body: newMessage,
  output: done,
});

export const listReports = endpoint({
  method: 'GET',
  path: '/api/desks/:deskId/reports',
  door: 'staff',
  summary: "A page of a desk's reports, newest day first: sealed entries, states, no content.",
  params: z.object({ deskId: id }),
  query: z.object({
    state: z.enum(reportStates).optional(),
    cursor: z.string().max(64).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(100),
  }),
  output: z.object({
    rows: z.array(
      z.object({
        id,
        day,
        state: z.enum(reportStates),
        epoch: z.int(),
        women: z.boolean(),
        notPolice: z.boolean(),
        unread: z.boolean(),
        urgentUntil: z.string().nullable(),
        locked: z.boolean(),
        assigneeId: id.nullable(),
        dueOn: day.nullable(),
        entry: bytesAsText(MAX_ENTRY).nullable(),
        entryEpoch: z.int().nullable(),
        summary: bytesAsText(MAX_SUMMARY).nullable(),
      }),
    ),
    cursor: z.string().nullable(),
    /** Reports sealed to the women's key, counted for members who do not hold it (invariant 16). */
    womenOnly: z.int().nonnegative(),
  }),
});

export const putEntry = endpoint({
  method: 'PUT',
  path: '/api/reports/:reportId/entry',
  door: 'staff',
  summary: "Replaces the sealed summary by a list entry under the desk's index key.",
  params: z.object({ reportId: id }),
  body: z.strictObject({ epoch: z.int().positive(), entry: bytesAsText(MAX_ENTRY) }),
  output: done,
});

export const openReport = endpoint({
  method: 'POST',
  path: '/api/reports/:reportId/open',
  door: 'staff',
  summary: 'Hands out the key file; the audit leaf and her access notice are written in the same transaction.',
  params: z.object({ reportId: id }),
  output: z.object({
    id,
    deskId: id,
    epoch: z.int(),
    women: z.boolean(),
    notPolice: z.boolean(),
    day,
    state: z.enum(reportStates),
    keyFile,
    body: sealedText,
    messages: z.array(message),
    notices: z.array(notice),
    events: z.array(
      z.object({
        command: z.string(),
        from: z.string(),
        to: z.string(),
        day,
        actor: z.string(),
        reason: z.string().nullable(),
      }),
    ),
  }),
});

export const writeFromDesk = endpoint({
  method: 'POST',
  path: '/api/reports/:reportId/messages',
  door: 'staff',
  summary: "Adds a sealed message of the desk's, signed inside by its epoch.",
  bodyLimit: 96 * 1024,
  params: z.object({ reportId: id }),
  body: newMessage,
  output: done,
});

export const commandReport = endpoint({
  method: 'POST',
  path: '/api/reports/:reportId/commands',
  door: 'staff',
  summary: 'Carries out a command of the transition table.',
  params: z.object({ reportId: id }),
  body: z.strictObject({
    command: z.enum(reportCommands),
    reason: z.string().max(300).optional(),
    second: id.optional(),
  }),
  output: z.object({ state: z.enum(reportStates) }),
});

/** Every endpoint of the slice. */
export const reportingContract = {
  getChallenge,
  submitReport,
  readMailbox,
  writeFromMailbox,
  listReports,
  putEntry,
  openReport,
  writeFromDesk,
  commandReport,
} as const;
