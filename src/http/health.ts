import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { endpoint } from '../base/endpoint.ts';
import { fail } from '../base/problem.ts';
import { DONE, done } from '../base/shapes.ts';
import type { Database } from '../storage/database.ts';
import { ping } from '../storage/database.ts';
import { bind } from './bind.ts';

const live = endpoint({
  method: 'GET',
  path: '/health/live',
  door: 'public',
  summary: 'The process answers.',
  output: done,
});
const ready = endpoint({
  method: 'GET',
  path: '/health/ready',
  door: 'public',
  summary: 'The process and its database answer.',
  output: z.object({ done: z.literal(true) }),
});

/** For whoever watches the process. */
export function healthRoutes(server: FastifyInstance, database: Database): void {
  bind(server, live, async () => DONE);
  bind(server, ready, async () => {
    await ping(database).catch((cause: unknown) => fail('unavailable', {}, cause));
    return DONE;
  });
}
