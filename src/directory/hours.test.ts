import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linesOfHours } from './hours.model.ts';

const day = (weekday: number, from = 480, to = 900) => ({ weekday, from, to });

test('no hours are no lines', () => assert.deepEqual(linesOfHours([]), []));

test('neighbouring days with the same hours are one line, whatever their order', () => {
  const week = [3, 1, 5, 2, 4].map((weekday) => day(weekday));
  assert.deepEqual(linesOfHours(week), [{ first: 1, last: 5, from: 480, to: 900 }]);
});

test('a gap, and other hours, begin a new line', () => {
  assert.deepEqual(linesOfHours([day(1), day(3), day(4, 540)]), [
    { first: 1, last: 1, from: 480, to: 900 },
    { first: 3, last: 3, from: 480, to: 900 },
    { first: 4, last: 4, from: 540, to: 900 },
  ]);
});

test('two openings on one day stay two', () => {
  assert.deepEqual(linesOfHours([day(0, 480, 720), day(0, 780, 900), day(1, 480, 720), day(1, 780, 900)]), [
    { first: 0, last: 1, from: 480, to: 720 },
    { first: 0, last: 1, from: 780, to: 900 },
  ]);
});
