import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import Fastify from 'fastify';
import { sql } from 'kysely';
import { fixedClock } from '../../test/harness/clock.ts';
import { withDatabase } from '../../test/harness/database.ts';
import { DAY_MS } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import { randomId } from '../base/ids.ts';
import type { Tx } from '../storage/database.ts';
import {
  checkpointNote,
  checkpointSignerOf,
  checkpointVerifier,
  readCheckpointNotes,
  verifierKey,
} from './checkpoint.ts';
import { findUnsealed, inspectLogs } from './inspect.ts';
import { record } from './queries.ts';
import { expireEvents, pruneCheckpoints } from './retention.ts';
import { auditRoutes } from './routes.ts';
import { sealOnce, startSealer } from './sealer.ts';

const { database, connections, asAdmin } = await withDatabase({ poolSize: 20 });
const clock = fixedClock(Date.parse('2026-03-01T10:00:00Z'));
const signer = checkpointSignerOf(new Uint8Array(32).fill(7));
const ground = { database, clock, signer };
const look = () => inspectLogs({ database, publicKey: signer.publicKey });

const failWith = (sentence: string) => assert.fail(sentence);

const write = async (tx: Tx, tenantId: Id, verb = 'test.done', day = '2026-03-01') =>
  record(tx, { tenantId, day, actor: 'system', verb, object: 'test:1' });
const writeOne = async (tenantId: Id) => database.transact({ tenant: tenantId }, (tx) => write(tx, tenantId));

/** Seals until nothing waits: other databases of the same server may hold the oldest transaction open for a moment. */
async function sealAll(limit?: number): Promise<void> {
  while ((await findUnsealed(database)).size > 0) {
    const { placed } = await sealOnce(ground, limit);
    if (placed === 0) await wait(20);
  }
}

test('orders transactions by their numbers, also where the number of digits grows', async () => {
  const tenant = randomId();
  for (const xact of ['100', '9', '10', '99']) {
    await asAdmin(
      `insert into audit_event (tenant_id, id, day, actor, verb, object, salt, leaf, xact)
       values ($1, $2, '2026-03-01', 'system', 'test.done', $3, decode(repeat('00', 16), 'hex'), decode(repeat('00', 32), 'hex'), $4)`,
      [tenant, randomId(), xact, xact],
    );
  }
  for (let n = 0; n < 4; n++) await sealOnce(ground, 1);
  const placed = await asAdmin<{ object: string }>(
    `select object from audit_place join audit_event on id = event_id where audit_place.tenant_id = '${tenant}' order by seq`,
  );
  assert.deepEqual(placed, [{ object: '9' }, { object: '10' }, { object: '99' }, { object: '100' }]);
  await asAdmin(`begin; set local session_replication_role = replica; delete from audit_event where tenant_id = '${tenant}';
    delete from audit_place where tenant_id = '${tenant}'; delete from audit_checkpoint where tenant_id = '${tenant}'; commit`);
});

test('the process may not change, take away or see what is not its own', async () => {
  const tenant = randomId();
  await writeOne(tenant);
  for (const statement of [
    sql`update audit_event set verb = 'x'`,
    sql`delete from audit_event`,
    sql`update audit_place set seq = seq + 1`,
    sql`delete from audit_place`,
    sql`update audit_checkpoint set size = 0`,
    sql`delete from audit_checkpoint`,
    sql`delete from audit_sealed`,
  ]) {
    await assert.rejects(
      database.transact({ tenant }, (tx) => statement.execute(tx)),
      /permission denied/,
    );
  }
  await assert.rejects(
    database.transact({ tenant: randomId() }, (tx) => write(tx, tenant)),
    /row-level security/,
  );
  const { rows } = await database.transact({}, (tx) => sql`select 1 from audit_event`.execute(tx));
  assert.equal(rows.length, 0);
});

test('many writers, some of whom roll back or take long: every committed event gets exactly one place', async () => {
  const tenants = [randomId(), randomId(), randomId()];
  const committed: string[] = [];
  const sealer = startSealer(ground, failWith);
  let sealing = true;
  // A second sealer at the same time, as another process would be.
  const second = (async () => {
    while (sealing) {
      await sealOnce(ground, randomInt(1, 50));
      await wait(5);
    }
  })();
  const writer = async () => {
    for (let n = 0; n < 25; n++) {
      const tenantId = tenants[randomInt(tenants.length)] ?? '';
      const verbs = Array.from({ length: randomInt(1, 4) }, () => `test.${randomId().replaceAll('-', '')}`);
      const wrote = database.transact({ tenant: tenantId }, async (tx) => {
        for (const verb of verbs) {
          await write(tx, tenantId, verb);
          await wait(randomInt(0, 12));
        }
        if (randomInt(4) === 0) throw new Error('rolled back');
      });
      if (
        await wrote.then(
          () => true,
          () => false,
        )
      )
        committed.push(...verbs);
    }
  };
  await Promise.all(Array.from({ length: 12 }, writer));
  await sealAll();
  sealing = false;
  await second;
  await sealer.stop();
  const placed = await asAdmin<{ verb: string; count: number }>(
    `select verb, count(place.seq)::int as count from audit_event left join audit_place place on event_id = audit_event.id
      where verb <> 'test.done' group by verb`,
  );
  assert.deepEqual(
    placed.filter(({ count }) => count !== 1),
    [],
  );
  assert.deepEqual(placed.map(({ verb }) => verb).sort(), committed.sort());
  const logs = await look();
  assert.deepEqual(
    logs.flatMap(({ faults }) => faults),
    [],
  );
  assert.equal(
    logs.filter(({ tenantId }) => tenants.includes(tenantId)).reduce((sum, { leaves }) => sum + leaves, 0),
    committed.length,
  );
});

