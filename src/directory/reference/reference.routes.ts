import type { FastifyInstance } from 'fastify';
import { DONE } from '../../base/shapes.ts';
import { bind } from '../../http/bind.ts';
import type { RegisterGround } from '../register/register.actions.ts';
import {
  keepHotline,
  keepProvision,
  readHotlines,
  readProvisions,
  unverifyEntry,
  verifyEntry,
} from './entry.actions.ts';
import * as reference from './reference.contract.ts';
import { listProvisionEntries } from './reference.queries.ts';

/** Binds hotlines and provisions as their editors keep them, and the provisions that the public reads. */
export function referenceRoutes(server: FastifyInstance, ground: RegisterGround): void {
  bind(server, reference.listHotlineEntries, async ({ visit }) => readHotlines(ground, visit));
  bind(server, reference.putHotline, async ({ visit, params, body }) => {
    await keepHotline(ground, visit, params.hotlineId, body);
    return DONE;
  });
  bind(server, reference.verifyHotline, async ({ visit, params }) => ({
    verifiedOn: await verifyEntry(ground, visit, 'hotline', params.hotlineId),
  }));
  bind(server, reference.unverifyHotline, async ({ visit, params }) => {
    await unverifyEntry(ground, visit, 'hotline', params.hotlineId);
    return DONE;
  });

  bind(server, reference.listProvisionEntries, async ({ visit }) => readProvisions(ground, visit));
  bind(server, reference.putProvision, async ({ visit, params, body }) => {
    await keepProvision(ground, visit, params.provisionId, body);
    return DONE;
  });
  bind(server, reference.verifyProvision, async ({ visit, params }) => ({
    verifiedOn: await verifyEntry(ground, visit, 'provision', params.provisionId),
  }));
  bind(server, reference.unverifyProvision, async ({ visit, params }) => {
    await unverifyEntry(ground, visit, 'provision', params.provisionId);
    return DONE;
  });
  bind(server, reference.listPublicProvisions, async () => ({
    provisions: (await listProvisionEntries(ground.database.direct)).filter((each) => each.review === 'published'),
  }));
}
