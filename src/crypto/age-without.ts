import { fail } from '../base/problem.ts';

/**
 * Stands in the reporter's bundle for the parts of age that are never used there: post-quantum recipients, hardware tags and
 * passphrases are a third of the library's weight. The build puts it in the place of the modules listed; whoever calls one of
 * them after all is refused.
 */
export const LEFT_OUT = ['@noble/post-quantum/hybrid.js', '@noble/curves/nist.js', '@noble/hashes/scrypt.js'] as const;

const refuse = (): never => fail('unavailable');

export const MLKEM768X25519 = { encapsulate: refuse, decapsulate: refuse, getPublicKey: refuse };
export const MLKEM768P256 = { encapsulate: refuse };
export const p256 = { getPublicKey: refuse, getSharedSecret: refuse };
export const scrypt = refuse;

/** The classes over them, by the line in which age's `index.js` imports them. */
export const AGE_CLASSES = [
  'HybridIdentity, HybridRecipient',
  'ScryptIdentity, ScryptRecipient',
  'TagRecipient, HybridTagRecipient',
] as const;

function Refused(): never {
  return refuse();
}
export {
  Refused as HybridIdentity,
  Refused as HybridRecipient,
  Refused as ScryptIdentity,
  Refused as ScryptRecipient,
  Refused as TagRecipient,
  Refused as HybridTagRecipient,
};
