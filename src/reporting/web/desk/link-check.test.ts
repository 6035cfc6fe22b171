import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomId } from '../../../base/ids.ts';
import { checkLink } from './link-check.ts';
import type { ReadReport } from './opened-report.ts';

const [here, there] = [randomId(), randomId()];
const link = { otherId: there, agreed: true, byHer: true, word: null };

/** As much of an opened report as a link is checked against: what the server tells, and what was signed. */
function opened(id: string, tells: readonly object[], signed: readonly string[]): ReadReport {
  return { kind: 'read', server: { id, links: tells }, signedLinks: new Set(signed) } as unknown as ReadReport;
}
const back = { ...link, otherId: here };
const report = opened(here, [link], [there]);

test('the server’s word is not enough: without her signature on either side nothing is joined', () => {
  assert.equal(checkLink(opened(here, [link], []), link, opened(there, [back], [here])), 'refused');
  assert.equal(checkLink(report, link, opened(there, [back], [])), 'refused');
  assert.equal(checkLink(opened(here, [link], [randomId()]), link, opened(there, [back], [here])), 'refused');
});

test('until she has said it twice it waits; with the other report closed, or opened before she said it, it cannot be checked', () => {
  assert.equal(checkLink(report, { ...link, agreed: false }, opened(there, [], [])), 'waits');
  assert.equal(checkLink(report, link, undefined), 'openOther');
  assert.equal(checkLink(report, link, { kind: 'unreadable', server: report.server }), 'openOther');
  assert.equal(checkLink(report, link, opened(there, [], [])), 'openOther');
  assert.equal(checkLink(report, link, opened(there, [{ ...back, agreed: false }], [])), 'openOther');
});

test('her words from both mailboxes are verified', () => {
  assert.equal(checkLink(report, link, opened(there, [back], [here])), 'verified');
});
