import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answersOf, concernsChildIn, newDraft, stepsOf } from './draft.ts';

test('what she did not answer is not sealed: no empty words, no phone without a number, no district without its governorate', () => {
  assert.deepEqual(answersOf({ ...newDraft(), kind: 'harassment', safeNow: 'yes' }), {
    kind: 'harassment',
    safeNow: 'yes',
    contact: { way: 'mailbox' },
  });
  const draft = { ...newDraft(), kind: 'harassment', safeNow: 'yes', contact: 'phone', phone: '  ' } as const;
  assert.deepEqual(answersOf({ ...draft, districtId: 'IQG02-x', phoneCover: 'x', phoneMan: 'no' }).contact, {
    way: 'mailbox',
  });
  assert.equal(answersOf({ ...draft, districtId: 'IQG02-x' }).districtId, undefined);
});

test('a facet is sealed only with the kind it belongs to', () => {
  const draft = { ...newDraft(), safeNow: 'no', facet: 'moneyDemand' } as const;
  assert.equal(answersOf({ ...draft, kind: 'eExtortion' }).facet, 'moneyDemand');
  assert.equal(answersOf({ ...draft, kind: 'violenceAtHome' }).facet, undefined);
});

test('a phone goes with what makes it safe', () => {
  const draft = { ...newDraft(), kind: 'harassment', safeNow: 'yes', contact: 'phone', phone: ' 0770 ' } as const;
  assert.deepEqual(answersOf({ ...draft, phoneHours: ' after 4 ', phoneMan: 'no', phoneCover: 'pharmacy' }).contact, {
    way: 'phone',
    phone: '0770',
    safeHours: 'after 4',
    manMayAnswer: false,
    coverWord: 'pharmacy',
  });
});

test('"urgent" is asked only while somebody is on duty, the facet only of e-extortion; her words come after the choice of the desk', () => {
  const draft = newDraft();
  assert.ok(!stepsOf(draft, false).includes('urgent'));
  assert.ok(!stepsOf(draft, true).includes('facet'));
  const steps = stepsOf({ ...draft, kind: 'eExtortion' }, true);
  assert.deepEqual(steps.slice(0, 3), ['safe', 'kind', 'facet']);
  assert.ok(steps.includes('urgent'));
  assert.ok(steps.indexOf('desk') < steps.indexOf('words'));
  assert.equal(steps[steps.length - 1], 'receipt');
});

test('a child may be concerned by her age or by what happens, and only while that is what happens', () => {
  const draft = { ...newDraft(), kind: 'eExtortion', facet: 'minorInvolved' } as const;
  assert.equal(concernsChildIn(newDraft()), false);
  assert.equal(concernsChildIn({ ...draft, kind: 'harassment', under18: 'no' }), false);
  assert.equal(concernsChildIn({ ...draft, under18: 'no' }), true);
  assert.equal(concernsChildIn({ ...newDraft(), under18: 'yes' }), true);
});

test('being counted is off until she ticks it, and sealed only then', () => {
  const draft = newDraft();
  assert.equal(draft.counted, false);
  assert.equal('statsConsent' in answersOf(draft), false);
  assert.equal(answersOf({ ...draft, counted: true }).statsConsent, true);
});
