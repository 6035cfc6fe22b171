import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const digests = new WeakMap<FastifyRequest, Uint8Array>();
const OF_NOTHING = sha256(new Uint8Array());

/** Reads JSON and no other type by itself; of what comes by the staff door it keeps the digest that the door asks for. */
export function readJsonBodies(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeContentTypeParser('text/plain');
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (request.routeOptions.config.door === 'staff') digests.set(request, sha256(body));
    void parse(request, body.toString('utf8'), done);
  });
}

/** SHA-256 of the body's bytes as they travelled, for a signature over them; of no bytes where nothing was read. */
export function bodyDigestOf(request: FastifyRequest): Uint8Array {
  return digests.get(request) ?? OF_NOTHING;
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
