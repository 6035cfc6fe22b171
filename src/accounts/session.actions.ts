import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Actor } from '../base/actor.ts';
import { equalBytes, fromBase64url, toBase64url, utf8 } from '../base/bytes.ts';
import type { Clock } from '../base/clock.ts';
import { HOUR_MS } from '../base/clock.ts';
import { timeId } from '../base/ids.ts';
import { must } from '../base/problem.ts';
import { latinDigits } from '../base/text.ts';
import type { Database } from '../storage/database.ts';
import { openSealedSecret } from './sealed-secret.ts';
import type { SignInAccount } from './session.queries.ts';
import { deleteSession, findActor, findSignInAccount, insertSession, useTotpStep } from './session.queries.ts';

/** A session ends after this long, whatever happens in it. */
export const SESSION_MS = 8 * HOUR_MS;

/** The cost that unknown logins pretend to have: the one of a real account. */
export const PASSWORD_COST = { memoryKiB: 65_536, passes: 3 } as const;

/** What sign-in works with: keys derived from the secret file, which lies outside database and backups. */
export interface SignInGround {
  readonly database: Database;
  readonly clock: Clock;
  readonly pepper: Uint8Array;
  readonly totpKey: Uint8Array;
}

/** The salt and cost of a login; those of an unknown one are derived from it, so that they look alike every time. */
export async function startSignIn(ground: SignInGround, login: string) {
  const account = await findSignInAccount(ground.database.direct, login);
  if (account) {
    return { salt: toBase64url(account.salt), cost: { memoryKiB: account.memoryKiB, passes: account.passes } };
  }
  const salt = createHmac('sha256', ground.pepper).update(`salt of ${login}`).digest().subarray(0, 16);
  return { salt: toBase64url(salt), cost: PASSWORD_COST };
}

export interface SignInAttempt {
  readonly login: string;
  readonly authKey: string;
  readonly code: string;
  readonly device: string;
}

/** Opens a session and returns its cookie value; one refusal, `sign_in_refused`, for every reason there is. */
export async function signIn(ground: SignInGround, attempt: SignInAttempt): Promise<string> {
  const db = ground.database.direct;
  const account = await findSignInAccount(db, attempt.login);
  const hash = authHashOf(ground.pepper, fromBase64url(attempt.authKey));
  must(account && equalBytes(account.authHash, hash), 'sign_in_refused');
  must(await passesSecondFactor(ground, account, attempt.code), 'sign_in_refused');
  const token = randomBytes(32);
  const now = ground.clock();
  await insertSession(db, {
    tenantId: account.tenantId,
    tokenHash: tokenHashOf(token),
    id: timeId(now),
    accountId: account.id,
    device: attempt.device,
    createdAt: new Date(now),
    expiresAt: new Date(now + SESSION_MS),
  });
  return toBase64url(token);
}

/** What the server keeps of an authentication key: its HMAC under a pepper outside the database. */
export function authHashOf(pepper: Uint8Array, authKey: Uint8Array): Uint8Array {
  return createHmac('sha256', pepper).update('auth ').update(authKey).digest();
}

/** Who the cookie belongs to; `sign_in_first` when nobody. */
export async function actorOf(
  ground: Pick<SignInGround, 'database' | 'clock'>,
  cookie: string | undefined,
): Promise<Actor> {
  must(cookie !== undefined && /^[A-Za-z0-9_-]{43}$/.test(cookie), 'sign_in_first');
  const now = new Date(ground.clock());
  const actor = await findActor(ground.database.direct, tokenHashOf(fromBase64url(cookie)), now);
  must(actor, 'sign_in_first');
  return actor;
}

/** Ends one session. */
export async function signOut(ground: Pick<SignInGround, 'database'>, actor: Actor): Promise<void> {
  await deleteSession(ground.database.direct, actor.sessionId);
}

async function passesSecondFactor(ground: SignInGround, account: SignInAccount, code: string): Promise<boolean> {
  if (!account.totpSealed) return false;
  const secret = openSealedSecret(ground.totpKey, account.id, account.totpSealed);
  const totp = new TOTP({ secret: new Secret({ buffer: new Uint8Array(secret).buffer }) });
  const now = ground.clock();
  const token = latinDigits(code).replace(/\s/g, '');
  // One step either way: phones' clocks are wrong.
  const delta = totp.validate({ token, timestamp: now, window: 1 });
  if (delta === null) return false;
  return useTotpStep(ground.database.direct, account.id, totp.counter({ timestamp: now }) + delta);
}

function tokenHashOf(token: Uint8Array): Uint8Array {
  return createHash('sha256').update(utf8('session ')).update(token).digest();
}
