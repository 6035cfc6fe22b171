import type { FastifyInstance } from 'fastify';
import { DONE } from '../base/shapes.ts';
import { bind } from '../http/bind.ts';
import type { CasesGround } from './actions.ts';
import { readCase, readCaseKeys, rewrapCaseKeys, saveCaseKey, writeNote } from './actions.ts';
import * as contract from './contract.ts';
import { readPendingStubs, settle, takeBatch } from './stub.actions.ts';

/** Binds internal notes, case keys and stubs. */
export function casesRoutes(server: FastifyInstance, ground: CasesGround): void {
  bind(server, contract.getCase, async ({ visit, params }) => readCase(ground, visit, params.reportId));

  bind(server, contract.putCaseKey, async ({ visit, params, body }) =>
    saveCaseKey(ground, visit, params.reportId, body),
  );

  bind(server, contract.addNote, async ({ visit, params, body }) => {
    await writeNote(ground, visit, params.reportId, body);
    return DONE;
  });

  bind(server, contract.settleStatistics, async ({ visit, params, body }) => {
    await settle(ground, visit, params.reportId, body.stub);
    return DONE;
  });

  bind(server, contract.listPendingStubs, async ({ visit, params }) => readPendingStubs(ground, visit, params.deskId));

  bind(server, contract.sendStubs, async ({ visit, body }) => {
    await takeBatch(ground, visit, body);
    return DONE;
  });

  bind(server, contract.listCaseKeys, async ({ visit, params, query }) =>
    readCaseKeys(ground, visit, params.deskId, query),
  );

  bind(server, contract.putCaseKeys, async ({ visit, params, body }) => ({
    moved: await rewrapCaseKeys(ground, visit, params.deskId, body),
  }));
}
