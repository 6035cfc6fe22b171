import { test } from 'node:test';
import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import fc from 'fast-check';
import { argon2Binary } from '../../scripts/build/hash-wasm.ts';
import { RECEIPT_COST } from '../crypto/argon2.ts';
import { argon2idOver } from './argon2-light.ts';

const light = argon2idOver(argon2Binary());

function third(password: Uint8Array, salt: Uint8Array, memory: number, passes: number, tagLength: number): Uint8Array {
  const costs = { parallelism: 1, memory, passes, tagLength };
  return new Uint8Array(argon2Sync('argon2id', { message: password, nonce: salt, ...costs }));
}

test('memory that is not there throws instead of giving something', async () => {
  const salt = new Uint8Array(16);
  await assert.rejects(
    light({ password: salt, salt, iterations: 1, memorySize: 5_000_000, hashLength: 32 }),
    RangeError,
  );
});

test('it agrees with another implementation at the cost of a receipt', async () => {
  const [password, salt] = [new TextEncoder().encode('123456789012345678901'), new Uint8Array(32).fill(5)];
  const { memoryKiB: memorySize, passes: iterations } = RECEIPT_COST;
  assert.deepEqual(
    await light({ password, salt, iterations, memorySize, hashLength: 32 }),
    third(password, salt, memorySize, iterations, 32),
  );
});

test('and at other passwords, salts, costs and lengths', async () => {
  const bytes = fc.uint8Array({ minLength: 8, maxLength: 300 });
  const costs = fc.tuple(
    fc.integer({ min: 8, max: 200 }),
    fc.integer({ min: 1, max: 4 }),
    fc.integer({ min: 4, max: 300 }),
  );
  await fc.assert(
    fc.asyncProperty(bytes, bytes, costs, async (password, salt, [memorySize, iterations, hashLength]) => {
      assert.deepEqual(
        await light({ password, salt, iterations, memorySize, hashLength }),
        third(password, salt, memorySize, iterations, hashLength),
      );
    }),
    { numRuns: 100 },
  );
});
