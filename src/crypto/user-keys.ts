import { xchacha20poly1305 } from '@noble/ciphers/chacha.js';
import { concat, fromBase64url, fromUtf8, toBase64url, utf8 } from '../base/bytes.ts';
import { canonicalJson } from '../base/canonical.ts';
import type { Json } from '../base/canonical.ts';
import type { Id } from '../base/ids.ts';
import { fail, must } from '../base/problem.ts';
import type { AccountCode } from './account-code.ts';
import { newIdentity, recipientOf } from './age.ts';
import type { AgeIdentity } from './age.ts';
import { argon2id } from './argon2.ts';
import type { Argon2Cost, Argon2id } from './argon2.ts';
import { deriveKeyNow } from './derive-now.ts';
import { systemRandom } from './random.ts';
import { readChoice, readFields, readIdentity, readKeyText } from './shape.ts';
import { newSigningKey, signingKeyOf } from './sign.ts';
import type { SigningKey } from './sign.ts';

/** A user's own keys; the private parts leave the browser only as an envelope. */
export type UserKeys = AgeIdentity & { readonly signing: SigningKey };

/** What Argon2id makes of a password: 32 bytes that stay in the browser. */
export type StretchedPassword = Uint8Array;

const KEY_BYTES = 32;
const NONCE_BYTES = 24;
const SALT_BYTES = 16;
const CODE_BYTES = 16;

/** Fresh keys for a user. */
export async function newUserKeys(): Promise<UserKeys> {
  return { ...(await newIdentity()), signing: await newSigningKey() };
}

/** A fresh salt for a user's password. */
export function newPasswordSalt(): Uint8Array {
  return systemRandom(SALT_BYTES);
}

/** The slow step, once per sign-in; salt and cost are stored with the user. NFKC, because keyboards spell one letter in two ways. */
export async function stretchPassword(
  password: string,
  salt: Uint8Array,
  cost: Argon2Cost,
  stretch: Argon2id = argon2id,
): Promise<StretchedPassword> {
  return await stretch(utf8(password.normalize('NFKC')), salt, cost, KEY_BYTES);
}

/** The 32 bytes the browser sends instead of the password. */
export function deriveAuthKey(stretched: StretchedPassword): Uint8Array {
  return deriveKeyNow(stretched, 'muntada/user/auth/1', KEY_BYTES);
}

/** The private keys under password and account code: nonce ‖ XChaCha20-Poly1305, bound to the user's id. */
export function sealUserKeys(
  userId: Id,
  keys: UserKeys,
  stretched: StretchedPassword,
  accountCode: AccountCode,
): Uint8Array {
  const content = { v: 1, kind: 'user', identity: keys.identity, signing: toBase64url(keys.signing.secret) };
  const nonce = systemRandom(NONCE_BYTES);
  const cipher = xchacha20poly1305(wrappingKey(stretched, accountCode), nonce, boundTo(userId));
  return concat(nonce, cipher.encrypt(utf8(canonicalJson(content))));
}

/**
 * The keys in an envelope. `envelope_not_for_you`: another password, account code or user, or a damaged envelope (an AEAD cannot
 * tell which); `envelope_damaged`: too short, or what it holds is not a user's keys.
 */
export async function openUserKeys(
  userId: Id,
  envelope: Uint8Array,
  stretched: StretchedPassword,
  accountCode: AccountCode,
): Promise<UserKeys> {
  must(envelope.length > NONCE_BYTES, 'envelope_damaged');
  const nonce = envelope.subarray(0, NONCE_BYTES);
  const plain = decrypt(wrappingKey(stretched, accountCode), nonce, boundTo(userId), envelope.subarray(NONCE_BYTES));
  try {
    const fields = readFields(JSON.parse(fromUtf8(plain)) as Json, ['v', 'kind', 'identity', 'signing']);
    readChoice(fields.v, [1]);
    readChoice(fields.kind, ['user']);
    const identity = readIdentity(fields.identity);
    const signing = await signingKeyOf(fromBase64url(readKeyText(fields.signing)));
    return { identity, recipient: await recipientOf(identity), signing };
  } catch (cause) {
    return fail('envelope_damaged', {}, cause);
  }
}

/** HKDF over both secrets: neither the database with the password nor the card alone gives the key. */
function wrappingKey(stretched: StretchedPassword, accountCode: AccountCode): Uint8Array {
  // fixed lengths: the seam between the two can lie in one place only
  must(stretched.length === KEY_BYTES && accountCode.length === CODE_BYTES, 'malformed');
  return deriveKeyNow(concat(stretched, accountCode), 'muntada/user/kek/1', KEY_BYTES);
}

function boundTo(userId: Id): Uint8Array {
  return utf8(`muntada/user-keys/1 ${userId}`);
}

function decrypt(key: Uint8Array, nonce: Uint8Array, bound: Uint8Array, sealed: Uint8Array): Uint8Array {
  try {
    return xchacha20poly1305(key, nonce, bound).decrypt(sealed);
  } catch (cause) {
    return fail('envelope_not_for_you', {}, cause);
  }
}
