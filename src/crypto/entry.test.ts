import { test } from 'node:test';
import assert from 'node:assert/strict';
import { randomId } from '../base/ids.ts';
import { ENTRY_STEP, importIndexKey, openEntry, sealEntry } from './entry.ts';
import { systemRandom } from './random.ts';

const DAMAGED = { code: 'envelope_damaged' };
const key = await importIndexKey(systemRandom(32));
const reportId = randomId();
const ENTRY = { head: 'يهددني', urgent: true };

test("another report's, another key's, a changed and a cut entry do not open", async () => {
  const sealed = await sealEntry(key, reportId, ENTRY);
  await assert.rejects(openEntry(key, randomId(), sealed), DAMAGED);
  await assert.rejects(openEntry(await importIndexKey(systemRandom(32)), reportId, sealed), DAMAGED);
  for (const place of [0, 12, sealed.length - 1]) {
    const changed = Uint8Array.from(sealed, (byte, at) => (at === place ? byte ^ 1 : byte));
    await assert.rejects(openEntry(key, reportId, changed), DAMAGED);
  }
  for (const end of [0, 27, 28, sealed.length - 1]) {
    await assert.rejects(openEntry(key, reportId, sealed.subarray(0, end)), DAMAGED);
  }
  await assert.rejects(importIndexKey(systemRandom(16)), { code: 'malformed' });
});

test('an entry comes back, in steps, never twice the same', async () => {
  const sealed = await sealEntry(key, reportId, ENTRY);
  assert.equal(sealed.length, 12 + ENTRY_STEP + 16);
  assert.notDeepEqual(await sealEntry(key, reportId, ENTRY), sealed);
  assert.deepEqual(await openEntry(key, reportId, sealed), ENTRY);
  const long = { head: 'ن'.repeat(400) };
  const two = await sealEntry(key, reportId, long);
  assert.equal(two.length, 12 + 2 * ENTRY_STEP + 16);
  assert.deepEqual(await openEntry(key, reportId, two), long);
});

test('an ordinary Arabic entry takes one step: a row of a list stays under 1 kB', async () => {
  const entry = {
    v: 1,
    reportId,
    kind: 'eExtortion',
    urgent: false,
    area: randomId(),
    language: 'ar',
    marks: ['under18'],
    head: 'يهددني بنشر صوري على الفيس ويريد فلوس '.repeat(4).slice(0, 120),
  };
  assert.equal((await sealEntry(key, reportId, entry)).length, 12 + ENTRY_STEP + 16);
});
