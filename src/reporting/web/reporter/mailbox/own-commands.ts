import { fromBase64url, toBase64url } from '../../../../base/bytes.ts';
import type { OutputOf } from '../../../../base/endpoint.ts';
import type { Id } from '../../../../base/ids.ts';
import { randomId } from '../../../../base/ids.ts';
import { must } from '../../../../base/problem.ts';
import type { DeskRecord } from '../../../../crypto/desk-record.ts';
import { rewrapKeyFile } from '../../../../crypto/key-file.ts';
import { sealMessage } from '../../../../crypto/message.ts';
import { signNotPoliceLifted } from '../../../../crypto/not-police.ts';
import { signOneReporter } from '../../../../crypto/one-reporter.ts';
import { signOwnMarks } from '../../../../crypto/own-marks.ts';
import type { MailboxKeys } from '../../../../crypto/receipt.ts';
import type { Language } from '../../../../crypto/report.ts';
import { sealSummary } from '../../../../crypto/summary.ts';
import type { readMailbox } from '../../../contract.ts';
import { summaryOf, takenOverSummary } from '../../../summary.model.ts';
import type { SentFiles } from '../../attach/send.ts';
import { epochFor } from '../desk-key.ts';
import { callMailbox } from './mailbox-call.ts';
import type { OpenedReport } from './open-report.ts';

/** A message of hers, sealed once: sent again with the same id it is still one message. */
export type SealedAnswer = {
  readonly id: Id;
  readonly seq: number;
  readonly body: string;
  readonly uploadId?: Id;
};

const pathOf = (report: OpenedReport, rest = '') => `/api/mailbox/reports/${report.stored.id}${rest}`;

/** What her next message brings besides words. */
type Enclosed = { readonly sent?: SentFiles | undefined; readonly statsConsent?: boolean };

/** Seals her next message of a thread. */
export async function sealAnswer(
  report: OpenedReport,
  keys: MailboxKeys,
  text: string,
  { sent, statsConsent }: Enclosed = {},
): Promise<SealedAnswer> {
  must(report.recipient !== undefined, 'not_found');
  const id = randomId();
  const seq = report.last.reporter + 1;
  const sealed = await sealMessage(
    report.recipient,
    {
      v: 1,
      kind: 'message',
      reportId: report.stored.id,
      id,
      side: 'reporter',
      seq,
      seenOther: report.last.desk,
      text,
      ...(statsConsent === undefined ? {} : { statsConsent }),
      ...(sent ? { attachments: sent.attachments } : {}),
    },
    keys.signing.secret,
  );
  return { id, seq, body: toBase64url(sealed), ...(sent ? { uploadId: sent.uploadId } : {}) };
}

/** Sends a sealed message. */
export async function sendAnswer(report: OpenedReport, keys: MailboxKeys, answer: SealedAnswer): Promise<void> {
  await callMailbox(keys, 'POST', pathOf(report, '/messages'), { ...answer });
}

/** Removes from this mailbox all that she has before her now. */
export async function hideRead(report: OpenedReport, keys: MailboxKeys): Promise<void> {
  const { content, stored } = report;
  const { messages, hidden } = stored;
  const through = messages.length + (hidden ? hidden.reporter + hidden.desk : 0);
  // without the text, her signed word alone says who may read it when she moves it
  const marks = content && toBase64url(await signOwnMarks(keys.signing.secret, stored.id, content));
  await callMailbox(keys, 'POST', pathOf(report, '/hidden'), { through, ...(marks === undefined ? {} : { marks }) });
}

/**
 * Seals the key file and a new summary to another desk and gives it the report. Its text and thread stay as they are. Her own signed
 * marks count, whatever the server says: `signature_refused` when there are none to see. `language`: hers now, for a report without text.
 */
export async function moveTo(
  report: OpenedReport,
  keys: MailboxKeys,
  desk: DeskRecord,
  language: Language,
): Promise<void> {
  const { stored, content, marks } = report;
  must(marks, 'signature_refused');
  must(stored.keyFile !== null, 'desk_closed');
  const epoch = epochFor(desk, marks);
  const keyFile = await rewrapKeyFile(keys.identity, fromBase64url(stored.keyFile), [epoch.recipient]);
  const summary = content ? summaryOf(content, false) : takenOverSummary(stored.id, language);
  await callMailbox(keys, 'POST', pathOf(report, '/move'), {
    deskId: desk.id,
    epoch: epoch.n,
    keyFile: toBase64url(keyFile),
    summary: toBase64url(await sealSummary(epoch.recipient, summary)),
  });
}

/** Lifts the mark "not the police" by her signed word. */
export async function liftNotPolice(report: OpenedReport, keys: MailboxKeys): Promise<void> {
  const lifted = toBase64url(await signNotPoliceLifted(keys.signing.secret, report.stored.id));
  await callMailbox(keys, 'POST', pathOf(report, '/not-police'), { lifted });
}

/** Locks the report; it is destroyed after 72 hours. */
export async function withdraw(report: OpenedReport, keys: MailboxKeys): Promise<void> {
  await callMailbox(keys, 'POST', pathOf(report, '/withdrawal'));
}

/** Takes the withdrawal back. */
export async function undoWithdrawal(report: OpenedReport, keys: MailboxKeys): Promise<void> {
  await callMailbox(keys, 'DELETE', pathOf(report, '/withdrawal'));
}

/** Destroys the report now. */
export async function destroyNow(report: OpenedReport, keys: MailboxKeys): Promise<void> {
  await callMailbox(keys, 'DELETE', pathOf(report));
}

/** Says whether the report may be counted without her name: a sealed message like her other words. */
export async function sayCounted(report: OpenedReport, keys: MailboxKeys, statsConsent: boolean): Promise<void> {
  await sendAnswer(report, keys, await sealAnswer(report, keys, '', { statsConsent }));
}

/** Says, signed, that another report is hers as well. */
export async function agreeToLink(reportId: Id, keys: MailboxKeys, otherId: Id): Promise<void> {
  const word = toBase64url(await signOneReporter(keys.signing.secret, reportId, otherId));
  await callMailbox(keys, 'POST', `/api/mailbox/reports/${reportId}/links/${otherId}`, { word });
}

/** Why two reports cannot be said to be hers: the same one, or not at one desk under one key. */
export type JoinFault = 'same' | 'notHere';

/** Says from both mailboxes that this report and the other mailbox's one are hers; undefined when both have said it. */
export async function joinWith(
  { stored }: OpenedReport,
  keys: MailboxKeys,
  otherKeys: MailboxKeys,
): Promise<JoinFault | undefined> {
  if (otherKeys.mailboxId === keys.mailboxId) return 'same';
  const { reports } = await callMailbox<OutputOf<typeof readMailbox>>(otherKeys, 'GET', '/api/mailbox');
  const other = reports.find(
    ({ deskId, women, destroyAfter, keyFile }) =>
      deskId === stored.deskId && women === stored.women && destroyAfter === null && keyFile !== null,
  );
  if (other === undefined) return 'notHere';
  await agreeToLink(stored.id, keys, other.id);
  await agreeToLink(other.id, otherKeys, stored.id);
  return undefined;
}
