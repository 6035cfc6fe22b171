import { test } from 'node:test';
import assert from 'node:assert/strict';
import { randomBelow, shuffled } from './random.ts';

test('a draw above the last full multiple is thrown away, so that no number is likelier', () => {
  const draws = [Uint8Array.of(255, 255, 255, 255), Uint8Array.of(0, 0, 0, 7)];
  assert.equal(
    randomBelow(10, () => draws.shift() ?? assert.fail('asked too often')),
    7,
  );
});

test('every order of three comes up about equally often', () => {
  const counts = new Map<string, number>();
  for (let round = 0; round < 6000; round++) {
    const order = shuffled(['a', 'b', 'c']).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.equal(counts.size, 6);
  // seven standard deviations
  for (const [order, count] of counts) assert.ok(Math.abs(count - 1000) < 205, `${order}: ${count}`);
});
