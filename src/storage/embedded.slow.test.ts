import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { isProblem } from '../base/problem.ts';
import { connectOnce } from './connection.ts';
import { openDatabase } from './database.ts';
import { startEmbedded } from './embedded.ts';
import { isRunning } from './running-process.ts';

const PASSWORD = 'illustrative';
const CHILD = join(import.meta.dirname, '..', '..', 'test', 'harness', 'embedded-child.ts');

function makeFolder(context: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'muntada-embedded-'));
  chmodSync(folder, 0o755);
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function start(dataDir: string, lines: string[] = [], superuserPassword = PASSWORD) {
  return startEmbedded({ dataDir, superuserPassword, log: (line) => lines.push(line) });
}

/** A process that starts the same database; killed or asked to stop by the test. */
async function startChild(context: TestContext, dataDir: string) {
  const child = spawn(process.execPath, [CHILD, dataDir, PASSWORD], { stdio: ['pipe', 'pipe', 'inherit'] });
  context.after(() => child.kill('SIGKILL'));
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { pid, supervising } = JSON.parse(line) as { pid: number; supervising: boolean };
  return { child, pid, supervising };
}

async function goneWithin(pid: number, ms: number): Promise<boolean> {
  for (const until = Date.now() + ms; Date.now() < until; await wait(20)) if (!isRunning(pid)) return true;
  return false;
}

test('refuses data of another major version, and a secret that is not the one it was made with', async (context) => {
  const dataDir = makeFolder(context);
  const first = await start(dataDir);
  await assert.rejects(start(dataDir, [], 'another'), /made with another secret file/);
  await first.stop();
  const version = join(dataDir, 'postgres', 'PG_VERSION');
  writeFileSync(version, '17\n');
  await assert.rejects(start(dataDir), /was written by PostgreSQL 17; this version brings 18: make a backup/);
});

test("says PostgreSQL's own reason when it cannot start", async (context) => {
  const dataDir = makeFolder(context);
  await (await start(dataDir)).stop();
  writeFileSync(join(dataDir, 'postgres', 'postgresql.auto.conf'), 'no_such_setting = on\n');
  await assert.rejects(
    start(dataDir),
    /PostgreSQL did not start: .*no_such_setting|PostgreSQL did not start: .*configuration file/,
  );
});

test('is closed to others, listens on no port, and stops cleanly', async (context) => {
  const dataDir = makeFolder(context);
  const embedded = await start(dataDir);
  assert.equal(embedded.supervising, true);
  assert.equal(statSync(embedded.connection.host).mode & 0o777, 0o700);
  assert.equal(statSync(join(dataDir, 'postgres')).mode & 0o077, 0);
  await assert.rejects(connectOnce({ ...embedded.connection, password: 'wrong' }), { code: '28P01' });
  await assert.rejects(connectOnce({ ...embedded.connection, password: '' }));
  const client = await connectOnce(embedded.connection);
  const { rows } =
    await client.query(`select current_setting('listen_addresses') as tcp, current_setting('fsync') as fsync,
    current_setting('data_checksums') as checksums, (select datcollate from pg_database where datname = 'postgres') as collation`);
  assert.deepEqual(rows, [
    { tcp: '', fsync: 'on', checksums: 'on', collation: 'C.UTF-8' === rows[0]?.collation ? 'C.UTF-8' : 'C' },
  ]);
  const pid = embedded.pid();
  await embedded.stop();
  assert.equal(isRunning(pid), false);
  await assert.rejects(connectOnce(embedded.connection));
  await client.end();
});

test('writes nothing into its log that was in a statement', async (context) => {
  const dataDir = makeFolder(context);
  const embedded = await start(dataDir);
  const client = await connectOnce(embedded.connection);
  await client.query('create table note (id int primary key, body text check (length(body) < 40))');
  const canary = 'canary-she-wrote-this';
  for (const [text, values] of [
    ['select $1::uuid', [canary]],
    [`select '${canary}'::int`, []],
    ['insert into note values (1, $1)', [canary.repeat(3)]],
    ['insert into note values (1, $1)', [canary]],
    ['insert into note values (1, $1)', [canary]],
    [`select "${canary}"`, []],
  ] as const) {
    await client.query(text, [...values]).catch(() => undefined);
  }
  await client.end();
  process.kill(embedded.pid(), 'SIGKILL');
  await untilAnswers(embedded.connection);
  await embedded.stop();
  assert.ok(!readFileSync(join(dataDir, 'postgres.log'), 'utf8').includes(canary));
});

