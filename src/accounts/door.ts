import type { Actor } from '../base/actor.ts';
import type { DoorKeeper } from '../http/door.ts';
import type { DeviceCookie } from './sessions/device.model.ts';
import { readDeviceCookie, writeDeviceCookie } from './sessions/device.model.ts';
import type { SignInGround } from './sessions/session.actions.ts';
import { actorOf, SESSION_MS } from './sessions/session.actions.ts';

const SESSION = 'muntada';
const DEVICE = 'muntada-device';
const DEVICE_SECONDS = 400 * 24 * 3600;

/** Lets in whoever carries the cookie of a living session, on the device that it was opened on. */
export function staffDoor(ground: Pick<SignInGround, 'database' | 'clock'>): DoorKeeper<'staff'> {
  return async ({ headers }): Promise<Actor> =>
    actorOf(ground, cookieOf(headers.cookie, SESSION), deviceOf(headers.cookie));
}

/** The device that a `Cookie` header names. */
export function deviceOf(header: string | undefined): DeviceCookie | undefined {
  return readDeviceCookie(cookieOf(header, DEVICE));
}

/** The session's cookie: not for scripts, not for other sites; `secure` whenever the page itself came by https. */
export function sessionCookie(value: string, secure: boolean): string {
  return cookie(SESSION, value, value === '' ? 0 : SESSION_MS / 1000, secure);
}

/** The device's cookie, which stays when the session ends. */
export function deviceCookie(device: DeviceCookie, secure: boolean): string {
  return cookie(DEVICE, writeDeviceCookie(device), DEVICE_SECONDS, secure);
}

function cookie(name: string, value: string, seconds: number, secure: boolean): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`;
}

function cookieOf(header: string | undefined, wanted: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === wanted)?.[1];
}
