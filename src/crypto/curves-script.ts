import { ed25519 } from '@noble/curves/ed25519.js';
import type { Ed25519 } from './ed25519-native.ts';

/** The curves in plain script: ten kilobytes, so loaded only where the platform has none of its own. */
export { x25519 } from '@noble/curves/ed25519.js';

/** Ed25519 in plain script, strict as RFC 8032 and not as ZIP 215; throws for malformed keys. */
export const ed25519InScript: Ed25519 = {
  publicKeyOf: (seed) => Promise.resolve(ed25519.getPublicKey(seed)),
  sign: (bytes, seed) => Promise.resolve(ed25519.sign(bytes, seed)),
  verify: (signature, bytes, publicKey) =>
    Promise.resolve(ed25519.verify(signature, bytes, publicKey, { zip215: false })),
};
