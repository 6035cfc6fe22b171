import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url } from '../base/bytes.ts';

/** The digest of a file that passes by in pieces. */
export type FileDigest = {
  readonly update: (piece: Uint8Array) => void;
  /** SHA-256 as base64url, once, when all pieces have passed. */
  readonly finish: () => string;
};

/** A digest that has seen nothing yet (`Attachment.digest`). */
export function newFileDigest(): FileDigest {
  const hash = sha256.create();
  return { update: (piece) => void hash.update(piece), finish: () => toBase64url(hash.digest()) };
}
