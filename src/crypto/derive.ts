import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64url, utf8 } from '../base/bytes.ts';

/** Key material for one purpose out of a secret: HKDF-SHA256 (RFC 5869) without salt; `purpose` separates the keys. */
export function deriveKey(secret: Uint8Array, purpose: string, length: number): Uint8Array {
  return hkdf(sha256, secret, undefined, utf8(purpose), length);
}

/** SHA-256 of bytes. */
export function digestOf(bytes: Uint8Array): Uint8Array {
  return sha256(bytes);
}

/** SHA-256 of bytes as base64url, the form in which documents name each other. */
export function fingerprintOf(bytes: Uint8Array): string {
  return toBase64url(sha256(bytes));
}
