import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { buffer } from 'node:stream/consumers';
import { DAY_MS, startOfDay } from '../base/clock.ts';
import { randomId } from '../base/ids.ts';
import { isProblem } from '../base/problem.ts';
import { openBlobs } from './blobs.ts';

const NOW = Date.parse('2026-03-01T10:20:30Z');
const MB = 1024 * 1024;

const root = await mkdtemp(join(tmpdir(), 'muntada-blobs-'));
after(() => rm(root, { recursive: true }));

async function openFresh(free?: () => number) {
  const folder = await mkdtemp(join(root, 'b-'));
  const diskFree = free && (async () => free());
  const blobs = await openBlobs({ folder, clock: () => NOW, reserveBytes: 1_000, ...(diskFree && { diskFree }) });
  return { folder, blobs };
}

async function* parts(count: number, size: number) {
  for (let at = 0; at < count; at++) yield new Uint8Array(size).fill(at);
}

test('refuses ids that are no ids: a path cannot be smuggled in', async () => {
  const { blobs } = await openFresh();
  for (const id of ['../../etc/passwd', '', 'AB', randomId().toUpperCase()]) {
    await assert.rejects(blobs.put(id, new Uint8Array(1)), (error) => isProblem(error, 'malformed'));
    await assert.rejects(blobs.get(id), (error) => isProblem(error, 'malformed'));
  }
});

test('refuses to read, and does not mind to delete, what is not there', async () => {
  const { blobs } = await openFresh();
  await assert.rejects(blobs.get(randomId()), (error) => isProblem(error, 'not_found'));
  await assert.rejects(blobs.sizeOf(randomId()), (error) => isProblem(error, 'not_found'));
  assert.equal(await blobs.delete(randomId()), false);
});

test('refuses other bytes under the same id and keeps the first; the same bytes again are no change', async () => {
  const { blobs } = await openFresh();
  const id = randomId();
  const first = randomBytes(200_000);
  const other = Buffer.from(first);
  other[150_000] = (other[150_000] ?? 0) ^ 1;
  assert.equal(await blobs.put(id, first), first.length);
  await assert.rejects(blobs.put(id, other), (error) => isProblem(error, 'already_different'));
  await assert.rejects(blobs.put(id, first.subarray(1)), (error) => isProblem(error, 'already_different'));
  assert.equal(await blobs.put(id, first), first.length);
  assert.deepEqual(await buffer((await blobs.get(id)).stream), first);
});

test('refuses what would touch the reserve, at once or in the middle of a stream, and leaves nothing of it', async () => {
  let free = 1_000 + 100;
  const { folder, blobs } = await openFresh(() => free);
  await assert.rejects(blobs.put(randomId(), new Uint8Array(101)), (error) => isProblem(error, 'storage_full'));
  assert.equal(await blobs.put(randomId(), new Uint8Array(100)), 100);

  free = 1_000 + 5 * MB;
  async function* filling() {
    for await (const part of parts(12, MB)) {
      yield part;
      free -= MB;
    }
  }
  const cut = randomId();
  await assert.rejects(blobs.put(cut, filling()), (error) => isProblem(error, 'storage_full'));
  await assert.rejects(blobs.sizeOf(cut), (error) => isProblem(error, 'not_found'));
  assert.deepEqual(await readdir(join(folder, 'writing')), []);
});

test('a stream that breaks leaves nothing', async () => {
  const { folder, blobs } = await openFresh();
  async function* broken() {
    yield* parts(2, 1_000);
    throw new Error('the line was cut');
  }
  const id = randomId();
  await assert.rejects(blobs.put(id, broken()), /the line was cut/);
  await assert.rejects(blobs.sizeOf(id), (error) => isProblem(error, 'not_found'));
  assert.deepEqual(await readdir(join(folder, 'writing')), []);
});

test('gives back what was put, by bytes and by stream, until it is deleted', async () => {
  const { blobs } = await openFresh();
  const [whole, streamed] = [randomId(), randomId()];
  assert.equal(await blobs.put(whole, new Uint8Array()), 0);
  assert.equal(await blobs.put(streamed, parts(3, 70_000)), 210_000);
  const { size, stream } = await blobs.get(streamed);
  assert.equal(size, 210_000);
  assert.equal((await buffer(stream))[209_999], 2);
  assert.equal(await blobs.sizeOf(whole), 0);
  assert.equal(await blobs.delete(streamed), true);
  await assert.rejects(blobs.get(streamed), (error) => isProblem(error, 'not_found'));
});

test('files and folders tell the day and no more, also after reading', async () => {
  const { folder, blobs } = await openFresh();
  const id = randomId();
  await blobs.put(id, randomBytes(10));
  await buffer((await blobs.get(id)).stream);
  const day = startOfDay('2026-03-01');
  for (const path of [
    folder,
    join(folder, 'writing'),
    join(folder, id.slice(0, 2)),
    join(folder, id.slice(0, 2), id),
  ]) {
    assert.equal((await stat(path)).mtimeMs, day, path);
  }
  assert.equal((await stat(join(folder, id.slice(0, 2), id))).atimeMs, day);
  assert.equal((await stat(join(folder, id.slice(0, 2), id))).mode & 0o777, 0o600);
});

test('removes what a cut write left a day ago, not what is being written now', async () => {
  const { folder } = await openFresh();
  const [old, fresh] = ['old', 'fresh'].map((name) => join(folder, 'writing', name));
  assert.ok(old && fresh);
  await Promise.all([old, fresh].map((path) => writeFile(path, 'x')));
  const before = new Date(NOW - 2 * DAY_MS);
  await utimes(old, before, before);
  await openBlobs({ folder, clock: () => NOW });
  assert.deepEqual(await readdir(join(folder, 'writing')), ['fresh']);
});

test('knows the free disk', async () => {
  const { blobs } = await openFresh();
  assert.ok((await blobs.freeBytes()) > 0);
});
