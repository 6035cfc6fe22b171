import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Endpoint, Input } from '../base/endpoint.ts';
import { must } from '../base/problem.ts';
import type { VisitOf } from './door.ts';
import { doorKeeperOf } from './door.ts';

/** A request for bytes, or with bytes, that passed its door and its contract. */
export interface ReceivedBytes<E extends Endpoint> extends Pick<Input<E>, 'params' | 'query'> {
  readonly visit: VisitOf<E['door']>;
  readonly header: (name: string) => string | undefined;
  /** The bytes of the request as they arrive. */
  readonly content: AsyncIterable<Uint8Array>;
  /** What is answered besides the bytes. */
  readonly reply: FastifyReply;
}

/**
 * As `bind`, where a body is bytes and not JSON: of the request (`takes` names its media type), or of the answer, which the action
 * returns as a stream; undefined for none. Call it inside a plugin of its own: the parser of the media type stays there.
 */
export function bindBytes<const E extends Endpoint>(
  server: FastifyInstance,
  endpoint: E,
  action: (received: ReceivedBytes<E>) => Promise<NodeJS.ReadableStream | undefined>,
  takes?: string,
): void {
  // Her device signs the digest of a body, and the door stands before the body is read.
  if (takes !== undefined && endpoint.door === 'staff')
    throw new Error(`unsigned bytes by the staff door: ${endpoint.path}`);
  const keeper = doorKeeperOf<E['door']>(server, endpoint.door);
  const visits = new WeakMap<FastifyRequest, VisitOf<E['door']>>();
  if (takes !== undefined && !server.hasContentTypeParser(takes)) {
    // Not parsed, and no `body`: the action reads the bytes as they come.
    server.addContentTypeParser(takes, (_request, _payload, done) => done(null));
  }
  server.route({
    method: endpoint.method,
    url: endpoint.path,
    ...(endpoint.bodyLimit === undefined ? {} : { bodyLimit: endpoint.bodyLimit }),
    config: { door: endpoint.door },
    schema: {
      summary: endpoint.summary,
      description: `Door: ${endpoint.door}`,
      tags: [endpoint.path.split('/')[2] ?? 'root'],
      ...(takes === undefined ? {} : { consumes: [takes] }),
      ...(endpoint.params ? { params: endpoint.params } : {}),
      ...(endpoint.query ? { querystring: endpoint.query } : {}),
    },
    preValidation: async (request: FastifyRequest) => void visits.set(request, await keeper(request)),
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      // Fastify knows other types by itself.
      must(takes === undefined || request.headers['content-type'] === takes, 'unsupported_type');
      const bytes = await action({
        // Fastify has parsed both by the contract's own schemas.
        ...({ params: request.params, query: request.query } as Pick<Input<E>, 'params' | 'query'>),
        // Put there by this route's own keeper.
        visit: visits.get(request) as VisitOf<E['door']>,
        header: (name) => [request.headers[name]].flat()[0],
        content: request.raw,
        reply,
      });
      if (bytes === undefined) return reply.send();
      return reply.header('content-type', 'application/octet-stream').send(bytes);
    },
  });
}
