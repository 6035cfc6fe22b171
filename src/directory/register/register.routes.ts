import type { FastifyInstance } from 'fastify';
import { DONE } from '../../base/shapes.ts';
import { bind } from '../../http/bind.ts';
import * as desk from './desk.contract.ts';
import { listPublicOffices } from './office.queries.ts';
import { readDesks, readOffices, readOrganisations } from './read.actions.ts';
import type { RegisterGround } from './register.actions.ts';
import { keepDesk, keepOffice, keepOrganisation, keepUnit, openDesk } from './register.actions.ts';
import * as register from './register.contract.ts';

/** Binds what administrators keep: organisations, offices, units, desks; and what the public reads of it. */
export function registerRoutes(server: FastifyInstance, ground: RegisterGround): void {
  const { direct } = ground.database;

  bind(server, register.listOrganisations, async ({ visit }) => readOrganisations(ground, visit));
  bind(server, register.putOrganisation, async ({ visit, params, body }) => {
    await keepOrganisation(ground, visit, params.organisationId, body);
    return DONE;
  });

  bind(server, register.listOffices, async ({ visit }) => readOffices(ground, visit));
  bind(server, register.putOffice, async ({ visit, params, body }) => {
    await keepOffice(ground, visit, params.officeId, body);
    return DONE;
  });
  bind(server, register.putUnit, async ({ visit, params, body }) => {
    await keepUnit(ground, visit, params, body);
    return DONE;
  });

  bind(server, desk.listOwnDesks, async ({ visit }) => readDesks(ground, visit));
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
}
