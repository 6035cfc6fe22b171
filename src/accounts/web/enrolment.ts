import { toBase64url } from '../../base/bytes.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import type { AccountCode } from '../../crypto/account-code.ts';
import { newAccountCode } from '../../crypto/account-code.ts';
import { systemRandom } from '../../crypto/random.ts';
import { deriveAuthKey, newPasswordSalt, newUserKeys, sealUserKeys } from '../../crypto/user-keys.ts';
import { call } from '../../web/api.ts';
import type { readInvitation } from '../people/enrolment.contract.ts';
import { stretch } from './unlock.ts';

export type Invitation = OutputOf<typeof readInvitation>;

/** A password shorter than this is refused: the card guards the keys, and the password guards the card. */
export const PASSWORD_LEAST = 12;

const TOTP_BYTES = 20;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Everything of a new account that exists in this browser alone, until the public and sealed parts are sent. */
export interface NewAccount {
  readonly accountCode: AccountCode;
  readonly totpSecret: Uint8Array;
  readonly parts: {
    readonly salt: string;
    readonly authKey: string;
    readonly recipient: string;
    readonly signingKey: string;
    readonly envelope: string;
  };
}

/** Whom the link is for; `invitation_unknown` when it does not work any more. */
export async function loadInvitation(token: string): Promise<Invitation> {
  return await call<Invitation>('POST', '/api/enrolment/read', { token });
}

/** Makes keys, account code and second factor. The password and the code stay here; the envelope opens with both together. */
export async function newAccount(invitation: Invitation, password: string): Promise<NewAccount> {
  const salt = newPasswordSalt();
  const stretched = await stretch(password, toBase64url(salt), invitation.cost, false);
  const [keys, accountCode] = [await newUserKeys(), newAccountCode()];
  return {
    accountCode,
    totpSecret: systemRandom(TOTP_BYTES),
    parts: {
      salt: toBase64url(salt),
      authKey: toBase64url(deriveAuthKey(stretched)),
      recipient: keys.recipient,
      signingKey: toBase64url(keys.signing.public),
      envelope: toBase64url(sealUserKeys(invitation.accountId, keys, stretched, accountCode)),
    },
  };
}

/** Hands the public and sealed parts over, with a code that shows that the second factor works; `code_refused` otherwise. */
export async function sendAccount(token: string, account: NewAccount, code: string): Promise<void> {
  await call('POST', '/api/enrolment', {
    token,
    ...account.parts,
    totpSecret: toBase64url(account.totpSecret),
    code,
  });
}

/** A secret as authenticators take it: base 32 (RFC 4648) without padding. */
export function toBase32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => ALPHABET[Number.parseInt(group.padEnd(5, '0'), 2)] ?? '').join('');
}

/** The address in the QR code (Key Uri Format of Google Authenticator): SHA-1, six digits, 30 seconds. */
export function totpAddress(login: string, secret: Uint8Array): string {
  return `otpauth://totp/Muntada:${encodeURIComponent(login)}?secret=${toBase32(secret)}&issuer=Muntada`;
}
