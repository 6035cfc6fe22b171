import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Names } from '../../base/shapes.ts';
import type { Hotline, HomeJurisdiction } from '../model.ts';
import { groupHotlines, groupsInWords, orderAnywhere, orderIn } from './hotlines.model.ts';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', 'data', `${name}.json`), 'utf8'));
const hotlines = read('hotlines') as Hotline[];
const provisions = read('provisions') as {
  law: Names;
  article: string;
  text: Names;
  source: Names;
  review: string;
  verifiedOn: string | null;
}[];
const { governorates } = read('places') as {
  governorates: { id: string; kurdistan_region: boolean; hotlines: HomeJurisdiction[] }[];
};

const numbers = (groups: readonly { lines: readonly { number: string }[] }[]) =>
  groups.flatMap(({ lines }) => lines.map(({ number }) => number));

test('a number is fresh on its 90th day and not on the next; one that nobody has checked never is', () => {
  const one = { ...hotlines[0], verifiedOn: '2026-08-23' } as Hotline;
  const freshOn = (today: string, line: Hotline) => groupHotlines([line], ['federal'], today)[0]?.lines[0]?.fresh;
  assert.equal(freshOn('2026-11-21', one), true);
  assert.equal(freshOn('2026-11-22', one), false);
  assert.equal(freshOn('2026-11-21', { ...one, verifiedOn: null }), false);
  const [group] = groupsInWords(groupHotlines([one], ['federal'], '2026-11-22'), 'ar');
  assert.deepEqual(
    group?.lines.map(({ recentlyChecked }) => recentlyChecked),
    [false],
  );
});

test("each governorate's record sets the order: 119 first in the Region, 911 elsewhere, both groups in four governorates", () => {
  assert.equal(governorates.length, 19);
  for (const { id, kurdistan_region, hotlines: homes } of governorates) {
    const groups = groupHotlines(hotlines, orderIn(homes), '2026-11-21');
    assert.equal(numbers(groups)[0], kurdistan_region ? '119' : '911', id);
    const isBoth = ['IQG10', 'IQG13', 'IQG15', 'IQG16'].includes(id);
    assert.equal(
      ['911', '119'].every((each) => numbers(groups).includes(each)),
      isBoth,
      id,
    );
    assert.equal(groups.at(-1)?.jurisdiction, 'international', id);
  }
});

test('where nobody knows the place both groups stand, in Sorani the Region’s first', () => {
  assert.equal(numbers(groupHotlines(hotlines, orderAnywhere('ar'), '2026-11-21'))[0], '911');
  assert.equal(numbers(groupHotlines(hotlines, orderAnywhere('ckb'), '2026-11-21'))[0], '119');
});

test('every text that comes with an installation stands in three languages; what has no source is not published', () => {
  const texts = [
    ...hotlines.flatMap(({ names, note, source }) => [names, source, ...(note ? [note] : [])]),
    ...provisions.flatMap(({ law, text, source }) => [law, text, source]),
  ];
  assert.ok(texts.length > 40);
  for (const { ar, ckb, en } of texts) {
    assert.match(ar, /[\u0621-\u064a]/, en);
    assert.match(ckb ?? '', /[\u0621-\u06d5]/, en);
    assert.match(en, /^[^\u0600-\u06ff]+$/, en);
  }
  for (const { review, source, law, article } of provisions)
    assert.equal(review === 'unverified', source.en.startsWith('no source yet'), `${law.en} ${article}`);
});

test('an installation begins without a single check: nobody has called a number or asked a lawyer for it', () => {
  assert.ok(hotlines.length > 5 && provisions.length > 10);
  for (const { verifiedOn } of [...hotlines, ...provisions]) assert.equal(verifiedOn, null);
});

test('every article that may matter is a record, those to be checked for editors alone', () => {
  const articles = (review: string) =>
    provisions
      .filter((each) => each.review === review && each.law.en.startsWith('Penal Code'))
      .map(({ article }) => article);
  assert.deepEqual(articles('published'), ['430', '433']);
  assert.deepEqual(articles('unverified'), ['431', '432', '434', '438', '452', '456', '403']);
});
