import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DeskKind, DeskRecord } from '../../../crypto/desk-record.ts';
import { fitting } from './desk-order.ts';

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

test('under 18, desks with child protection come first', () => {
  assert.deepEqual(ids({ childrenFirst: true }), ['lawyers', 'women near', 'women far', 'office', 'contact']);
});
