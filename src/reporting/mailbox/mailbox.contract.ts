import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { bytesAsText, done, id } from '../../base/shapes.ts';
import { keyFile, MAX_SUMMARY, signedWord } from '../contract.ts';

const onOwn = z.object({ reportId: id });

export const hideRead = endpoint({
  method: 'POST',
  path: '/api/mailbox/reports/:reportId/hidden',
  door: 'mailbox',
  summary:
    'From now on hands out neither the report nor the first messages of its thread to this mailbox. The desk keeps them.',
  params: onOwn,
  body: z.strictObject({
    /** How many messages from the beginning; 0 is the report alone. It never goes back. */
    through: z.int().nonnegative(),
    /** Her signed word of the report's marks, without which her page cannot move it later; the first one stays. */
    marks: signedWord.optional(),
  }),
  output: done,
});

export const moveReport = endpoint({
  method: 'POST',
  path: '/api/mailbox/reports/:reportId/move',
  door: 'mailbox',
  summary: 'Gives a report to another desk: only its key file and summary are sealed anew, to that desk.',
  params: onOwn,
  body: z.strictObject({
    deskId: id,
    epoch: z.int().positive(),
    keyFile,
    summary: bytesAsText(MAX_SUMMARY),
  }),
  output: done,
});

export const liftNotPolice = endpoint({
  method: 'POST',
  path: '/api/mailbox/reports/:reportId/not-police',
  door: 'mailbox',
  summary:
    'Lifts the mark "not the police", by a word signed by the mailbox that is kept for whoever has to believe it.',
  params: onOwn,
  body: z.strictObject({ lifted: signedWord }),
  output: done,
});

export const withdrawReport = endpoint({
  method: 'POST',
  path: '/api/mailbox/reports/:reportId/withdrawal',
  door: 'mailbox',
  summary: 'Locks a report at once, and destroys it after 72 hours unless she undoes it.',
  params: onOwn,
  output: z.object({ destroyAfter: z.string() }),
});

export const undoWithdrawal = endpoint({
  method: 'DELETE',
  path: '/api/mailbox/reports/:reportId/withdrawal',
  door: 'mailbox',
  summary: 'Takes a withdrawal back that has not destroyed the report yet.',
  params: onOwn,
  output: done,
});

export const destroyReport = endpoint({
  method: 'DELETE',
  path: '/api/mailbox/reports/:reportId',
  door: 'mailbox',
  summary: 'Destroys a report at once: its key file, its text and its messages. Nothing brings them back.',
  params: onOwn,
  output: done,
});

export const agreeToLink = endpoint({
  method: 'POST',
  path: '/api/mailbox/reports/:reportId/links/:otherId',
  door: 'mailbox',
  summary:
    'Says from this mailbox, signed, that the other report at the same desk is hers as well; the desk may join them when the other mailbox says so too.',
  params: z.object({ reportId: id, otherId: id }),
  body: z.strictObject({ word: signedWord }),
  output: done,
});
