import { test } from 'node:test';
import assert from 'node:assert/strict';
import {
  readChoice,
  readDay,
  readFields,
  readFlag,
  readId,
  readIdentity,
  readKeyText,
  readList,
  readRecipient,
  readRecord,
  readText,
  readWhole,
} from './shape.ts';

const WRONG = { code: 'wrong_shape' };

test('what is not exactly the shape is refused', () => {
  assert.throws(() => readFields({ a: 1 }, ['a', 'b']), WRONG);
  assert.throws(() => readFields({ a: 1, c: 1 }, ['a']), WRONG);
  assert.throws(() => readFields([], []), WRONG);
  assert.throws(() => readFields(null, []), WRONG);
  assert.throws(() => readFields({}, ['toString']), WRONG);
  assert.throws(() => readRecord('x'), WRONG);
  assert.throws(() => readList({}, 3, readFlag), WRONG);
  assert.throws(() => readList([true, true], 1, readFlag), WRONG);
  assert.throws(() => readText('abc', 2), WRONG);
  assert.throws(() => readText(1, 2), WRONG);
  for (const value of [0, 1.5, '1', Number.NaN, 2 ** 53]) assert.throws(() => readWhole(value, 1), WRONG);
  assert.throws(() => readFlag(0), WRONG);
  assert.throws(() => readChoice('c', ['a', 'b']), WRONG);
  assert.throws(() => readId('0'), WRONG);
  for (const day of ['2026-1-01', '2026-13-01', '20260101', 5]) assert.throws(() => readDay(day), WRONG);
  assert.throws(() => readKeyText('A'.repeat(42)), WRONG);
  assert.throws(() => readKeyText(`${'A'.repeat(42)}=`), { code: 'malformed' });
  assert.throws(() => readRecipient(`age1pq1${'q'.repeat(55)}`), WRONG);
  assert.throws(() => readIdentity(`age-secret-key-1${'q'.repeat(58)}`), WRONG);
});

test('what has the shape is returned', () => {
  assert.deepEqual(readFields({ a: 1 }, ['a'], ['b']), { a: 1 });
  assert.deepEqual(
    readList([1, 2], 2, (part) => readWhole(part, 1)),
    [1, 2],
  );
  assert.equal(readChoice(1, [1]), 1);
  assert.equal(readDay('2026-11-21'), '2026-11-21');
});
