import { must } from '../base/problem.ts';

/** Events counted in a span of time (or any other measure of exposure, the same for both sides of a comparison). */
export interface Counted {
  readonly count: number;
  readonly time: number;
}

/** A range with its confidence; `high` may be infinite. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export interface RateRatio extends Interval {
  /** Infinite when nothing was counted before. */
  readonly ratio: number;
  /** Two-sided: the sum of all outcomes that are no more likely than the one seen. */
  readonly p: number;
}

const CONFIDENCE = 0.95;
/** R's own tolerance for "no more likely": ties that differ in the last digits count as ties. */
const TIE = 1 + 1e-7;
const MOST_COUNTED = 1_000_000;
const BISECTIONS = 200;

/**
 * The exact ratio of two Poisson rates, after to before, with its interval and p-value: given n = before + after, `after` is
 * Binomial(n, π) with π = R·t₁ / (R·t₁ + t₀); Clopper–Pearson for π, transformed back. The same as R's `poisson.test(c(after, before))`.
 * Counts are whole, times positive, and something was counted: `wrong_shape` otherwise.
 */
export function exactRateRatio(after: Counted, before: Counted, confidence = CONFIDENCE): RateRatio {
  mustBeCounted(after);
  mustBeCounted(before);
  const n = after.count + before.count;
  must(n > 0, 'wrong_shape');
  const share = clopperPearson(after.count, n, confidence);
  const ratioOf = (pi: number) => (pi >= 1 ? Infinity : ((pi / (1 - pi)) * before.time) / after.time);
  return {
    ratio: before.count === 0 ? Infinity : after.count / after.time / (before.count / before.time),
    low: ratioOf(share.low),
    high: ratioOf(share.high),
    p: binomialP(after.count, n, after.time / (after.time + before.time)),
  };
}

/** The exact interval of the mean of one Poisson count (Garwood): what `poisson.test(count)` gives in R. */
export function exactPoissonInterval(count: number, confidence = CONFIDENCE): Interval {
  mustBeCounted({ count, time: 1 });
  const tail = (1 - confidence) / 2;
  const ceiling = count + 10 * Math.sqrt(count + 1) + 20;
  const logs = logFactorials(count);
  return {
    low: count === 0 ? 0 : bisect(0, ceiling, (mean) => 1 - poissonAtMost(count - 1, mean, logs) < tail),
    high: bisect(0, ceiling, (mean) => poissonAtMost(count, mean, logs) > tail),
  };
}

function mustBeCounted({ count, time }: Counted): void {
  must(Number.isInteger(count) && count >= 0 && count <= MOST_COUNTED, 'wrong_shape');
  must(Number.isFinite(time) && time > 0, 'wrong_shape');
}

function clopperPearson(x: number, n: number, confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  const logs = logFactorials(n);
  const between = (from: number, to: number, pi: number) => {
    let total = 0;
    for (let k = from; k <= to; k++) total += binomialAt(k, n, pi, logs);
    return total;
  };
  return {
    low: x === 0 ? 0 : bisect(0, 1, (pi) => between(x, n, pi) < tail),
    high: x === n ? 1 : bisect(0, 1, (pi) => between(0, x, pi) > tail),
  };
}

function binomialP(x: number, n: number, pi: number): number {
  const logs = logFactorials(n);
  const seen = binomialAt(x, n, pi, logs);
  let total = 0;
  for (let k = 0; k <= n; k++) {
    const chance = binomialAt(k, n, pi, logs);
    if (chance <= seen * TIE) total += chance;
  }
  return Math.min(1, total);
}

function binomialAt(k: number, n: number, pi: number, logs: readonly number[]): number {
  if (pi <= 0) return k === 0 ? 1 : 0;
  if (pi >= 1) return k === n ? 1 : 0;
  const ways = (logs[n] ?? 0) - (logs[k] ?? 0) - (logs[n - k] ?? 0);
  return Math.exp(ways + k * Math.log(pi) + (n - k) * Math.log1p(-pi));
}

function poissonAtMost(count: number, mean: number, logs: readonly number[]): number {
  if (mean <= 0) return 1;
  let total = 0;
  for (let k = 0; k <= count; k++) total += Math.exp(k * Math.log(mean) - mean - (logs[k] ?? 0));
  return total;
}

/** ln 0!, ln 1! … ln n! */
function logFactorials(n: number): readonly number[] {
  const logs = [0];
  for (let k = 1; k <= n; k++) logs.push((logs[k - 1] ?? 0) + Math.log(k));
  return logs;
}

/** Where a condition that holds at `from` stops holding on the way to `to`. */
function bisect(from: number, to: number, holds: (at: number) => boolean): number {
  let low = from;
  let high = to;
  for (let step = 0; step < BISECTIONS; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
