import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { withDatabase } from '../../../test/harness/database.ts';
import { checkpointSignerOf } from '../../audit/checkpoint.ts';
import { inspectLogs } from '../../audit/inspect.ts';
import { record } from '../../audit/queries.ts';
import { sealOnce } from '../../audit/sealer.ts';
import { systemClock } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { newIdentity } from '../../crypto/age.ts';
import type { Shredded } from '../../jobs/shredded.queries.ts';
import { openBlobs } from '../../storage/blobs.ts';
import type { RestoreOptions } from './restore.ts';
import { restoreBackup } from './restore.ts';
import { connectOnce } from '../../storage/connection.ts';
import { listTables } from './tables.queries.ts';
import { expireKeyParts, partsOf, writeBackup } from './write.ts';

const source = await withDatabase();
const target = await withDatabase();
const folder = mkdtempSync(join(tmpdir(), 'muntada-backup-'));
after(() => rmSync(folder, { recursive: true }));
const { identity, recipient } = await newIdentity();
const signer = checkpointSignerOf(new Uint8Array(32).fill(3));
const day = '2026-03-01';
const [tenant, desk, account] = [randomId(), randomId(), randomId()];
const file = join(folder, 'backup.age');
const blobsOf = async (name: string) => openBlobs({ folder: join(folder, name), clock: systemClock, reserveBytes: 0 });
const blobs = await blobsOf('blobs');
const log: string[] = [];

async function addReport(keyFile: Uint8Array = randomBytes(300)): Promise<Id> {
  const [id, mailbox] = [randomId(), randomId()];
  await source.asAdmin(`insert into mailbox (id, signing_key) values ($1, $2)`, [mailbox, randomBytes(32)]);
  await source.asAdmin(
    `insert into report (tenant_id, id, desk_id, mailbox_id, epoch, women, not_police, day, size, digest, summary)
     values ($1, $2, $3, $4, 1, false, false, '2026-01-01', 1, $5, $6)`,
    [tenant, id, desk, mailbox, randomBytes(32), randomBytes(100)],
  );
  await source.asAdmin(`insert into report_key values ($1, $2, $3)`, [tenant, id, keyFile]);
  await source.asAdmin(`insert into report_body values ($1, $2)`, [id, randomBytes(4_000)]);
  await source.asAdmin(
    `insert into report_message (tenant_id, report_id, id, side, seq, place, day, body, digest)
     values ($1, $2, $3, 'reporter', 1, 1, '2026-01-01', $4, $5)`,
    [tenant, id, randomId(), randomBytes(4_000), randomBytes(32)],
  );
  return id;
}

const names = JSON.stringify({ ar: 'مثال "توضيحي"\t\\', ckb: 'نموونە', en: 'illustrative' });
await source.asAdmin(
  `insert into place (id, kind, hotlines, names, search_keys) values ('G', 'governorate', '{federal}', $1, '{a,"b c"}')`,
  [names],
);
await source.asAdmin(`insert into organisation (id, kind, names) values ($1, 'ngo', $2)`, [tenant, names]);
await source.asAdmin(`insert into organisation (id, kind, names, parent_id) values ($1, 'ngo', $2, $3)`, [
  randomId(),
  names,
  tenant,
]);
await source.asAdmin(
  `insert into desk (tenant_id, id, kind, names, governorate_id, police, works_here, must_pass_on, never_without_asking)
   values ($1, $2, 'women', $3, 'G', false, '{}', '{}', '{}')`,
  [tenant, desk, names],
);
await source.asAdmin(
  `insert into account (tenant_id, id, login, display_name, sex, state) values ($1, $2, 'a', 'مثال', 'woman', 'invited')`,
  [tenant, account],
);
const kept = await addReport();
const ofCase = randomId();
await source.asAdmin(`insert into case_key values ($1, $2, $3, $4, false, 1, 'wrapped')`, [tenant, ofCase, kept, desk]);
await source.asAdmin(`insert into case_note values ($1, $2, $3, $4, '2026-01-01', 1, 'sealed')`, [
  tenant,
  ofCase,
  randomId(),
  account,
]);
for (let n = 0; n < 300; n++) await addReport();
await blobs.put(randomId(), randomBytes(2_000_000));
await blobs.put(randomId(), new Uint8Array());
await source.database.transact({ tenant }, (tx) =>
  record(tx, { tenantId: tenant, day, actor: 'system', verb: 'test.done', object: 'x' }),
);
for (let placed = 0; placed === 0; await wait(10)) {
  ({ placed } = await sealOnce({ database: source.database, clock: systemClock, signer }));
}
// One more that no sealer has seen.
await source.database.transact({ tenant }, (tx) =>
  record(tx, { tenantId: tenant, day, actor: 'system', verb: 'test.done', object: 'y' }),
);

