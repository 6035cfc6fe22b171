import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeskKind, DeskRecord } from '../../../crypto/desk-record.ts';
import { fitting, isEnough } from './desk-order.ts';

const texts = { ar: 'مكتب', ckb: 'نووسینگە', en: 'Desk' };
const epoch = { n: 1, recipient: `age1${'q'.repeat(58)}`, signingKey: 'A'.repeat(43) };

function desk(id: string, kind: DeskKind, more: Partial<DeskRecord> = {}): DeskRecord {
  return {
    v: 1,
    id,
    organisationId: 'o',
    organisationKind: 'ngo',
    kind,
    governorateId: 'IQG02',
    name: texts,
    police: false,
    childProtection: false,
    hours: [],
    rota: [],
    past: [],
    epochs: { general: epoch, women: epoch },
    sentences: { whoWorksHere: texts, mustPassOn: texts, neverWithoutAsking: texts },
    lawCheckedOn: null,
    ...more,
  };
}

const DESKS = [
  desk('contact', 'forumContact'),
  desk('office', 'office', { police: true, epochs: { general: epoch } }),
  desk('lawyers', 'lawyerNgo', { childProtection: true }),
  desk('women far', 'women', { governorateId: 'IQG11' }),
  desk('women near', 'women', { police: true }),
];
const WISHES = { womenOnly: false, notPolice: false, childrenFirst: false, near: 'IQG02' };
const ids = (wishes: Partial<typeof WISHES> & { except?: string }) =>
  fitting(DESKS, { ...WISHES, ...wishes }).map(({ id }) => id);

test('"not the police" offers no desk of the police', () => {
  assert.deepEqual(ids({ notPolice: true }), ['women far', 'lawyers', 'contact']);
});

test('"a woman only" offers no desk without a key that only women hold', () => {
  assert.deepEqual(ids({ womenOnly: true }), ['women near', 'women far', 'lawyers', 'contact']);
});

test('the order is by kind, then near; the forum contact comes last', () => {
  assert.deepEqual(ids({}), ['women near', 'women far', 'lawyers', 'office', 'contact']);
  assert.deepEqual(ids({ except: 'women near' }), ['women far', 'lawyers', 'office', 'contact']);
});

test('"a woman only" and "not the police" are not enough where no desk can keep them', () => {
  const office = DESKS.filter(({ id }) => id === 'office');
  assert.equal(isEnough([], WISHES), false);
  assert.equal(isEnough(office, { ...WISHES, womenOnly: true }), false);
  assert.equal(isEnough(office, { ...WISHES, notPolice: true }), false);
  assert.equal(isEnough(office, { ...WISHES, except: 'office' }), false);
  assert.equal(isEnough(office, WISHES), true);
});

test('where a child may be concerned, one office without child protection is not enough: all of Iraq is looked through', () => {
  const mosul = desk('mosul', 'office', { governorateId: 'IQG15', police: true });
  const erbil = desk('erbil', 'women', { governorateId: 'IQG11', childProtection: true });
  const girl = { ...WISHES, childrenFirst: true, near: 'IQG15' };
  assert.equal(isEnough([mosul], girl), false);
  assert.equal(isEnough([mosul, erbil], girl), true);
  assert.equal(isEnough([mosul, erbil], { ...girl, except: 'erbil' }), false);
  assert.deepEqual(
    fitting([mosul, desk('baghdad', 'women', { governorateId: 'IQG08', childProtection: true }), erbil], girl).map(
      ({ id }) => id,
    ),
    ['erbil', 'baghdad', 'mosul'],
  );
});

test('inside each kind the nearest comes first, however far; without a governorate of hers the order stays', () => {
  const all = [
    desk('basra', 'women', { governorateId: 'IQG02' }),
    desk('office', 'office', { governorateId: 'IQG15' }),
    desk('baghdad', 'women', { governorateId: 'IQG08' }),
    desk('erbil', 'women', { governorateId: 'IQG11' }),
    desk('duhok', 'women', { governorateId: 'IQG09' }),
  ];
  const order = (near: string) => fitting(all, { ...WISHES, near }).map(({ id }) => id);
  assert.deepEqual(order('IQG15'), ['duhok', 'erbil', 'baghdad', 'basra', 'office']);
  assert.deepEqual(order('IQG03'), ['basra', 'baghdad', 'erbil', 'duhok', 'office']);
  assert.deepEqual(order(''), ['basra', 'baghdad', 'erbil', 'duhok', 'office']);
});

test('under 18, desks with child protection come first', () => {
  assert.deepEqual(ids({ childrenFirst: true }), ['lawyers', 'women near', 'women far', 'office', 'contact']);
});
