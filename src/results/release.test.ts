import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { withDatabase } from '../../test/harness/database.ts';
import { randomId } from '../base/ids.ts';
import { isProblem } from '../base/problem.ts';
import { listPlaces, seedReference } from '../directory/index.ts';
import { openDatabase } from '../storage/database.ts';
import { readStatistics, releaseDue, releaseHalfYear } from './index.ts';
import { dueHalfYears, dueSince, isDue, lastDayOf, releaseDayOf } from './release.model.ts';

const { database, connections, asAdmin } = await withDatabase();
const migrator = openDatabase({ connection: connections.migrator, poolSize: 1 });
await migrator.transact({}, seedReference);
await migrator.close();
const jobs = openDatabase({ connection: connections.jobs, poolSize: 2 });
after(() => jobs.close());

const DUE = Date.parse('2026-07-30T00:00:00+03:00');
const GOVERNORATES = (await listPlaces(database.direct, null)).map(({ id }) => id);

/** Counts reports of one governorate and half-year, as the job does. */
async function addReceived(halfYear: string, governorateId: string, count: number): Promise<void> {
  await asAdmin(
    `insert into stat_counter values ($1, $2, $3)
     on conflict (half_year, governorate_id) do update set count = stat_counter.count + excluded.count`,
    [halfYear, governorateId, count],
  );
}

/** Counts reports, and puts stubs of as many in, as desks send them. */
async function addStubs(halfYear: string, governorateId: string, count: number): Promise<void> {
  await addReceived(halfYear, governorateId, count);
  for (let n = 0; n < count; n++) {
    await asAdmin(
      `insert into stat_stub (stub_id, half_year, governorate_id, e_extortion_facet, gbv_type, age_band, sex, residence_status,
         channel, delay_band, perpetrator_kind, services_offered, referral_outcome, closure_reason, days_open_band, satisfaction,
         woman_worker_asked, woman_worker_given)
       values ($1, $2, $3, 'moneyDemand', null, '18-24', 'woman', 'resident', 'app', '1-4h', 'unknown', '{takedown,legal}', '{}',
         'resolved', '1-3', 3, true, true)`,
      [randomId(), halfYear, governorateId],
    );
  }
}

const rows = async (table: string) => Number((await asAdmin(`select count(*) as n from ${table}`))[0]?.['n']);

test('a half-year is not released before its thirtieth day, nor twice; nothing is kept of the attempt', async () => {
  await addStubs('2026-H1', 'IQG02', 9);
  for (const early of [Date.parse('2026-06-30T20:59:00Z'), DUE - 1]) {
    await assert.rejects(
      jobs.transact({}, (tx) => releaseHalfYear(tx, '2026-H1', early)),
      (error) => isProblem(error, 'transition_refused'),
    );
  }
  assert.equal(await rows('release'), 0);
  assert.equal(await rows('stat_stub'), 9);
  await jobs.transact({}, (tx) => releaseHalfYear(tx, '2026-H1', DUE));
  await assert.rejects(
    jobs.transact({}, (tx) => releaseHalfYear(tx, '2026-H1', DUE)),
    (error) => isProblem(error, 'transition_refused'),
  );
  assert.equal(await rows('release'), 1);
});

test('the process may neither read stubs nor write a release; the jobs may not change one', async () => {
  await assert.rejects(
    database.transact({}, (tx) => releaseHalfYear(tx, '2025-H1', DUE)),
    /42501/,
  );
  const may = await asAdmin<{ role: string; verb: string; relation: string }>(
    `select role, verb, relation
     from unnest(array['muntada_app', 'muntada_jobs']) role,
       unnest(array['select', 'insert', 'update', 'delete', 'truncate']) verb,
       unnest(array['release', 'release_cell', 'stub_cube', 'stat_stub']) relation
     where has_table_privilege(role, relation, verb)`,
  );
  const lines = may.map(({ role, verb, relation }) => `${role} ${relation} ${verb}`);
  for (const line of lines) assert.doesNotMatch(line, /release(?:_cell)? (?:update|delete|truncate)/);
  assert.ok(!lines.includes('muntada_app stat_stub select'), 'the process reads no stub');
  assert.ok(!lines.includes('muntada_app release insert'));
  assert.ok(lines.includes('muntada_app release select'));
});

test('the table itself holds no number below five, whatever the code does', async () => {
  for (const table of [`release values ('2001-H1', '2001-07-30', 4)`, `release_cell values ('2026-H1', 'IQG99', 4)`]) {
    await assert.rejects(asAdmin(`insert into ${table}`), /check constraint/);
  }
});

