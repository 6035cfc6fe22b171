import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isProblem } from '../base/problem.ts';
import type { System } from './bounds.model.ts';
import { possibleValues } from './bounds.model.ts';

const IDS = ['a', 'b', 'c', 'd', 'total', 'year'];

/** Every table within the bounds, and those of them in which all sums are right: slow, and beyond doubt. */
function byTryingAll({ cells, sums }: System, id: string): number[] {
  const found = new Set<number>();
  const values = new Map<string, number>();
  const tryFrom = (at: number): void => {
    const cell = cells[at];
    if (!cell) {
      const fits = sums.every(
        ({ total, parts }) => values.get(total) === parts.reduce((sum, part) => sum + (values.get(part) ?? 0), 0),
      );
      if (fits) found.add(values.get(id) ?? -1);
      return;
    }
    for (let value = cell.low; value <= cell.high; value++) {
      values.set(cell.id, value);
      tryFrom(at + 1);
    }
  };
  tryFrom(0);
  return [...found].sort((one, other) => one - other);
}

test('a sum of cells that nobody named is refused', () => {
  const system = { cells: [{ id: 'a', low: 0, high: 4 }], sums: [{ total: 'gone', parts: ['a'] }] };
  assert.throws(
    () => possibleValues(system, 'a'),
    (error) => isProblem(error, 'wrong_shape'),
  );
});

test('a contradiction leaves no value', () => {
  const cells = [
    { id: 'a', low: 0, high: 4 },
    { id: 'total', low: 9, high: 9 },
  ];
  assert.deepEqual(possibleValues({ cells, sums: [{ total: 'total', parts: ['a'] }] }, 'a'), []);
});

test('gaps are found, not only ends: two sums that share cells', () => {
  // a + b = 2c and a = b, so that a + b is even
  const cells = [
    { id: 'a', low: 0, high: 3 },
    { id: 'b', low: 0, high: 3 },
    { id: 'both', low: 0, high: 6 },
  ];
  const sums = [
    { total: 'both', parts: ['a', 'b'] },
    { total: 'both', parts: ['a', 'a'] },
  ];
  assert.deepEqual(possibleValues({ cells, sums }, 'both'), [0, 2, 4, 6]);
});

test('agrees with trying all tables, on random cells and overlapping sums', () => {
  const small = fc.integer({ min: 0, max: 4 });
  const slack = fc.tuple(fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }));
  const some = <Id extends string>(...ids: Id[]) => fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1 });
  const system = fc
    .record({
      values: fc.tuple(small, small, small, small),
      slacks: fc.array(slack, { minLength: IDS.length, maxLength: IDS.length }),
      first: some('a', 'b', 'c', 'd'),
      second: some('a', 'b', 'c', 'd', 'total'),
    })
    .map(({ values, slacks, first, second }): System => {
      // A true table first, so that what is known of it never contradicts itself.
      const table = new Map<string, number>(values.map((value, at) => [IDS[at] ?? '', value]));
      const add = (parts: readonly string[]) => parts.reduce((sum, part) => sum + (table.get(part) ?? 0), 0);
      table.set('total', add(first)).set('year', add(second));
      const cells = [...table].map(([id, value], at) => {
        const [below, above] = slacks[at] ?? [0, 0];
        return { id, low: Math.max(0, value - below), high: value + above };
      });
      return {
        cells,
        sums: [
          { total: 'total', parts: first },
          { total: 'year', parts: second },
        ],
      };
    });
  fc.assert(
    fc.property(system, (each) => {
      for (const id of IDS) assert.deepEqual(possibleValues(each, id), byTryingAll(each, id));
    }),
    { numRuns: 150 },
  );
});
