import type { Socket } from 'node:net';
import type { FastifyError, FastifyInstance } from 'fastify';
import { problems } from '../base/problem.ts';
import { defaultLocale } from '../i18n/locale.ts';
import { problemText } from '../i18n/problem-text.ts';
import { securityHeaders } from './headers.ts';

/** Codes of Node's HTTP parser (llhttp) and its clocks, and the status that says it to a machine. */
const STATUS: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * Answers bytes that are no HTTP request at all: there is no request yet, so no route, no hook and no language, and the answer is
 * written to the socket by hand. The same shape as every other problem, in the house's first language.
 */
export function answerBrokenRequest(this: FastifyInstance, error: FastifyError, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const body = JSON.stringify({
    type: 'urn:muntada:problem:malformed',
    status: problems.malformed,
    code: 'malformed',
    title: problemText('malformed', defaultLocale),
  });
  const headers = {
    ...securityHeaders,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-language': defaultLocale,
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const status = STATUS[error.code] ?? '400 Bad Request';
  socket.end([`HTTP/1.1 ${status}`, ...lines, '', body].join('\r\n'));
}
