import { z } from 'zod';
import { endpoint } from '../../base/endpoint.ts';
import { day, id, names } from '../../base/shapes.ts';
import { askerKinds, requestAudiences, requestCommands, requestStates, requestTopics } from './request.model.ts';

const requestLine = z.object({
  id,
  forumId: id,
  forum: names,
  askerKind: z.enum(askerKinds),
  askerName: z.string(),
  topic: z.enum(requestTopics),
  audience: z.enum(requestAudiences),
  state: z.enum(requestStates),
  receivedOn: day,
  scheduledOn: day.nullable(),
});

export const listRequests = endpoint({
  method: 'GET',
  path: '/api/requests',
  door: 'staff',
  summary: 'Requests for awareness sessions in the own forums, by id.',
  query: z.object({ state: z.enum(requestStates).optional(), after: id.optional() }),
  output: z.object({ requests: z.array(requestLine), more: z.boolean() }),
});

export const getRequest = endpoint({
  method: 'GET',
  path: '/api/requests/:requestId',
  door: 'staff',
  summary: 'A request with its timeline; whom to reach is shown to those who arrange the session.',
  params: z.object({ requestId: id }),
  output: requestLine.extend({
    expected: z.int().nullable(),
    wantedMonth: day.nullable(),
    locale: z.enum(['ar', 'ckb', 'en']),
    contact: z.string().nullable(),
    note: z.string().nullable(),
    deliveredOn: day.nullable(),
    women: z.int().nullable(),
    men: z.int().nullable(),
    evaluation: z.string().nullable(),
    events: z.array(
      z.object({ command: z.string(), state: z.enum(requestStates), day, reason: z.string().nullable() }),
    ),
    commands: z.array(z.enum(requestCommands)),
  }),
});

const people = z.int().min(0).max(100_000);

export const commandRequest = endpoint({
  method: 'POST',
  path: '/api/requests/:requestId/commands',
  door: 'staff',
  summary: 'Carries out a command of the transition table.',
  params: z.object({ requestId: id }),
  body: z.strictObject({
    command: z.enum(requestCommands),
    reason: z.string().trim().min(1).max(500).optional(),
    /** With `schedule`. */
    scheduledOn: day.optional(),
    /** With `deliver`: counts, no names. */
    women: people.optional(),
    men: people.optional(),
    /** With `evaluate`. */
    evaluation: z.string().trim().min(1).max(2000).optional(),
  }),
  output: z.object({ state: z.enum(requestStates) }),
});
