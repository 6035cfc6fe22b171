import { toBase64url, utf8 } from '../../src/base/bytes.ts';
import type { Json } from '../../src/base/canonical.ts';
import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import { findProof } from '../../src/base/proof-of-work.ts';
import type { AgeIdentity } from '../../src/crypto/age.ts';
import { newIdentity } from '../../src/crypto/age.ts';
import type { Attachment } from '../../src/crypto/attachment.ts';
import { sealKeyFile } from '../../src/crypto/key-file.ts';
import type { MailboxKeys } from '../../src/crypto/receipt.ts';
import { deriveMailbox, newReceipt } from '../../src/crypto/receipt.ts';
import { sealReport } from '../../src/crypto/report.ts';
import { sign } from '../../src/crypto/sign.ts';
import { headOf, sealSummary } from '../../src/crypto/summary.ts';
import { MAILBOX_CONTEXT, mailboxRequest } from '../../src/reporting/mailbox/request.model.ts';
import type { DeskRecord } from '../../src/crypto/desk-record.ts';
import type { Caller } from './caller.ts';

/** Receipts of tests are derived at once; one browser journey pays the full cost. */
const COST = { memoryKiB: 64, passes: 1 };

/** A sealed report ready to be sent, and what only its reporter knows. */
export interface SealedReport {
  readonly payload: Record<string, Json>;
  readonly reportId: Id;
  readonly identity: string;
  readonly recipient: string;
  readonly mailbox: MailboxKeys;
}

export interface ReportOptions {
  readonly text?: string;
  readonly women?: boolean;
  readonly notPolice?: boolean;
  readonly urgent?: boolean;
  /** Answers beside the kind and the safety question. */
  readonly answers?: Readonly<Record<string, Json>>;
  /** The report's own identity, where files went to it before. */
  readonly own?: AgeIdentity;
  readonly sent?: { readonly uploadId: Id; readonly attachments: readonly Attachment[] };
}

/** Seals a report to a desk as her browser does. */
export async function sealedReport(
  server: Caller,
  { record }: { readonly record: DeskRecord },
  { text = 'illustrative', women = false, notPolice = false, urgent = false, answers, own, sent }: ReportOptions = {},
): Promise<SealedReport> {
  const reportId = randomId();
  const { identity, recipient } = own ?? (await newIdentity());
  const mailbox = await deriveMailbox(newReceipt(), COST);
  const { epochs } = record;
  const epoch = women && epochs.women ? epochs.women : epochs.general;
  const signingKey = toBase64url(mailbox.signing.public);
  const body = await sealReport(
    {
      v: 1,
      kind: 'report',
      reportId,
      recipient,
      deskId: record.id,
      epoch: epoch.n,
      language: 'ar',
      text,
      womenOnly: women,
      notPolice,
      mailbox: {
        id: mailbox.mailboxId,
        signingKey,
      },
      answers: {
        kind: 'eExtortion',
        safeNow: 'yes',
        ...answers,
      },
      ...(sent ? { attachments: sent.attachments } : {}),
    },
    mailbox.signing.secret,
  );
  const summary = await sealSummary(epoch.recipient, {
    v: 1,
    reportId,
    kind: 'eExtortion',
    urgent,
    area: record.governorateId,
    language: 'ar',
    marks: [],
    head: headOf(text),
  });
  const keyFile = await sealKeyFile({ identity, mailbox: mailbox.recipient }, [epoch.recipient]);
  const challenge = await challengeOf(server);
  return {
    reportId,
    identity,
    recipient,
    mailbox,
    payload: {
      id: reportId,
      deskId: record.id,
      epoch: epoch.n,
      women,
      notPolice,
      urgent,
      mailbox: {
        id: mailbox.mailboxId,
        signingKey,
      },
      keyFile: toBase64url(keyFile),
      summary: toBase64url(summary),
      body: toBase64url(body),
      ...(sent ? { uploadId: sent.uploadId } : {}),
      proof: {
        challenge,
        nonce: await findProof(challenge, reportId),
      },
    },
  };
}

/** A sealed part of what is sent, as its text. */
export function partOf({ payload }: Pick<SealedReport, 'payload'>, name: 'body' | 'keyFile' | 'summary'): string {
  const part = payload[name];
  if (typeof part !== 'string') throw new Error(`no ${name}`);
  return part;
}

/** Sends a request as the holder of a mailbox. */
export async function asMailbox(
  server: Caller,
  mailbox: MailboxKeys,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  path: string,
  body: Json = null,
) {
  const challenge = await challengeOf(server);
  const signed = utf8(mailboxRequest({ method, path, challenge, body }));
  const signature = toBase64url(await sign(MAILBOX_CONTEXT, mailbox.signing.secret, signed));
  return server.inject({
    method,
    url: path,
    headers: { authorization: `Mailbox ${mailbox.mailboxId}.${challenge}.${signature}` },
    ...(body === null ? {} : { payload: body as object }),
  });
}

/** The challenge of this half-hour. */
export async function challengeOf(server: Caller): Promise<string> {
  const answer = await server.inject({ url: '/api/challenge' });
  return answer.json<{ challenge: string }>().challenge;
}
