import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isProblem } from '../base/problem.ts';
import { exposedCells, possibleValues, systemOf } from './bounds.model.ts';
import { mayPrintTotal, printTable, THRESHOLD, thresholdOf } from './suppression.model.ts';

/** Counts of several half-years: the first index is the half-year, the second the governorate. */
type Series = readonly (readonly number[])[];
/** What a publisher prints of a series; equal texts look the same to everybody. */
type Publisher = (series: Series) => string;

const keyOf = (at: number) => `g${at}`;
const tableOf = (counts: readonly number[], threshold = THRESHOLD) =>
  printTable(
    counts.map((count, at) => ({ key: keyOf(at), count })),
    threshold,
  );

const ours: Publisher = (series) => JSON.stringify(series.map((counts) => tableOf(counts)));
/** Two rules that look right and are not: the planted attacks must find them out. */
const alwaysTotal: Publisher = (series) =>
  JSON.stringify(series.map((counts) => ({ ...tableOf(counts), total: sum(counts) })));
const yearTotals: Publisher = (series) =>
  JSON.stringify([ours(series), series[0]?.map((_, at) => atLeast(sum(series.map((counts) => counts[at] ?? 0))))]);

function atLeast(count: number): number | null {
  return count < THRESHOLD ? null : count;
}

/**
 * Somebody who knows the rule and has everything printed: tries every table for the hidden counts (0 to one above the threshold),
 * keeps those that the publisher would have printed the same, and sees which values each hidden count and total can still have.
 */
