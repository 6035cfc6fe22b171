import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerBands } from '../reporting/desk/desk.model.ts';
import type { StubGround } from './model.ts';
import { delayBands, makeStub, stubAsJson } from './model.ts';

const ground: StubGround = {
  word: 'yes',
  receivedOn: '2026-11-20',
  closedOn: '2026-11-29',
  answered: undefined,
  governorate: 'IQG02',
  answers: { facet: 'moneyDemand' },
  womanAsked: false,
  womenAnswered: false,
  closure: 'helped',
};
const byHand = { servicesOffered: [], referralOutcome: [] };

test('what is not known stays out: no band without one, no woman that nobody can vouch for, no satisfaction', () => {
  const stub = stubAsJson(makeStub(ground, byHand)) as Record<string, unknown>;
  for (const key of ['delayBand', 'womanWorkerGiven', 'satisfaction']) assert.ok(!(key in stub), key);
  for (const answered of ['', 'soon', 'constructor', '<1h']) {
    assert.equal(makeStub({ ...ground, answered }, byHand).delayBand, undefined, answered);
  }
  const unanswered = makeStub({ ...ground, womanAsked: true }, byHand);
  assert.deepEqual([unanswered.womanWorkerAsked, unanswered.womanWorkerGiven], [true, undefined]);
});

test('every band of a first answer has its word in the stub, the quick ones too', () => {
  assert.deepEqual(
    answerBands.map((answered) => makeStub({ ...ground, answered }, byHand).delayBand),
    [...delayBands],
  );
});

test('a woman was given where the women’s key answered', () => {
  const stub = makeStub({ ...ground, womanAsked: true, womenAnswered: true }, byHand);
  assert.deepEqual([stub.womanWorkerAsked, stub.womanWorkerGiven], [true, true]);
});
