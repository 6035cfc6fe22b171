import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { fail } from '../base/problem.ts';
import { SCRIPT_POLICY } from './headers.ts';

const YEAR_MS = 31_536_000_000;

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
  } as const;
  await server.register(fastifyStatic, { root: webFolder, ...plain });
  const immutable = { maxAge: YEAR_MS, immutable: true, cacheControl: true };
  server.route<{ Params: { '*': string } }>({
    method: 'GET',
    url: '/assets/*',
    config: { door: 'public' },
    schema: { hide: true },
    handler: (request, reply) => {
      const name = request.params['*'];
      if (!/^[\w.-]+$/.test(name)) return fail('no_such_route');
      if (name.endsWith('.js')) void reply.header('content-security-policy', SCRIPT_POLICY);
      // A service worker lies under /assets/ and serves the desk; no other page (docs/adr/0016).
      if (request.headers['service-worker'] === 'script') void reply.header('service-worker-allowed', '/desk/');
      return reply.removeHeader('cache-control').sendFile(`assets/${name}`, immutable);
    },
  });
  server.route({
    method: 'GET',
    url: '/favicon.svg',
    config: { door: 'public' },
    schema: { hide: true },
    handler: (_request, reply) => reply.removeHeader('cache-control').sendFile('favicon.svg', { maxAge: YEAR_MS }),
  });
}
