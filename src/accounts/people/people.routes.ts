import type { FastifyInstance } from 'fastify';
import { DONE } from '../../base/shapes.ts';
import { bind } from '../../http/bind.ts';
import type { AlertAddressGround } from './alert-address.actions.ts';
import { keepAlertAddress, readAlertAddress } from './alert-address.actions.ts';
import * as alertAddress from './alert-address.contract.ts';
import { enrol, readInvitation } from './enrolment.actions.ts';
import * as enrolment from './enrolment.contract.ts';
import {
  changePerson,
  endOwnSession,
  endSession,
  invite,
  inviteAgain,
  readOwnSessions,
  readPeople,
  readSessions,
  revoke,
} from './person.actions.ts';
import * as person from './person.contract.ts';
import type { SignInGround } from '../sessions/session.actions.ts';

/** Binds people, invitations, enrolment and sessions. */
export function peopleRoutes(server: FastifyInstance, ground: SignInGround & AlertAddressGround): void {
  bind(server, person.listPeople, async ({ visit }) => readPeople(ground, visit));
  bind(server, person.invitePerson, async ({ visit, body }) => invite(ground, visit, body));
  bind(server, person.inviteAgain, async ({ visit, params }) => inviteAgain(ground, visit, params.accountId));
  bind(server, person.putPerson, async ({ visit, params, body }) => {
    await changePerson(ground, visit, params.accountId, body);
    return DONE;
  });
  bind(server, person.revokePerson, async ({ visit, params }) => {
    await revoke(ground, visit, params.accountId);
    return DONE;
  });
  bind(server, person.listPersonSessions, async ({ visit, params }) => readSessions(ground, visit, params.accountId));
  bind(server, person.endPersonSession, async ({ visit, params }) => {
    await endSession(ground, visit, params.accountId, params.sessionId);
    return DONE;
  });
  bind(server, person.listOwnSessions, async ({ visit }) => readOwnSessions(ground, visit));
  bind(server, person.endOwnSession, async ({ visit, params }) => {
    await endOwnSession(ground, visit, params.sessionId);
    return DONE;
  });

  bind(server, alertAddress.getAlertAddress, async ({ visit }) => readAlertAddress(ground, visit));
  bind(server, alertAddress.putAlertAddress, async ({ visit, body }) => {
    await keepAlertAddress(ground, visit, body.email);
    return DONE;
  });

  bind(server, enrolment.readInvitation, async ({ body }) => readInvitation(ground, body.token));
  bind(server, enrolment.enrol, async ({ body }) => {
    await enrol(ground, body);
    return DONE;
  });
}
