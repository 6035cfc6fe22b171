import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isProblem } from '../../base/problem.ts';
import { newAttempts } from './attempt.model.ts';
import { readDeviceCookie, withMark, writeDeviceCookie } from './device.model.ts';

const tooMany = (error: unknown) => isProblem(error, 'too_many');

test('a full window refuses, other keys do not feel it, and it opens again with time or the right person', () => {
  let now = 0;
  const attempts = newAttempts({ most: 2, windowMs: 1000 }, () => now);
  attempts.take('a');
  attempts.take('a');
  assert.throws(() => attempts.take('a'), tooMany);
  attempts.take('b');
  now = 999;
  assert.throws(() => attempts.take('a'), tooMany);
  now = 1000;
  attempts.take('a');
  attempts.take('a');
  assert.throws(() => attempts.take('a'), tooMany);
  attempts.forget('a');
  attempts.take('a');
});

test('a flood of invented keys does not fill the memory', () => {
  const attempts = newAttempts({ most: 1, windowMs: 1000 }, () => 0);
  attempts.take('first');
  for (let n = 0; n < 20_001; n++) attempts.take(`flood ${n}`);
  attempts.take('first');
});

test("a device's cookie is read back; anything else is none of ours", () => {
  const nonce = 'n'.repeat(22);
  const device = withMark({ nonce, marks: [] }, 'm'.repeat(22));
  assert.deepEqual(readDeviceCookie(writeDeviceCookie(device)), device);
  for (const text of [undefined, '', 'short', `${nonce}x`, `${nonce.slice(1)}=`]) {
    assert.equal(readDeviceCookie(text), undefined);
  }
  assert.deepEqual(readDeviceCookie(`${nonce}.broken`), { nonce, marks: [] });
});

test('a shared device keeps the last eight people, the newest first, each once', () => {
  const mark = (n: number) => String(n).padStart(22, 'm');
  let device = { nonce: 'n'.repeat(22), marks: [] as readonly string[] };
  for (const n of [1, 2, 3, 4, 5, 6, 7, 8, 9, 3]) device = withMark(device, mark(n));
  assert.deepEqual(device.marks, [3, 9, 8, 7, 6, 5, 4, 2].map(mark));
});
