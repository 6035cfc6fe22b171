import { equalBytes, toBase64url, utf8 } from '../../../base/bytes.ts';
import { MINUTE_MS, systemClock } from '../../../base/clock.ts';
import type { BodyOf } from '../../../base/endpoint.ts';
import type { Id } from '../../../base/ids.ts';
import { must } from '../../../base/problem.ts';
import type { AgeIdentity } from '../../../crypto/age.ts';
import { newIdentity, openWith, sealTo } from '../../../crypto/age.ts';
import { sealKeyFile } from '../../../crypto/key-file.ts';
import type { MailboxKeys } from '../../../crypto/receipt.ts';
import { sealReport } from '../../../crypto/report.ts';
import { newSigningKey, sign, verify } from '../../../crypto/sign.ts';
import { sealSummary } from '../../../crypto/summary.ts';
import { currentLocale } from '../../../i18n/current-locale.ts';
import { argon2idInWorker } from '../../../web/argon2-in-worker.ts';
import { loadTrust } from '../../../web/report/desks.ts';
import type { submitReport } from '../../contract.ts';
import { summaryOf } from '../../summary.model.ts';
import type { SentFiles } from '../attach/send.ts';
import { epochFor } from './desk-key.ts';
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

/** Seals a draft to its desk: the body to a key of its own (`own`, under which its files went before: `sent`), that key to desk and mailbox, a short summary to the desk. */
export async function sealDraft(
  draft: Draft,
  reportId: Id,
  mailbox: MailboxKeys,
  own: AgeIdentity,
  sent?: SentFiles,
): Promise<SealedReport> {
  const { desk, womenOnly, notPolice } = draft;
  must(desk, 'desk_closed');
  const epoch = epochFor(desk, { womenOnly, notPolice });
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
  const told = summaryOf({ reportId, language: currentLocale(), answers: { ...answers }, text }, urgent);
  return {
    id: reportId,
    deskId: desk.id,
    epoch: epoch.n,
    women: womenOnly,
    notPolice,
    urgent,
    mailbox: { id: mailbox.mailboxId, signingKey },
    keyFile: toBase64url(keyFile),
    summary: toBase64url(await sealSummary(epoch.recipient, told)),
    body: toBase64url(body),
    ...(sent ? { uploadId: sent.uploadId } : {}),
  };
}
