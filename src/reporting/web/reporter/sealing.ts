import { equalBytes, toBase64url, utf8 } from '../../../base/bytes.ts';
import { MINUTE_MS, systemClock } from '../../../base/clock.ts';
import type { BodyOf } from '../../../base/endpoint.ts';
import type { Id } from '../../../base/ids.ts';
import { must } from '../../../base/problem.ts';
import type { AgeIdentity } from '../../../crypto/age.ts';
import { newIdentity, openWith, sealTo } from '../../../crypto/age.ts';
import type { DeskRecord, EpochPublic } from '../../../crypto/desk-record.ts';
import { sealKeyFile } from '../../../crypto/key-file.ts';
import type { MailboxKeys } from '../../../crypto/receipt.ts';
import { sealReport } from '../../../crypto/report.ts';
import { newSigningKey, sign, verify } from '../../../crypto/sign.ts';
import { headOf, sealSummary } from '../../../crypto/summary.ts';
import { currentLocale } from '../../../i18n/current-locale.ts';
import { argon2idInWorker } from '../../../web/argon2-in-worker.ts';
import { loadTrust } from '../../../web/report/desks.ts';
import type { submitReport } from '../../contract.ts';
import type { IntakeAnswers } from '../../model.ts';
import type { SentFiles } from '../attach/send.ts';
import type { Draft } from './draft.ts';
import { answersOf } from './draft.ts';
import { isPassing } from './passing.ts';

type Submission = BodyOf<typeof submitReport>;

/** A report as it is sent, but for the proof of work, which is made for each attempt. */
export type SealedReport = Omit<Submission, 'proof'>;

/** `cannot`: this phone cannot seal, or the build believes nobody. `offline`: not known yet, the line is down. */
export type SelfTest = 'demo' | 'ready' | 'cannot' | 'offline';

/**
 * Whether this phone can seal: seals, opens, signs and verifies a small text, stretches a short one, and knows a root that it may
 * believe. Where it cannot, the questions are not asked.
 */
export async function selfTest(): Promise<SelfTest> {
  try {
    const { identity, recipient } = await newIdentity();
    const text = utf8('سلام');
    const opened = await openWith(identity, await sealTo([recipient], text));
    const key = await newSigningKey();
    const stretched = await argon2idInWorker(text, new Uint8Array(16), { memoryKiB: 8, passes: 1 }, 32);
    const signature = await sign('muntada/self-test', key.secret, stretched);
    if (!equalBytes(opened, text) || !(await verify('muntada/self-test', key.public, stretched, signature)))
      return 'cannot';
    const { roots, demo } = await loadTrust();
    return roots.length === 0 ? 'cannot' : demo ? 'demo' : 'ready';
  } catch (error) {
    return isPassing(error) ? 'offline' : 'cannot';
  }
}

/**
 * When it was written, to the quarter of an hour by her phone's clock: sealed, and only for the desk's own count of how soon it
 * answered. The server keeps the day alone.
 */
function quarterHour(now: number): number {
  return Math.floor(now / (15 * MINUTE_MS)) * 15 * MINUTE_MS;
}

/** The epoch of a desk that a report is sealed to; `desk_closed` when a woman only was asked for and the desk has no such key. */
export function epochFor(desk: DeskRecord, womenOnly: boolean): EpochPublic {
  const epoch = womenOnly ? desk.epochs.women : desk.epochs.general;
  must(epoch, 'desk_closed');
  return epoch;
}

/** Seals a draft to its desk: the body to a key of its own (`own`, under which its files went before: `sent`), that key to desk and mailbox, a short summary to the desk. */
export async function sealDraft(
  draft: Draft,
  reportId: Id,
  mailbox: MailboxKeys,
  own: AgeIdentity,
  sent?: SentFiles,
): Promise<SealedReport> {
  const { desk, womenOnly, notPolice } = draft;
  must(desk && !(notPolice && desk.police), 'desk_closed');
  const epoch = epochFor(desk, womenOnly);
  const signingKey = toBase64url(mailbox.signing.public);
  const answers = answersOf(draft);
  const text = draft.text.trim();
  const urgent = draft.urgent === 'yes';
  const body = await sealReport(
    {
      v: 1,
      kind: 'report',
      reportId,
      recipient: own.recipient,
      language: currentLocale(),
      text,
      deskId: desk.id,
      epoch: epoch.n,
      womenOnly,
      notPolice,
      mailbox: { id: mailbox.mailboxId, signingKey },
      answers: { ...answers, writtenAt: quarterHour(systemClock()) },
      ...(sent ? { attachments: sent.attachments } : {}),
    },
    mailbox.signing.secret,
  );
  const keyFile = await sealKeyFile({ identity: own.identity, mailbox: mailbox.recipient }, [epoch.recipient]);
  const summary = await sealSummaryOf(epoch, reportId, { answers, text, urgent });
  return {
    id: reportId,
    deskId: desk.id,
    epoch: epoch.n,
    women: womenOnly,
    notPolice,
    urgent,
    mailbox: { id: mailbox.mailboxId, signingKey },
    keyFile: toBase64url(keyFile),
    summary,
    body: toBase64url(body),
    ...(sent ? { uploadId: sent.uploadId } : {}),
  };
}

/** What the desk's list shows of a report before it is opened, sealed; base64url. */
export async function sealSummaryOf(
  epoch: EpochPublic,
  reportId: Id,
  { answers, text, urgent }: { answers: Partial<IntakeAnswers>; text: string; urgent: boolean },
): Promise<string> {
  const marks: string[] = [];
  if (answers.safeNow !== 'yes') marks.push('notSafe');
  if (answers.under18) marks.push('under18');
  if (answers.deadline === 'today') marks.push('deadlineToday');
  const sealed = await sealSummary(epoch.recipient, {
    v: 1,
    reportId,
    kind: answers.kind ?? 'somethingElse',
    urgent,
    language: currentLocale(),
    marks,
    area: answers.districtId ?? answers.governorateId ?? '',
    head: headOf(text),
  });
  return toBase64url(sealed);
}
