import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { bytesAsText, day, done, id } from '../../base/shapes.ts';
import { keyFile, MAX_SUMMARY, message, newMessage, notice, sealedText } from '../contract.ts';
import { aftercareAnswers, answerBands, closeReasons, scopeReasons } from './desk.model.ts';
import { reportCommands, reportStates } from '../model.ts';

const MAX_ENTRY = 2048;
const PAGE_MOST = 500;
/** A word that she signed, as it is kept. */
const signedWord = bytesAsText(1024);

const atDesk = z.object({ deskId: id });
const onReport = z.object({ reportId: id });
/** Present when it is so, else left out: a row of a list stays under 1 kB. */
const flag = z.literal(true).optional();
/** How far somebody has read a desk's changes: a number of the database's own, no time. */
const mark = z.string().regex(/^\d{1,20}(\.[0-9a-f-]{36})?$/);

const row = z.object({
  id,
  day,
  state: z.enum(reportStates),
  epoch: z.int(),
  women: flag,
  notPolice: flag,
  unread: flag,
  answered: flag,
  locked: flag,
  urgentUntil: z.string().optional(),
  assigneeId: id.optional(),
  dueOn: day.optional(),
  closureBy: id.optional(),
  /** The day on which it will be destroyed unless somebody works on it. */
  expiresOn: day.optional(),
  entry: bytesAsText(MAX_ENTRY).optional(),
  entryEpoch: z.int().optional(),
  summary: bytesAsText(MAX_SUMMARY).optional(),
});

export const listReports = endpoint({
  method: 'GET',
  path: '/api/desks/:deskId/reports',
  door: 'staff',
  summary: "A page of a desk's reports, newest day first: sealed entries, states, no content.",
  params: atDesk,
  query: z.object({
    state: z.enum(reportStates).optional(),
    urgent: z.literal('1').optional(),
    /** What is open, or what has ended. */
    part: z.enum(['open', 'ended']).optional(),
    cursor: z.string().max(64).optional(),
    limit: z.coerce.number().int().min(1).max(PAGE_MOST).default(100),
  }),
  output: z.object({
    rows: z.array(row),
    cursor: z.string().nullable(),
    /** Reports sealed to the women's key, counted for members who do not hold it (invariant 16). */
    womenOnly: z.int().nonnegative(),
    /** For the question what has changed since. */
    mark,
  }),
});

export const listChanges = endpoint({
  method: 'GET',
  path: '/api/desks/:deskId/changes',
  door: 'staff',
  summary: 'What changed in a desk’s list since a mark: rows anew, and the ids of reports that left the desk.',
  params: atDesk,
  query: z.object({ since: mark }),
  output: z.object({
    rows: z.array(row),
    left: z.array(id),
    mark,
    /** Ask again at once: there is more. */
    more: z.boolean(),
    womenOnly: z.int().nonnegative(),
  }),
});

export const putEntry = endpoint({
  method: 'PUT',
  path: '/api/reports/:reportId/entry',
  door: 'staff',
  summary: "Replaces the sealed summary by a list entry under the desk's index key.",
  params: onReport,
  body: z.strictObject({ epoch: z.int().positive(), entry: bytesAsText(MAX_ENTRY) }),
  output: done,
});

export const openReport = endpoint({
  method: 'POST',
  path: '/api/reports/:reportId/open',
  door: 'staff',
  summary: 'Hands out the key file; the audit leaf and her access notice are written in the same transaction.',
  params: onReport,
  output: z.object({
    id,
    deskId: id,
    epoch: z.int(),
    women: z.boolean(),
    notPolice: z.boolean(),
    /** Her signed word that took the mark off, for the device to check. */
    notPoliceLifted: signedWord.nullable(),
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
    assigneeId: id.nullable(),
    dueOn: day.nullable(),
    urgentUntil: z.string().nullable(),
    closure: z
      .object({ by: id, reason: z.enum(closeReasons), aftercare: z.enum(aftercareAnswers), wroteSince: z.boolean() })
      .nullable(),
    links: z.array(
      z.object({
        otherId: id,
        agreed: z.boolean(),
        /** Nobody of the desk asked: she said it of herself. */
        byHer: z.boolean(),
        /** Her signed word from this report's mailbox; the other report brings the other's. */
        word: signedWord.nullable(),
      }),
    ),
  }),
});

