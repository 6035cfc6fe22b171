import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { compressOnce, takesBrotli } from './compress.ts';
import { contentSecurityPolicy, pageHeaders } from './headers.ts';

/** Serves a page of HTML at an address. `face` chooses the Content-Security-Policy. */
export function servePage(
  server: FastifyInstance,
  path: string,
  face: keyof typeof contentSecurityPolicy,
  html: (request: FastifyRequest) => Promise<string> | string,
): void {
  server.route({
    method: 'GET',
    url: path,
    config: { door: 'public' },
    schema: { hide: true },
    handler: async (request, reply) => sendHtml(request, reply, face, await html(request)),
  });
}

/** Answers with HTML under a face's policy, compressed where the browser takes it. */
export async function sendHtml(
  request: FastifyRequest,
  reply: FastifyReply,
  face: keyof typeof contentSecurityPolicy,
  html: string,
): Promise<FastifyReply> {
  void reply
    .headers(pageHeaders)
    .header('content-type', 'text/html; charset=utf-8')
    .header('content-security-policy', contentSecurityPolicy[face]);
  void reply.header('vary', 'accept-encoding');
  if (!takesBrotli(request.headers['accept-encoding'])) return reply.send(html);
  return reply.header('content-encoding', 'br').send(await compressOnce(html));
}
