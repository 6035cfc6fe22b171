import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isProblem } from '../base/problem.ts';
import { exactPoissonInterval, exactRateRatio } from './rate-ratio.model.ts';

/** Equal to R 4.2.2 to 1e-6, or to the digits that were written down. */
function near(actual: number, expected: number, within = 1e-6): void {
  assert.ok(Math.abs(actual - expected) <= within, `${actual} is not ${expected}`);
}

const equal = (after: number, before: number) => exactRateRatio({ count: after, time: 1 }, { count: before, time: 1 });

test('refuses what is not a count, no time, and nothing counted at all', () => {
  for (const count of [-1, 1.5, NaN, Infinity, 1_000_001]) {
    assert.throws(
      () => equal(count, 6),
      (error) => isProblem(error, 'wrong_shape'),
    );
    assert.throws(
      () => exactPoissonInterval(count),
      (error) => isProblem(error, 'wrong_shape'),
    );
  }
  for (const time of [0, -1, NaN, Infinity]) {
    assert.throws(
      () => exactRateRatio({ count: 1, time }, { count: 1, time: 1 }),
      (error) => isProblem(error),
    );
  }
  assert.throws(
    () => equal(0, 0),
    (error) => isProblem(error, 'wrong_shape'),
  );
});

test('18 after 6 in equal periods, as poisson.test(c(18, 6)) gives it', () => {
  const found = equal(18, 6);
  near(found.ratio, 3, 1e-12);
  near(found.low, 1.140811);
  near(found.high, 9.23223);
  near(found.p, 0.022656);
});

test('18 in 4 months after 6 in 6', () => {
  const found = exactRateRatio({ count: 18, time: 4 }, { count: 6, time: 6 });
  near(found.ratio, 4.5, 1e-12);
  near(found.low, 1.711, 5e-4);
  near(found.high, 13.848, 5e-4);
  near(found.p, 0.00062, 5e-7);
});

test('5 after none: the upper end is open', () => {
  const found = equal(5, 0);
  assert.equal(found.ratio, Infinity);
  near(found.low, 0.916, 5e-4);
  assert.equal(found.high, Infinity);
  near(found.p, 0.0625, 1e-12);
});

test('17 is the smallest count that differs from 6 at 0.05; 16 does not', () => {
  near(equal(16, 6).p, 0.0525, 5e-5);
  const smallest = Array.from({ length: 30 }, (_, more) => 6 + more).find((after) => equal(after, 6).p < 0.05);
  assert.equal(smallest, 17);
});

test('the interval of one Poisson count', () => {
  const [six, eighteen, none] = [exactPoissonInterval(6), exactPoissonInterval(18), exactPoissonInterval(0)];
  near(six.low, 2.2018943);
  near(six.high, 13.059474);
  near(eighteen.low, 10.6679408);
  near(eighteen.high, 28.4477603);
  assert.equal(none.low, 0);
  near(none.high, -Math.log(0.025), 1e-9);
});

test('turning the comparison around turns the ratio and its interval around, and keeps p', () => {
  const count = fc.integer({ min: 1, max: 60 });
  const time = fc.integer({ min: 1, max: 24 });
  fc.assert(
    fc.property(count, time, count, time, (x, t, y, u) => {
      const found = exactRateRatio({ count: x, time: t }, { count: y, time: u });
      const turned = exactRateRatio({ count: y, time: u }, { count: x, time: t });
      near(found.ratio * turned.ratio, 1, 1e-9);
      near(found.low * turned.high, 1, 1e-6);
      near(found.p, turned.p, 1e-9);
      assert.ok(found.low < found.ratio && found.ratio < found.high);
      assert.ok(found.p > 0 && found.p <= 1);
    }),
    { numRuns: 100 },
  );
});
