import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR_MS, MINUTE_MS } from '../../base/clock.ts';
import { urgentUntilOf } from '../model.ts';
import { alertFor, isNews, marksAt, sizeOf, worstOf } from './alert.model.ts';

const counts = { fresh: 1, quarter: 2, hour: 4 };
// Saturday, 10:00 in Baghdad.
const now = Date.parse('2026-11-21T07:00:00Z');
const hours = { weekday: 0, from: 540, to: 660 };
const rota = [
  { ...hours, accountId: 'on duty' },
  { ...hours, weekday: 3, accountId: 'on the rota' },
];

test('a member whom the rota does not name is told of nothing before an hour has passed', () => {
  assert.deepEqual(alertFor(counts, rota, 'member', now), { fresh: 0, quarter: 0, hour: 4 });
  assert.deepEqual(alertFor(counts, [], 'on duty', now), { fresh: 0, quarter: 0, hour: 4 });
});

test('whom the rota names for other hours is told after a quarter of an hour, whoever is on duty at once', () => {
  assert.deepEqual(alertFor(counts, rota, 'on the rota', now), { fresh: 0, quarter: 2, hour: 4 });
  assert.deepEqual(alertFor(counts, rota, 'on duty', now), counts);
  assert.deepEqual(alertFor(counts, rota, 'on duty', now + HOUR_MS), { fresh: 0, quarter: 2, hour: 4 });
});

test('an hour is an hour after she wrote, and no less, whatever the minute', () => {
  for (const minute of [0, 1, 7, 14]) {
    const sent = now + minute * MINUTE_MS;
    const mark = urgentUntilOf(sent);
    const reached = (level: 'quarter' | 'hour', after: number) => mark <= marksAt(sent + after)[level];
    assert.equal(reached('quarter', 15 * MINUTE_MS - 1), false);
    assert.equal(reached('quarter', 30 * MINUTE_MS), true);
    assert.equal(reached('hour', HOUR_MS - 1), false);
    assert.equal(reached('hour', HOUR_MS + 15 * MINUTE_MS), true);
  }
});

test('the size of an alert and its longest wait', () => {
  assert.equal(sizeOf({ fresh: 0, quarter: 0, hour: 0 }), 0);
  assert.equal(worstOf({ fresh: 0, quarter: 0, hour: 0 }), undefined);
  assert.equal(sizeOf(counts), 7);
  assert.equal(worstOf(counts), 'hour');
  assert.equal(worstOf({ ...counts, hour: 0 }), 'quarter');
});

test('news is more, or longer: an answer is none, and the same again is none', () => {
  const alert = { deskId: 'a', ...counts };
  assert.equal(isNews([], []), false);
  assert.equal(isNews([alert], [alert]), false);
  assert.equal(isNews([alert], []), false);
  assert.equal(isNews([alert], [{ ...alert, fresh: 0 }]), false);
  assert.equal(isNews([], [alert]), true);
  assert.equal(isNews([alert], [{ ...alert, fresh: 2 }]), true);
  assert.equal(isNews([alert], [{ ...alert, fresh: 0, quarter: 3 }]), true, 'one of them waits longer');
  assert.equal(isNews([alert], [{ ...alert, quarter: 1, hour: 5 }]), true);
  assert.equal(isNews([alert], [alert, { ...alert, deskId: 'b' }]), true);
});
