import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR_MS, startOfDay } from '../../base/clock.ts';
import { answerBand, answerBands, deskRoleOf, isAgreed, isOpenState, medianBand } from './desk.model.ts';
import { reportStates } from '../model.ts';

const day = '2026-11-20';
const noon = startOfDay(day) + 12 * HOUR_MS;

test('the band of a first answer at each edge, when the report says when it was written', () => {
  for (const [hours, band] of [
    [-1, 'underOneHour'],
    [0.99, 'underOneHour'],
    [1, 'oneToFourHours'],
    [4, 'fourToTwentyFourHours'],
    [24, 'oneToThreeDays'],
    [71.9, 'oneToThreeDays'],
    [72, 'overThreeDays'],
  ] as const) {
    assert.equal(answerBand(noon + hours * HOUR_MS, { day, writtenAt: noon }), band, String(hours));
  }
});

test('with the day alone no answer is called faster than four hours', () => {
  assert.equal(answerBand(noon, { day }), 'fourToTwentyFourHours');
  assert.equal(answerBand(noon + 24 * HOUR_MS, { day }), 'fourToTwentyFourHours');
  assert.equal(answerBand(noon + 5 * 24 * HOUR_MS, { day }), 'overThreeDays');
});

test('a phone whose clock is wrong makes no desk slow or fast by more than the day on which the report arrived', () => {
  const start = startOfDay(day);
  const year = 365 * 24 * HOUR_MS;
  const band = (writtenAt: number, now = noon) => answerBand(now, { day, writtenAt });
  assert.equal(band(noon - year), 'fourToTwentyFourHours', 'a year behind: as if written at the beginning of the day');
  assert.equal(band(noon + year), 'fourToTwentyFourHours', 'a year ahead: the day alone is known');
  assert.equal(band(start - 1, start + HOUR_MS - 1), 'underOneHour', 'sealed before midnight, arrived after it');
  assert.equal(band(start + 24 * HOUR_MS - 1, start + 24 * HOUR_MS), 'underOneHour');
  assert.equal(band(start + 24 * HOUR_MS, start + 24 * HOUR_MS), 'fourToTwentyFourHours');
});

test('the median band of none is none; of a few it is the middle one', () => {
  assert.equal(medianBand({}), undefined);
  assert.equal(medianBand({ underOneHour: 0 }), undefined);
  assert.equal(medianBand({ overThreeDays: 1 }), 'overThreeDays');
  assert.equal(medianBand({ underOneHour: 2, oneToThreeDays: 3 }), 'oneToThreeDays');
  assert.equal(medianBand({ underOneHour: 3, oneToThreeDays: 2 }), 'underOneHour');
});

test('open states are those that can be closed', () => {
  const closed = ['closed', 'unreadable', 'withdrawn', 'expired'];
  assert.deepEqual(
    reportStates.filter((state) => !isOpenState(state)),
    closed,
  );
  assert.equal(answerBands.length, 5);
});

test('a link stands when both mailboxes said so, never by one', () => {
  for (const [agreedHere, agreedThere] of [
    [false, false],
    [true, false],
    [false, true],
  ] as const) {
    assert.equal(isAgreed({ agreedHere, agreedThere }), false);
  }
  assert.equal(isAgreed({ agreedHere: true, agreedThere: true }), true);
});

test('she is told the role nearest to the cases, and never a role that has no place at a desk', () => {
  assert.equal(deskRoleOf(['forumMember', 'administrator']), 'deskWorker');
  assert.equal(deskRoleOf(['deskWorker']), 'deskWorker');
  assert.equal(deskRoleOf(['deskWorker', 'caseworker']), 'caseworker');
  assert.equal(deskRoleOf(['caseworker', 'caseworkerSupervisor']), 'caseworkerSupervisor');
});
