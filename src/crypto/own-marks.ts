import type { Id } from '../base/ids.ts';
import { isProblem } from '../base/problem.ts';
import { readChoice, readFields, readFlag, readId } from './shape.ts';
import { readSignedContent, signContent } from './signed-content.ts';

const CONTEXT = 'muntada/own-marks/1';

/** Who may read a report, as she signed it inside (invariants 16, 21). */
export type OwnMarks = { readonly womenOnly: boolean; readonly notPolice: boolean };

/**
 * Her signed word of the marks of a report, given when she removes its text from her mailbox: without the text her page would have to
 * take the server's word for them when she moves it later. It says no more than the mailbox shows in any case.
 */
export async function signOwnMarks(mailboxSecret: Uint8Array, reportId: Id, marks: OwnMarks): Promise<Uint8Array> {
  const { womenOnly, notPolice } = marks;
  return signContent(CONTEXT, mailboxSecret, { v: 1, kind: 'ownMarks', reportId, womenOnly, notPolice });
}

/** The marks in that word; undefined when these bytes are not that, by this mailbox and for this report. */
export async function findOwnMarks(
  mailboxKey: Uint8Array,
  word: Uint8Array,
  reportId: Id,
): Promise<OwnMarks | undefined> {
  try {
    const content = await readSignedContent(CONTEXT, mailboxKey, word);
    const fields = readFields(content, ['v', 'kind', 'reportId', 'womenOnly', 'notPolice']);
    readChoice(fields.v, [1]);
    readChoice(fields.kind, ['ownMarks']);
    if (readId(fields.reportId) !== reportId) return undefined;
    return { womenOnly: readFlag(fields.womenOnly), notPolice: readFlag(fields.notPolice) };
  } catch (error) {
    if (isProblem(error)) return undefined;
    throw error;
  }
}
