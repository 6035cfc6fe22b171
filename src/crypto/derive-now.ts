import { hkdf } from '@noble/hashes/hkdf.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { utf8 } from '../base/bytes.ts';

/** As `deriveKey`, at once and in script: for what only desks and the server derive, who carry the hashes anyway. */
export function deriveKeyNow(secret: Uint8Array, purpose: string, length: number): Uint8Array {
  return hkdf(sha256, secret, undefined, utf8(purpose), length);
}

/** As `digestOf`, at once and in script. */
export function digestNow(bytes: Uint8Array): Uint8Array {
  return sha256(bytes);
}
