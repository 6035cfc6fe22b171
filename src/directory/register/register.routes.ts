import type { FastifyInstance } from 'fastify';
import { baghdadDay } from '../../base/clock.ts';
import { DONE } from '../../base/shapes.ts';
import { bind } from '../../http/bind.ts';
import { mayKeepReference } from '../access.ts';
import * as desk from './desk.contract.ts';
import { listDesksOf } from './desk.queries.ts';
import { keepHotline, keepProvision, verifyHotline, verifyProvision } from './entry.actions.ts';
import { isFresh } from '../model.ts';
import {
  listForums,
  listOffices,
  listOrganisations,
  listPublicForums,
  listPublicOffices,
  listUnits,
} from './office.queries.ts';
import * as reference from '../reference/reference.contract.ts';
import { listHotlineEntries, listProvisionEntries } from '../reference/reference.queries.ts';
import type { RegisterGround } from './register.actions.ts';
import {
  isOnPlatform,
  keepDesk,
  keepForum,
  keepOffice,
  keepOrganisation,
  keepUnit,
  openDesk,
} from './register.actions.ts';
import * as register from './register.contract.ts';

/** Binds what administrators keep: organisations, offices, units, forums, desks; and what the public reads of it. */
export function registerRoutes(server: FastifyInstance, ground: RegisterGround): void {
  const { direct } = ground.database;

  bind(server, register.listOrganisations, async () => ({ organisations: await listOrganisations(direct) }));
  bind(server, register.putOrganisation, async ({ visit, params, body }) => {
    await keepOrganisation(ground, visit, params.organisationId, body);
    return DONE;
  });

  bind(server, register.listOffices, async ({ visit }) => ({
    offices: (await listOffices(direct, visit.tenantId)).map((office) => ({
      ...office,
      hours: [...office.hours],
      womenHours: [...office.womenHours],
    })),
    units: await listUnits(direct, visit.tenantId),
  }));
  bind(server, register.putOffice, async ({ visit, params, body }) => {
    await keepOffice(ground, visit, params.officeId, body);
    return DONE;
  });
  bind(server, register.putUnit, async ({ visit, params, body }) => {
    await keepUnit(ground, visit, params, body);
    return DONE;
  });

  bind(server, register.listForums, async ({ visit }) => ({ forums: await listForums(direct, visit.tenantId) }));
  bind(server, register.putForum, async ({ visit, params, body }) => {
    await keepForum(ground, visit, params.forumId, body);
    return DONE;
  });

  bind(server, desk.listOwnDesks, async ({ visit }) => ({
    desks: (await listDesksOf(direct, visit.tenantId)).map((each) => ({
      ...each,
      hours: [...each.hours],
      rota: [...each.rota],
    })),
  }));
  bind(server, desk.putDesk, async ({ visit, params, body }) => {
    await keepDesk(ground, visit, params.deskId, body);
    return DONE;
  });
  bind(server, desk.setDeskOpen, async ({ visit, params, body }) => {
    await openDesk(ground, visit, params.deskId, body.open);
    return DONE;
  });

  bind(server, register.listPublicOffices, async ({ query }) => ({
    offices: (await listPublicOffices(direct, query.governorate)).map((office) => ({
      ...office,
      hours: [...office.hours],
      womenHours: [...office.womenHours],
    })),
  }));
  bind(server, register.listPublicForums, async ({ query }) => ({
    forums: await listPublicForums(direct, query.governorate),
  }));
  referenceRoutes(server, ground);
}

function referenceRoutes(server: FastifyInstance, ground: RegisterGround): void {
  const { direct } = ground.database;

  bind(server, reference.listHotlineEntries, async ({ visit }) => {
    const today = baghdadDay(ground.clock());
    return {
      mayEdit: mayKeepReference(visit, await isOnPlatform(direct, visit)),
      hotlines: (await listHotlineEntries(direct)).map((each) => ({ ...each, fresh: isFresh(each, today) })),
    };
  });
  bind(server, reference.putHotline, async ({ visit, params, body }) => {
    await keepHotline(ground, visit, params.hotlineId, body);
    return DONE;
  });
  bind(server, reference.verifyHotline, async ({ visit, params }) => ({
    verifiedOn: await verifyHotline(ground, visit, params.hotlineId),
  }));

  bind(server, reference.listProvisionEntries, async ({ visit }) => ({
    mayEdit: mayKeepReference(visit, await isOnPlatform(direct, visit)),
    provisions: await listProvisionEntries(direct),
  }));
  bind(server, reference.putProvision, async ({ visit, params, body }) => {
    await keepProvision(ground, visit, params.provisionId, body);
    return DONE;
  });
  bind(server, reference.verifyProvision, async ({ visit, params }) => ({
    verifiedOn: await verifyProvision(ground, visit, params.provisionId),
  }));
  bind(server, reference.listPublicProvisions, async () => ({
    provisions: (await listProvisionEntries(direct)).filter((each) => each.review === 'published'),
  }));
}
