import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { concat, utf8 } from '../base/bytes.ts';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import { isUuid } from '../base/ids.ts';

/** A tree head of one organisation's audit log: so many leaves, this root, by the end of this day. */
export interface Checkpoint {
  readonly tenantId: Id;
  readonly size: number;
  readonly day: Day;
  readonly root: Uint8Array;
}

export interface SignedCheckpoint extends Checkpoint {
  readonly signature: Uint8Array;
}

/** The installation's key for checkpoints. */
export interface CheckpointSigner {
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  readonly sign: (checkpoint: Checkpoint) => Uint8Array;
}

const KEY_NAME = 'muntada-audit';
const ORIGIN = 'muntada/audit/';
const ED25519 = 1;
/** The DER headers of an Ed25519 key (RFC 8410); the 32 bytes of the key follow. */
const PRIVATE_HEADER = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_HEADER = Buffer.from('302a300506032b6570032100', 'hex');
const NOTE =
  /^muntada\/audit\/([0-9a-f-]{36})\n(\d{1,15})\n([A-Za-z0-9+/]{43}=)\nday (\d{4}-\d{2}-\d{2})\n\n— muntada-audit ([A-Za-z0-9+/]{90}[A-Za-z0-9+/=]{2})\n/;

/** The signer of a 32-byte seed. */
export function checkpointSignerOf(seed: Uint8Array): CheckpointSigner {
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_HEADER, seed]), format: 'der', type: 'pkcs8' });
  const exported = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: new Uint8Array(exported.subarray(PUBLIC_HEADER.length)),
    sign: (checkpoint) => new Uint8Array(sign(null, utf8(bodyOf(checkpoint)), key)),
  };
}

/** A function that tells whether a checkpoint was signed by the key. */
export function checkpointVerifier(publicKey: Uint8Array): (checkpoint: SignedCheckpoint) => boolean {
  const key: KeyObject = createPublicKey({
    key: Buffer.concat([PUBLIC_HEADER, publicKey]),
    format: 'der',
    type: 'spki',
  });
  return (checkpoint) => verify(null, utf8(bodyOf(checkpoint)), key, checkpoint.signature);
}

/** The public key as the tools for transparency logs take it (C2SP signed-note): `name+hash+key`. */
export function verifierKey(publicKey: Uint8Array): string {
  const key = Buffer.from(concat(Uint8Array.of(ED25519), publicKey)).toString('base64');
  return `${KEY_NAME}+${Buffer.from(keyHash(publicKey)).toString('hex')}+${key}`;
}

/** A checkpoint as text (C2SP tlog-checkpoint): origin, size, root, and the day as an extension line; then the signature. */
export function checkpointNote(checkpoint: SignedCheckpoint, publicKey: Uint8Array): string {
  const signature = Buffer.from(concat(keyHash(publicKey), checkpoint.signature)).toString('base64');
  return `${bodyOf(checkpoint)}\n— ${KEY_NAME} ${signature}\n`;
}

/** The checkpoints in a text of one or more notes; throws a sentence at the first that is none. Signatures are not looked at. */
export function readCheckpointNotes(text: string): SignedCheckpoint[] {
  const found: SignedCheckpoint[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const [whole, tenantId = '', size, root = '', day = '', signature = ''] = NOTE.exec(rest) ?? [];
    if (whole === undefined || !isUuid(tenantId)) throw new Error(`Checkpoint ${found.length + 1} is no checkpoint.`);
    found.push({
      tenantId,
      size: Number(size),
      day,
      root: new Uint8Array(Buffer.from(root, 'base64')),
      signature: new Uint8Array(Buffer.from(signature, 'base64').subarray(4)),
    });
    rest = rest.slice(whole.length).trimStart();
  }
  return found;
}

function bodyOf({ tenantId, size, root, day }: Checkpoint): string {
  return `${ORIGIN}${tenantId}\n${size}\n${Buffer.from(root).toString('base64')}\nday ${day}\n`;
}

function keyHash(publicKey: Uint8Array): Uint8Array {
  return createHash('sha256')
    .update(`${KEY_NAME}\n`)
    .update(Uint8Array.of(ED25519))
    .update(publicKey)
    .digest()
    .subarray(0, 4);
}
