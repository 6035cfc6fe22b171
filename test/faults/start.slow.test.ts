import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { isRunning } from '../../src/storage/running-process.ts';
import { startServer } from '../harness/server-process.ts';

const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');
const EMBEDDED = { MUNTADA_DATABASE_URL: '' };

/** A start that is expected to fail: its exit code and all it said. */
async function startAndFail(dataDir: string, env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, ...EMBEDDED, MUNTADA_DATA_DIR: dataDir, MUNTADA_DEMO_COST: 'low', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)));
  const [code] = (await once(child, 'exit')) as [number | null];
  return { code, output };
}

const postmasterOf = (dataDir: string) =>
  Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

test('a start that cannot be says why in a sentence and leaves nothing running', async (context) => {
  const server = await startServer({ env: EMBEDDED });
  context.after(() => server.stop());
  const taken = await startAndFail(server.dataDir, { PORT: new URL(server.url).port });
  assert.equal(taken.code, 1);
  assert.match(
    taken.output,
    /Port \d+ on 127\.0\.0\.1 is taken: stop what uses it, or choose another one, as PORT=\d+ npm start\./,
  );
  assert.doesNotMatch(taken.output, /\n\s+at /, 'no stack');
  assert.equal((await fetch(`${server.url}/health/ready`)).status, 200, 'the one that runs is not disturbed');

  await server.stop({ keep: true });
  const production = await startAndFail(server.dataDir, { MUNTADA_DEMO: '0', PORT: '0' });
  assert.equal(production.code, 1);
  assert.match(production.output, /accounts of this database are the demo's/);
  assert.equal(existsSync(join(server.dataDir, 'postgres', 'postmaster.pid')), false, 'PostgreSQL was stopped again');
  const wrong = await startAndFail(server.dataDir, { HOST: '203.0.113.1', PORT: '0' });
  assert.match(wrong.output, /203\.0\.113\.1 \(HOST\) is no address of this machine/);
});

test('a second start is up in under five seconds, and a stop finishes the request in flight', async (context) => {
  const first = await startServer({ env: EMBEDDED });
  await first.stop({ keep: true });
  const began = performance.now();
  const server = await startServer({ dataDir: first.dataDir, env: EMBEDDED });
  context.after(() => server.stop());
  const ms = performance.now() - began;
  context.diagnostic(`second start: ${Math.round(ms)} ms`);
  assert.ok(ms < 5_000, `${ms} ms`);
  const postmaster = postmasterOf(server.dataDir);

  // The body is still on its way when the signal comes.
  const body = JSON.stringify({ login: 'nobody' });
  const slow = request(`${server.url}/api/sign-in/start`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
  });
  slow.write(body.slice(0, 5));
  await wait(300);
  process.kill(server.pid, 'SIGTERM');
  await wait(300);
  assert.equal(isRunning(server.pid), true, 'it waits for the request');
  slow.end(body.slice(5));
  const [answer] = (await once(slow, 'response')) as [{ statusCode: number; resume: () => void }];
  answer.resume();
  assert.equal(answer.statusCode, 200);
  for (const end = Date.now() + 10_000; isRunning(server.pid); await wait(50)) assert.ok(Date.now() < end, 'it ends');
  assert.equal(isRunning(postmaster), false, 'and PostgreSQL with it');
});
