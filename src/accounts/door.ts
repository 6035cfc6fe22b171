import type { Actor } from '../base/actor.ts';
import type { DoorKeeper } from '../http/door.ts';
import { bodyDigestOf } from '../http/body.ts';
import type { DeviceCookie } from './sessions/device.model.ts';
import { readDeviceCookie, writeDeviceCookie } from './sessions/device.model.ts';
import { readProof } from './sessions/proof.model.ts';
import type { StaffDoorGround } from './sessions/session.actions.ts';
import { actorOf, SESSION_MS } from './sessions/session.actions.ts';

const SESSION = 'muntada';
const DEVICE = 'muntada-device';
const DEVICE_SECONDS = 400 * 24 * 3600;

/**
 * Lets in whoever carries the cookie of a living session and signs the request with the key of the device that it was opened on,
 * `Authorization: Session <challenge>.<signature>`. One refusal, `sign_in_first`, whatever is missing or wrong: who carries copied
 * cookies does not even learn whether they live.
 */
export function staffDoor(ground: StaffDoorGround): DoorKeeper<'staff'> {
  return async (request): Promise<Actor> =>
    actorOf(ground, {
      token: cookieOf(request.headers.cookie, SESSION),
      proof: readProof(request.headers.authorization),
      method: request.method,
      path: request.url,
      digest: bodyDigestOf(request),
    });
}

/** The device that a `Cookie` header names, for counting attempts at sign-in; it opens nothing. */
export function deviceOf(header: string | undefined): DeviceCookie | undefined {
  return readDeviceCookie(cookieOf(header, DEVICE));
}

/** The session's cookie: not for scripts, not for other sites; `secure` whenever the page itself came by https. */
export function sessionCookie(value: string, secure: boolean): string {
  return cookie(SESSION, value, value === '' ? 0 : SESSION_MS / 1000, secure);
}

/** The device's cookie, which stays when the session ends: whoever signed in here is not slowed by outsiders who guess. */
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
