import type { FastifyInstance } from 'fastify';
import { DONE } from '../../base/shapes.ts';
import { bind } from '../../http/bind.ts';
import { askForClosure, closeAsSecond, dropClosure } from './closure.actions.ts';
import { noteAccessRefused } from './refusal.actions.ts';
import { listChangesForDesk, listDeskMembers, listForDesk, readOverview, saveEntry } from './inbox.actions.ts';
import { assign, proposeLink } from './work.actions.ts';
import type { DeskGround } from './desk.actions.ts';
import { command, open, writeAsDesk } from './desk.actions.ts';
import * as contract from './desk.contract.ts';

/** Binds the desk's work on reports. */
export function deskRoutes(server: FastifyInstance, ground: DeskGround): void {
  bind(server, contract.listReports, async ({ visit, params, query }) =>
    listForDesk(ground, visit, params.deskId, query),
  );

  bind(server, contract.listChanges, async ({ visit, params, query }) =>
    listChangesForDesk(ground, visit, params.deskId, query.since),
  );

  bind(server, contract.putEntry, async ({ visit, params, body }) => {
    await saveEntry(ground, visit, params.reportId, body);
    return DONE;
  });

  bind(server, contract.openReport, async ({ visit, params }) => open(ground, visit, params.reportId));

  bind(server, contract.writeFromDesk, async ({ visit, params, body }) => {
    await writeAsDesk(ground, visit, params.reportId, body);
    return DONE;
  });

  bind(server, contract.commandReport, async ({ visit, params, body }) => ({
    state: await command(ground, visit, params.reportId, body),
  }));

  bind(server, contract.requestClosure, async ({ visit, params, body }) => {
    await askForClosure(ground, visit, params.reportId, body);
    return DONE;
  });

  bind(server, contract.cancelClosure, async ({ visit, params }) => {
    await dropClosure(ground, visit, params.reportId);
    return DONE;
  });

  bind(server, contract.approveClosure, async ({ visit, params }) => ({
    state: await closeAsSecond(ground, visit, params.reportId),
  }));

  bind(server, contract.assignReport, async ({ visit, params, body }) => {
    await assign(ground, visit, params.reportId, body);
    return DONE;
  });

  bind(server, contract.refuseAccess, async ({ visit, params }) => {
    await noteAccessRefused(ground, visit, params.reportId);
    return DONE;
  });

  bind(server, contract.proposeLink, async ({ visit, params, body }) => {
    await proposeLink(ground, visit, params.reportId, body.otherId);
    return DONE;
  });

  bind(server, contract.listMembers, async ({ visit, params }) => ({
    members: await listDeskMembers(ground, visit, params.deskId),
  }));

  bind(server, contract.getOverview, async ({ visit, params }) => readOverview(ground, visit, params.deskId));
}
