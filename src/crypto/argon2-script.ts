import { argon2idAsync } from '@noble/hashes/argon2.js';
import type { Argon2Cost } from './argon2-either.ts';

/** Argon2id in plain script: four times slower, works everywhere; loaded only where WebAssembly is refused. */
export async function argon2idScript(
  password: Uint8Array,
  salt: Uint8Array,
  cost: Argon2Cost,
  length: number,
): Promise<Uint8Array> {
  return await argon2idAsync(password, salt, { m: cost.memoryKiB, t: cost.passes, p: 1, dkLen: length });
}
