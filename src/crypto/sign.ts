import { concat, toHex, utf8 } from '../base/bytes.ts';
import { must } from '../base/problem.ts';
import { ed25519 } from './ed25519.ts';
import { systemRandom } from './random.ts';
import type { RandomBytes } from './random.ts';

/** Ed25519 (RFC 8032); `secret` is the 32-byte seed, `public` the 32-byte point. */
export type SigningKey = { readonly secret: Uint8Array; readonly public: Uint8Array };

const SEED_BYTES = 32;
const POINT_BYTES = 32;
const SIGNATURE_BYTES = 64;
const CONTEXT_MOST = 255;

/** A new random key. */
export async function newSigningKey(random: RandomBytes = systemRandom): Promise<SigningKey> {
  return await signingKeyOf(random(SEED_BYTES));
}

/** The key of a 32-byte seed. */
export async function signingKeyOf(seed: Uint8Array): Promise<SigningKey> {
  must(seed.length === SEED_BYTES, 'malformed');
  // copied: the caller may use its buffer again
  const secret = Uint8Array.from(seed);
  return { secret, public: await (await ed25519()).publicKeyOf(secret) };
}

/**
 * A 64-byte signature over the bytes under a context, so that what was signed for one purpose is worth nothing for another.
 * The context is put in front with its length: no pair of context and bytes reads like another pair.
 */
export async function sign(context: string, secret: Uint8Array, bytes: Uint8Array): Promise<Uint8Array> {
  const text = underContext(context, bytes);
  return await (await ed25519()).sign(text, secret);
}

/**
 * Whether the signature is right; malformed keys and signatures are simply wrong. Strict RFC 8032, not ZIP 215, and no point of small
 * order: asked here, because platforms differ in it.
 */
export async function verify(
  context: string,
  publicKey: Uint8Array,
  bytes: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  if (publicKey.length !== POINT_BYTES || signature.length !== SIGNATURE_BYTES) return false;
  if (!isStrictPoint(publicKey) || !isStrictPoint(signature.subarray(0, POINT_BYTES))) return false;
  const text = underContext(context, bytes);
  const { verify: holds } = await ed25519();
  return await holds(signature, text, publicKey).catch(() => false);
}

/** The height y of the points of order 1, 2, 4 and 8, little-endian: under a key of these a signature can hold for any text. */
const SMALL_ORDER = [
  `01${'00'.repeat(31)}`,
  `ec${'ff'.repeat(30)}7f`,
  '00'.repeat(32),
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
];

/** Whether an encoded point has its one canonical spelling (y below 2²⁵⁵ − 19) and is none of small order. */
function isStrictPoint(point: Uint8Array): boolean {
  const height = Uint8Array.from(point);
  // the highest bit is the sign of x
  height[31] = (height[31] ?? 0) & 127;
  const [low = 0, ...rest] = height;
  const overflows = low >= 0xed && rest.every((byte, at) => byte === (at === 30 ? 127 : 255));
  return !overflows && !SMALL_ORDER.includes(toHex(height));
}

function underContext(context: string, bytes: Uint8Array): Uint8Array {
  const name = utf8(context);
  must(name.length > 0 && name.length <= CONTEXT_MOST, 'malformed');
  return concat(new Uint8Array([name.length]), name, bytes);
}
