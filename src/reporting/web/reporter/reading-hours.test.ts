import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeskHours } from '../../../crypto/desk-record.ts';
import { readingAt } from './reading-hours.ts';

// Sunday to Thursday, 8 to 15, in Baghdad
const HOURS: readonly DeskHours[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 480, to: 900, women: true }));
const at = (text: string) => readingAt(HOURS, Date.parse(text));

test('a desk that names no hours reads at no hour', () => {
  assert.equal(readingAt([], Date.parse('2026-11-21T07:00:00Z')), undefined);
});

test('within its hours a desk reads until they end, and not a minute longer', () => {
  assert.deepEqual(at('2026-11-22T05:00:00Z'), { until: 900 });
  assert.deepEqual(at('2026-11-22T11:59:00Z'), { until: 900 });
  assert.deepEqual(at('2026-11-22T12:00:00Z'), { weekday: 2, from: 480 });
});

test('outside them it reads again at the next beginning: the same day, the next, after the weekend, in a week', () => {
  assert.deepEqual(at('2026-11-22T01:00:00Z'), { weekday: 1, from: 480 });
  assert.deepEqual(at('2026-11-21T07:00:00Z'), { weekday: 1, from: 480 });
  assert.deepEqual(at('2026-11-26T13:00:00Z'), { weekday: 1, from: 480 });
  const once: readonly DeskHours[] = [{ weekday: 0, from: 480, to: 540, women: false }];
  assert.deepEqual(readingAt(once, Date.parse('2026-11-21T07:00:00Z')), { weekday: 0, from: 480 });
});
