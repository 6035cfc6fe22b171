import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { withDatabase } from '../../test/harness/database.ts';
import { seedReference } from '../directory/index.ts';
import { readStatistics } from '../results/index.ts';
import { openDatabase } from '../storage/database.ts';
import { illustrativeStubs, seedStatistics } from './statistics.ts';

const { database, connections, asAdmin } = await withDatabase();
const migrator = openDatabase({ connection: connections.migrator, poolSize: 1 });
await migrator.transact({}, seedReference);
await migrator.close();
const jobs = openDatabase({ connection: connections.jobs, poolSize: 1 });
after(() => jobs.close());

test('no stub tells more than a stub may: no name, no day, no place below the governorate', () => {
  const [stub] = illustrativeStubs('2026-H1', 1);
  assert.ok(stub);
  assert.deepEqual(
    Object.keys(stub).filter((key) => /name|day|date|time|district|phone|report|case|desk/.test(key)),
    ['days_open_band'],
  );
});

test('the same half-year gives the same stubs, another one others; ids never repeat', () => {
  assert.deepEqual(illustrativeStubs('2026-H1', 1), illustrativeStubs('2026-H1', 1));
  const ids = ['2025-H2', '2026-H1'].flatMap((halfYear) => illustrativeStubs(halfYear, 1).map((stub) => stub.stub_id));
  assert.equal(new Set(ids).size, ids.length);
});

test('is released by the same function as real reports: printed and withheld counts, a withheld total, no stub left', async () => {
  await seedStatistics(database, jobs, '2026-11-21');
  const { releases } = await readStatistics(database.direct);
  assert.deepEqual(
    releases.map(({ halfYear, releasedOn }) => [halfYear, releasedOn]),
    [
      ['2026-H1', '2026-07-30'],
      ['2025-H2', '2026-01-30'],
      ['2025-H1', '2025-07-30'],
      ['2024-H2', '2025-01-30'],
      ['2024-H1', '2024-07-30'],
    ],
  );
  for (const { cells, illustrative } of releases) {
    assert.ok(illustrative);
    assert.equal(cells.length, 19);
    assert.ok(cells.some(({ count }) => count === null) && cells.some(({ count }) => count !== null));
  }
  assert.ok(releases.some(({ total }) => total === null) && releases.some(({ total }) => total !== null));
  assert.equal((await asAdmin('select from stat_stub')).length, 0);
});

test('the forum’s 6 and 18 are cited with place, period and source, three times as many (fact F1)', async () => {
  const { figures, comparisons } = await readStatistics(database.direct);
  const forum = figures.filter(({ place }) => place.en === 'Bashiqa, Nineveh');
  assert.deepEqual(
    forum.map(({ value, from, until }) => [value, from, until]),
    [
      [6, '2022-01-01', '2022-06-30'],
      [18, '2022-07-01', '2022-12-31'],
    ],
  );
  assert.ok(forum.every(({ source }) => source.en.includes('Bashiqa')));
  const [compared] = comparisons;
  assert.ok(compared);
  assert.deepEqual(
    [compared.ratio, compared.low, compared.high, compared.p].map((each) => each.toFixed(6)),
    ['3.000000', '1.140811', '9.232230', '0.022656'],
  );
});

test('trust, staff and forums are cited as their article gives them, in three languages (facts F3, F4)', async () => {
  const { figures } = await readStatistics(database.direct);
  const others = figures.filter(({ place }) => place.en !== 'Bashiqa, Nineveh');
  assert.deepEqual(
    others.map(({ form, value, upto }) => [form, value, upto]),
    [
      ['count', 43, null],
      ['count', 20, 25],
      ['percent', 74, null],
      ['about', 90, null],
      ['count', 9, null],
    ],
  );
  for (const { period, what, place, source } of figures) {
    for (const text of [what, place, source, ...(period ? [period] : [])]) assert.ok(text.ar && text.ckb && text.en);
    assert.match(source.en, /IOM Iraq|United Nations Iraq|Peace and Freedom Organization/);
  }
});
