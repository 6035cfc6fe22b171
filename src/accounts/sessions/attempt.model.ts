import type { Clock } from '../../base/clock.ts';
import { must } from '../../base/problem.ts';

/** So many attempts in a window of time, counted for each key by itself. */
export interface AttemptRule {
  readonly most: number;
  readonly windowMs: number;
}

/** Counts attempts in memory: an address or an hour in a table would outlive its use. */
export interface Attempts {
  /** Counts one; `too_many` when the window is full. */
  take(key: string): void;
  /** Forgets a key: it was the right person. */
  forget(key: string): void;
}

/** Keys kept at most; the oldest goes first, so that a flood of invented names does not fill the memory. */
const KEYS_MOST = 20_000;

/** An empty count. */
export function newAttempts(rule: AttemptRule, clock: Clock): Attempts {
  const windows = new Map<string, { count: number; until: number }>();
  return {
    take(key) {
      const now = clock();
      const known = windows.get(key);
      const window = known && known.until > now ? known : { count: 0, until: now + rule.windowMs };
      must(window.count < rule.most, 'too_many');
      window.count++;
      windows.set(key, window);
      const [oldest] = windows.keys();
      if (windows.size > KEYS_MOST && oldest !== undefined) windows.delete(oldest);
    },
    forget: (key) => void windows.delete(key),
  };
}
