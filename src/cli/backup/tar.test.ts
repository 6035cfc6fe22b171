import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat } from '../../base/bytes.ts';
import type { TarEntry } from './tar.ts';
import { readTar, tarEnd, tarFile } from './tar.ts';

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, size = 700): Promise<TarEntry[]> {
  const found: TarEntry[] = [];
  for await (const entry of readTar(inPieces(bytes, size))) found.push(entry);
  return found;
}

const whole = (entries: readonly TarEntry[]) => concat(...entries.map(tarFile), tarEnd());

test('refuses an archive that was cut, changed in a header, or goes on after its end', async () => {
  const bytes = whole([{ name: 'a', bytes: new Uint8Array(600) }]);
  await assert.rejects(read(bytes.subarray(0, 1_000)), /ends too early/);
  await assert.rejects(read(bytes.subarray(0, bytes.length - 512)), /ends too early/);
  const changed = Uint8Array.from(bytes);
  changed[0] = 98;
  await assert.rejects(read(changed), /damaged/);
  await assert.rejects(read(concat(bytes, new Uint8Array(1))), /goes on/);
  assert.throws(() => tarFile({ name: 'x'.repeat(101), bytes: new Uint8Array() }), /too long/);
});

test('gives back any files, in whatever pieces the archive comes', async () => {
  const entry = fc.record({
    name: fc.stringMatching(/^[a-z0-9_/.-]{1,100}$/),
    bytes: fc.uint8Array({ maxLength: 1_500 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 6 }), fc.integer({ min: 1, max: 2_000 }), async (entries, size) => {
      const found = await read(whole(entries), size);
      assert.deepEqual(
        found.map(({ name, bytes }) => [name, [...bytes]]),
        entries.map(({ name, bytes }) => [name, [...bytes]]),
      );
    }),
    { numRuns: 60 },
  );
});

test('the ordinary tar reads it', () => {
  const bytes = randomBytes(3_000);
  const listed = spawnSync('tar', ['-xOf', '-', 'tables/a/000001'], {
    input: whole([
      { name: 'manifest.json', bytes: Buffer.from('{}') },
      { name: 'tables/a/000001', bytes },
    ]),
  });
  assert.equal(listed.status, 0, listed.stderr.toString());
  assert.deepEqual(listed.stdout, bytes);
});
