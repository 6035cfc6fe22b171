import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomId } from '../../base/ids.ts';
import type { Side } from '../../crypto/message.ts';
import type { ThreadEntry } from '../../crypto/thread.ts';
import { statisticsWord } from './statistics.model.ts';

function said(side: Side, statsConsent?: boolean): ThreadEntry {
  const id = randomId();
  const word = statsConsent === undefined ? {} : { statsConsent };
  const message = { v: 1, kind: 'message', reportId: id, id, side, seq: 1, seenOther: 0, text: '', ...word } as const;
  return { id, state: 'ok', message };
}
const thread = (...entries: ThreadEntry[]) => ({ entries, missing: [] });
const refused: ThreadEntry = { id: randomId(), state: 'refused', reason: 'signature_refused' };

test('saying nothing, saying no, and anything that is not a yes are a no', () => {
  for (const statsConsent of [undefined, null, false, 'true', 1]) {
    const answers = statsConsent === undefined ? {} : { statsConsent };
    assert.equal(statisticsWord(answers, thread()), 'no');
    assert.equal(statisticsWord(answers, thread(said('reporter'), said('desk'))), 'no');
  }
});

test('her latest word stands, whatever she said before; the desk has none', () => {
  assert.equal(statisticsWord({ statsConsent: true }, thread()), 'yes');
  assert.equal(statisticsWord({ statsConsent: true }, thread(said('reporter', false), said('reporter'))), 'no');
  assert.equal(statisticsWord({}, thread(said('reporter', true), said('desk'))), 'yes');
  assert.equal(statisticsWord({}, thread(said('reporter', true), said('reporter', false))), 'no');
  assert.equal(statisticsWord({}, thread(said('desk', true))), 'no');
});

test('where a message of hers may be missing nothing is taken for a yes', () => {
  const yes = { statsConsent: true };
  assert.equal(statisticsWord(yes, thread(refused)), 'unsure');
  assert.equal(statisticsWord(yes, { entries: [], missing: [{ side: 'reporter', from: 1, to: 1 }] }), 'unsure');
  assert.equal(statisticsWord(yes, { entries: [], missing: [{ side: 'desk', from: 1, to: 1 }] }), 'yes');
});
