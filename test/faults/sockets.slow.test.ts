import assert from 'node:assert/strict';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { TUS_PART, TUS_VERSION, uploadPath } from '../../src/reporting/uploads/upload.model.ts';
import { beginUpload, sealedFiles } from '../harness/uploads.ts';
import { withStage } from '../security/stage.ts';
import type { Answer } from '../security/visitors.ts';
import { assertAnswer } from './answer.ts';
import { MARK } from './odd-values.ts';

const stage = await withStage();
const { server, unexpected } = stage;
await server.listen({ port: 0, host: '127.0.0.1' });
// A TCP address, because that is where it listens.
const { port } = server.server.address() as AddressInfo;
const WAIT_MS = 5000;

/** Sends bytes as they are and reads the answer to its end. */
async function raw(bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(WAIT_MS, () => socket.destroy(new Error(`no answer to ${String(bytes).slice(0, 80)}`)));
    socket.on('data', (part) => parts.push(part));
    socket.on('error', (error) => (parts.length > 0 ? resolve(Buffer.concat(parts).toString()) : reject(error)));
    socket.on('close', () => resolve(Buffer.concat(parts).toString()));
  });
}

/** The first answer of a connection. */
function readAnswer(text: string): Answer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [status = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  const whole = rest.join('\r\n\r\n');
  const body =
    headers['transfer-encoding'] === 'chunked' ? whole.replace(/^[0-9a-f]+\r\n|\r\n[0-9a-f]+\r\n/g, '') : whole;
  return { statusCode: Number(status.split(' ')[1]), headers, body, rawPayload: Buffer.from(body) };
}

const request = (line: string, ...headers: string[]) =>
  [`${line} HTTP/1.1`, 'Host: localhost', 'Connection: close', 'Accept-Language: ar', ...headers, '', ''].join('\r\n');

const BROKEN: Readonly<Record<string, string | Buffer>> = {
  'no request at all': `${MARK}\r\n\r\n`,
  bytes: Buffer.from([0, 1, 2, 255, 254, 13, 10, 13, 10]),
  'TLS to a plain port': Buffer.from([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03]),
  'an unknown method': request('FROBNICATE /api/challenge'),
  'a method in lower case': request('get /api/challenge'),
  'an unknown version': 'GET / HTTP/9.9\r\nHost: x\r\n\r\n',
  'a zero in the address': request('GET /api/\u0000challenge'),
  'a zero in a header': request('GET /api/challenge', `X-A: a\u0000b`),
  'a header without a colon': request('GET /api/challenge', MARK),
  'a folded header': request('GET /api/challenge', 'X-A: a', ' folded'),
  'headers of 100 kB': request('GET /api/challenge', `X-A: ${'x'.repeat(100_000)}`),
  '3,000 headers': request('GET /api/challenge', ...Array.from({ length: 3000 }, (_, at) => `X-${at}: ${at}`)),
  'two lengths': request('POST /api/sign-in', 'Content-Length: 1', 'Content-Length: 2'),
  'a length and chunks': `${request('POST /api/sign-in', 'Content-Length: 5', 'Transfer-Encoding: chunked')}0\r\n\r\n`,
  'a length that is no number': request('POST /api/sign-in', `Content-Length: ${MARK}`),
  'a negative length': request('POST /api/sign-in', 'Content-Length: -1'),
  'a chunk that is none': `${request('POST /api/sign-in', 'Transfer-Encoding: chunked', 'Content-Type: application/json')}zz\r\n{}\r\n`,
  'an address of 60 kB': request(`GET /${'a'.repeat(60_000)}`),
  'a broken escape': request('GET /api/%E0%A4%A'),
  dots: request('GET /../../../../etc/passwd'),
  'escaped dots': request('GET /assets/%2e%2e%2f%2e%2e%2fpackage.json'),
  'escaped dots twice': request('GET /assets/%252e%252e%252fpackage.json'),
  'a backslash': request('GET /assets/..\\..\\package.json'),
  'two slashes': request('GET //evil.example/report/'),
  'an absolute address': request('GET http://evil.example/api/no-such-route'),
  'a star': request('OPTIONS *'),
  'an upgrade': request('GET /api/no-such-route', 'Connection: Upgrade', 'Upgrade: websocket'),
  'HTTP/2 by knowledge': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
};

/** What Node itself turns away before anybody is asked: an empty 400, or a closed line. */
const TURNED_AWAY: Readonly<Record<string, string>> = {
  'no host': 'GET /api/challenge HTTP/1.1\r\nConnection: close\r\n\r\n',
  'a tunnel': request('CONNECT evil.example:443'),
};

for (const [name, bytes] of Object.entries(TURNED_AWAY)) {
  test(`${name}: turned away without a word`, async () => {
    const text = await raw(bytes).catch(() => '');
    assert.ok(text === '' || /^HTTP\/1\.1 400 [^{<]*$/.test(text), text);
  });
}

for (const [name, bytes] of Object.entries(BROKEN)) {
  test(`${name}: a problem, never a stack and never silence`, async () => {
    const text = await raw(bytes);
    const answer = readAnswer(text);
    assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, text.slice(0, 300));
    // What is no request has no language: the house's first one. A status of the parser's own may stand on the first line.
    const statusCode = answer.body.includes('"code":"malformed"') ? 400 : answer.statusCode;
    assertAnswer({ ...answer, statusCode }, { locale: 'ar', method: 'GET', url: '/', accept: undefined });
    assert.ok(!text.includes(MARK));
    assert.doesNotMatch(text, /root:|"dependencies"/);
  });
}

test('a body that stops half-way leaves nothing and hurts nobody else', async () => {
  const half = `${request('POST /api/sign-in', 'Content-Type: application/json', 'Content-Length: 100')}{"login":`;
  const socket = connect(port, '127.0.0.1', () => socket.write(half, () => socket.destroy()));
  await new Promise((resolve) => socket.on('close', resolve));
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
  assert.equal(answer.status, 200);
});

test('an upload arrives over a real line', async () => {
  const { sealed } = await sealedFiles(stage.ownReport.recipient, 1000);
  const { id } = await beginUpload(server, sealed.length);
  const answer = await fetch(`http://127.0.0.1:${port}${uploadPath(id)}`, {
    method: 'PATCH',
    headers: { 'tus-resumable': TUS_VERSION, 'content-type': TUS_PART, 'upload-offset': '0' },
    body: Buffer.from(sealed),
  });
  assert.equal(answer.status, 204, await answer.text());
});

test('two requests in one, the second smuggled in the body of the first, are one request', async () => {
  const smuggled = 'GET /api/challenge HTTP/1.1\r\nHost: x\r\n\r\n';
  const text = await raw(
    `${request('POST /api/sign-in/start', 'Content-Type: application/json', `Content-Length: ${smuggled.length}`)}${smuggled}`,
  );
  assert.equal(text.match(/HTTP\/1\.1 \d/g)?.length, 1, text.slice(0, 300));
  assert.ok(!text.includes('"challenge"'));
});

test('nothing unexpected happened, and no cause was told to anybody', () => assert.deepEqual(unexpected, []));
