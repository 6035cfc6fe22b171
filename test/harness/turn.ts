import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { takeLock } from '../../src/storage/process-lock.ts';

const POLL_MS = 30;

/** Does the work while no other test process does the same; a process that died holds nobody up. */
export async function inTurn<T>(lock: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(lock), { recursive: true });
  for (;;) {
    const release = takeLock(lock);
    if (!release) {
      await wait(POLL_MS);
      continue;
    }
    try {
      return await work();
    } finally {
      release();
    }
  }
}
