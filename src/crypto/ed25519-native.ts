import { concat, fromBase64url } from '../base/bytes.ts';
import { must } from '../base/problem.ts';

/** Ed25519 (RFC 8032) over plain bytes: seed and public key of 32 bytes, signature of 64. Contexts and strictness are `sign.ts`'s. */
export interface Ed25519 {
  /** The public key of a seed. */
  readonly publicKeyOf: (seed: Uint8Array) => Promise<Uint8Array>;
  readonly sign: (bytes: Uint8Array, seed: Uint8Array) => Promise<Uint8Array>;
  readonly verify: (signature: Uint8Array, bytes: Uint8Array, publicKey: Uint8Array) => Promise<boolean>;
}

const NAME = 'Ed25519';
/** What stands before the seed in PKCS#8 (RFC 8410): the only form in which WebCrypto takes a private key without its public half. */
const BEFORE_SEED = Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20);

type Key = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

/** Ed25519 of the platform (WebCrypto): Chrome from 137, Firefox from 129, Node. Throws where it is missing. */
export const ed25519Native: Ed25519 = {
  async publicKeyOf(seed) {
    const { x } = await crypto.subtle.exportKey('jwk', await privateKey(seed, true));
    must(x !== undefined, 'unavailable');
    return fromBase64url(x);
  },
  sign: async (bytes, seed) =>
    new Uint8Array(await crypto.subtle.sign(NAME, await privateKey(seed, false), new Uint8Array(bytes))),
  async verify(signature, bytes, publicKey) {
    const key = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), NAME, false, ['verify']);
    return await crypto.subtle.verify(NAME, key, new Uint8Array(signature), new Uint8Array(bytes));
  },
};

function privateKey(seed: Uint8Array, extractable: boolean): Promise<Key> {
  const pkcs8 = new Uint8Array(concat(BEFORE_SEED, seed));
  return crypto.subtle.importKey('pkcs8', pkcs8, NAME, extractable, ['sign']);
}
