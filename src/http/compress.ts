import type { FastifyInstance } from 'fastify';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);
/** Below this the saving is not worth the work. */
const LEAST_BYTES = 400;
/** Every governorate's pages in three languages, and room. */
const KEPT_MOST = 200;
/** A longer text is no page: at the best quality it would hold a thread for too long. */
const BEST_UP_TO = 32_768;
const QUICK = 5;

const kept = new Map<string, Promise<Buffer>>();

/**
 * Brotli of a public text at its best quality, which takes milliseconds and is worth a tenth of the bytes on 2G: so each text is
 * compressed once and kept until newer ones push it out. Only for what is the same for everybody.
 */
export function compressOnce(text: string): Promise<Buffer> {
  const known = kept.get(text);
  if (known) return known;
  const quality = text.length > BEST_UP_TO ? QUICK : constants.BROTLI_MAX_QUALITY;
  const made = compress(text, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } });
  kept.set(text, made);
  made.catch(() => kept.delete(text));
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MOST) break;
    kept.delete(oldest);
  }
  return made;
}

const TAKEN = /(?:^|,)\s*br\s*(?:;\s*q=(?:1(?:\.0*)?|0?\.\d*[1-9]\d*)\s*)?(?:,|$)/i;

/** Whether an `Accept-Encoding` header takes brotli: names it, and not with a weight of nothing or of nonsense (RFC 9110, 12.5.3). */
export function takesBrotli(acceptEncoding: string | string[] | undefined): boolean {
  return TAKEN.test(String(acceptEncoding ?? ''));
}

/**
 * Compresses public JSON for browsers that take brotli. Only what is the same for everybody: answers with somebody's own content stay
 * as they are, so that no length can be played against a secret in them (BREACH).
 */
export function compressPublicJson(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply, payload) => {
    if (request.method !== 'GET' || request.routeOptions.config.door !== 'public') return payload;
    if (typeof payload !== 'string' || payload.length < LEAST_BYTES) return payload;
    if (!takesBrotli(request.headers['accept-encoding'])) return payload;
    if (!String(reply.getHeader('content-type')).startsWith('application/json')) return payload;
    void reply.removeHeader('content-length').header('content-encoding', 'br').header('vary', 'accept-encoding');
    return await compressOnce(payload);
  });
}
