import { fromUtf8, utf8 } from '../../base/bytes.ts';
import { formatAccountCode, parseAccountCode } from '../../crypto/account-code.ts';
import type { AccountCode } from '../../crypto/account-code.ts';
import { systemRandom } from '../../crypto/random.ts';
import { findKept, forget, keep } from '../../web/desk/kept.ts';

interface KeptCode {
  readonly key: CryptoKey;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

const nameOf = (login: string) => `account-code ${login}`;
const ALGORITHM = { name: 'AES-GCM', length: 256 } as const;

/** Keeps an account code on this device under a key that WebCrypto never hands out: a copy of the disk alone does not give it. */
export async function keepAccountCode(login: string, code: AccountCode): Promise<void> {
  const key = await crypto.subtle.generateKey(ALGORITHM, false, ['encrypt', 'decrypt']);
  const iv = new Uint8Array(systemRandom(12));
  const plain = new Uint8Array(utf8(formatAccountCode(code)));
  const sealed = await crypto.subtle.encrypt({ name: ALGORITHM.name, iv }, key, plain);
  await keep(nameOf(login), { key, iv, sealed } satisfies KeptCode);
}

/** The account code kept for a login on this device. */
export async function findAccountCode(login: string): Promise<AccountCode | undefined> {
  const kept = await findKept(nameOf(login));
  if (!isKeptCode(kept)) return undefined;
  try {
    const plain = await crypto.subtle.decrypt({ name: ALGORITHM.name, iv: kept.iv }, kept.key, kept.sealed);
    return parseAccountCode(fromUtf8(new Uint8Array(plain)));
  } catch {
    return undefined;
  }
}

/** Forgets it: the next sign-in on this device asks for the card. */
export async function forgetAccountCode(login: string): Promise<void> {
  await forget(nameOf(login));
}

function isKeptCode(value: unknown): value is KeptCode {
  return typeof value === 'object' && value !== null && 'key' in value && 'iv' in value && 'sealed' in value;
}
