import type { FastifyInstance } from 'fastify';
import { DONE } from '../../base/shapes.ts';
import { bind } from '../../http/bind.ts';
import type { ForumsGround } from '../queries.ts';
import { printMinutes } from './minutes-pdf.actions.ts';
import { prepare } from './agenda.actions.ts';
import { command, listOf, plan, planMonths, readMeeting } from './meeting.actions.ts';
import * as contract from './meeting.contract.ts';
import { approveMinutes, publish, readMinutes, redact, sign, write } from './minutes.actions.ts';
import * as minutes from './minutes.contract.ts';

export interface MeetingsGround extends ForumsGround {
  /** Whether this is the demo, whose meetings are invented. */
  readonly demo: boolean;
}

/** Binds meetings: plan, agenda, minutes, and what is done with them. */
export function meetingRoutes(server: FastifyInstance, ground: MeetingsGround): void {
  bind(server, contract.planMeeting, async ({ visit, params, body }) => {
    await plan(ground, visit, params.meetingId, body);
    return DONE;
  });

  bind(server, contract.planSeries, async ({ visit, params, body }) => ({
    planned: await planMonths(ground, visit, params.forumId, body),
  }));

  bind(server, contract.listMeetings, async ({ visit, query }) => listOf(ground, visit, query));

  bind(server, contract.getMeeting, async ({ visit, params }) => readMeeting(ground, visit, params.meetingId));

  bind(server, contract.setAgenda, async ({ visit, params, body }) => {
    await prepare(ground, visit, params.meetingId, body);
    return DONE;
  });

  bind(server, contract.commandMeeting, async ({ visit, params: { meetingId }, body }) => {
    if (body.command === 'approveMinutes') {
      return { state: await approveMinutes(ground, visit, meetingId, body.version) };
    }
    if (body.command === 'publish') return { state: await publish(ground, visit, meetingId) };
    return { state: await command(ground, visit, meetingId, { ...body, command: body.command }) };
  });

  bind(server, minutes.getMinutes, async ({ visit, params }) => readMinutes(ground, visit, params.meetingId));

  bind(server, minutes.writeMinutes, async ({ visit, params, body }) => ({
    version: await write(ground, visit, params.meetingId, body),
  }));

  bind(server, minutes.signMinutes, async ({ visit, params, body }) => ({
    version: await sign(ground, visit, params.meetingId, body.version),
  }));

  bind(server, minutes.redactMinutes, async ({ visit, params, body }) => ({
    version: await redact(ground, visit, params.meetingId, body),
  }));

  bind(server, minutes.printMinutes, async ({ visit, params, query }) => ({
    pdf: (await printMinutes(ground, visit, params.meetingId, query.lang, ground.demo)).toString('base64'),
  }));
}
