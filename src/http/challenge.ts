import { createHmac, timingSafeEqual } from 'node:crypto';
import { toBase64url, utf8 } from '../base/bytes.ts';
import type { Clock } from '../base/clock.ts';
import { MINUTE_MS } from '../base/clock.ts';
import { must } from '../base/problem.ts';

/** How long a challenge stands: one whole window after the one it was given in, so 30 to 60 minutes. */
const WINDOW_MS = 30 * MINUTE_MS;

/**
 * Challenges without a memory: a challenge is the HMAC of its half-hour window, so the server stores nothing about who asked.
 * It proves that a proof of work or a signature of a mailbox or device was made recently, by a clock that is the server's alone (phones are wrong).
 */
export interface Challenges {
  current(): string;
  /** Whether the text is the challenge of this window or the one before. */
  stands(challenge: string): boolean;
  /** `challenge_expired` unless it stands. */
  mustStand(challenge: string): void;
}

/** The challenges of one installation; `secret` is a key of their own, `clock` the server's. */
export function newChallenges(secret: Uint8Array, clock: Clock): Challenges {
  const ofWindow = (window: number) =>
    toBase64url(createHmac('sha256', secret).update(`challenge ${window}`).digest().subarray(0, 16));
  const now = () => Math.floor(clock() / WINDOW_MS);
  const same = (a: string, b: string) => a.length === b.length && timingSafeEqual(utf8(a), utf8(b));
  const stands = (challenge: string) => same(challenge, ofWindow(now())) || same(challenge, ofWindow(now() - 1));
  return {
    current: () => ofWindow(now()),
    stands,
    mustStand: (challenge) => must(stands(challenge), 'challenge_expired'),
  };
}
