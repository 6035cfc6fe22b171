import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { after, test } from 'node:test';
import { withApplication } from '../../../../test/harness/application.ts';
import { sealedReport } from '../../../../test/harness/reporter.ts';
import { fetchAsMailbox } from '../../../../test/harness/uploads.ts';
import { isProblem } from '../../../base/problem.ts';
import { mailboxUploadPath } from '../../uploads/upload.model.ts';
import type { ChosenFile } from './files.ts';
import { receiveFiles } from './receive.ts';
import { sendFiles } from './send.ts';

const MB = 1024 * 1024;
const { server, startAgain, installed, unexpected, asAdmin } = await withApplication();
const [basra] = installed.desks;
if (!basra) throw new Error('the demo has a desk');

/** A line between browser and server that breaks when so many bytes have gone over it, again and again. */
const line = { target: 0, sent: 0, cutsAt: [] as { bytes: number; meanwhile?: () => Promise<void> }[], cuts: 0 };
const proxy = createServer((client) => {
  const onward = connect(line.target, '127.0.0.1');
  const end = () => [client, onward].forEach((socket) => socket.destroy());
  client.on('error', end).on('close', end);
  onward.on('error', end).on('close', end);
  onward.pipe(client);
  client.on('data', (bytes) => forward(bytes, client, onward, end));
});

function forward(bytes: Buffer, client: Socket, onward: Socket, end: () => void): void {
  const [cut] = line.cutsAt;
  line.sent += bytes.length;
  if (!cut || line.sent < cut.bytes) return void onward.write(bytes);
  line.cutsAt.shift();
  line.cuts++;
  client.pause();
  // Half of it still arrives: a line does not break between two messages.
  onward.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => {
    void Promise.resolve(cut.meanwhile?.()).finally(end);
  });
}

proxy.listen(0, '127.0.0.1');
await once(proxy, 'listening');
after(() => proxy.close());
const address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

// What a page has and Node has not. The phone says at once that its line is back.
const browserFetch = globalThis.fetch;
Object.assign(globalThis, {
  document: { documentElement: { lang: 'ar' } },
  fetch: (path: string, options?: RequestInit) => browserFetch(address + path, { ...options, keepalive: false }),
  addEventListener: (_name: string, listener: () => void) => setTimeout(listener, 20),
  removeEventListener: () => undefined,
});

async function listen(application: typeof server): Promise<void> {
  await application.listen({ port: 0, host: '127.0.0.1' });
  line.target = (application.server.address() as AddressInfo).port;
}
await listen(server);

function chosen(size: number, confirmed = true): ChosenFile {
  const blob = new Blob([new Uint8Array(randomBytes(size))]);
  return { key: 1, kind: 'voice', name: 'voice.ogg', type: 'audio/ogg', blob, confirmed, blurred: 0 };
}

const digest = async (blob: Blob) =>
  createHash('sha256')
    .update(new Uint8Array(await blob.arrayBuffer()))
    .digest('base64url');

test('a file that is not confirmed is not sent, and no file is no upload', async () => {
  const recipient = (await sealedReport(server, basra)).recipient;
  for (const files of [[], [chosen(10, false)], [chosen(10), chosen(10, false)]]) {
    await assert.rejects(sendFiles({ files, recipient }), (error) => isProblem(error, 'wrong_shape'));
  }
});

test('five megabytes come whole through four cuts and a restart of the server', { timeout: 120_000 }, async () => {
  const sealed = await sealedReport(server, basra);
  const files = [chosen(2 * MB + 17), chosen(3 * MB)];
  let second: Promise<void> | undefined;
  line.sent = 0;
  const restart = async () => {
    // Stopped in the middle of a request: what came of it is on the disk.
    server.server.closeAllConnections();
    await server.close();
    await (second = startAgain().then(listen));
  };
  line.cutsAt = [
    { bytes: 30_000 },
    { bytes: 0.9 * MB },
    { bytes: 1.7 * MB, meanwhile: restart },
    { bytes: 2.9 * MB },
    { bytes: 4.2 * MB },
  ];
  const seen: { sent: number; waiting: boolean }[] = [];
  const sent = await sendFiles({ files, recipient: sealed.recipient, onprogress: (progress) => seen.push(progress) });
  await second;
  assert.equal(line.cuts, 5);
  assert.ok(seen.some(({ waiting }) => waiting) && seen.some(({ sent: at }) => at > 4 * MB));
  assert.ok(line.sent < 5.9 * MB, `only what was under way went twice: ${line.sent} bytes`);

  const again = await startAgain();
  const stored = await again.inject({
    method: 'POST',
    url: '/api/reports',
    payload: { ...sealed.payload, uploadId: sent.uploadId },
  });
  assert.equal(stored.statusCode, 200, stored.body);
  const path = mailboxUploadPath(sealed.reportId, sent.uploadId);
  const received = await receiveFiles({
    attachments: sent.attachments,
    identity: sealed.identity,
    load: async () => new Response(new Uint8Array((await fetchAsMailbox(again, sealed.mailbox, path)).rawPayload)),
  });
  for (const [at, file] of files.entries())
    assert.equal(await digest(received[at]?.blob ?? file.blob.slice(1)), await digest(file.blob));
});

test('an upload that the server has lost is made anew; one that is given up stops', { timeout: 60_000 }, async () => {
  const recipient = (await sealedReport(await startAgain(), basra)).recipient;
  const leaving = new AbortController();
  const stopped = sendFiles({
    files: [chosen(MB)],
    recipient,
    signal: leaving.signal,
    onprogress: ({ sent }) => sent > 100_000 && leaving.abort(),
  });
  await assert.rejects(stopped);
  let losing: Promise<unknown> | undefined;
  const sent = await sendFiles({
    files: [chosen(400_000)],
    recipient,
    onprogress: ({ sent: at }) => {
      if (at > 0) losing ??= asAdmin("delete from upload where state = 'arriving'");
    },
  });
  await losing;
  const { attachments, uploadId } = sent;
  assert.deepEqual(
    attachments.map(({ upload, name, size }) => [upload, name, size]),
    [[uploadId, 'voice.ogg', 400_000]],
  );
  assert.deepEqual(await asAdmin('select id, state from upload where state <> $1', ['kept']), [
    { id: uploadId, state: 'complete' },
  ]);
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
