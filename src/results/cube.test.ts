import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { CountedStub } from './cube.model.ts';
import { foldStubs } from './cube.model.ts';

const stub = fc.record({
  governorate: fc.constantFrom('IQG02', 'IQG08', 'IQ-HA'),
  eExtortionFacet: fc.constantFrom('moneyDemand', 'published', null),
  sex: fc.constantFrom('woman', 'man'),
  ageBand: fc.constantFrom('<18', '18-24', '25-35', '36+'),
  servicesOffered: fc.uniqueArray(fc.constantFrom('takedown', 'legal', 'shelter')),
  referralOutcome: fc.uniqueArray(fc.constantFrom('completed', 'declined')),
});

test('nothing is kept of few stubs', () => {
  const few: CountedStub[] = Array.from({ length: 4 }, () => ({ governorate: 'IQG02', sex: 'woman' }));
  assert.deepEqual(foldStubs(few), []);
  assert.deepEqual(foldStubs([]), []);
});

test('a value given twice counts once', () => {
  const stubs = Array.from({ length: 6 }, () => ({ servicesOffered: ['legal', 'legal'] }));
  assert.deepEqual(foldStubs(stubs), [{ dimensions: ['servicesOffered'], keys: ['legal'], count: 6 }]);
});

test('at most three dimensions, no count below their threshold, every count right', () => {
  fc.assert(
    fc.property(fc.array(stub, { maxLength: 80 }), (stubs) => {
      for (const { dimensions, keys, count } of foldStubs(stubs)) {
        assert.ok(dimensions.length <= 2 && keys.length === dimensions.length);
        assert.ok(count >= (dimensions.length === 2 ? 10 : 5));
        const counted = (stubs as readonly CountedStub[]).filter((each) =>
          dimensions.every((dimension, at) => [each[dimension]].flat().includes(keys[at] ?? '')),
        );
        assert.equal(count, counted.length);
      }
    }),
    { numRuns: 100 },
  );
});