test('a slow transaction is not missed, and those behind it wait for it', async () => {
  const [slow, quick] = [randomId(), randomId()];
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  let begun: () => void = () => undefined;
  const writing = new Promise<void>((resolve) => (begun = resolve));
  const slowly = database.transact({ tenant: slow }, async (tx) => {
    await write(tx, slow);
    begun();
    await finished;
  });
  await writing;
  await writeOne(quick);
  for (let n = 0; n < 3; n++) await sealOnce(ground);
  assert.deepEqual(
    (await look()).filter(({ tenantId }) => [slow, quick].includes(tenantId)),
    [],
  );
  assert.equal((await sealOnce(ground)).held, true);
  finish();
  await slowly;
  await sealAll();
  const logs = (await look()).filter(({ tenantId }) => [slow, quick].includes(tenantId));
  assert.deepEqual(
    logs.map(({ leaves }) => leaves),
    [1, 1],
  );
});

test('a sealing that is cut off leaves nothing, and the next one does the same again', async () => {
  const tenant = randomId();
  await writeOne(tenant);
  const broken = { ...signer, sign: () => assert.fail('the power went') };
  await assert.rejects(async () => {
    for (;;) {
      const { placed } = await sealOnce({ ...ground, signer: broken });
      assert.equal(placed, 0);
      await wait(10);
    }
  }, /the power went/);
  assert.equal(
    (await look()).some(({ tenantId }) => tenantId === tenant),
    false,
  );
  await sealAll();
  assert.equal((await look()).find(({ tenantId }) => tenantId === tenant)?.leaves, 1);
});

test('takes turns: while another process seals, it does nothing', async () => {
  const tenant = randomId();
  await writeOne(tenant);
  await database.transact({}, async (tx) => {
    await sql`select pg_advisory_xact_lock(7205760)`.execute(tx);
    assert.deepEqual(await sealOnce(ground), { placed: 0, held: false, busy: true });
  });
  await sealAll();
});

test('a transaction with more events than one sealing takes is placed in several', async () => {
  const tenant = randomId();
  await database.transact({ tenant }, async (tx) => {
    for (let n = 0; n < 25; n++) await write(tx, tenant);
  });
  await sealAll(10);
  const log = (await look()).find(({ tenantId }) => tenantId === tenant);
  assert.deepEqual(log, { tenantId: tenant, leaves: 25, checkpoints: 3, faults: [] });
});

test('every way of rewriting the log is found', async () => {
  const tenant = randomId();
  for (let n = 0; n < 5; n++) {
    await writeOne(tenant);
    await sealAll();
  }
  const faults = async () => (await look()).find(({ tenantId }) => tenantId === tenant)?.faults ?? [];
  assert.deepEqual(await faults(), []);
  const change = async (change_: string, back: string, expected: RegExp) => {
    await asAdmin(`begin; set local session_replication_role = replica; ${change_}; commit`);
    assert.match((await faults()).join('\n'), expected, change_);
    await asAdmin(`begin; set local session_replication_role = replica; ${back}; commit`);
    assert.deepEqual(await faults(), [], back);
  };
  const own = `tenant_id = '${tenant}'`;
  await change(
    `update audit_event set actor = 'nobody' where ${own} and id = (select event_id from audit_place where ${own} and seq = 2)`,
    `update audit_event set actor = 'system' where ${own}`,
    /place 2: the event does not fit its hash/,
  );
  await change(
    `create table kept as select * from audit_event where ${own}; delete from audit_event where ${own}`,
    `insert into audit_event select * from kept; drop table kept`,
    /its event is gone/,
  );
  await change(
    `create table kept as select * from audit_place where ${own} and seq = 4; delete from audit_place where ${own} and seq = 4`,
    `insert into audit_place select * from kept; drop table kept`,
    /the checkpoint of 5 leaves has only 4 places/,
  );
  await change(
    `update audit_place set seq = seq - 100 where ${own} and seq in (0, 1); update audit_place set seq = 1 - (seq + 100) where ${own} and seq < 0`,
    `update audit_place set seq = seq - 100 where ${own} and seq in (0, 1); update audit_place set seq = 1 - (seq + 100) where ${own} and seq < 0`,
    /the checkpoint of 1 leaves has another root/,
  );
  await change(
    `update audit_checkpoint set day = day + 1 where ${own}`,
    `update audit_checkpoint set day = day - 1 where ${own}`,
    /5 checkpoints are not signed/,
  );
  await change(
    `create table kept as select * from audit_checkpoint where ${own}; delete from audit_checkpoint where ${own}`,
    `insert into audit_checkpoint select * from kept; drop table kept`,
    /places but no checkpoint/,
  );
});

