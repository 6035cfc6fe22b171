import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { fixedClock } from '../../test/harness/clock.ts';
import { withDatabase } from '../../test/harness/database.ts';
import { DAY_MS } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import { randomId } from '../base/ids.ts';
import { openDatabase } from '../storage/database.ts';
import { findShreddedLog, readShreddedText, SHREDDED_LOG, shreddedText, shreddingSweeps } from './shredding.ts';

const { connections, asAdmin } = await withDatabase();
const dataDir = mkdtempSync(join(tmpdir(), 'muntada-shredding-'));
const clock = fixedClock(Date.now());
const database = openDatabase({ connection: connections.jobs, poolSize: 1, statementLimitMs: 600_000 });
after(async () => {
  await database.close();
  rmSync(dataDir, { recursive: true });
});
const [minute, night] = shreddingSweeps({ database, clock, dataDir });
const [tenant, desk] = [randomId(), randomId()];
await asAdmin(`insert into place (id, kind, hotlines, names) values ('G', 'governorate', '{federal}', '{}')`);
await asAdmin(`insert into organisation (id, kind, names) values ('${tenant}', 'ngo', '{}')`);
await asAdmin(
  `insert into desk (tenant_id, id, kind, names, governorate_id, police, works_here, must_pass_on, never_without_asking)
   values ('${tenant}', '${desk}', 'women', '{}', 'G', false, '{}', '{}', '{}')`,
);

async function addReport(keyFile: Uint8Array): Promise<Id> {
  const [id, mailbox] = [randomId(), randomId()];
  await asAdmin(`insert into mailbox (id, signing_key) values ($1, $2)`, [mailbox, randomBytes(32)]);
  await asAdmin(
    `insert into report (tenant_id, id, desk_id, mailbox_id, epoch, women, not_police, day, size, digest)
     values ($1, $2, $3, $4, 1, false, false, '2026-01-01', 1, $5)`,
    [tenant, id, desk, mailbox, randomBytes(32)],
  );
  await asAdmin(`insert into report_key values ($1, $2, $3)`, [tenant, id, keyFile]);
  return id;
}

/** Whether bytes stand in the file of the table of keys, as it is on disk. */
async function isInFile(bytes: Buffer): Promise<boolean> {
  await asAdmin('checkpoint');
  const [row] = await asAdmin<{ file: Buffer }>(
    `select pg_read_binary_file(pg_relation_filepath('report_key')) as file`,
  );
  return row?.file.includes(bytes) ?? false;
}

const log = async () => readShreddedText((await findShreddedLog(join(dataDir, SHREDDED_LOG))) ?? '');

test('a log with a damaged line is refused', () => {
  assert.throws(() => readShreddedText('2026-01-01 report nobody expired\n'), /Line 1 of shredded.log is damaged/);
  assert.throws(() => readShreddedText(`2026-01-01 report ${randomId()}\n`), /Line 1/);
  const good = { day: '2026-01-01', kind: 'report', id: randomId(), state: 'expired' } as const;
  assert.deepEqual(readShreddedText(shreddedText([good])), [good]);
});

test('a key that was only moved is not written down', async () => {
  const id = await addReport(randomBytes(300));
  await asAdmin(`begin; create temp table moving on commit drop as select * from report_key where report_id = '${id}';
    delete from report_key where report_id = '${id}'; insert into report_key select * from moving; commit`);
  await minute?.run();
  assert.deepEqual(await log(), []);
  assert.equal((await asAdmin('select 1 from report_key where report_id = $1', [id])).length, 1);
});

test('the bytes of a destroyed key leave the table file and its id enters the log, once', async () => {
  const [gone, kept] = [randomBytes(400), randomBytes(400)];
  const id = await addReport(gone);
  await addReport(kept);
  assert.deepEqual([await isInFile(gone), await isInFile(kept)], [true, true]);
  await asAdmin(`begin; set local app.tenant = '${tenant}'; update report set state = 'expired' where id = '${id}';
    delete from report_key where report_id = '${id}'; commit`);
  assert.equal(await isInFile(gone), true);
  await minute?.run();
  // Whatever else looked at the table meanwhile may hold the bytes through the first of the three passes.
  for (let pass = 1; pass < 3 && (await isInFile(gone)); pass++) {
    await wait(500);
    await minute?.run();
  }
  assert.deepEqual([await isInFile(gone), await isInFile(kept)], [false, true]);
  assert.deepEqual(
    (await log()).map((each) => [each.kind, each.id, each.state]),
    [['report', id, 'expired']],
  );
  const path = join(dataDir, SHREDDED_LOG);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  const before = [readFileSync(path, 'utf8'), statSync(path).ino];
  await minute?.run();
  await night?.run();
  assert.deepEqual([readFileSync(path, 'utf8'), statSync(path).ino], before, 'nothing new: nothing is written');
});

test('ids are forgotten once no backup can hold their key', async () => {
  assert.equal((await log()).length, 1);
  clock.advance(401 * DAY_MS);
  await minute?.run();
  assert.deepEqual(await log(), []);
});
