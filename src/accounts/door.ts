import type { FastifyRequest } from 'fastify';
import type { Actor } from '../base/actor.ts';
import type { DoorKeeper } from '../http/door.ts';
import type { SignInGround } from './session.actions.ts';
import { actorOf, SESSION_MS } from './session.actions.ts';

const COOKIE = 'muntada';

/** Lets in whoever carries the cookie of a living session. */
export function staffDoor(ground: Pick<SignInGround, 'database' | 'clock'>): DoorKeeper<'staff'> {
  return async (request): Promise<Actor> => actorOf(ground, cookieOf(request));
}

/** The session's cookie: not for scripts, not for other sites; `secure` whenever the page itself came by https. */
export function sessionCookie(value: string, secure: boolean): string {
  const seconds = value === '' ? 0 : SESSION_MS / 1000;
  return `${COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? '; Secure' : ''}`;
}

function cookieOf(request: FastifyRequest): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === COOKIE)?.[1];
}
