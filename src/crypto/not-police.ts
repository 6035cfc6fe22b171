import type { Id } from '../base/ids.ts';
import { isProblem } from '../base/problem.ts';
import { readChoice, readFields, readId } from './shape.ts';
import { readSignedContent, signContent } from './signed-content.ts';

const CONTEXT = 'muntada/not-police-lifted/1';

/**
 * Her signed word that the mark "not the police" no longer stands on a report (invariant 21). The mark itself is signed inside the
 * report, so nobody has to believe a server that says it was lifted.
 */
export async function signNotPoliceLifted(mailboxSecret: Uint8Array, reportId: Id): Promise<Uint8Array> {
  return await signContent(CONTEXT, mailboxSecret, { v: 1, kind: 'notPoliceLifted', reportId });
}

/** Whether these bytes are that word, by this mailbox and for this report. */
export async function provesNotPoliceLifted(mailboxKey: Uint8Array, word: Uint8Array, reportId: Id): Promise<boolean> {
  try {
    const fields = readFields(await readSignedContent(CONTEXT, mailboxKey, word), ['v', 'kind', 'reportId']);
    readChoice(fields.v, [1]);
    readChoice(fields.kind, ['notPoliceLifted']);
    return readId(fields.reportId) === reportId;
  } catch (error) {
    if (isProblem(error)) return false;
    throw error;
  }
}
