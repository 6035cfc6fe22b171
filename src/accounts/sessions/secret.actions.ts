import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { concat, utf8 } from '../../base/bytes.ts';
import type { Id } from '../../base/ids.ts';
import { fail } from '../../base/problem.ts';

/**
 * Secrets that the server itself must read (TOTP): AES-256-GCM under a key that lies outside the database and its backups, bound to
 * the account, so that a row cannot be moved to another. Layout: nonce (12) ‖ ciphertext ‖ tag (16).
 */
export function sealSecret(key: Uint8Array, accountId: Id, secret: Uint8Array): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(utf8(accountId));
  return concat(nonce, cipher.update(secret), cipher.final(), cipher.getAuthTag());
}

/** The secret; `envelope_damaged` under another key, for another account, or changed. */
export function openSealedSecret(key: Uint8Array, accountId: Id, sealed: Uint8Array): Uint8Array {
  const nonce = sealed.subarray(0, 12);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce)
      .setAAD(utf8(accountId))
      .setAuthTag(sealed.subarray(-16));
    return concat(decipher.update(sealed.subarray(12, -16)), decipher.final());
  } catch (cause) {
    return fail('envelope_damaged', {}, cause);
  }
}
