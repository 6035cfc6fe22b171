import { test } from 'node:test';
import assert from 'node:assert/strict';
import { argon2Sync } from 'node:crypto';
import { toHex, utf8 } from '../base/bytes.ts';
import { argon2id, isCostAtLeast, PASSWORD_COST, RECEIPT_COST } from './argon2.ts';
import { argon2idScript } from './argon2-script.ts';
import { argon2idWasm } from './argon2-wasm.ts';

const PASSWORD = utf8('password');
const SALT = utf8('somesalt');

test('a cost, salt or length out of bounds is refused before any work', async () => {
  for (const cost of [
    { memoryKiB: 7, passes: 1 },
    { memoryKiB: 2 ** 21, passes: 1 },
    { memoryKiB: 64, passes: 0 },
    { memoryKiB: 64, passes: 65 },
    { memoryKiB: 64.5, passes: 1 },
    { memoryKiB: Number.NaN, passes: 1 },
  ]) {
    await assert.rejects(argon2id(PASSWORD, SALT, cost, 32), { code: 'malformed' });
  }
  await assert.rejects(argon2id(PASSWORD, utf8('short'), RECEIPT_COST, 32), { code: 'malformed' });
  await assert.rejects(argon2id(PASSWORD, SALT, RECEIPT_COST, 3), { code: 'malformed' });
});

test('a cost that is lower in one number is lower', () => {
  assert.equal(isCostAtLeast(RECEIPT_COST, PASSWORD_COST), false);
  assert.equal(isCostAtLeast({ memoryKiB: 65_536, passes: 2 }, PASSWORD_COST), false);
  assert.equal(isCostAtLeast(PASSWORD_COST, PASSWORD_COST), true);
});

// the test table of the reference implementation (phc-winner-argon2, src/test.c, Argon2id, version 0x13, one lane)
const VECTORS = [
  { passes: 2, memoryKiB: 65_536, hash: '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7' },
  { passes: 2, memoryKiB: 256, hash: '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe' },
];

test('both implementations give the vectors of the reference implementation', async () => {
  for (const { hash, ...cost } of VECTORS) {
    assert.equal(toHex(await argon2idWasm(PASSWORD, SALT, cost, 32)), hash);
    assert.equal(toHex(await argon2idScript(PASSWORD, SALT, cost, 32)), hash);
    assert.equal(toHex(await argon2id(PASSWORD, SALT, cost, 32)), hash);
  }
});

test('both agree with a third one at other costs, salts and lengths', async () => {
  for (const [memoryKiB, passes, length] of [
    [8, 1, 4],
    [19, 3, 16],
    [512, 2, 64],
    [RECEIPT_COST.memoryKiB, RECEIPT_COST.passes, 32],
  ] as const) {
    const password = utf8(`كلمة ${length}`);
    const salt = utf8(`salt of ${length} bytes`);
    const third = argon2Sync('argon2id', {
      message: password,
      nonce: salt,
      parallelism: 1,
      tagLength: length,
      memory: memoryKiB,
      passes,
    });
    assert.equal(toHex(await argon2idWasm(password, salt, { memoryKiB, passes }, length)), toHex(third));
    assert.equal(toHex(await argon2idScript(password, salt, { memoryKiB, passes }, length)), toHex(third));
  }
});

test('where WebAssembly is refused the script gives the same key', async () => {
  const cost = { memoryKiB: 300, passes: 2 };
  const expected = toHex(await argon2id(PASSWORD, SALT, cost, 32));
  const found =
    Object.getOwnPropertyDescriptor(globalThis, 'WebAssembly') ?? assert.fail('no WebAssembly to take away');
  Reflect.deleteProperty(globalThis, 'WebAssembly');
  try {
    await assert.rejects(argon2idWasm(PASSWORD, SALT, cost, 32));
    assert.equal(toHex(await argon2id(PASSWORD, SALT, cost, 32)), expected);
  } finally {
    Object.defineProperty(globalThis, 'WebAssembly', found);
  }
});
