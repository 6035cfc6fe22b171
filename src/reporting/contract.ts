import { z } from 'zod';
import { endpoint } from '../base/endpoint.ts';
import { bytesAsText, day, done, id } from '../base/shapes.ts';
import { MAX_SEALED_TEXT, noticeKinds, reportStates } from './model.ts';

const MAX_KEY_FILE = 2048;
export const MAX_SUMMARY = 2048;

/** A word of hers, signed by the mailbox's key. */
export const signedWord = bytesAsText(512);
export const keyFile = bytesAsText(MAX_KEY_FILE);
export const sealedText = bytesAsText(MAX_SEALED_TEXT);

export const getChallenge = endpoint({
  method: 'GET',
  path: '/api/challenge',
  door: 'public',
  summary: 'The challenge of this half-hour, for the proof of work and for signatures of mailboxes and devices.',
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
    /** The complete upload that carries its files. */
    uploadId: id.optional(),
    proof: z.strictObject({ challenge: z.string().max(64), nonce: z.int().nonnegative() }),
  }),
  output: z.object({
    reportId: id,
    day,
    /** Whether the desk is alerted: she asked for it, and somebody is on duty by name. */
    urgent: z.boolean(),
  }),
});

export const message = z.object({
  id,
  side: z.enum(['reporter', 'desk']),
  seq: z.int().positive(),
  day,
  body: sealedText,
});

export const notice = z.object({
  day,
  kind: z.enum(noticeKinds),
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
        /** What she removed from here: the report itself, and so many first messages of each side. */
        hidden: z.object({ reporter: z.int(), desk: z.int() }).nullable(),
        /** Her own signed words: the marks of a report whose text she removed, and that "not the police" is lifted. */
        ownMarks: signedWord.nullable(),
        notPoliceLifted: signedWord.nullable(),
        notices: z.array(notice),
        /** Reports that the desk takes for hers as well, and that she has not confirmed from here. */
        links: z.array(z.object({ otherId: id })),
      }),
    ),
  }),
});

export const newMessage = z.strictObject({ id, seq: z.int().positive(), body: sealedText, uploadId: id.optional() });

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
