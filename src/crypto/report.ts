import { fromBase64url } from '../base/bytes.ts';
import type { Json } from '../base/canonical.ts';
import type { Id } from '../base/ids.ts';
import { fail, must } from '../base/problem.ts';
import { openWith, recipientOf, sealTo } from './age.ts';
import type { SealedRule } from './age-header.ts';
import { ATTACHMENTS_MOST, readAttachment } from './attachment.ts';
import type { Attachment } from './attachment.ts';
import { pad, TEXT_FLOOR, unpad } from './padding.ts';
import {
  readChoice,
  readFields,
  readFlag,
  readId,
  readKeyText,
  readList,
  readRecipient,
  readRecord,
  readText,
  readWhole,
} from './shape.ts';
import { readSignedContent, signContent } from './signed-content.ts';

export const LANGUAGES = ['ar', 'ckb', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a reporter says, and the keys by which she is answered. */
export type ReportContent = {
  readonly v: 1;
  readonly kind: 'report';
  readonly reportId: Id;
  /** The report's own age recipient: stands nowhere but here, so that only who has read the report can write to it. */
  readonly recipient: string;
  readonly mailbox: { readonly id: Id; readonly signingKey: string };
  readonly deskId: Id;
  readonly epoch: number;
  readonly womenOnly: boolean;
  readonly notPolice: boolean;
  readonly language: Language;
  /** Answers to the questions, by question. */
  readonly answers: Readonly<Record<string, Json>>;
  readonly text: string;
  readonly attachments?: readonly Attachment[];
};

/** What the opener knows from elsewhere; desk and epoch are the first ones, which stay in the content when its key moves on. */
export type ReportExpected = { readonly reportId: Id; readonly deskId?: Id; readonly epoch?: number };

export const TEXT_MOST = 100_000;

/** What the blind server checks of a report's or a message's body. */
export const BODY_RULE = { stanzas: 1, kind: 'X25519', minBytes: TEXT_FLOOR } as const satisfies SealedRule;

const CONTEXT = 'muntada/report/1';

/** The report, signed by the mailbox's key, padded, sealed to its own recipient. */
export async function sealReport(content: ReportContent, signingSecret: Uint8Array): Promise<Uint8Array> {
  readReport(content);
  return await sealTo([content.recipient], pad(await signContent(CONTEXT, signingSecret, content)));
}

/**
 * The report in a body. Refused with `signature_refused`: a signature that is not by the key named inside, another report's body,
 * another desk or epoch than expected, a body sealed for another identity than it names. Else as `openWith` and `unpad`;
 * `wrong_shape` when a signed content is no report.
 */
export async function openReport(
  identity: string,
  sealed: Uint8Array,
  expected: ReportExpected,
): Promise<ReportContent> {
  const plain = unpad(await openWith(identity, sealed));
  const report = readReport(await readSignedContent(CONTEXT, (content) => signerOf(content), plain));
  must(report.recipient === (await recipientOf(identity)), 'signature_refused');
  must(report.reportId === expected.reportId, 'signature_refused');
  must(expected.deskId === undefined || report.deskId === expected.deskId, 'signature_refused');
  must(expected.epoch === undefined || report.epoch === expected.epoch, 'signature_refused');
  return report;
}

function signerOf(content: Json): Uint8Array {
  const { signingKey } = readRecord(readRecord(content).mailbox);
  return typeof signingKey === 'string' ? fromBase64url(signingKey) : fail('signature_refused');
}

function readReport(value: Json): ReportContent {
  const fields = readFields(
    value,
    [
      'v',
      'kind',
      'reportId',
      'recipient',
      'mailbox',
      'deskId',
      'epoch',
      'womenOnly',
      'notPolice',
      'language',
      'answers',
      'text',
    ],
    ['attachments'],
  );
  const mailbox = readFields(fields.mailbox, ['id', 'signingKey']);
  return {
    v: readChoice(fields.v, [1]),
    kind: readChoice(fields.kind, ['report']),
    reportId: readId(fields.reportId),
    recipient: readRecipient(fields.recipient),
    mailbox: { id: readId(mailbox.id), signingKey: readKeyText(mailbox.signingKey) },
    deskId: readId(fields.deskId),
    epoch: readWhole(fields.epoch, 1),
    womenOnly: readFlag(fields.womenOnly),
    notPolice: readFlag(fields.notPolice),
    language: readChoice(fields.language, LANGUAGES),
    answers: readRecord(fields.answers),
    text: readText(fields.text, TEXT_MOST),
    ...(fields.attachments === undefined
      ? {}
      : { attachments: readList(fields.attachments, ATTACHMENTS_MOST, readAttachment) }),
  };
}
