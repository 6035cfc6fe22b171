import { argon2id, mustBeInBounds } from '../crypto/argon2.ts';
import type { Argon2Cost } from '../crypto/argon2.ts';
import type { Argon2Answer, Argon2Question } from './argon2.worker.ts';
// oxlint-disable-next-line import/default -- the build makes the address of the worker out of this
import workerUrl from './argon2.worker.ts?worker&url';
import { startWorker } from './worker.ts';

/**
 * `argon2id` of `src/crypto`, in a worker, so that the page stays alive on a slow phone. Where no worker can be had it runs on the
 * page itself: slower, but the report is not lost for it.
 */
export async function argon2idInWorker(
  password: Uint8Array,
  salt: Uint8Array,
  cost: Argon2Cost,
  length: number,
): Promise<Uint8Array> {
  mustBeInBounds(salt, cost, length);
  return (await askWorker({ password, salt, cost, length })) ?? (await argon2id(password, salt, cost, length));
}

function askWorker(question: Argon2Question): Promise<Uint8Array | undefined> {
  return new Promise((resolve) => {
    let worker: Worker;
    try {
      // oxlint-disable-next-line typescript/no-unsafe-argument -- a string; only the browser's program knows the import
      worker = startWorker(workerUrl);
    } catch {
      resolve(undefined);
      return;
    }
    const finish = (key: Uint8Array | undefined) => {
      worker.terminate();
      resolve(key);
    };
    worker.addEventListener('message', (event: MessageEvent<Argon2Answer>) =>
      finish('key' in event.data ? event.data.key : undefined),
    );
    worker.addEventListener('error', () => finish(undefined));
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin to name
    worker.postMessage(question);
  });
}
