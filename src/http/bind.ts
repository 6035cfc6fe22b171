import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Door, Endpoint, Input, OutputOf } from '../base/endpoint.ts';
import type { Locale } from '../i18n/locale.ts';
import { negotiateLocale } from '../i18n/locale.ts';
import { doorKeeperOf } from './door.ts';
import type { VisitOf } from './door.ts';

const DEFAULT_BODY_LIMIT = 64 * 1024;

/** Who stands at the door of each request under way. */
const visits = new WeakMap<FastifyRequest, unknown>();

/** A request that passed its door and its contract. */
export interface Received<E extends Endpoint> extends Input<E> {
  /** Who stands at the door: nothing for `public`, the mailbox or the actor otherwise. */
  readonly visit: VisitOf<E['door']>;
  readonly locale: Locale;
  /** Cookies set on the answer; the few routes that need more use Fastify itself. */
  readonly setCookie: (cookie: string) => void;
  readonly header: (name: string) => string | undefined;
}

/** Binds an endpoint of a contract to its action. The contract's schemas check what comes in and strip what goes out. */
export function bind<const E extends Endpoint>(
  server: FastifyInstance,
  endpoint: E,
  action: (received: Received<E>) => Promise<OutputOf<E>>,
): void {
  const keeper = doorKeeperOf<E['door']>(server, endpoint.door);
  server.route({
    method: endpoint.method,
    url: endpoint.path,
    bodyLimit: endpoint.bodyLimit ?? DEFAULT_BODY_LIMIT,
    config: { door: endpoint.door },
    schema: schemaOf(endpoint),
    // The door stands before the contract: a stranger learns nothing about the shapes behind it.
    preValidation: async (request: FastifyRequest) => void visits.set(request, await keeper(request)),
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      return action({
        // Fastify has parsed these three by the contract's own schemas.
        ...({ params: request.params, query: request.query, body: request.body } as Input<E>),
        // Put there by this route's own keeper.
        visit: visits.get(request) as VisitOf<E['door']>,
        locale: negotiateLocale(request.headers['accept-language']),
        setCookie: (cookie) => void reply.header('set-cookie', cookie),
        header: (name) => [request.headers[name]].flat()[0],
      });
    },
  });
}

function schemaOf(endpoint: Endpoint) {
  const schema: Record<string, z.ZodType | Record<string, z.ZodType> | string | string[]> = {
    summary: endpoint.summary,
    description: `Door: ${endpoint.door}`,
    tags: [endpoint.path.split('/')[2] ?? 'root'],
    response: { 200: endpoint.output },
  };
  if (endpoint.params) schema['params'] = endpoint.params;
  if (endpoint.query) schema['querystring'] = endpoint.query;
  if (endpoint.body) schema['body'] = endpoint.body;
  return schema;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    door?: Door;
  }
}
