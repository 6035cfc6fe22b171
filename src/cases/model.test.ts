import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isProblem } from '../base/problem.ts';
import type { StubGround } from './model.ts';
import { makeStub, stubAsJson } from './model.ts';

const ground: StubGround = {
  word: 'yes',
  receivedOn: '2026-11-21',
  closedOn: '2026-12-01',
  answered: 'oneToThreeDays',
  governorate: 'IQG02',
  answers: { facet: 'moneyDemand', under18: true, text: 'illustrative' },
  womanAsked: false,
  womenAnswered: false,
  closure: 'helped',
};
const byHand = { servicesOffered: ['legal'], referralOutcome: [] } as const;

test('without her yes there is no stub: not after a no, and not where her word is not known', () => {
  for (const word of ['no', 'unsure'] as const) {
    assert.throws(
      () => makeStub({ ...ground, word }, byHand),
      (error) => isProblem(error, 'not_allowed'),
    );
  }
});

test('a stub holds coarse words alone: no day, no desk, nothing that she wrote', () => {
  assert.deepEqual(stubAsJson(makeStub(ground, byHand)), {
    halfYear: '2026-H2',
    governorate: 'IQG02',
    eExtortionFacet: 'moneyDemand',
    ageBand: '<18',
    channel: 'app',
    delayBand: '1-3d',
    servicesOffered: ['legal'],
    referralOutcome: [],
    closureReason: 'resolved',
    daysOpenBand: '7-30',
    womanWorkerAsked: false,
  });
});
