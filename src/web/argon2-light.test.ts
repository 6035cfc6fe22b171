import { test } from 'node:test';
import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import fc from 'fast-check';
import { hashWasmBinaries } from '../../scripts/build/hash-wasm.ts';
import { RECEIPT_COST } from '../crypto/argon2.ts';
import { argon2idOver } from './argon2-light.ts';

const { argon2, blake2b } = hashWasmBinaries();
const light = argon2idOver(argon2.toString('latin1'), blake2b.toString('latin1'));

function third(password: Uint8Array, salt: Uint8Array, memory: number, passes: number, tagLength: number): Uint8Array {
  const costs = { parallelism: 1, memory, passes, tagLength };
  return new Uint8Array(argon2Sync('argon2id', { message: password, nonce: salt, ...costs }));
}

test('a piece that the hasher cannot take, and memory that is not there, throw instead of giving something', async () => {
  const salt = new Uint8Array(16);
  const question = { password: new Uint8Array(20_000), salt, iterations: 1, memorySize: 8, hashLength: 32 };
  await assert.rejects(light(question), RangeError);
  await assert.rejects(light({ ...question, password: salt, memorySize: 5_000_000 }), RangeError);
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
