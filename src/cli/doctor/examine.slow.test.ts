import assert from 'node:assert/strict';
import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { withApplication } from '../../../test/harness/application.ts';
import { MIGRATIONS } from '../../../test/harness/database.ts';
import { checkpointSignerOf } from '../../audit/checkpoint.ts';
import { findUnsealed } from '../../audit/inspect.ts';
import { record } from '../../audit/queries.ts';
import { sealOnce } from '../../audit/sealer.ts';
import { toBase64url } from '../../base/bytes.ts';
import { systemClock } from '../../base/clock.ts';
import { newSigningKey } from '../../crypto/sign.ts';
import { SHREDDED_LOG } from '../../jobs/shredding.ts';
import type { ExamineOptions } from './examine.ts';
import { examine } from './examine.ts';

const { database, connections, installed, asAdmin } = await withApplication();
const dataDir = mkdtempSync(join(tmpdir(), 'muntada-doctor-'));
after(() => rmSync(dataDir, { recursive: true }));
writeFileSync(join(dataDir, SHREDDED_LOG), '');
const signer = checkpointSignerOf(new Uint8Array(32).fill(5));
const roots = installed.roots.map(({ organisation, root }) => ({
  organisation,
  publicKey: toBase64url(root.public),
  minVersion: 1,
}));
const tenantId = installed.desks[0]?.desk.organisationId ?? '';

const look = async (changed: Partial<ExamineOptions> = {}) =>
  examine({
    connections,
    dataDir,
    migrations: MIGRATIONS,
    roots,
    publicKey: signer.publicKey,
    kept: [],
    clock: systemClock,
    patienceMs: 50,
    log: () => undefined,
    ...changed,
  });
const faultsOf = async (changed?: Partial<ExamineOptions>) =>
  (await look(changed)).filter(({ state }) => state === 'fault').map(({ what, says }) => `${what}: ${says}`);

async function sealAll(): Promise<void> {
  while ((await findUnsealed(database)).size > 0) {
    const { placed } = await sealOnce({ database, clock: systemClock, signer });
    if (placed === 0) await wait(20);
  }
}

test('tells of events that wait for their seal longer than they may', async () => {
  await database.transact({ tenant: tenantId }, (tx) =>
    record(tx, { tenantId, day: '2026-03-01', actor: 'system', verb: 'test.done', object: 'x' }),
  );
  assert.match((await faultsOf()).join(), /audit seal: \d+ events have waited for over a minute/);
  await sealAll();
  assert.deepEqual(await faultsOf(), []);
});

test('tells of a log that was changed', async () => {
  await asAdmin(`update audit_event set actor = 'nobody' where verb = 'test.done'`);
  assert.match((await faultsOf()).join(), /audit: .*the event does not fit its hash/);
  await asAdmin(`update audit_event set actor = 'system' where verb = 'test.done'`);
  const other = checkpointSignerOf(new Uint8Array(32).fill(6));
  assert.match((await faultsOf({ publicKey: other.publicKey })).join(), /not signed by this installation's key/);
});

test('tells of a schema that does not fit the code, and looks at nothing that depends on it', async () => {
  const folder = join(dataDir, 'migrations');
  cpSync(MIGRATIONS, folder, { recursive: true });
  writeFileSync(join(folder, '9000-later.sql'), 'select 1;');
  const waiting = await look({ migrations: folder });
  assert.deepEqual(
    waiting.filter(({ state }) => state !== 'ok').map(({ what, says }) => [what, says]),
    [['schema', '1 migrations wait for the next start: 9000-later.sql']],
  );
  appendFileSync(join(folder, '0002-audit.sql'), '-- changed');
  assert.match(
    (await faultsOf({ migrations: folder })).join(),
    /schema: .*0002-audit.sql was changed after it was applied/,
  );
});

test('tells of a directory that no browser would believe: another root, another record, other keys in force, no root', async () => {
  const publicKey = toBase64url((await newSigningKey()).public);
  const stranger = roots.map((root) => ({ ...root, publicKey }));
  assert.equal(
    (await faultsOf({ roots: stranger })).filter((each) => /directory_refused/.test(each)).length,
    roots.length,
  );
  const younger = roots.map((root) => ({ ...root, minVersion: 2 }));
  assert.match((await faultsOf({ roots: younger })).join(), /directory_went_back/);
  const unknown = await look({ roots: [] });
  assert.equal(
    unknown.filter(({ what, state }) => what === 'key directory' && state === 'warning').length,
    roots.length,
  );

  await asAdmin(`update desk_record set record = jsonb_set(record, '{governorateId}', '"X"') where tenant_id = $1`, [
    tenantId,
  ]);
  assert.match((await faultsOf()).join(), new RegExp(`${tenantId}, version 1: directory_refused`));
  await asAdmin(
    `update desk_record set record = jsonb_set(record, '{governorateId}', to_jsonb(governorate_id))
       from desk where desk.id = desk_id and desk_record.tenant_id = $1`,
    [tenantId],
  );
  assert.deepEqual(await faultsOf(), []);
  await asAdmin(`update desk set epoch = epoch + 1 where tenant_id = $1`, [tenantId]);
  assert.match((await faultsOf()).join(), /open desks have other keys than what is signed/);
  await asAdmin(`update desk set epoch = epoch - 1 where tenant_id = $1`, [tenantId]);
});

test('tells of holes in row security', async () => {
  await asAdmin('alter table report_key no force row level security');
  assert.match((await faultsOf()).join(), /row security: the table report_key lets its owner past/);
  await asAdmin('alter table report_key force row level security');
});

test('says of a whole installation that all is well, and prints the key of the audit log', async () => {
  const findings = await look();
  assert.deepEqual(
    findings.filter(({ state }) => state !== 'ok'),
    [],
  );
  assert.deepEqual(
    [...new Set(findings.map(({ what }) => what))],
    ['database', 'schema', 'row security', 'audit', 'audit key', 'audit seal', 'key directory', 'disk', 'shredded.log'],
  );
});
