import { combine, split } from 'shamir-secret-sharing';
import { concat, equalBytes, toHex, utf8 } from '../base/bytes.ts';
import { fail, must } from '../base/problem.ts';
import { fromCrockford, inGroups, plainSymbols, toCrockford } from './crockford.ts';
import { digestNow } from './derive-now.ts';
import { systemRandom } from './random.ts';

/** A secret is split among five trustees; any three of them bring it back (Shamir over GF(2⁸)). */
export const SHARES = 5;
const SHARES_NEEDED = 3;

const VERSION = 1;
const SET_BYTES = 4;
const CHECKSUM_BYTES = 4;
const GROUP = 4;

type Share = { readonly set: string; readonly threshold: number; readonly index: number; readonly points: Uint8Array };

/**
 * Five shares to print, each `version ‖ set id ‖ threshold ‖ index ‖ points ‖ checksum` in Crockford's base 32. The set id is random
 * and tells which shares belong together; the secret carries a checksum of its own.
 */
export async function splitSecret(secret: Uint8Array): Promise<readonly string[]> {
  must(secret.length > 0, 'malformed');
  const set = systemRandom(SET_BYTES);
  // copied: the library asks for a plain Uint8Array, and Node's Buffer is none
  const points = await split(new Uint8Array(concat(secret, checksum('secret', secret))), SHARES, SHARES_NEEDED);
  return points.map((part, at) => {
    const body = concat(new Uint8Array([VERSION]), set, new Uint8Array([SHARES_NEEDED, at + 1]), part);
    return inGroups(toCrockford(concat(body, checksum('share', body))), GROUP);
  });
}

/**
 * The secret from three shares or more, as they were typed. `share_damaged` with `index`: which of the shares given (from 1) is
 * misspelt or of another set, 0 when the shares are well but the secret they give is not; `shares_too_few` with `needed`.
 */
export async function joinShares(texts: readonly string[]): Promise<Uint8Array> {
  const shares = new Map<number, Share>();
  let first: Share | undefined;
  for (const [at, text] of texts.entries()) {
    const share = readShare(text, at + 1);
    first ??= share;
    must(share.set === first.set && share.threshold === first.threshold, 'share_damaged', { index: at + 1 });
    must(share.points.length === first.points.length, 'share_damaged', { index: at + 1 });
    shares.set(share.index, share);
  }
  const needed = first?.threshold ?? SHARES_NEEDED;
  must(shares.size >= needed, 'shares_too_few', { needed });
  return await join([...shares.values()].slice(0, needed));
}

async function join(shares: readonly Share[]): Promise<Uint8Array> {
  try {
    const whole = await combine(shares.map((share) => new Uint8Array(share.points)));
    const secret = whole.slice(0, -CHECKSUM_BYTES);
    must(equalBytes(whole.subarray(secret.length), checksum('secret', secret)), 'share_damaged', { index: 0 });
    return secret;
  } catch (cause) {
    return fail('share_damaged', { index: 0 }, cause);
  }
}

function readShare(text: string, index: number): Share {
  try {
    const bytes = fromCrockford(plainSymbols(text));
    const body = bytes.subarray(0, -CHECKSUM_BYTES);
    must(equalBytes(bytes.subarray(body.length), checksum('share', body)), 'share_damaged');
    const [version, threshold = 0, place = 0] = [body[0], body[SET_BYTES + 1], body[SET_BYTES + 2]];
    must(version === VERSION && threshold >= 2 && place >= 1, 'share_damaged');
    return {
      set: toHex(body.subarray(1, SET_BYTES + 1)),
      threshold,
      index: place,
      points: body.subarray(SET_BYTES + 3),
    };
  } catch (cause) {
    return fail('share_damaged', { index }, cause);
  }
}

function checksum(what: 'share' | 'secret', bytes: Uint8Array): Uint8Array {
  return digestNow(concat(utf8(`muntada/recovery/${what}/1 `), bytes)).subarray(0, CHECKSUM_BYTES);
}
