import { must } from '../base/problem.ts';
import { argon2idEither } from './argon2-either.ts';
import type { Argon2Cost } from './argon2-either.ts';

export type { Argon2Cost, Argon2id } from './argon2-either.ts';

/** A user's password: 64 MiB, three passes. */
export const PASSWORD_COST: Argon2Cost = { memoryKiB: 65_536, passes: 3 };

/** A receipt: 66 bits of its own, on the cheapest phone. */
export const RECEIPT_COST: Argon2Cost = { memoryKiB: 19_456, passes: 2 };

const MEMORY_LEAST = 8;
// a cost comes from the server: it must not be able to hang a phone
const MEMORY_MOST = 1_048_576;
const PASSES_MOST = 64;
const SALT_LEAST = 8;
const LENGTH_LEAST = 4;
const LENGTH_MOST = 1024;

/** Whether a cost is nowhere below another: a server that hands out a low one would learn more than it should. */
export function isCostAtLeast(cost: Argon2Cost, least: Argon2Cost): boolean {
  return cost.memoryKiB >= least.memoryKiB && cost.passes >= least.passes;
}

/** Argon2id, version 0x13, one lane; `length` in bytes. `malformed` for parameters out of bounds. */
export async function argon2id(
  password: Uint8Array,
  salt: Uint8Array,
  cost: Argon2Cost,
  length: number,
): Promise<Uint8Array> {
  mustBeInBounds(salt, cost, length);
  return await argon2idEither(password, salt, cost, length);
}

/** `malformed` for what Argon2id must not be asked, here or in a worker. */
export function mustBeInBounds(salt: Uint8Array, cost: Argon2Cost, length: number): void {
  must(isWhole(cost.memoryKiB, MEMORY_LEAST, MEMORY_MOST) && isWhole(cost.passes, 1, PASSES_MOST), 'malformed');
  must(salt.length >= SALT_LEAST && isWhole(length, LENGTH_LEAST, LENGTH_MOST), 'malformed');
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}
