import type { FastifyInstance } from 'fastify';
import { DONE } from '../base/shapes.ts';
import { bind } from '../http/bind.ts';
import * as contract from './contract.ts';
import { sessionCookie } from './door.ts';
import { readMe } from './me.actions.ts';
import type { SignInGround } from './session.actions.ts';
import { signIn, signOut, startSignIn } from './session.actions.ts';

/** Binds sign-in and what a signed-in person reads of herself. */
export function accountsRoutes(server: FastifyInstance, ground: SignInGround, secureCookie: boolean): void {
  bind(server, contract.startSignIn, async ({ body }) => startSignIn(ground, body.login));

  bind(server, contract.signIn, async ({ body, setCookie }) => {
    setCookie(sessionCookie(await signIn(ground, body), secureCookie));
    return DONE;
  });

  bind(server, contract.getMe, async ({ visit }) => readMe(ground.database, visit));

  bind(server, contract.signOut, async ({ visit, setCookie }) => {
    await signOut(ground, visit);
    setCookie(sessionCookie('', secureCookie));
    return DONE;
  });
}
