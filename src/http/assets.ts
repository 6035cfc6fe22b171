import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { fail } from '../base/problem.ts';
import { WORKER_POLICY } from './headers.ts';

const A_YEAR = 'max-age=31536000';

/** Serves the built scripts, sheets and fonts: names carry a hash, so they are kept for ever; compressed copies lie beside them. */
export async function serveAssets(server: FastifyInstance, webFolder: string): Promise<void> {
  // Small files: nobody resumes one, and a range is one more thing to get wrong.
  // Their names say which version they are: no tag, no date.
  const plain = {
    serve: false,
    preCompressed: true,
    index: false,
    acceptRanges: false,
    etag: false,
    lastModified: false,
    cacheControl: false,
  } as const;
  await server.register(fastifyStatic, { root: webFolder, ...plain });
  server.route<{ Params: { '*': string } }>({
    method: 'GET',
    url: '/assets/*',
    config: { door: 'public' },
    schema: { hide: true },
    handler: (request, reply) => {
      const name = request.params['*'];
      if (!/^[\w.-]+$/.test(name)) return fail('no_such_route');
      if (name.startsWith('worker-')) void reply.header('content-security-policy', WORKER_POLICY);
      return reply.header('cache-control', `${A_YEAR}, immutable`).sendFile(`assets/${name}`);
    },
  });
  server.route({
    method: 'GET',
    url: '/favicon.svg',
    config: { door: 'public' },
    schema: { hide: true },
    handler: (_request, reply) => reply.header('cache-control', A_YEAR).sendFile('favicon.svg'),
  });
}