export const writeFromDesk = endpoint({
  method: 'POST',
  path: '/api/reports/:reportId/messages',
  door: 'staff',
  summary:
    "Adds a sealed message of the desk's, signed inside by its epoch; the first one is counted in its band of time.",
  bodyLimit: 96 * 1024,
  params: onReport,
  body: newMessage.extend({ firstAnswer: z.enum(answerBands).optional() }),
  output: done,
});

export const commandReport = endpoint({
  method: 'POST',
  path: '/api/reports/:reportId/commands',
  door: 'staff',
  summary:
    'Carries out a command of the transition table; closing has endpoints of its own, because it takes two people.',
  params: onReport,
  body: z.strictObject({ command: z.enum(reportCommands), reason: z.enum(scopeReasons).optional() }),
  output: z.object({ state: z.enum(reportStates) }),
});

export const requestClosure = endpoint({
  method: 'POST',
  path: '/api/reports/:reportId/closure',
  door: 'staff',
  summary: 'Asks for a report to be closed; somebody else must approve.',
  params: onReport,
  body: z.strictObject({ reason: z.enum(closeReasons), aftercare: z.enum(aftercareAnswers) }),
  output: done,
});

export const cancelClosure = endpoint({
  method: 'DELETE',
  path: '/api/reports/:reportId/closure',
  door: 'staff',
  summary: 'Takes the request back, or turns it down: the report stays open.',
  params: onReport,
  output: done,
});

export const approveClosure = endpoint({
  method: 'POST',
  path: '/api/reports/:reportId/closure/approval',
  door: 'staff',
  summary: 'Closes a report as the second person.',
  params: onReport,
  output: z.object({ state: z.enum(reportStates) }),
});

export const assignReport = endpoint({
  method: 'PUT',
  path: '/api/reports/:reportId/assignment',
  door: 'staff',
  summary: 'Says who of the desk works on a report, and until when.',
  params: onReport,
  body: z.strictObject({ assigneeId: id.nullable(), dueOn: day.nullable() }),
  output: done,
});

export const refuseAccess = endpoint({
  method: 'POST',
  path: '/api/reports/:reportId/access-refusals',
  door: 'staff',
  summary: 'Notes that somebody asked to see a report and was refused; she is told so, without who it was.',
  params: onReport,
  output: done,
});

export const proposeLink = endpoint({
  method: 'POST',
  path: '/api/reports/:reportId/links',
  door: 'staff',
  summary: 'Proposes that two reports are of one person; it stands only when she says so from both mailboxes.',
  params: onReport,
  body: z.strictObject({ otherId: id }),
  output: done,
});

export const listMembers = endpoint({
  method: 'GET',
  path: '/api/desks/:deskId/members',
  door: 'staff',
  summary: 'Who has a seat at a desk.',
  params: atDesk,
  output: z.object({ members: z.array(z.object({ id, name: z.string(), women: z.boolean() })) }),
});

export const getOverview = endpoint({
  method: 'GET',
  path: '/api/desks/:deskId/overview',
  door: 'staff',
  summary:
    'Counts of a desk: what waits and what is overdue now, how long first answers took in each of the last half-years.',
  params: atDesk,
  output: z.object({
    open: z.int(),
    waiting: z.int(),
    urgent: z.int(),
    dueToday: z.int(),
    overdue: z.int(),
    closureAsked: z.int(),
    /** This half-year first, then earlier ones in which the desk answered. */
    answers: z.array(z.object({ halfYear: z.string(), bands: z.partialRecord(z.enum(answerBands), z.int()) })),
  }),
});
