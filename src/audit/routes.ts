import type { FastifyInstance } from 'fastify';
import type { Clock, Day } from '../base/clock.ts';
import { baghdadDay } from '../base/clock.ts';
import type { Database } from '../storage/database.ts';
import { checkpointNote, verifierKey } from './checkpoint.ts';
import { listLastBefore } from './seal.queries.ts';

const TEXT = 'text/plain; charset=utf-8';

/**
 * The public side of the audit log, so that a partner can keep checkpoints and notice a rewritten log. Only the last checkpoint of a
 * finished day is shown: today's would tell the second at which a report reached a desk.
 */
export function auditRoutes(
  server: FastifyInstance,
  {
    database,
    clock,
    publicKey,
  }: { readonly database: Database; readonly clock: Clock; readonly publicKey: Uint8Array },
): void {
  let kept: { readonly today: Day; readonly text: string } | undefined;

  async function checkpoints(): Promise<string> {
    const today = baghdadDay(clock());
    if (kept?.today === today) return kept.text;
    const last = await listLastBefore(database.direct, today);
    const text = last.map((checkpoint) => checkpointNote(checkpoint, publicKey)).join('\n');
    kept = { today, text };
    return text;
  }

  // Text for tools that know signed notes: no JSON, so no contract.
  server.route({
    method: 'GET',
    url: '/audit/checkpoint',
    config: { door: 'public' },
    schema: { summary: 'The signed tree head of each audit log at the end of its last finished day.', tags: ['audit'] },
    handler: async (_request, reply) => reply.type(TEXT).send(await checkpoints()),
  });
  server.route({
    method: 'GET',
    url: '/audit/key',
    config: { door: 'public' },
    schema: { summary: 'The public key of the checkpoints, as name+hash+key.', tags: ['audit'] },
    handler: async (_request, reply) => reply.type(TEXT).send(`${verifierKey(publicKey)}\n`),
  });
}