test('prints by the rules, folds the stubs and deletes them', async () => {
  await addStubs('2025-H2', 'IQG08', 12);
  await addStubs('2025-H2', 'IQG15', 5);
  await addStubs('2025-H2', 'IQG01', 3);
  await addReceived('2025-H2', 'IQG01', 1);
  await addReceived('2025-H2', 'IQG10', 2);
  const release = await jobs.transact({}, (tx) => releaseHalfYear(tx, '2025-H2', DUE, { illustrative: true }));
  const count = (id: string) => release.cells.find(({ key }) => key === id)?.count;
  assert.deepEqual(
    [count('IQG08'), count('IQG15'), count('IQG01'), count('IQG10'), count('IQ-HA')],
    [12, 5, null, null, null],
  );
  assert.equal(release.total, 23, 'sixteen governorates share a remainder of 6');
  assert.deepEqual(
    release.cells.map(({ key }) => key).sort(),
    [...GOVERNORATES].sort(),
    'all are there, also without a report',
  );
  assert.equal(await rows(`stat_stub where half_year = '2025-H2'`), 0);
  assert.equal(await rows(`stat_counter where half_year = '2025-H2'`), 0);
  const cubes = await asAdmin<{ dimensions: string; keys: string[]; count: number }>(
    `select * from stub_cube where half_year = '2025-H2'`,
  );
  const cube = (dimensions: string) =>
    cubes.filter((each) => each.dimensions === dimensions).map((each) => [each.keys, each.count]);
  assert.deepEqual(cube('sex'), [[['woman'], 20]]);
  assert.deepEqual(
    cube('governorate,eExtortionFacet'),
    [[['IQG08', 'moneyDemand'], 12]],
    'five and three are too few for three dimensions',
  );
  assert.ok(cubes.every((each) => each.keys.length <= 2 && each.count >= 5));
});

test('stubs alone are no reports received: what is printed was counted on arrival', async () => {
  await addReceived('2023-H2', 'IQG02', 6);
  await addStubs('2023-H2', 'IQG15', 5);
  await asAdmin(`delete from stat_counter where half_year = '2023-H2' and governorate_id = 'IQG15'`);
  const release = await jobs.transact({}, (tx) => releaseHalfYear(tx, '2023-H2', DUE));
  const count = (id: string) => release.cells.find(({ key }) => key === id)?.count;
  assert.deepEqual([count('IQG02'), count('IQG15'), release.total], [6, null, null]);
  await asAdmin(`delete from release_cell where half_year = '2023-H2'`);
  await asAdmin(`delete from stub_cube where half_year = '2023-H2'`);
  await asAdmin(`delete from release where half_year = '2023-H2'`);
});

test('what is read is what was released, the newest first', async () => {
  const { releases } = await readStatistics(database.direct);
  assert.deepEqual(
    releases.map(({ halfYear, releasedOn, illustrative, total }) => [halfYear, releasedOn, illustrative, total]),
    [
      ['2026-H1', '2026-07-30', false, null],
      ['2025-H2', '2026-07-30', true, 23],
    ],
  );
});

test('the job releases what is due, once, also a half-year without a report, and deletes what came too late', async () => {
  await addStubs('2025-H2', 'IQG08', 2);
  await addStubs('2024-H2', 'IQG08', 8);
  await addStubs('2026-H2', 'IQG08', 1);
  assert.deepEqual(await releaseDue(jobs, DUE), ['2024-H2', '2025-H1']);
  assert.deepEqual(await releaseDue(jobs, DUE), []);
  assert.equal(await rows('stat_stub'), 1, 'the running half-year waits');
  assert.equal((await asAdmin(`select half_year from release_start`))[0]?.['half_year'], '2026-H2');
  const { releases } = await readStatistics(database.direct);
  const empty = releases.find(({ halfYear }) => halfYear === '2025-H1');
  assert.ok(empty?.total === null && empty.cells.length === 19 && empty.cells.every(({ count }) => count === null));
  assert.equal(releases.find(({ halfYear }) => halfYear === '2025-H2')?.total, 23, 'a release never changes');
});

test('two jobs at once release a half-year once', async () => {
  await addStubs('2024-H1', 'IQG08', 7);
  const both = await Promise.allSettled(
    [1, 2].map(() => jobs.transact({}, (tx) => releaseHalfYear(tx, '2024-H1', DUE))),
  );
  assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.equal(await rows(`release where half_year = '2024-H1'`), 1);
});

test('half-years end in June and December, in Baghdad', () => {
  assert.deepEqual(['2026-H1', '2026-H2'].map(lastDayOf), ['2026-06-30', '2026-12-31']);
  assert.deepEqual(['2026-H1', '2026-H2'].map(releaseDayOf), ['2026-07-30', '2027-01-30']);
  assert.equal(isDue('2026-H1', DUE), true);
  assert.equal(isDue('2026-H1', DUE - 1), false);
  assert.deepEqual(dueSince('2025-H1', '2026-07-29'), ['2025-H1', '2025-H2']);
  assert.deepEqual(dueSince('2026-H2', '2026-07-29'), []);
  assert.deepEqual(dueHalfYears('2026-07-29', 2), ['2025-H1', '2025-H2']);
  assert.deepEqual(dueHalfYears('2026-07-30', 3), ['2025-H1', '2025-H2', '2026-H1']);
});
