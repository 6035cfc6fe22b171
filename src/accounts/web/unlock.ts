import { fromBase64url, toBase64url, utf8 } from '../../base/bytes.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import { must } from '../../base/problem.ts';
import type { AccountCode } from '../../crypto/account-code.ts';
import type { Argon2Cost } from '../../crypto/argon2.ts';
import { isCostAtLeast, PASSWORD_COST } from '../../crypto/argon2.ts';
import type { StretchedPassword, UserKeys } from '../../crypto/user-keys.ts';
import { deriveAuthKey, openUserKeys } from '../../crypto/user-keys.ts';
import { call } from '../../web/api.ts';
import { argon2idInWorker } from '../../web/argon2-in-worker.ts';
import { keepSessionKey, newSessionKey, signedCall } from '../../web/desk/session-key.ts';
import type { getMe, startSignIn } from '../contract.ts';

type Me = OutputOf<typeof getMe>;

const KEY_BYTES = 32;

/** What somebody gives to come in. `lowCost` is allowed in a demo alone. */
export interface Credentials {
  readonly login: string;
  readonly password: string;
  readonly code: string;
  readonly lowCost: boolean;
}

/**
 * The slow step in a worker. `key_cost_low` when the server asks for a cheaper one than ours: the authentication key it would then
 * get would give the password away more easily.
 */
export async function stretch(
  password: string,
  salt: string,
  cost: Argon2Cost,
  lowCost: boolean,
): Promise<StretchedPassword> {
  must(lowCost || isCostAtLeast(cost, PASSWORD_COST), 'key_cost_low');
  return await argon2idInWorker(utf8(password.normalize('NFKC')), fromBase64url(salt), cost, KEY_BYTES);
}

/**
 * Signs in with both factors; the session's cookie is set by the answer, and its key stays in this browser. Gives who she is, with her
 * envelope still sealed.
 */
export async function signIn(credentials: Credentials): Promise<{ me: Me; stretched: StretchedPassword }> {
  const login = credentials.login.trim().toLowerCase();
  const { salt, cost } = await call<OutputOf<typeof startSignIn>>('POST', '/api/sign-in/start', { login });
  const stretched = await stretch(credentials.password, salt, cost, credentials.lowCost);
  const key = await newSessionKey();
  await call('POST', '/api/sign-in', {
    login,
    authKey: toBase64url(deriveAuthKey(stretched)),
    code: credentials.code,
    device: deviceName(navigator.userAgent),
    deviceKey: key.publicKey,
  });
  await keepSessionKey(key);
  return { me: await signedCall<Me>('GET', '/api/me'), stretched };
}

/** Her keys out of the envelope; `envelope_not_for_you` for a wrong password or account code, `signature_refused` for other keys than hers. */
export async function openEnvelope(me: Me, stretched: StretchedPassword, code: AccountCode): Promise<UserKeys> {
  const keys = await openUserKeys(me.id, fromBase64url(me.envelope), stretched, code);
  must(keys.recipient === me.recipient, 'signature_refused');
  return keys;
}

/** Words by which she knows this device again in the list of her sessions: browser and system, no versions. */
function deviceName(userAgent: string): string {
  const browsers = [
    ['Firefox', /Firefox\//],
    ['Edge', /Edg\//],
    ['Chrome', /Chrom(e|ium)\//],
    ['Safari', /Safari\//],
  ] as const;
  const systems = [
    ['Android', /Android/],
    ['iOS', /iPhone|iPad/],
    ['Windows', /Windows/],
    ['macOS', /Mac OS/],
    ['Linux', /Linux/],
  ] as const;
  const nameIn = (names: readonly (readonly [string, RegExp])[]) => names.find(([, sign]) => sign.test(userAgent))?.[0];
  return [nameIn(browsers) ?? '?', nameIn(systems) ?? '?'].join(', ');
}
