import type { FastifyInstance } from 'fastify';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);
const QUALITY = 5;
/** Below this the saving is not worth the work. */
const LEAST_BYTES = 700;

/**
 * Compresses public JSON for browsers that take brotli. Only what is the same for everybody: answers with somebody's own content stay
 * as they are, so that no length can be played against a secret in them (BREACH).
 */
export function compressPublicJson(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply, payload) => {
    if (request.method !== 'GET' || request.routeOptions.config.door !== 'public') return payload;
    if (typeof payload !== 'string' || payload.length < LEAST_BYTES) return payload;
    if (!/\bbr\b/.test(request.headers['accept-encoding'] ?? '')) return payload;
    if (!String(reply.getHeader('content-type')).startsWith('application/json')) return payload;
    const smaller = await compress(payload, { params: { [constants.BROTLI_PARAM_QUALITY]: QUALITY } });
    void reply.removeHeader('content-length').header('content-encoding', 'br').header('vary', 'accept-encoding');
    return smaller;
  });
}
