import { fail } from '../base/problem.ts';
import { systemRandom } from './random.ts';

/**
 * Stands in the reporter's bundle for the hashes that age imports (scripts/build/lighter.ts): the same functions out of WebCrypto, which
 * every browser we serve has. They give promises; the build lets age wait for them.
 */
export const sha256 = 'SHA-256';

/** HKDF of RFC 5869; `length` in bytes. */
export async function hkdf(
  hash: typeof sha256,
  secret: Uint8Array,
  salt: Uint8Array | undefined,
  info: Uint8Array,
  length: number,
): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), 'HKDF', false, ['deriveBits']);
  const way = { name: 'HKDF', hash, salt: new Uint8Array(salt ?? []), info: new Uint8Array(info) };
  return new Uint8Array(await crypto.subtle.deriveBits(way, key, 8 * length));
}

/** HMAC of RFC 2104. */
export async function hmac(hash: typeof sha256, secret: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(secret), { name: 'HMAC', hash }, false, ['sign']);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, new Uint8Array(bytes)));
}

export const randomBytes = systemRandom;

/** Asked for by the post-quantum recipients only, which are left out. */
export function extract(): never {
  return fail('unavailable');
}

/** As `extract`. */
export function expand(): never {
  return fail('unavailable');
}