const backUp = async (to = file) =>
  writeBackup({
    connection: source.connections.migrator,
    blobs,
    blobsFolder: join(folder, 'blobs'),
    file: to,
    recipients: [recipient],
    today: day,
    auditKey: 'key',
    log: (line) => log.push(line),
  });

async function restoreInto(at: typeof target, options: Partial<RestoreOptions> = {}, name = 'restored') {
  return restoreBackup({
    connection: at.connections.migrator,
    blobs: await blobsOf(name),
    file,
    identities: [identity],
    shredded: [],
    auditKey: 'key',
    otherSecret: false,
    withoutKeys: false,
    log: (line) => log.push(line),
    ...options,
  });
}

async function rowsOf(database: typeof source) {
  const client = await connectOnce(database.connections.admin);
  const tables: Record<string, unknown> = {};
  for (const { name, columns } of await listTables(client)) {
    const list = columns.map((column) => `"${column}"`).join(', ');
    const { rows } = await client.query<{ row: string }>(
      `select row_to_json(t)::text as row from (select ${list} from ${name}) t order by 1`,
    );
    tables[name] = rows.map(({ row }) => row);
  }
  await client.end();
  return tables;
}

test('a backup overwrites nothing and leaves nothing behind when it fails', async () => {
  for (const name of Object.values(partsOf(join(folder, 'there.age')))) {
    writeFileSync(name, 'mine');
    await assert.rejects(backUp(join(folder, 'there.age')), /is there already: nothing is overwritten/);
    assert.equal(readFileSync(name, 'utf8'), 'mine');
    rmSync(name);
  }
  const failing = writeBackup({
    connection: source.connections.migrator,
    blobs,
    blobsFolder: join(folder, 'nowhere'),
    file: join(folder, 'cut.age'),
    recipients: [recipient],
    today: day,
    auditKey: 'key',
    log: () => undefined,
  });
  await assert.rejects(failing, /ENOENT/);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('cut') || name.startsWith('there')),
    [],
  );
});

test('nothing readable stands in it: neither rows nor names of tables', async () => {
  const summary = await backUp();
  assert.equal(summary.blobs, 2);
  for (const path of [file, `${file}.keys`]) {
    const bytes = readFileSync(path);
    for (const word of ['report', 'illustrative', kept, 'tables/']) assert.ok(!bytes.includes(word), word);
  }
  assert.match(
    readFileSync(`${file}.sha256`, 'utf8'),
    /^[0-9a-f]{64} {2}backup\.age\n[0-9a-f]{64} {2}backup\.age\.keys\n$/,
  );
  assert.ok(
    log.some((line) => /table \d+ of \d+: report, 301 rows/.test(line)),
    log.join('\n'),
  );
});

