import { MINUTE_MS, systemClock } from '../../base/clock.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import { isProblem } from '../../base/problem.ts';
import type { getMe } from '../../accounts/contract.ts';
import type { UserKeys } from '../../crypto/user-keys.ts';
import type { Method } from '../api.ts';
import type { ClosedDesk, Me, OpenDesk } from './desk-keys.ts';
import { openDesks } from './desk-keys.ts';
import { forgetDrafts } from './drafts.ts';
import { forgetMeetings } from './kept-meetings.ts';
import { findSelfWithoutLine, forgetSelfWithoutLine } from './without-line.ts';
import { forgetSessionKey, signedCall } from './session-key.ts';

/** Signed in on this device with her keys open: the only state in which anything sealed can be read. */
export interface OpenSession {
  readonly kind: 'open';
  readonly me: Me;
  readonly keys: UserKeys;
  readonly desks: readonly OpenDesk[];
  readonly closed: readonly ClosedDesk[];
}

export type SessionState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'signedOut'; readonly ended: boolean }
  /** The session still lives, her keys are not in memory: her password opens them. */
  | { readonly kind: 'locked'; readonly me: Me; readonly idle: boolean }
  | OpenSession;

const IDLE_MS = 10 * MINUTE_MS;
const WATCH_MS = 5_000;

let current: SessionState = $state.raw({ kind: 'starting' });
let lastTouched = systemClock();

/** Where this window stands; read it in markup and effects. */
export function sessionState(): SessionState {
  return current;
}

/** The open session; for screens that are drawn only then. */
export function openSession(): OpenSession {
  if (current.kind !== 'open') throw new Error('no open session');
  return current;
}

/** Asks the server whether a session lives; throws what `call` throws when it cannot be asked. */
export async function startSession(): Promise<void> {
  try {
    current = { kind: 'locked', me: await signedCall<OutputOf<typeof getMe>>('GET', '/api/me'), idle: false };
  } catch (error) {
    if (!isProblem(error, 'sign_in_first')) throw error;
    await forgetSessionKey();
    await forgetSelfWithoutLine();
    current = { kind: 'signedOut', ended: false };
  }
}

/** Whether this device was made ready to be opened without a line, and still may; then her password opens it. */
export async function startWithoutLine(): Promise<boolean> {
  const me = await findSelfWithoutLine();
  if (me === undefined) return false;
  current = { kind: 'locked', me, idle: false };
  return true;
}

/** Opens the session with her keys: verifies her desks and unwraps their epochs. */
export async function enterSession(me: Me, keys: UserKeys): Promise<void> {
  const desks = await openDesks(me, keys.identity);
  lastTouched = systemClock();
  current = {
    kind: 'open',
    me,
    keys,
    desks: desks.filter((each): each is OpenDesk => 'record' in each),
    closed: desks.filter((each): each is ClosedDesk => 'error' in each),
  };
}

/** Reads her desks and their keys anew, after somebody was admitted or keys were changed. */
export async function refreshSession(): Promise<void> {
  if (current.kind !== 'open') return;
  await enterSession(await deskCall<OutputOf<typeof getMe>>('GET', '/api/me'), current.keys);
}

/** Drops her keys; the session stays, so that the password alone opens again. Drafts are sealed already. */
export function lockSession(idle: boolean): void {
  if (current.kind === 'open') current = { kind: 'locked', me: current.me, idle };
}

/** Ends the session and forgets its key and what was being written. */
export async function leaveSession(): Promise<void> {
  await signedCall('POST', '/api/sign-out').catch(() => undefined);
  await forgetSessionKey();
  await forgetSelfWithoutLine();
  await forgetDrafts();
  await forgetMeetings();
  current = { kind: 'signedOut', ended: false };
}

/** `signedCall` for signed-in people: a session that has ended leads to the sign-in page, drafts kept. */
export async function deskCall<Output>(method: Method, path: string, body?: unknown): Promise<Output> {
  try {
    return await signedCall<Output>(method, path, body);
  } catch (error) {
    if (isProblem(error, 'sign_in_first')) {
      await forgetSessionKey();
      await forgetSelfWithoutLine();
      current = { kind: 'signedOut', ended: true };
    }
    throw error;
  }
}

/** Locks after ten minutes without a touch or a key. Returns what stops watching. */
export function watchIdleness(): () => void {
  const touch = () => (lastTouched = systemClock());
  const events = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;
  for (const event of events) addEventListener(event, touch, { passive: true });
  const watch = setInterval(() => {
    if (systemClock() - lastTouched > IDLE_MS) lockSession(true);
  }, WATCH_MS);
  return () => {
    clearInterval(watch);
    for (const event of events) removeEventListener(event, touch);
  };
}