test('a data folder with a long path gets its socket elsewhere', async (context) => {
  const dataDir = join(makeFolder(context), 'x'.repeat(100));
  const embedded = await start(dataDir);
  context.after(() => rmSync(embedded.connection.host, { recursive: true }));
  assert.ok(!embedded.connection.host.startsWith(dataDir));
  await (await connectOnce(embedded.connection)).end();
  await embedded.stop();
});

test('runs below a folder that is closed to others', async (context) => {
  const closed = makeFolder(context);
  chmodSync(closed, 0o700);
  mkdirSync(join(closed, 'in'));
  const embedded = await start(join(closed, 'in'));
  await (await connectOnce(embedded.connection)).end();
  await embedded.stop();
});

test('kill −9 of PostgreSQL while rows are written: it is started again, and every acknowledged row is there once', async (context) => {
  const dataDir = makeFolder(context);
  const lines: string[] = [];
  const embedded = await start(dataDir, lines);
  const database = openDatabase({ connection: embedded.connection, poolSize: 4 });
  await sql`create table note (id bigint primary key)`.execute(database.direct);
  const acknowledged: number[] = [];
  let next = 0;
  let writing = true;
  const writer = async () => {
    while (writing) {
      const id = next++;
      try {
        await sql`insert into note values (${id})`.execute(database.direct);
        acknowledged.push(id);
      } catch (error) {
        assert.ok(isProblem(error, 'unavailable'), String(error));
      }
    }
  };
  const writers = Array.from({ length: 8 }, writer);
  for (let round = 0; round < 3; round++) {
    const before = acknowledged.length;
    while (acknowledged.length < before + 50) await wait(10);
    const pid = embedded.pid();
    process.kill(pid, 'SIGKILL');
    while (embedded.pid() === pid) await wait(10);
  }
  const before = acknowledged.length;
  while (acknowledged.length < before + 50) await wait(10);
  writing = false;
  await Promise.all(writers);
  const { rows } = await sql<{ id: number }>`select id from note`.execute(database.direct);
  const stored = new Set(rows.map(({ id }) => id));
  assert.equal(stored.size, rows.length);
  assert.deepEqual(
    acknowledged.filter((id) => !stored.has(id)),
    [],
  );
  assert.equal(lines.filter((line) => line.includes('ended unexpectedly')).length, 3);
  await database.close();
  await embedded.stop();
});

test('kill −9 of the process leaves PostgreSQL alive: the next start adopts it, watches over it and stops it', async (context) => {
  const dataDir = makeFolder(context);
  const { child, pid } = await startChild(context, dataDir);
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(isRunning(pid), true);

  const lines: string[] = [];
  const embedded = await start(dataDir, lines);
  assert.equal(embedded.pid(), pid);
  assert.deepEqual(lines, ['database: adopted the running PostgreSQL']);

  process.kill(pid, 'SIGKILL');
  await untilAnswers(embedded.connection);
  while (embedded.pid() === pid) await wait(20);
  const second = embedded.pid();
  await embedded.stop();
  assert.equal(isRunning(second), false);
});

test('both killed at once: the next start recovers', async (context) => {
  const dataDir = makeFolder(context);
  const { child, pid } = await startChild(context, dataDir);
  child.kill('SIGKILL');
  process.kill(pid, 'SIGKILL');
  const embedded = await start(dataDir);
  assert.notEqual(embedded.pid(), pid);
  await (await connectOnce(embedded.connection)).end();
  await embedded.stop();
});

test('a second process is a guest: it uses the database and leaves it running; the first stops it', async (context) => {
  const dataDir = makeFolder(context);
  const host = await startChild(context, dataDir);
  const guest = await start(dataDir);
  assert.deepEqual([host.supervising, guest.supervising, guest.pid()], [true, false, host.pid]);
  await guest.stop();
  await (await connectOnce(guest.connection)).end();
  host.child.stdin.end();
  await once(host.child, 'exit');
  assert.equal(await goneWithin(host.pid, 1_000), true);
});

test('several starts at once make one database', async (context) => {
  const dataDir = makeFolder(context);
  const started = await Promise.all([1, 2, 3].map(() => startChild(context, dataDir)));
  assert.equal(new Set(started.map(({ pid }) => pid)).size, 1);
  assert.equal(started.filter(({ supervising }) => supervising).length, 1);
  for (const { child } of started) child.stdin.end();
  assert.equal(await goneWithin(started[0]?.pid ?? 0, 10_000), true);
});

async function untilAnswers(connection: Parameters<typeof connectOnce>[0]): Promise<void> {
  for (;;) {
    try {
      const client = await connectOnce(connection);
      await client.end();
      return;
    } catch {
      await wait(20);
    }
  }
}
