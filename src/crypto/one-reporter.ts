import type { Id } from '../base/ids.ts';
import { isProblem } from '../base/problem.ts';
import { readChoice, readFields, readId } from './shape.ts';
import { readSignedContent, signContent } from './signed-content.ts';

const CONTEXT = 'muntada/one-reporter/1';

/**
 * Her signed word, from the mailbox of one report, that another report is hers as well (invariant 22). Two reports are joined when each
 * mailbox has said so of the other, and a desk checks both words: nobody has to believe a server that says it.
 */
export async function signOneReporter(mailboxSecret: Uint8Array, reportId: Id, otherId: Id): Promise<Uint8Array> {
  return await signContent(CONTEXT, mailboxSecret, { v: 1, kind: 'oneReporter', reportId, otherId });
}

/** Whether these bytes are that word, by this mailbox, from this report about the other. */
export async function provesOneReporter(
  mailboxKey: Uint8Array,
  word: Uint8Array,
  reportId: Id,
  otherId: Id,
): Promise<boolean> {
  try {
    const fields = readFields(await readSignedContent(CONTEXT, mailboxKey, word), ['v', 'kind', 'reportId', 'otherId']);
    readChoice(fields.v, [1]);
    readChoice(fields.kind, ['oneReporter']);
    return readId(fields.reportId) === reportId && readId(fields.otherId) === otherId;
  } catch (error) {
    if (isProblem(error)) return false;
    throw error;
  }
}
