import { test } from 'node:test';
import assert from 'node:assert/strict';
import { utf8 } from '../base/bytes.ts';
import { canonicalJson } from '../base/canonical.ts';
import { randomId } from '../base/ids.ts';
import { newIdentity, sealTo } from './age.ts';
import { checkSealed } from './age-header.ts';
import { padToStep } from './padding.ts';
import { headOf, openSummary, sealSummary, SUMMARY_BYTES, SUMMARY_RULE } from './summary.ts';
import type { Summary } from './summary.ts';

const epoch = await newIdentity();
const SUMMARY: Summary = {
  v: 1,
  reportId: randomId(),
  kind: 'eExtortion',
  urgent: true,
  area: '',
  language: 'ckb',
  marks: ['under18'],
  head: 'هەڕەشەم لێ دەکات',
};

test("a summary that is too long or strange is refused, and so is another report's", async () => {
  const strange = [
    { ...SUMMARY, head: 'x'.repeat(121) },
    { ...SUMMARY, more: 1 },
    { ...SUMMARY, marks: ['x'.repeat(21)] },
  ];
  for (const each of strange) {
    await assert.rejects(sealSummary(epoch.recipient, each), { code: 'wrong_shape' });
    const raw = await sealTo([epoch.recipient], padToStep(utf8(canonicalJson(each)), SUMMARY_BYTES));
    await assert.rejects(openSummary(epoch.identity, raw, SUMMARY.reportId), { code: 'envelope_damaged' });
  }
  const sealed = await sealSummary(epoch.recipient, SUMMARY);
  await assert.rejects(openSummary(epoch.identity, sealed, randomId()), { code: 'envelope_damaged' });
  await assert.rejects(openSummary((await newIdentity()).identity, sealed, SUMMARY.reportId), {
    code: 'envelope_not_for_you',
  });
  const bare = await sealTo([epoch.recipient], utf8(canonicalJson(SUMMARY)));
  await assert.rejects(openSummary(epoch.identity, bare, SUMMARY.reportId), { code: 'padding_damaged' });
});

test('every summary has the same size, the fullest one too', async () => {
  const fullest: Summary = {
    ...SUMMARY,
    kind: 'ش'.repeat(40),
    area: 'ش'.repeat(40),
    marks: Array.from({ length: 8 }, () => 'ش'.repeat(20)),
    head: '😀'.repeat(120),
  };
  const sizes = new Set<number>();
  for (const each of [SUMMARY, { ...SUMMARY, head: '', marks: [] }, fullest]) {
    const sealed = await sealSummary(epoch.recipient, each);
    checkSealed(sealed, SUMMARY_RULE);
    sizes.add(sealed.length);
    assert.deepEqual(await openSummary([epoch.identity], sealed, SUMMARY.reportId), each);
  }
  assert.equal(sizes.size, 1);
});

test('a head is one line of at most 120 whole characters', () => {
  assert.equal(headOf(' a\n\u0000 b\t'), 'a b');
  assert.equal([...headOf('😀'.repeat(200))].length, 120);
});