function attack(publisher: Publisher, series: Series): { counts: Set<number>[]; totals: Map<number, Set<number>> } {
  const printed = publisher(series);
  const hidden = series.flatMap((counts, year) =>
    counts.flatMap((count, at) => (count < THRESHOLD ? [{ year, at }] : [])),
  );
  const counts = hidden.map(() => new Set<number>());
  const totals = new Map(series.map((_, year) => [year, new Set<number>()]));
  const guess = series.map((each) => [...each]);
  const tryFrom = (next: number): void => {
    const place = hidden[next];
    if (!place) {
      if (publisher(guess) !== printed) return;
      hidden.forEach(({ year, at }, index) => counts[index]?.add(guess[year]?.[at] ?? -1));
      guess.forEach((each, year) => totals.get(year)?.add(sum(each)));
      return;
    }
    const row = guess[place.year] ?? [];
    for (let value = 0; value <= THRESHOLD; value++) {
      row[place.at] = value;
      tryFrom(next + 1);
    }
  };
  tryFrom(0);
  return { counts, totals };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** Whether each hidden count can still be everything from 0 to 4, and each hidden total at least five values. */
function staysHidden(publisher: Publisher, series: Series): boolean {
  const { counts, totals } = attack(publisher, series);
  const hiddenTotals = [...totals].filter(([year]) => tableOf(series[year] ?? []).total === null);
  return (
    counts.every((values) => [0, 1, 2, 3, 4].every((value) => values.has(value))) &&
    hiddenTotals.every(([, values]) => values.size >= 5)
  );
}

const small = fc.integer({ min: 0, max: THRESHOLD - 1 });
const large = fc.integer({ min: THRESHOLD, max: 60 });
/** A half-year of so many small and large counts, mixed. */
const halfYear = (few: number, many: number) =>
  fc
    .tuple(fc.array(small, { minLength: few, maxLength: few }), fc.array(large, { minLength: many, maxLength: many }))
    .chain(([one, other]) => fc.shuffledSubarray([...one, ...other], { minLength: few + many }));

test('refuses counts that are none, keys that stand twice, and more than three dimensions', () => {
  for (const count of [-1, 0.5, NaN, Infinity]) {
    assert.throws(
      () => tableOf([count]),
      (error) => isProblem(error, 'wrong_shape'),
    );
  }
  assert.throws(
    () =>
      printTable([
        { key: 'a', count: 1 },
        { key: 'a', count: 9 },
      ]),
    (error) => isProblem(error),
  );
  for (const dimensions of [0, 4, 1.5])
    assert.throws(
      () => thresholdOf(dimensions),
      (error) => isProblem(error),
    );
  assert.deepEqual([1, 2, 3].map(thresholdOf), [5, 5, 10]);
});

test('zero is hidden like four, five is printed', () => {
  const { cells } = tableOf([0, 4, 5, 6]);
  assert.deepEqual(
    cells.map(({ count }) => count),
    [null, null, 5, 6],
  );
});

test('the total is printed when nothing is hidden, and never with one or two hidden counts', () => {
  assert.equal(tableOf([5, 6, 7]).total, 18);
  for (let one = 0; one < 5; one++) {
    assert.equal(mayPrintTotal([one]), false);
    for (let other = 0; other < 5; other++) assert.equal(mayPrintTotal([one, other]), false);
  }
  assert.equal(tableOf([40, 2, 1, 2]).total, 45);
  assert.equal(tableOf([40, 0, 2, 2]).total, null, 'a remainder of 4 is itself below the threshold');
  assert.equal(tableOf([40, 3, 3, 3]).total, null, 'a remainder of 9 says that nobody has none');
  assert.equal(tableOf([0, 0, 0, 0]).total, null);
});

test('planted attack: total minus parts', () => {
  assert.ok(!staysHidden(alwaysTotal, [[12, 3, 30]]), 'the attacker must see it');
  assert.ok(staysHidden(ours, [[12, 3, 30]]));
  const leaking = new Map([['h', { ...tableOf([12, 3, 30]), total: 45 }]]);
  assert.deepEqual(exposedCells(leaking), ['h/g1']);
  assert.deepEqual(possibleValues(systemOf(leaking), 'h/g1'), [3]);
});

test('planted attack: year minus half-year', () => {
  const series = [
    [12, 9],
    [3, 9],
  ];
  assert.ok(!staysHidden(yearTotals, series), 'the attacker must see it');
  assert.ok(staysHidden(ours, series));
  const halves = systemOf(new Map(series.map((counts, year) => [`h${year}`, tableOf(counts)])));
  const withYear = {
    cells: [...halves.cells, { id: 'year', low: 15, high: 15 }],
    sums: [...halves.sums, { total: 'year', parts: ['h0/g0', 'h1/g0'] }],
  };
  assert.deepEqual(possibleValues(halves, 'h1/g0'), [0, 1, 2, 3, 4]);
  assert.deepEqual(possibleValues(withYear, 'h1/g0'), [3]);
});

test('no table of one half-year lets a hidden count or total be worked out, the rule being known', () => {
  const table = fc
    .integer({ min: 0, max: 5 })
    .chain((few) => fc.integer({ min: 0, max: 3 }).chain((many) => halfYear(few, many)));
  fc.assert(
    fc.property(table, (counts) => staysHidden(ours, [counts])),
    { numRuns: 150 },
  );
});

test('nor do several half-years together', () => {
  const series = fc.tuple(halfYear(2, 1), halfYear(1, 2), halfYear(2, 1));
  const deep = fc.tuple(halfYear(1, 3), halfYear(4, 0));
  fc.assert(
    fc.property(fc.oneof(series, deep), (tables) => staysHidden(ours, tables)),
    { numRuns: 40 },
  );
});

test('every choice of up to four hidden counts, one by one', () => {
  const values = [0, 1, 2, 3, 4];
  const combine = (length: number): number[][] =>
    length === 0 ? [[]] : combine(length - 1).flatMap((rest) => values.map((value) => [...rest, value]));
  for (const length of [1, 2, 3]) {
    for (const hidden of combine(length)) {
      assert.ok(staysHidden(ours, [[...hidden, 25]]), `${hidden.join()} beside 25`);
      assert.ok(staysHidden(ours, [hidden]), `${hidden.join()} alone`);
    }
  }
  for (const hidden of combine(4)) {
    const table = new Map([['h', tableOf([...hidden, 25])]]);
    assert.deepEqual(exposedCells(table), [], hidden.join());
  }
});

test('the same with the threshold of three dimensions', () => {
  const counts = fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(counts, (each) => {
      const table = tableOf(each, thresholdOf(3));
      assert.ok(table.cells.every(({ count }) => count === null || count >= 10));
      assert.ok(table.total === null || table.total >= 10);
      assert.deepEqual(exposedCells(new Map([['h', table]]), 10), []);
    }),
    { numRuns: 100 },
  );
});
