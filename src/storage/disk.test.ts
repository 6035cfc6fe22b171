import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isProblem } from '../base/problem.ts';
import { roomForText, TEXT_RESERVE_BYTES } from './disk.ts';

test('a byte below the reserve is refused; at the reserve there is room', async () => {
  let free = TEXT_RESERVE_BYTES - 1;
  const room = () =>
    roomForText(
      '/',
      () => 0,
      async () => free,
    )();
  await assert.rejects(room(), (error) => isProblem(error, 'storage_full'));
  free++;
  await room();
});

test('one look serves five seconds of texts, many at once too', async () => {
  let [now, looks] = [0, 0];
  const room = roomForText(
    '/',
    () => now,
    async () => (looks++, 1e12),
  );
  await Promise.all(Array.from({ length: 100 }, room));
  now = 4_999;
  await room();
  assert.equal(looks, 1);
  now = 5_000;
  await room();
  assert.equal(looks, 2);
});

test('the disk of a real folder has a size', async () => {
  await roomForText('/', () => 0)().catch((error: unknown) => assert.ok(isProblem(error, 'storage_full')));
  await assert.rejects(roomForText('/no/such/folder', () => 0)(), /ENOENT/);
});
