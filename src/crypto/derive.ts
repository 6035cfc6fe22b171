import { toBase64url, utf8 } from '../base/bytes.ts';

/** Key material for one purpose out of a secret: HKDF-SHA256 (RFC 5869) without salt; `purpose` separates the keys. */
export async function deriveKey(secret: Uint8Array, purpose: string, length: number): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), 'HKDF', false, ['deriveBits']);
  const way = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new Uint8Array(utf8(purpose)) };
  return new Uint8Array(await crypto.subtle.deriveBits(way, key, 8 * length));
}

/** SHA-256 of bytes. */
export async function digestOf(bytes: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)));
}

/** SHA-256 of bytes as base64url, the form in which documents name each other. */
export async function fingerprintOf(bytes: Uint8Array): Promise<string> {
  return toBase64url(await digestOf(bytes));
}
