import type { FastifyInstance } from 'fastify';
import { DONE } from '../base/shapes.ts';
import { bind } from '../http/bind.ts';
import * as contract from './contract.ts';
import { deviceCookie, deviceOf, sessionCookie } from './door.ts';
import type { EpochGround } from './teams/epoch.actions.ts';
import { readMe } from './sessions/me.actions.ts';
import { peopleRoutes } from './people/people.routes.ts';
import type { AlertAddressGround } from './people/alert-address.actions.ts';
import type { SignInGround } from './sessions/session.actions.ts';
import { newDevice, signIn, signOut, startSignIn } from './sessions/session.actions.ts';
import { teamRoutes } from './teams/team.routes.ts';

export interface AccountsGround extends SignInGround, AlertAddressGround, Pick<EpochGround, 'sealedUnder'> {
  /** Whether cookies are for https alone. */
  readonly secureCookie: boolean;
}

/** Binds sign-in, what a signed-in person reads of herself, people, desks' members and keys. */
export function accountsRoutes(server: FastifyInstance, ground: AccountsGround): void {
  bind(server, contract.startSignIn, async ({ body, header, setCookie }) => {
    if (!deviceOf(header('cookie'))) setCookie(deviceCookie(newDevice(), ground.secureCookie));
    return startSignIn(ground, body.login);
  });

  bind(server, contract.signIn, async ({ body, header, setCookie }) => {
    const opened = await signIn(ground, body, deviceOf(header('cookie')) ?? newDevice());
    setCookie(sessionCookie(opened.token, ground.secureCookie));
    setCookie(deviceCookie(opened.device, ground.secureCookie));
    return DONE;
  });

  bind(server, contract.getMe, async ({ visit }) => readMe(ground.database, visit));

  bind(server, contract.signOut, async ({ visit, setCookie }) => {
    await signOut(ground, visit);
    setCookie(sessionCookie('', ground.secureCookie));
    return DONE;
  });

  peopleRoutes(server, ground);
  teamRoutes(server, ground);
}
