import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { problems } from '../base/problem.ts';
import type { Catalogue } from './catalogue.ts';
import { findFaults } from './catalogue.ts';
import type { Locale } from './locale.ts';
import { locales } from './locale.ts';

const textOf = (locale: Locale) => readFileSync(new URL(`../../messages/${locale}.json`, import.meta.url), 'utf8');
const read = (locale: Locale) => JSON.parse(textOf(locale)) as Catalogue;
const same = (text: string) => ({ ar: { key: text }, ckb: { key: text }, en: { key: text } });

test('the checker sees what is planted', () => {
  const faulty: [string, Record<Locale, Catalogue>][] = [
    ['no keys', { ar: {}, ckb: {}, en: {} }],
    ['missing in ckb', { ar: { key: 'ا' }, ckb: {}, en: { key: 'a' } }],
    ['empty', { ar: { key: 'ا' }, ckb: { key: ' ' }, en: { key: 'a' } }],
    ['placeholders differ', { ar: { key: '{a}' }, ckb: { key: '{b}' }, en: { key: '{a}' } }],
    ['flat', { ar: { Key: 'ا' }, ckb: { Key: 'ا' }, en: { Key: 'a' } }],
    ['exclamation', same('now!')],
    ['victim', same('the victim')],
    ['another language', { ar: { key: 'ی' }, ckb: { key: 'ی' }, en: { key: 'a' } }],
    ['another language', { ar: { key: 'ي' }, ckb: { key: 'ي' }, en: { key: 'a' } }],
    ['no inputs', { ar: { problem_x: '{a}' }, ckb: { problem_x: '{a}' }, en: { problem_x: '{a}' } }],
    [
      'plurals',
      { ar: { key: plurals('one', '*') }, ckb: { key: plurals('one', '*') }, en: { key: plurals('one', '*') } },
    ],
  ];
  for (const [fault, catalogues] of faulty) assert.match(findFaults(catalogues).join('; '), new RegExp(fault));
  assert.deepEqual(findFaults(same('{a}, {b}')), []);
});

test('the three catalogues agree', () => {
  assert.deepEqual(findFaults({ ar: read('ar'), ckb: read('ckb'), en: read('en') }), []);
});

test('no key is written twice', () => {
  for (const locale of locales) {
    const written = textOf(locale).match(/^ {2}"[^"]+":/gm) ?? [];
    assert.equal(written.length, Object.keys(read(locale)).length, locale);
  }
});

test('each problem has its text, and no text is left without its problem', () => {
  const texts = Object.keys(read('ar')).filter((key) => key.startsWith('problem_'));
  assert.deepEqual(
    texts.sort(),
    Object.keys(problems)
      .map((code) => `problem_${code}`)
      .sort(),
  );
});

function plurals(...categories: string[]): Catalogue[string] {
  const match = Object.fromEntries(categories.map((each) => [`category=${each}`, 'x']));
  return [{ declarations: ['input count', 'local category = count: plural'], selectors: ['category'], match }];
}
