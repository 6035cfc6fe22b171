import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeskHours } from '../../../crypto/desk-record.ts';
import { isOpenAt } from '../../../directory/model.ts';
import { withLocale } from '../../../i18n/current-locale.ts';
import { hoursFor, hoursLines, readingAt, readingWords } from './reading-hours.ts';

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

const NOON_SUNDAY = Date.parse('2026-11-22T09:00:00Z');
const MAN_NOW: readonly DeskHours[] = [
  { weekday: 1, from: 480, to: 900, women: false },
  { weekday: 2, from: 480, to: 900, women: true },
];

test('where she asked for a woman only, a man on duty is nobody on duty, and a man who reads is nobody who reads', () => {
  assert.equal(isOpenAt(hoursFor(MAN_NOW, true), NOON_SUNDAY), false);
  assert.equal(isOpenAt(hoursFor(MAN_NOW, false), NOON_SUNDAY), true);
  assert.deepEqual(readingAt(hoursFor(MAN_NOW, true), NOON_SUNDAY), { weekday: 2, from: 480 });
  assert.deepEqual(readingAt(hoursFor(MAN_NOW, false), NOON_SUNDAY), { until: 900 });
});

test('the sentence says whose hours are not known, and a line of hours whether a woman reads then', () => {
  const man = MAN_NOW.slice(0, 1);
  withLocale('en', () => {
    assert.match(readingWords(man, true, NOON_SUNDAY), /not said when a woman reads/);
    assert.match(readingWords(man, false, NOON_SUNDAY), /reads now, until 15:00/);
    assert.match(readingWords([], false, NOON_SUNDAY), /named no hours/);
    assert.deepEqual(
      hoursLines(MAN_NOW).map(({ women }) => women),
      [false, true],
      'two days with the same hours are two lines',
    );
    assert.equal(hoursLines(HOURS).length, 1);
  });
});
