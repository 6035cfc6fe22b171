import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { isTooDeep } from './depth.ts';

test('thirty thousand levels are too deep, and are found without walking them', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(30_000)}${']'.repeat(30_000)}`);
  assert.equal(isTooDeep(deep), true);
  assert.equal(isTooDeep({ a: { b: [deep] } }), true);
});

test('what contracts ask for is not too deep, however wide', () => {
  assert.equal(isTooDeep({ a: [{ b: [{ c: 'x' }] }], wide: Array.from({ length: 50_000 }, () => 1) }), false);
  for (const plain of [undefined, null, '', 0, true]) assert.equal(isTooDeep(plain), false);
});

test('a stream is left alone', () => {
  const stream = Object.assign(new Readable(), { self: {} });
  stream.self = { stream, again: { stream } };
  assert.equal(isTooDeep(stream), false);
});
