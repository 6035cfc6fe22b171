import type { Json } from '../base/canonical.ts';
import type { Id } from '../base/ids.ts';
import { fail, must } from '../base/problem.ts';
import { openWith, sealTo } from './age.ts';
import { ATTACHMENTS_MOST, readAttachment } from './attachment.ts';
import type { Attachment } from './attachment.ts';
import { pad, unpad } from './padding.ts';
import { TEXT_MOST } from './report.ts';
import { readChoice, readFields, readFlag, readId, readList, readRecord, readText, readWhole } from './shape.ts';
import { readSignedContent, signContent } from './signed-content.ts';

export const SIDES = ['reporter', 'desk'] as const;
export type Side = (typeof SIDES)[number];

/**
 * Which key of a desk spoke, and in what role; never an officer's name. A first answer says how long it took, as a band that the
 * member's device made: it stands nowhere else but here, sealed.
 */
export type DeskVoice = {
  readonly deskId: Id;
  readonly epoch: number;
  readonly role: string;
  readonly answered?: string;
};

/** One message of a thread. The report itself is no message: both sides count from 1. */
export type Message = {
  readonly v: 1;
  readonly kind: 'message';
  readonly reportId: Id;
  readonly id: Id;
  readonly side: Side;
  /** 1, 2, 3 … on each side. */
  readonly seq: number;
  /** The `seq` of the other side's last message that the writer had before her. */
  readonly seenOther: number;
  readonly text: string;
  /** Hers alone: whether the report may be counted without her name. Her latest word stands. */
  readonly statsConsent?: boolean;
  readonly attachments?: readonly Attachment[];
  /** Present exactly on the desk's side. */
  readonly desk?: DeskVoice;
};

/** Who may sign in a thread: the mailbox's key, and the keys of the desk's epochs as the signed directory lists them. */
export type ThreadKeys = {
  readonly reporter: Uint8Array;
  readonly findDeskKey: (voice: DeskVoice) => Uint8Array | undefined;
};

const CONTEXT = 'muntada/message/1';
const WORD_MOST = 60;

/** The message, signed, padded, sealed to the report's recipient. */
export async function sealMessage(
  reportRecipient: string,
  message: Message,
  signingSecret: Uint8Array,
): Promise<Uint8Array> {
  readMessage(message);
  return await sealTo([reportRecipient], pad(await signContent(CONTEXT, signingSecret, message)));
}

/**
 * The message in a body; whether it stands in its place is for `readThread` to say. `signature_refused`: not signed by a key of
 * the side it claims, or written for another report. Else as `openWith`, `unpad`, `wrong_shape`.
 */
export async function openMessage(
  identity: string,
  sealed: Uint8Array,
  reportId: Id,
  keys: ThreadKeys,
): Promise<Message> {
  const plain = unpad(await openWith(identity, sealed));
  const message = readMessage(await readSignedContent(CONTEXT, (content) => signerOf(content, keys), plain));
  must(message.reportId === reportId, 'signature_refused');
  return message;
}

function signerOf(content: Json, keys: ThreadKeys): Uint8Array {
  const { side, desk } = readRecord(content);
  if (side === 'reporter') return keys.reporter;
  return keys.findDeskKey(readVoice(desk)) ?? fail('signature_refused');
}

function readMessage(value: Json): Message {
  const fields = readFields(
    value,
    ['v', 'kind', 'reportId', 'id', 'side', 'seq', 'seenOther', 'text'],
    ['attachments', 'desk', 'statsConsent'],
  );
  const side = readChoice(fields.side, SIDES);
  must((side === 'desk') === (fields.desk !== undefined), 'wrong_shape');
  must(side === 'reporter' || fields.statsConsent === undefined, 'wrong_shape');
  return {
    v: readChoice(fields.v, [1]),
    kind: readChoice(fields.kind, ['message']),
    reportId: readId(fields.reportId),
    id: readId(fields.id),
    side,
    seq: readWhole(fields.seq, 1),
    seenOther: readWhole(fields.seenOther, 0),
    text: readText(fields.text, TEXT_MOST),
    ...(fields.statsConsent === undefined ? {} : { statsConsent: readFlag(fields.statsConsent) }),
    ...(fields.attachments === undefined
      ? {}
      : { attachments: readList(fields.attachments, ATTACHMENTS_MOST, readAttachment) }),
    ...(fields.desk === undefined ? {} : { desk: readVoice(fields.desk) }),
  };
}

function readVoice(value: Json | undefined): DeskVoice {
  const fields = readFields(value, ['deskId', 'epoch', 'role'], ['answered']);
  return {
    deskId: readId(fields.deskId),
    epoch: readWhole(fields.epoch, 1),
    role: readText(fields.role, WORD_MOST),
    ...(fields.answered === undefined ? {} : { answered: readText(fields.answered, WORD_MOST) }),
  };
}
