import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { newIdentity } from '../../src/crypto/age.ts';
import type { DeskRecord } from '../../src/crypto/desk-record.ts';
import { overHttp } from '../harness/caller.ts';
import { asMailbox, sealedReport } from '../harness/reporter.ts';
import { startServer } from '../harness/server-process.ts';

const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');
const folder = mkdtempSync(join(tmpdir(), 'muntada-backup-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command of `muntada` on a data folder. */
async function muntada(dataDir: string, words: readonly string[]) {
  const child = spawn(process.execPath, [CLI, ...words], {
    env: { ...process.env, MUNTADA_DATA_DIR: dataDir, MUNTADA_DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, output };
}

test('an installation is moved to another machine: backup while it serves, restore, and her receipt still opens her mailbox', async (context) => {
  const first = await startServer({ env: { MUNTADA_DATABASE_URL: '' } });
  context.after(() => first.stop());
  const server = overHttp(first.url);
  const directory = await server.inject({ url: '/api/directory/IQG02' });
  const record = directory.json<{ directories: { records: DeskRecord[] }[] }>().directories[0]?.records[0];
  assert.ok(record);
  const [kept, destroyed] = [await sealedReport(server, { record }), await sealedReport(server, { record })];
  for (const { payload } of [kept, destroyed]) {
    assert.equal((await server.inject({ method: 'POST', url: '/api/reports', payload })).statusCode, 200);
  }
  const { identity, recipient } = await newIdentity();
  const file = join(folder, 'backup.age');
  writeFileSync(join(folder, 'identity.txt'), `# for tests\n${identity}\n`);
  assert.match((await muntada(first.dataDir, ['backup', file])).output, /Usage: muntada backup FILE --to/);
  const made = await muntada(first.dataDir, ['backup', file, '--to', recipient]);
  assert.equal(made.code, 0, made.output);
  assert.equal((await muntada(first.dataDir, ['backup', file, '--to', recipient])).code, 1, 'nothing is overwritten');

  // After the backup she destroys one of them.
  const path = `/api/mailbox/reports/${destroyed.reportId}`;
  const gone = await asMailbox(server, destroyed.mailbox, 'DELETE', path);
  assert.equal(gone.statusCode, 200, gone.body);
  await first.stop({ keep: true });
  const log = join(first.dataDir, 'shredded.log');
  assert.ok(readFileSync(log, 'utf8').includes(destroyed.reportId), 'written down before the stop');

  const second = join(folder, 'data');
  mkdirSync(second, { mode: 0o711 });
  const restore = ['restore', file, '--identity', join(folder, 'identity.txt')];
  const unsure = await muntada(second, restore);
  assert.match(unsure.output, /There is no .*shredded\.log/);
  copyFileSync(log, join(second, 'shredded.log'));
  const stranger = await muntada(second, restore);
  assert.match(stranger.output, /another secret file/);
  rmSync(second, { recursive: true });
  mkdirSync(second, { mode: 0o711 });
  for (const name of ['secret', 'shredded.log']) copyFileSync(join(first.dataDir, name), join(second, name));
  mkdirSync(join(second, 'demo'));
  copyFileSync(join(first.dataDir, 'demo', 'public.json'), join(second, 'demo', 'public.json'));
  const restored = await muntada(second, restore);
  assert.equal(restored.code, 0, restored.output);
  assert.match(restored.output, /1 keys stay destroyed/);

  const moved = await startServer({ dataDir: second, env: { MUNTADA_DATABASE_URL: '' } });
  context.after(() => moved.stop());
  const inbox = async (mailbox: typeof kept.mailbox) => {
    const answer = await asMailbox(overHttp(moved.url), mailbox, 'GET', '/api/mailbox');
    return answer.json<{ reports: { state: string; keyFile: string | null; body: string | null }[] }>().reports;
  };
  const [own] = await inbox(kept.mailbox);
  assert.deepEqual([own?.state, own?.body], ['received', kept.payload['body']]);
  const [tombstone] = await inbox(destroyed.mailbox);
  assert.deepEqual([tombstone?.state, tombstone?.keyFile, tombstone?.body], ['withdrawn', null, null]);
  const doctor = await muntada(second, ['doctor']);
  assert.equal(doctor.code, 0, doctor.output);
  assert.match(doctor.output, /ok {7}audit /);
});
