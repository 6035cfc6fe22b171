import { createHash, createHmac, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { Actor } from '../../base/actor.ts';
import { equalBytes, fromBase64url, toBase64url, utf8 } from '../../base/bytes.ts';
import type { Clock } from '../../base/clock.ts';
import { HOUR_MS, MINUTE_MS } from '../../base/clock.ts';
import type { Argon2Cost } from '../../crypto/argon2.ts';
import { PASSWORD_COST } from '../../crypto/argon2.ts';
import type { Id } from '../../base/ids.ts';
import { timeId } from '../../base/ids.ts';
import { must } from '../../base/problem.ts';
import { latinDigits } from '../../base/text.ts';
import type { Challenges } from '../../http/challenge.ts';
import type { Database } from '../../storage/database.ts';
import type { Attempts } from './attempt.model.ts';
import { newAttempts } from './attempt.model.ts';
import type { DeviceCookie } from './device.model.ts';
import { withMark } from './device.model.ts';
import { isDeviceKey, isSignedBy } from './proof.actions.ts';
import type { Proof, SessionRequest } from './proof.model.ts';
import { openSealedSecret } from './secret.actions.ts';
import type { SignInAccount } from './session.queries.ts';
import { deleteSession, findSession, findSignInAccount, insertSession, useTotpStep } from './session.queries.ts';

/** A session ends after this long, whatever happens in it. */
export const SESSION_MS = 8 * HOUR_MS;

/** What sign-in works with: keys derived from the secret file, which lies outside database and backups. */
export interface SignInGround {
  readonly database: Database;
  readonly clock: Clock;
  readonly pepper: Uint8Array;
  readonly totpKey: Uint8Array;
  /** What a password costs that is chosen from now on; unknown logins pretend to have it. */
  readonly cost: Argon2Cost;
  readonly limits: SignInLimits;
}

/**
 * How often somebody may try. A device on which this account has signed in before counts by itself; all others count together for
 * the account. So an outsider slows other outsiders, and never her who sits at her own device.
 */
export interface SignInLimits {
  readonly knownDevice: Attempts;
  readonly newDevices: Attempts;
  readonly perDevice: Attempts;
}

const WINDOW_MS = 15 * MINUTE_MS;

/** 32 bytes in base64url, without stray bits. */
const TOKEN = /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/;

/** Empty counts of a process that starts. */
function newSignInLimits(clock: Clock): SignInLimits {
  return {
    knownDevice: newAttempts({ most: 10, windowMs: WINDOW_MS }, clock),
    newDevices: newAttempts({ most: 10, windowMs: WINDOW_MS }, clock),
    perDevice: newAttempts({ most: 40, windowMs: WINDOW_MS }, clock),
  };
}

/** Everything of sign-in that a process starts with. */
export function newSignInGround(
  ground: Pick<SignInGround, 'database' | 'clock' | 'pepper' | 'totpKey'> & { readonly cost?: Argon2Cost },
): SignInGround {
  return { ...ground, cost: ground.cost ?? PASSWORD_COST, limits: newSignInLimits(ground.clock) };
}

/** The salt and cost of a login; those of an unknown one are derived from it, so that they look alike every time. */
export async function startSignIn(ground: SignInGround, login: string) {
  const account = await findSignInAccount(ground.database.direct, login);
  if (account) {
    return { salt: toBase64url(account.salt), cost: { memoryKiB: account.memoryKiB, passes: account.passes } };
  }
  const salt = createHmac('sha256', ground.pepper).update(`salt of ${login}`).digest().subarray(0, 16);
  return { salt: toBase64url(salt), cost: ground.cost };
}

export interface SignInAttempt {
  readonly login: string;
  readonly authKey: string;
  readonly code: string;
  /** What the device calls itself, for the list of sessions. */
  readonly device: string;
  /** The public part of the key that signs every request of the session. */
  readonly deviceKey: string;
}

/** What the browser is given to keep. */
export interface OpenedSession {
  readonly token: string;
  readonly device: DeviceCookie;
}

/** A device that comes for the first time. */
export function newDevice(): DeviceCookie {
  return { nonce: toBase64url(randomBytes(16)), marks: [] };
}

/**
 * Opens a session bound to the device's key; `wrong_shape` when that is none. Otherwise one refusal, `sign_in_refused`, for every reason there is; `too_many` after too many attempts,
 * the same for logins that do not exist.
 */
export async function signIn(
  ground: SignInGround,
  attempt: SignInAttempt,
  device: DeviceCookie,
): Promise<OpenedSession> {
  const deviceKey = fromBase64url(attempt.deviceKey);
  must(isDeviceKey(deviceKey), 'wrong_shape');
  const db = ground.database.direct;
  const account = await findSignInAccount(db, attempt.login);
  const mark = account && markOf(ground.pepper, device, account.id);
  const known = mark !== undefined && device.marks.includes(mark);
  const key = known ? `${device.nonce} ${attempt.login}` : attempt.login;
  const limit = known ? ground.limits.knownDevice : ground.limits.newDevices;
  ground.limits.perDevice.take(device.nonce);
  limit.take(key);
  const hash = authHashOf(ground.pepper, fromBase64url(attempt.authKey));
  must(account && mark !== undefined && equalBytes(account.authHash, hash), 'sign_in_refused');
  must(await passesSecondFactor(ground, account, attempt.code), 'sign_in_refused');
  limit.forget(key);
  const token = randomBytes(32);
  const now = ground.clock();
  await insertSession(db, {
    tenantId: account.tenantId,
    tokenHash: tokenHashOf(token),
    id: timeId(now),
    accountId: account.id,
    device: attempt.device,
    deviceKey,
    createdAt: new Date(now),
    expiresAt: new Date(now + SESSION_MS),
  });
  return { token: toBase64url(token), device: withMark(device, mark) };
}

/** What the server keeps of an authentication key: its HMAC under a pepper outside the database. */
export function authHashOf(pepper: Uint8Array, authKey: Uint8Array): Uint8Array {
  return createHmac('sha256', pepper).update('auth ').update(authKey).digest();
}

/** What the staff door works with. */
export interface StaffDoorGround extends Pick<SignInGround, 'database' | 'clock'> {
  readonly challenges: Challenges;
}

/** A request as it stands before the staff door. */
export interface StaffRequest extends Omit<SessionRequest, 'challenge'> {
  readonly token: string | undefined;
  readonly proof: Proof | undefined;
}

/** Whose session it is, if its own device signed this request a short while ago; `sign_in_first` otherwise. */
export async function actorOf(ground: StaffDoorGround, { token, proof, ...request }: StaffRequest): Promise<Actor> {
  must(token !== undefined && TOKEN.test(token) && proof !== undefined, 'sign_in_first');
  const { challenge, signature } = proof;
  must(ground.challenges.stands(challenge), 'sign_in_first');
  const hash = tokenHashOf(fromBase64url(token));
  const found = await findSession(ground.database.direct, hash, new Date(ground.clock()));
  const isHers = isSignedBy(found?.deviceKey, { ...request, challenge }, signature);
  must(found && isHers, 'sign_in_first');
  return found.actor;
}

/** Ends one session. */
export async function signOut(ground: Pick<SignInGround, 'database'>, actor: Actor): Promise<void> {
  await deleteSession(ground.database.direct, actor.tenantId, actor.accountId, actor.sessionId);
}

/** The time step of a code made from a secret, one step either way (phones' clocks are wrong); undefined when it is none. */
export function stepOfCode(secret: Uint8Array, code: string, now: number): number | undefined {
  const totp = new TOTP({ secret: new Secret({ buffer: new Uint8Array(secret).buffer }) });
  const token = latinDigits(code).replace(/\s/g, '');
  // Six letters of another script are six units and more bytes: the library throws at them.
  if (!/^\d{6}$/.test(token)) return undefined;
  const delta = totp.validate({ token, timestamp: now, window: 1 });
  return delta === null ? undefined : totp.counter({ timestamp: now }) + delta;
}

async function passesSecondFactor(ground: SignInGround, account: SignInAccount, code: string): Promise<boolean> {
  if (!account.totpSealed) return false;
  const step = stepOfCode(openSealedSecret(ground.totpKey, account.id, account.totpSealed), code, ground.clock());
  return step !== undefined && (await useTotpStep(ground.database.direct, account, step));
}

/** The mark that an account leaves in a device's cookie: only this server can make it, and it fits no other device. */
function markOf(pepper: Uint8Array, device: DeviceCookie, accountId: Id): string {
  const mark = createHmac('sha256', pepper).update(`device ${device.nonce} ${accountId}`).digest();
  return toBase64url(mark.subarray(0, 16));
}

function tokenHashOf(token: Uint8Array): Uint8Array {
  return createHash('sha256').update(utf8('session ')).update(token).digest();
}
