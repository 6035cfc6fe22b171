import type { FastifyInstance } from 'fastify';
import { DONE } from '../../base/shapes.ts';
import { bind } from '../../http/bind.ts';
import type { EpochGround } from './epoch.actions.ts';
import { endEpoch, makeEpoch } from './epoch.actions.ts';
import { readWraps } from '../sessions/me.actions.ts';
import { makeRoot, publish, readKeyDirectory, readRoot, shareRoot } from '../publishing/publish.actions.ts';
import * as publishing from '../publishing/publish.contract.ts';
import { readTrustees } from './recovery.actions.ts';
import { admit, found, keepRota, readCandidates, readStaffing, readTeam, remove } from './team.actions.ts';
import * as team from './team.contract.ts';

/** Binds desks' members and keys, and the signed directory of an organisation. */
export function teamRoutes(server: FastifyInstance, ground: EpochGround): void {
  bind(server, team.getTeam, async ({ visit, params }) => readTeam(ground, visit, params.deskId));
  bind(server, team.listStaffing, async ({ visit }) => readStaffing(ground, visit));
  bind(server, team.listOwnWraps, async ({ visit, params }) => readWraps(ground.database, visit, params.deskId));
  bind(server, team.listCandidates, async ({ visit, params }) => readCandidates(ground, visit, params.deskId));
  bind(server, team.listTrustees, async ({ visit, params }) => readTrustees(ground, visit, params.deskId));
  bind(server, team.foundDesk, async ({ visit, params, body }) => {
    await found(ground, visit, params.deskId, body);
    return DONE;
  });
  bind(server, team.admitMember, async ({ visit, params, body }) => {
    await admit(ground, visit, params.deskId, body);
    return DONE;
  });
  bind(server, team.removeMember, async ({ visit, params }) => {
    await remove(ground, visit, params.deskId, params.accountId);
    return DONE;
  });
  bind(server, team.makeEpoch, async ({ visit, params, body }) => {
    await makeEpoch(ground, visit, params.deskId, body);
    return DONE;
  });
  bind(server, team.endEpoch, async ({ visit, params, body }) => {
    await endEpoch(ground, visit, params.deskId, body);
    return DONE;
  });
  bind(server, team.putRota, async ({ visit, params, body }) => {
    await keepRota(ground, visit, params.deskId, body.rota);
    return DONE;
  });

  bind(server, publishing.getRoot, async ({ visit }) => readRoot(ground, visit));
  bind(server, publishing.makeRoot, async ({ visit, body }) => {
    await makeRoot(ground, visit, body);
    return DONE;
  });
  bind(server, publishing.shareRoot, async ({ visit, body }) => {
    await shareRoot(ground, visit, body);
    return DONE;
  });
  bind(server, publishing.getKeyDirectory, async ({ visit }) => readKeyDirectory(ground, visit));
  bind(server, publishing.publishKeyDirectory, async ({ visit, body }) => ({
    version: await publish(ground, visit, body),
  }));
}
