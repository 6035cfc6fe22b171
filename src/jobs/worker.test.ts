import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { withDatabase } from '../../test/harness/database.ts';
import type { JobWorker, WorkerOptions } from './worker.ts';
import { startJobs } from './worker.ts';

/** Workers end before the database does, also those of a test that failed: one would keep the process. */
const workers: JobWorker[] = [];
after(() => Promise.all(workers.map((worker) => worker.stop())));
const { database, connections, asAdmin } = await withDatabase();

async function start(options: Omit<WorkerOptions, 'connection'>): Promise<JobWorker> {
  const worker = await startJobs({ connection: connections.jobs, ...options });
  workers.push(worker);
  return worker;
}

const failWith = (sentence: string) => assert.fail(sentence);

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; !(await holds()); await wait(20))
    assert.ok(Date.now() < end, 'waited too long');
}

test('the process may put a job in and nothing else: no table of the queue, no other function', async () => {
  const worker = await start({ sweeps: [], onTrouble: failWith });
  await worker.stop();
  for (const statement of [
    sql`select * from graphile_worker._private_jobs`,
    sql`select graphile_worker.add_job('x')`,
    sql`create table jobs.mine (id int)`,
    sql`select forget_moved()`,
    sql`select * from shredded`,
    sql`delete from shredded`,
  ]) {
    await assert.rejects(statement.execute(database.direct), /permission denied/);
  }
  await assert.rejects(sql`select jobs.enqueue('no such; thing')`.execute(database.direct), /22023/);
  await assert.rejects(
    sql`select jobs.enqueue('a', ${`"${'x'.repeat(2_000)}"`}::json)`.execute(database.direct),
    /22023/,
  );
});

test('runs every sweep at the start, and jobs that a transaction left behind only if it was committed', async () => {
  const ran: string[] = [];
  const sweep = (name: string) => ({ name, when: '0 0 1 1 *', run: async () => void ran.push(name) });
  const worker = await start({
    sweeps: [sweep('test.first'), sweep('test.second')],
    onTrouble: failWith,
  });
  await until(() => ran.length === 2);
  assert.deepEqual(ran.sort(), ['test.first', 'test.second']);
  const enqueue = sql`select jobs.enqueue('test.first')`;
  await assert.rejects(
    database.transact({}, async (tx) => {
      await enqueue.execute(tx);
      throw new Error('rolled back');
    }),
    /rolled back/,
  );
  await database.transact({}, (tx) => enqueue.execute(tx));
  await until(() => ran.length === 3);
  await worker.stop();
  assert.equal(ran.length, 3);
});

test('a sweep that fails is told by its name, is not repeated at once, and the others go on', async () => {
  const troubles: string[] = [];
  let good = 0;
  const worker = await start({
    sweeps: [
      { name: 'test.bad', when: '0 0 1 1 *', run: async () => Promise.reject(new Error('for a reason')) },
      { name: 'test.good', when: '0 0 1 1 *', run: async () => void good++ },
    ],
    onTrouble: (sentence) => troubles.push(sentence),
  });
  await until(() => good === 1 && troubles.length === 1);
  await worker.stop();
  assert.deepEqual(troubles, ['jobs: test.bad failed (for a reason)']);
});

test('a lost connection does not end it: it begins again', async () => {
  let runs = 0;
  const worker = await start({
    sweeps: [{ name: 'test.counted', when: '0 0 1 1 *', run: async () => void runs++ }],
    onTrouble: () => undefined,
  });
  await until(() => runs === 1);
  await asAdmin(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'muntada jobs' and datname = current_database()`,
  );
  await wait(500);
  await sql`select jobs.enqueue('test.counted')`.execute(database.direct);
  await until(() => runs >= 2);
  await worker.stop();
});

test('keeps nothing of jobs that are done', async () => {
  assert.deepEqual(
    await asAdmin(`select task_id from graphile_worker._private_jobs where attempts < max_attempts`),
    [],
  );
});
