import type { FastifyInstance } from 'fastify';
import { DONE } from '../../base/shapes.ts';
import { bind } from '../../http/bind.ts';
import type { IssuesGround } from './issue.actions.ts';
import { command, followUpRemit, listOf, raiseFor, raiseFromSite, readIssue, word } from './issue.actions.ts';
import * as contract from './issue.contract.ts';

/** Binds issues: raising, the list, one of them, and what is done with it. */
export function issueRoutes(server: FastifyInstance, ground: IssuesGround): void {
  bind(server, contract.raisePublicly, async ({ params, body }) => ({
    raisedOn: await raiseFromSite(ground, params.issueId, body),
  }));

  bind(server, contract.raiseIssue, async ({ visit, params, body }) => ({
    raisedOn: await raiseFor(ground, visit, params.issueId, body),
  }));

  bind(server, contract.listIssues, async ({ visit, params, query }) => listOf(ground, visit, params.forumId, query));

  bind(server, contract.getIssue, async ({ visit, params }) => readIssue(ground, visit, params.issueId));

  bind(server, contract.commandIssue, async ({ visit, params, body }) => ({
    state: await command(ground, visit, params.issueId, body),
  }));

  bind(server, contract.wordIssue, async ({ visit, params, body }) => {
    await word(ground, visit, params.issueId, body);
    return DONE;
  });

  bind(server, contract.followRemit, async ({ visit, params, body }) => {
    await followUpRemit(ground, visit, params.issueId, body);
    return DONE;
  });
}
