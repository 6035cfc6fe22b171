import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat, fromHex } from '../../base/bytes.ts';
import { filterRows } from './filter-rows.ts';

const HEADER = concat(new TextEncoder().encode('PGCOPY\n'), Uint8Array.of(0xff, 13, 10, 0), new Uint8Array(8));
const TRAILER = Uint8Array.of(0xff, 0xff);

const uint = (value: number, bytes: number) =>
  Uint8Array.from({ length: bytes }, (_, at) => value >> (8 * (bytes - 1 - at)));
const field = (bytes: Uint8Array | null) => (bytes ? concat(uint(bytes.length, 4), bytes) : uint(-1, 4));
const rowOf = (id: string, key: Uint8Array | null) =>
  concat(uint(3, 2), field(null), field(fromHex(id.replaceAll('-', ''))), field(key));

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function filter(bytes: Uint8Array, size: number, refused: ReadonlySet<string>): Promise<Uint8Array> {
  const kept: Uint8Array[] = [];
  for await (const piece of filterRows(inPieces(bytes, size), 1, (id) => refused.has(id))) kept.push(piece);
  return concat(...kept);
}

test('refuses rows that were cut', async () => {
  const whole = concat(HEADER, rowOf('00000000-0000-4000-8000-000000000001', new Uint8Array(10)), TRAILER);
  await assert.rejects(filter(whole.subarray(0, whole.length - 3), 7, new Set()), /damaged/);
  await assert.rejects(filter(HEADER.subarray(0, 10), 7, new Set()), /damaged/);
});

test('leaves out the refused rows and nothing else, in whatever pieces they come', async () => {
  const row = fc.record({ id: fc.uuid(), key: fc.option(fc.uint8Array({ maxLength: 40 })), isRefused: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 12 }), fc.integer({ min: 1, max: 200 }), async (rows, size) => {
      const refused = new Set(rows.filter(({ isRefused }) => isRefused).map(({ id }) => id));
      const all = concat(HEADER, ...rows.map(({ id, key }) => rowOf(id, key)), TRAILER);
      const kept = rows.filter(({ id }) => !refused.has(id)).map(({ id, key }) => rowOf(id, key));
      assert.deepEqual([...(await filter(all, size, refused))], [...concat(HEADER, ...kept, TRAILER)]);
    }),
  );
});
