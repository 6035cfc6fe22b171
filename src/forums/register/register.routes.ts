import type { FastifyInstance } from 'fastify';
import { DONE } from '../../base/shapes.ts';
import { bind } from '../../http/bind.ts';
import type { ForumsGround } from '../queries.ts';
import { keepForum, readForum, readHistory, readMine, readPublicForums, readRegister } from './forum.actions.ts';
import * as forum from './forum.contract.ts';
import { readIndicators } from './indicator.actions.ts';
import * as indicator from './indicator.contract.ts';
import { giveSeat, keepMember, keepVolunteer, readPeople, removeSeat } from './people.actions.ts';
import * as people from './people.contract.ts';
import {
  dropOfficeState,
  keepForumOffice,
  keepOfficeState,
  keepSubcommittee,
  keepUnitSince,
  readForumOffices,
  readOfficeHistory,
  readSubcommittees,
} from './setting.actions.ts';
import * as setting from './setting.contract.ts';

/** Binds the register: forums, who belongs to them, what is around them, and its public part. */
export function registerRoutes(server: FastifyInstance, ground: ForumsGround): void {
  bind(server, forum.listForums, async ({ visit, query }) => readRegister(ground, visit, query));
  bind(server, forum.listMyForums, async ({ visit }) => readMine(ground, visit));
  bind(server, forum.getForum, async ({ visit, params }) => readForum(ground, visit, params.forumId));
  bind(server, forum.getForumHistory, async ({ visit, params }) => readHistory(ground, visit, params.forumId));
  bind(server, forum.listPublicForums, async ({ query }) => readPublicForums(ground, query));
  bind(server, indicator.readIndicators, async ({ visit, query }) => readIndicators(ground, visit, query));
  bind(server, forum.putForum, async ({ visit, params, body }) => {
    await keepForum(ground, visit, params.forumId, body);
    return DONE;
  });

  bind(server, people.getForumPeople, async ({ visit, params }) => readPeople(ground, visit, params.forumId));
  bind(server, people.putSeat, async ({ visit, params }) => {
    await giveSeat(ground, visit, params);
    return DONE;
  });
  bind(server, people.deleteSeat, async ({ visit, params }) => {
    await removeSeat(ground, visit, params);
    return DONE;
  });
  bind(server, people.putMember, async ({ visit, params, body }) => {
    await keepMember(ground, visit, params, body);
    return DONE;
  });
  bind(server, people.putVolunteer, async ({ visit, params, body }) => {
    await keepVolunteer(ground, visit, params, body);
    return DONE;
  });

  bind(server, setting.listSubcommittees, async ({ visit }) => readSubcommittees(ground, visit));
  bind(server, setting.putSubcommittee, async ({ visit, params, body }) => {
    await keepSubcommittee(ground, visit, params.subcommitteeId, body);
    return DONE;
  });
  bind(server, setting.listForumOffices, async ({ visit, params }) => readForumOffices(ground, visit, params.forumId));
  bind(server, setting.putForumOffice, async ({ visit, params }) => {
    await keepForumOffice(ground, visit, params, true);
    return DONE;
  });
  bind(server, setting.deleteForumOffice, async ({ visit, params }) => {
    await keepForumOffice(ground, visit, params, false);
    return DONE;
  });
  bind(server, setting.getOfficeHistory, async ({ visit, params }) =>
    readOfficeHistory(ground, visit, params.officeId),
  );
  bind(server, setting.putOfficeState, async ({ visit, params, body }) => {
    await keepOfficeState(ground, visit, params, body);
    return DONE;
  });
  bind(server, setting.deleteOfficeState, async ({ visit, params }) => {
    await dropOfficeState(ground, visit, params);
    return DONE;
  });
  bind(server, setting.putUnitSince, async ({ visit, params, body }) => {
    await keepUnitSince(ground, visit, params, body.since);
    return DONE;
  });
}
