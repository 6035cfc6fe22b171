import type { FastifyInstance } from 'fastify';
import { DONE } from '../../base/shapes.ts';
import { bind } from '../../http/bind.ts';
import type { ForumsGround } from '../queries.ts';
import {
  board,
  command,
  overdueOnBoard,
  planSteps,
  propose,
  readCommitment,
  wordForPublic,
} from './commitment.actions.ts';
import * as contract from './commitment.contract.ts';

/** Binds commitments: the board, one of them, and what is done with it. */
export function commitmentRoutes(server: FastifyInstance, ground: ForumsGround): void {
  bind(server, contract.listCommitments, async ({ visit, query }) => board(ground, visit, query));

  bind(server, contract.countOverdueCommitments, async ({ visit }) => ({ count: await overdueOnBoard(ground, visit) }));

  bind(server, contract.getCommitment, async ({ visit, params }) => readCommitment(ground, visit, params.commitmentId));

  bind(server, contract.proposeCommitment, async ({ visit, params, body }) => {
    await propose(ground, visit, params.commitmentId, body);
    return DONE;
  });

  bind(server, contract.commandCommitment, async ({ visit, params, body }) => ({
    state: await command(ground, visit, params.commitmentId, body),
  }));

  bind(server, contract.planMilestones, async ({ visit, params, body }) => {
    await planSteps(ground, visit, params.commitmentId, body);
    return DONE;
  });

  bind(server, contract.wordCommitment, async ({ visit, params, body }) => {
    await wordForPublic(ground, visit, params.commitmentId, body.text);
    return DONE;
  });
}
