import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fromBase64url } from '../../src/base/bytes.ts';
import type { DeskRecord } from '../../src/crypto/desk-record.ts';
import { overHttp } from '../harness/caller.ts';
import { asMailbox, sealedReport } from '../harness/reporter.ts';
import { startServer } from '../harness/server-process.ts';

/** The files of a data folder in which bytes stand. A running database takes files away meanwhile. */
function filesWith(dataDir: string, bytes: Buffer): string[] {
  return readdirSync(dataDir, { recursive: true })
    .map(String)
    .filter((name) => {
      try {
        return readFileSync(join(dataDir, name)).includes(bytes);
      } catch {
        return false;
      }
    });
}

test('the key file of a destroyed report is nowhere on the disk: not in a table, not in the write-ahead log', async (context) => {
  const running = await startServer({ env: { MUNTADA_DATABASE_URL: '' } });
  context.after(() => running.stop());
  const server = overHttp(running.url);
  const directory = await server.inject({ url: '/api/directory/IQG02' });
  const record = directory.json<{ directories: { records: DeskRecord[] }[] }>().directories[0]?.records[0];
  assert.ok(record);
  const { payload, mailbox, reportId } = await sealedReport(server, { record });
  assert.equal((await server.inject({ method: 'POST', url: '/api/reports', payload })).statusCode, 200);
  // What only this key file has: its last bytes, sealed.
  const key = Buffer.from(fromBase64url(String(payload['keyFile'])).slice(-80));
  assert.notDeepEqual(filesWith(running.dataDir, key), [], 'it can be found at all');

  assert.equal((await asMailbox(server, mailbox, 'DELETE', `/api/mailbox/reports/${reportId}`)).statusCode, 200);
  await running.stop({ keep: true });
  assert.deepEqual(filesWith(running.dataDir, key), []);
  assert.ok(readFileSync(join(running.dataDir, 'shredded.log'), 'utf8').includes(reportId));
});
