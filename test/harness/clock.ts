import type { Clock } from '../../src/base/clock.ts';

/** A clock whose hands the test turns. */
export interface FixedClock extends Clock {
  readonly advance: (ms: number) => void;
  readonly set: (ms: number) => void;
}

/** A clock that stands at `startMs` until it is advanced. */
export function fixedClock(startMs: number): FixedClock {
  let now = startMs;
  return Object.assign(() => now, {
    advance: (ms: number) => {
      now += ms;
    },
    set: (ms: number) => {
      now = ms;
    },
  });
}
