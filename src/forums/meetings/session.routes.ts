import type { FastifyInstance } from 'fastify';
import { bind } from '../../http/bind.ts';
import type { ForumsGround } from '../queries.ts';
import { addOperations, commandSession, listOperations, readSession } from './session.actions.ts';
import * as contract from './session.contract.ts';

/** Binds the session of a meeting: what a device needs, opening and closing, and what is recorded. */
export function sessionRoutes(server: FastifyInstance, ground: ForumsGround): void {
  bind(server, contract.readSession, async ({ visit, params }) => readSession(ground, visit, params.meetingId));

  bind(server, contract.commandSession, async ({ visit, params, body }) => ({
    state: await commandSession(ground, visit, params.meetingId, body),
  }));

  bind(server, contract.addOperations, async ({ visit, params, body }) =>
    addOperations(ground, visit, params.meetingId, body.operations),
  );

  bind(server, contract.listOperations, async ({ visit, params, query }) =>
    listOperations(ground, visit, params.meetingId, query.after),
  );
}