test('a restore is refused, and leaves the database empty: another identity, another secret, damage, other halves, no keys', async () => {
  const stranger = await newIdentity();
  await assert.rejects(restoreInto(target, { identities: [stranger.identity] }), /does not open with this identity/);
  await assert.rejects(restoreInto(target, { auditKey: 'another' }), /another secret file/);
  await assert.rejects(restoreInto(target, { file: join(folder, 'none.age') }), /There is no backup/);

  const other = join(folder, 'other.age');
  await backUp(other);
  copyFileSync(`${file}.keys`, `${other}.keys`);
  await assert.rejects(restoreInto(target, { file: other }), /is damaged: its SHA-256/);
  rmSync(`${other}.sha256`);
  await assert.rejects(restoreInto(target, { file: other }), /belong to different backups/);
  copyFileSync(file, `${other}.keys`);
  await assert.rejects(restoreInto(target, { file: other }), /is not the part with the keys/);
  rmSync(`${other}.keys`);
  await assert.rejects(restoreInto(target, { file: other }), /keys is missing/);

  const whole = readFileSync(file);
  for (const [at, spoilt] of [whole.subarray(0, whole.length - 70_000), Buffer.from(whole)].entries()) {
    if (at === 1) spoilt[Math.floor(spoilt.length / 2)] = (spoilt[Math.floor(spoilt.length / 2)] ?? 0) ^ 1;
    writeFileSync(join(folder, 'spoilt.age'), spoilt);
    copyFileSync(`${file}.keys`, join(folder, 'spoilt.age.keys'));
    await assert.rejects(restoreInto(target, { file: join(folder, 'spoilt.age') }, `spoilt${at}`), /envelope_damaged/);
  }
  assert.deepEqual(await target.asAdmin('select 1 from organisation'), []);
  const unforced = await target.asAdmin(`select 1 from pg_class where relrowsecurity and not relforcerowsecurity`);
  assert.deepEqual(unforced, [], 'row security is back over the owner');
});

test('restored into an empty database it gives the same rows in every table and the same blobs; a second time is refused', async () => {
  const summary = await restoreInto(target);
  assert.equal(summary.shredded, 0);
  assert.deepEqual(await rowsOf(target), await rowsOf(source));
  const listed = (name: string) =>
    readdirSync(join(folder, name), { recursive: true })
      .map(String)
      .filter((each) => each.length > 36)
      .sort();
  assert.deepEqual(listed('restored'), listed('blobs'));
  for (const name of listed('blobs')) {
    assert.ok(readFileSync(join(folder, 'restored', name)).equals(readFileSync(join(folder, 'blobs', name))));
  }
  await assert.rejects(restoreInto(target), /The database is not empty/);
  const unforced = await target.asAdmin(`select 1 from pg_class where relrowsecurity and not relforcerowsecurity`);
  assert.deepEqual(unforced, []);
});

test('in the restored database the audit log goes on: what waited is sealed, the tree holds', async () => {
  for (let placed = 0; placed === 0; await wait(10)) {
    ({ placed } = await sealOnce({ database: target.database, clock: systemClock, signer }));
  }
  const logs = await inspectLogs({ database: target.database, publicKey: signer.publicKey });
  assert.deepEqual(logs, [{ tenantId: tenant, leaves: 2, checkpoints: 2, faults: [] }]);
});

test('what was shredded after the backup never comes back, whether the log or a later sweep says so', async () => {
  const again = await withDatabase();
  const shredded: Shredded[] = [
    { kind: 'report', id: kept, day, state: 'expired' },
    { kind: 'case', id: ofCase, day, state: 'destroyed' },
  ];
  const summary = await restoreInto(again, { shredded }, 'again');
  assert.equal(summary.shredded, 3);
  assert.deepEqual(await again.asAdmin('select 1 from case_key union all select 1 from case_note'), []);
  const [row] = await again.asAdmin(
    `select state, summary,
            (select count(*)::int from report_key where report_id = id) as keys,
            (select count(*)::int from report_body where report_id = id) as bodies,
            (select count(*)::int from report_message where report_id = report.id) as messages
       from report where id = $1`,
    [kept],
  );
  assert.deepEqual(row, { state: 'expired', summary: null, keys: 0, bodies: 0, messages: 0 });
  assert.equal((await again.asAdmin('select 1 from report_key')).length, 300);
  const others = await again.asAdmin(
    `select 1 from report join report_body on report_id = id where state = 'received'`,
  );
  assert.equal(others.length, 300);
  assert.equal((await again.asAdmin('select 1 from shredded where id = $1', [kept])).length, 1);
});

test('parts with keys older than thirty days go; everything else in the folder stays', async () => {
  const old = join(folder, 'old.age.keys');
  const strange = join(folder, 'house.keys');
  copyFileSync(`${file}.keys`, old);
  writeFileSync(strange, 'no backup');
  const past = new Date(systemClock() - 31 * 86_400_000);
  for (const path of [old, strange, file]) utimesSync(path, past, past);
  assert.deepEqual(await expireKeyParts(folder, systemClock, 30), ['old.age.keys']);
  assert.ok(existsSync(strange) && existsSync(file) && existsSync(`${file}.keys`) && !existsSync(old));
});
