import { ed25519 } from '@noble/curves/ed25519.js';
import { concat, utf8 } from '../base/bytes.ts';
import { must } from '../base/problem.ts';
import { systemRandom } from './random.ts';
import type { RandomBytes } from './random.ts';

/** Ed25519 (RFC 8032); `secret` is the 32-byte seed, `public` the 32-byte point. */
export type SigningKey = { readonly secret: Uint8Array; readonly public: Uint8Array };

const SEED_BYTES = 32;
const PUBLIC_BYTES = 32;
const SIGNATURE_BYTES = 64;
const CONTEXT_MOST = 255;

/** A new random key. */
export function newSigningKey(random: RandomBytes = systemRandom): SigningKey {
  return signingKeyOf(random(SEED_BYTES));
}

/** The key of a 32-byte seed. */
export function signingKeyOf(seed: Uint8Array): SigningKey {
  must(seed.length === SEED_BYTES, 'malformed');
  // copied: noble would keep, and share, the caller's buffer
  const secret = Uint8Array.from(seed);
  return { secret, public: ed25519.getPublicKey(secret) };
}

/**
 * A 64-byte signature over the bytes under a context, so that what was signed for one purpose is worth nothing for another.
 * The context is put in front with its length: no pair of context and bytes reads like another pair.
 */
export function sign(context: string, secret: Uint8Array, bytes: Uint8Array): Uint8Array {
  return ed25519.sign(underContext(context, bytes), secret);
}

/** Whether the signature is right; malformed keys and signatures are simply wrong. Strict RFC 8032, not ZIP 215. */
export function verify(context: string, publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== PUBLIC_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  try {
    return ed25519.verify(signature, underContext(context, bytes), publicKey, { zip215: false });
  } catch {
    return false;
  }
}

function underContext(context: string, bytes: Uint8Array): Uint8Array {
  const name = utf8(context);
  must(name.length > 0 && name.length <= CONTEXT_MOST, 'malformed');
  return concat(new Uint8Array([name.length]), name, bytes);
}
