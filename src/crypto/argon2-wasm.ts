import { argon2id } from 'hash-wasm';
import type { Argon2Cost } from './argon2-either.ts';

/** Argon2id by WebAssembly; loaded on demand, so that it is a chunk of its own. Throws where a page may not compile it. */
export async function argon2idWasm(
  password: Uint8Array,
  salt: Uint8Array,
  cost: Argon2Cost,
  length: number,
): Promise<Uint8Array> {
  return await argon2id({
    password,
    salt,
    iterations: cost.passes,
    memorySize: cost.memoryKiB,
    parallelism: 1,
    hashLength: length,
    outputType: 'binary',
  });
}
