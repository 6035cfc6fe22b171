import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { asMailbox, partOf, sealedReport } from '../../../test/harness/reporter.ts';
import { randomId } from '../../base/ids.ts';
import { TEXT_RESERVE_BYTES } from '../../storage/disk.ts';

let free = 1e12;
const { server, installed, signIn, asAdmin, clock, unexpected } = await withApplication({ diskFree: () => free });
const [basra] = installed.desks;
if (!basra) throw new Error('the demo has a desk');
const cookie = await signIn('basra.women.1');
const LOOK_MS = 5_000;
const fill = (bytes: number) => {
  free = bytes;
  clock.advance(LOOK_MS);
};
const post = (payload: object) => server.inject({ method: 'POST', url: '/api/reports', payload });
const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code;

test('on a full disk no text is taken from anybody, with a problem; what was there before stays and can be read', async () => {
  const before = await sealedReport(server, basra);
  assert.equal((await post(before.payload)).statusCode, 200);
  const message = { id: randomId(), seq: 1, body: partOf(before, 'body') };
  const own = `/api/mailbox/reports/${before.reportId}`;
  const late = await sealedReport(server, basra);
  fill(TEXT_RESERVE_BYTES - 1);
  for (const answer of [
    await post(late.payload),
    await asMailbox(server, before.mailbox, 'POST', `${own}/messages`, message),
    await server.inject({
      method: 'POST',
      url: `/api/reports/${before.reportId}/messages`,
      headers: { cookie },
      payload: message,
    }),
  ]) {
    assert.deepEqual([answer.statusCode, codeOf(answer)], [507, 'storage_full']);
  }
  const rows = await asAdmin('select 1 from report where id = $1', [late.reportId]);
  assert.equal(rows.length, 0);
  const opened = await server.inject({
    method: 'POST',
    url: `/api/reports/${before.reportId}/open`,
    headers: { cookie },
  });
  assert.equal(opened.json<{ body: string }>().body, before.payload['body']);
  assert.equal((await post(before.payload)).statusCode, 200, 'that it arrived before, she is still told');
});

test('she can withdraw and destroy on a full disk; with room again the same report arrives', async () => {
  fill(1e12);
  const hers = await sealedReport(server, basra);
  assert.equal((await post(hers.payload)).statusCode, 200);
  const late = await sealedReport(server, basra);
  fill(0);
  assert.equal(codeOf(await post(late.payload)), 'storage_full');
  const own = `/api/mailbox/reports/${hers.reportId}`;
  assert.equal((await asMailbox(server, hers.mailbox, 'POST', `${own}/withdrawal`)).statusCode, 200);
  assert.equal((await asMailbox(server, hers.mailbox, 'DELETE', own)).statusCode, 200);
  fill(TEXT_RESERVE_BYTES);
  assert.equal((await post(late.payload)).statusCode, 200);
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
