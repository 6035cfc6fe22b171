import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MINUTE_MS } from '../../../base/clock.ts';
import { searchKeys } from '../../../base/text.ts';
import { urgentUntilOf } from '../../model.ts';
import { countViews, filterRows, urgencyOf } from './inbox-filter.ts';
import type { InboxFilter } from './inbox-filter.ts';
import type { InboxRow } from './inbox-row.ts';

const row = (id: string, change: Partial<InboxRow> = {}, words = ''): InboxRow => ({
  id,
  day: '2026-11-21',
  state: 'received',
  epoch: 1,
  summary: undefined,
  keys: searchKeys(words),
  ...change,
});
const looker = { accountId: 'me', today: '2026-11-21' };
const idsOf = (rows: readonly InboxRow[], filter: Partial<InboxFilter> = {}) =>
  filterRows(rows, { view: 'open', state: undefined, query: '', ...filter }, looker).map((each) => each.id);

test('what is closed, locked away or unreadable is not open, and a state asked for hides the others', () => {
  const rows = [
    row('a'),
    row('b', { state: 'closed' }),
    row('c', { state: 'unreadable' }),
    row('d', { state: 'withdrawn' }),
  ];
  assert.deepEqual(idsOf(rows), ['a']);
  assert.deepEqual(idsOf(rows, { view: 'all', state: 'closed' }), ['b']);
});

test('urgent rows stand first, the one that is due first at the top; the others keep their order', () => {
  const rows = [
    row('a'),
    row('late', { urgentUntil: '2026-11-21T10:00:00.000Z' }),
    row('b'),
    row('soon', { urgentUntil: '2026-11-21T09:30:00.000Z' }),
  ];
  assert.deepEqual(idsOf(rows), ['soon', 'late', 'a', 'b']);
});

test('the views: unread, mine, due on the day itself, overdue from the day after, closures of others that wait for me', () => {
  const rows = [
    row('unread', { unread: true }),
    row('mine', { assigneeId: 'me' }),
    row('hers', { assigneeId: 'her' }),
    row('today', { dueOn: '2026-11-21' }),
    row('overdue', { dueOn: '2026-11-20' }),
    row('asked', { closureBy: 'her' }),
    row('own', { closureBy: 'me' }),
  ];
  for (const [view, ids] of [
    ['unread', ['unread']],
    ['mine', ['mine']],
    ['dueToday', ['today']],
    ['overdue', ['overdue']],
    ['closure', ['asked']],
    ['urgent', []],
  ] as const) {
    assert.deepEqual(idsOf(rows, { view }), ids, view);
    assert.equal(countViews(rows, looker)[view], ids.length, view);
  }
});

test('the search finds Arabic and Sorani spellings of one word, all words of the query, and nothing in a row without words', () => {
  const rows = [row('mosul', {}, 'من الموصل، ابتزاز'), row('erbil', {}, 'هەولێر'), row('empty')];
  assert.deepEqual(idsOf(rows, { query: 'موصل' }), ['mosul']);
  assert.deepEqual(idsOf(rows, { query: 'الموصل إبتزاز' }), ['mosul']);
  assert.deepEqual(idsOf(rows, { query: 'موصل شرطة' }), []);
  assert.deepEqual(idsOf(rows, { query: 'ههولير' }), ['erbil']);
  assert.deepEqual(idsOf(rows, { query: ' ، ' }), ['mosul', 'erbil', 'empty']);
});

test('the clock of an urgent report: a mark at least 15 minutes ahead, then 15 minutes over, then an hour', () => {
  const sent = Date.parse('2026-11-21T09:07:00Z');
  const mark = urgentUntilOf(sent).getTime();
  assert.ok(mark - sent >= 15 * MINUTE_MS && mark - sent <= 30 * MINUTE_MS);
  assert.equal(urgencyOf(mark, mark - 1), 'waiting');
  assert.equal(urgencyOf(mark, mark), 'quarterOver');
  assert.equal(urgencyOf(mark, mark + 45 * MINUTE_MS), 'hourOver');
});
