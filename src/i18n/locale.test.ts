import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLocale, negotiateLocale } from './locale.ts';

test('anything that is not one of the three languages is refused', () => {
  for (const text of ['', 'AR', 'ar-IQ', 'ku', 'fr', 'constructor', undefined, null, 1])
    assert.equal(isLocale(text), false);
  assert.ok(isLocale('ckb'));
});

test('nonsense in the header is answered in Arabic', () => {
  for (const header of [
    undefined,
    '',
    '*',
    ';;q=',
    'ar;q=2',
    'en;q=-1',
    'en;q=x',
    'en;q=0',
    'fr,de;q=0.5',
    '\u0000',
    ','.repeat(9999),
  ]) {
    assert.equal(negotiateLocale(header), 'ar', String(header).slice(0, 20));
  }
});

test('the highest weight that we have wins, the first among equals', () => {
  const wanted: Record<string, string> = {
    en: 'en',
    'EN-gb': 'en',
    'fr, en;q=0.5, ar;q=0.4': 'en',
    'ar;q=0.1,ckb': 'ckb',
    'ckb-IQ,ar;q=0.9': 'ckb',
    'ar-IQ,en': 'ar',
    'ku,ar;q=0.9': 'ckb',
    'ku-Arab-IQ': 'ckb',
    'ku-Latn-TR, en;q=0.2': 'en',
  };
  for (const [header, locale] of Object.entries(wanted)) assert.equal(negotiateLocale(header), locale, header);
});