test('a kept checkpoint shows a log that was rewritten from its beginning', async () => {
  const [tenant, gone] = [randomId(), randomId()];
  for (let n = 0; n < 3; n++) await writeOne(tenant);
  await sealAll();
  const of = async (size: number, id: Id, root: Uint8Array = new Uint8Array(32)) => {
    const checkpoint = { tenantId: id, size, day: '2026-03-01', root };
    return { ...checkpoint, signature: signer.sign(checkpoint) };
  };
  // Sealed in pieces, where another database's transaction was the oldest for a moment, there are checkpoints of fewer leaves too.
  const [row] = await asAdmin<{ root: Buffer }>(
    `select root from audit_checkpoint where tenant_id = '${tenant}' and size = 3`,
  );
  const honest = await of(3, tenant, row?.root);
  await writeOne(tenant);
  await sealAll();
  const inspect = async (kept: Awaited<ReturnType<typeof of>>[]) =>
    (await inspectLogs({ database, publicKey: signer.publicKey, kept })).flatMap(({ faults }) => faults);
  assert.deepEqual(await inspect([honest]), []);
  assert.match((await inspect([await of(3, tenant)])).join(), /3 leaves is not the beginning of this log/);
  assert.match((await inspect([await of(9, tenant, row?.root)])).join(), /9 leaves is not the beginning/);
  assert.match((await inspect([{ ...honest, signature: new Uint8Array(64) }])).join(), /was not signed/);
  assert.match((await inspect([await of(2, gone)])).join(), /the whole log is gone/);
});

test('shows nobody a checkpoint of today; the day after, the last one of the day, in the form that log tools know', async () => {
  const tenant = randomId();
  await writeOne(tenant);
  await sealAll();
  await writeOne(tenant);
  await sealAll();
  const server = Fastify();
  auditRoutes(server, { database, clock, publicKey: signer.publicKey });
  const get = async (url: string) => (await server.inject({ url })).body;
  assert.doesNotMatch(await get('/audit/checkpoint'), new RegExp(tenant));
  clock.advance(DAY_MS);
  const notes = readCheckpointNotes(await get('/audit/checkpoint'));
  const own = notes.filter(({ tenantId }) => tenantId === tenant);
  assert.deepEqual(
    own.map(({ size, day }) => [size, day]),
    [[2, '2026-03-01']],
  );
  const isSigned = checkpointVerifier(signer.publicKey);
  assert.ok(notes.every(isSigned));
  assert.match(await get('/audit/key'), /^muntada-audit\+[0-9a-f]{8}\+[A-Za-z0-9+/=]{44}\n$/);
  assert.throws(() => readCheckpointNotes('something else'), /no checkpoint/);
  const [first] = own;
  assert.ok(first);
  assert.deepEqual(readCheckpointNotes(checkpointNote(first, signer.publicKey)), [first]);
  assert.equal(verifierKey(signer.publicKey).split('+').length, 3);
});

test('keeps events five years and no longer, and the tree holds without them; past days keep their last checkpoint', async () => {
  const { openDatabase } = await import('../storage/database.ts');
  const jobs = openDatabase({ connection: connections.jobs, poolSize: 1 });
  const tenant = randomId();
  await database.transact({ tenant }, (tx) => write(tx, tenant, 'test.old', '2019-01-31'));
  await sealAll();
  await writeOne(tenant);
  await sealAll();
  const count = async () => {
    const [row] = await asAdmin<{ n: number }>(
      `select count(*)::int as n from audit_event where tenant_id = '${tenant}'`,
    );
    return row?.n;
  };
  // A sweep whose clock is wrong takes nothing away before its time: the database holds its own clock against it.
  await expireEvents(jobs, () => Date.parse('2090-01-01T00:00:00Z'), '60 months');
  assert.equal(await count(), 1);
  const log = async () => (await look()).find(({ tenantId }) => tenantId === tenant);
  assert.deepEqual(await log(), { tenantId: tenant, leaves: 2, checkpoints: 2, faults: [] });
  await pruneCheckpoints(jobs, () => clock() + DAY_MS);
  assert.deepEqual(await log(), { tenantId: tenant, leaves: 2, checkpoints: 1, faults: [] });
  await writeOne(tenant);
  await sealAll();
  assert.deepEqual((await log())?.faults, []);
  await jobs.close();
});
