import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayBefore, daysIn, findPeriod } from './period.ts';

test('nonsense is no period: no number, a fraction, zero, a sign, another unit, words around it', () => {
  for (const text of [
    '',
    'months',
    '90',
    '0 days',
    '-1 days',
    '1.5 months',
    '2 years',
    '6 months ',
    '1e3 days',
    '99999 days',
  ]) {
    assert.equal(findPeriod(text), undefined, text);
  }
});

test('days and months, in the singular too', () => {
  assert.deepEqual(['1 day', '90 days', '1 month', '24 months'].map(findPeriod), [
    '1 days',
    '90 days',
    '1 months',
    '24 months',
  ]);
  assert.deepEqual([daysIn('90 days'), daysIn('6 months')], [90, 180]);
});

test('the day before is the calendar’s: a month that is shorter ends on its last day', () => {
  for (const [day, period, before] of [
    ['2026-11-21', '90 days', '2026-08-23'],
    ['2026-11-21', '6 months', '2026-05-21'],
    ['2026-03-31', '1 months', '2026-02-28'],
    ['2028-03-31', '1 months', '2028-02-29'],
    ['2026-01-15', '24 months', '2024-01-15'],
    ['2026-01-31', '11 months', '2025-02-28'],
  ] as const) {
    assert.equal(dayBefore(day, period), before, `${day} − ${period}`);
  }
});
