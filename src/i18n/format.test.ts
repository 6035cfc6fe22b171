import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDay, formatLongDay, formatMonth, formatNumber, formatShare, formatTime, monthName } from './format.ts';
import { locales } from './locale.ts';

test('dates are written as in Iraq, with Latin digits', () => {
  assert.equal(formatDay('2026-02-15', 'ar'), '15 شباط 2026');
  assert.equal(formatDay('2026-02-15', 'ckb'), '15ی شوباتی 2026');
  assert.equal(formatDay('2026-02-05', 'en'), '5 February 2026');
  assert.equal(formatLongDay('2026-02-14', 'ar'), 'السبت، 14 شباط 2026');
  assert.equal(formatLongDay('2026-02-13', 'ckb'), 'هەینی، 13ی شوباتی 2026');
  assert.equal(formatMonth('2026-12-01', 'ckb'), 'کانوونی یەکەمی 2026');
});

test('the months agree with the tables of ar-IQ', () => {
  const table = new Intl.DateTimeFormat('ar-IQ', { month: 'long', timeZone: 'UTC' });
  for (let month = 1; month <= 12; month++) {
    const day = `2026-${String(month).padStart(2, '0')}-10`;
    assert.equal(monthName(day, 'ar'), table.format(new Date(`${day}T00:00:00Z`)));
    for (const locale of locales) assert.notEqual(monthName(day, locale), '');
  }
});

test('numbers', () => {
  assert.equal(formatNumber(0), '0');
  assert.equal(formatNumber(999), '999');
  assert.equal(formatNumber(1_234_567), '1,234,567');
  assert.equal(formatNumber(1234.56, 1), '1,234.6');
  assert.equal(formatNumber(-1234), '\u22121,234');
  assert.equal(formatNumber(-0.2), '0');
  assert.equal(formatShare(0.125, 1), '12.5%');
  assert.equal(formatTime(5), '00:05');
  assert.equal(formatTime(845), '14:05');
});
