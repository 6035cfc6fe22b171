import { isProblem } from '../../../base/problem.ts';
import { findProof } from '../../../base/proof-of-work.ts';
import type { OutputOf } from '../../../base/endpoint.ts';
import { call } from '../../../web/api.ts';
import type { getChallenge, submitReport } from '../../contract.ts';
import { isPassing } from './passing.ts';
import type { SealedReport } from './sealing.ts';

const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
const SILENT_TRIES = 3;

/** Where an attempt to send stands; `waiting` until the next one. */
export type Sending = 'sending' | 'waiting';

/** Lets the page end a pause early, or give up. */
export type Line = { wake: () => void; readonly gone: () => boolean };

/**
 * Sends a sealed report until it is stored. A broken line, a busy or a failing server is waited out, longer each time, with the same
 * ids and the same bytes: however often it arrives, it is one report. Refusals that another try cannot mend are thrown.
 */
export async function send(
  sealed: SealedReport,
  line: Line,
  tell: (sending: Sending) => void,
): Promise<OutputOf<typeof submitReport>> {
  let pause = FIRST_PAUSE_MS;
  let silent = 0;
  for (;;) {
    tell('sending');
    try {
      const { challenge, bits } = await call<OutputOf<typeof getChallenge>>('GET', '/api/challenge');
      const nonce = await findProof(challenge, sealed.id, bits);
      return await call('POST', '/api/reports', { ...sealed, proof: { challenge, nonce } });
    } catch (error) {
      const mended = isProblem(error, 'challenge_expired') || isProblem(error, 'proof_of_work');
      if (mended && ++silent < SILENT_TRIES) continue;
      if (line.gone() || !isPassing(error)) throw error;
      tell('waiting');
      await rest(pause, line);
      if (line.gone()) throw error;
      pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
    }
  }
}

/** A pause that the page, or the phone coming back on line, can end. */
async function rest(ms: number, line: Line): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms);
    const wake = () => {
      clearTimeout(timer);
      removeEventListener('online', wake);
      resolve();
    };
    addEventListener('online', wake);
    line.wake = wake;
  });
}
