import assert from 'node:assert/strict';
import { test } from 'node:test';
import { staffingGaps } from './model.ts';

test('one woman with the women’s key is too few however many men there are, and so is none', () => {
  for (const womenHolders of [0, 1]) assert.deepEqual(staffingGaps({ members: 9, womenHolders }), ['women']);
  assert.deepEqual(staffingGaps({ members: 1, womenHolders: 1 }), ['members', 'women']);
  assert.deepEqual(staffingGaps({ members: 1, womenHolders: null }), ['members']);
  assert.deepEqual(staffingGaps({ members: 0, womenHolders: null }), ['nobody']);
});

test('two of each are enough, and a desk without a women’s key promises none', () => {
  assert.deepEqual(staffingGaps({ members: 2, womenHolders: 2 }), []);
  assert.deepEqual(staffingGaps({ members: 2, womenHolders: null }), []);
});
