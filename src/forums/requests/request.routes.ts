import type { FastifyInstance } from 'fastify';
import { bind } from '../../http/bind.ts';
import type { ForumsGround } from '../queries.ts';
import { command, listOf, readRequest } from './request.actions.ts';
import * as contract from './request.contract.ts';

/** Binds requests for awareness sessions: the list, one of them, and what is done with it. */
export function requestRoutes(server: FastifyInstance, ground: ForumsGround): void {
  bind(server, contract.listRequests, async ({ visit, query }) => listOf(ground, visit, query));

  bind(server, contract.getRequest, async ({ visit, params }) => readRequest(ground, visit, params.requestId));

  bind(server, contract.commandRequest, async ({ visit, params, body }) => ({
    state: await command(ground, visit, params.requestId, body),
  }));
}
