import { test } from 'node:test';
import assert from 'node:assert/strict';
import { hkdf as nobleHkdf } from '@noble/hashes/hkdf.js';
import { hmac as nobleHmac } from '@noble/hashes/hmac.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import fc from 'fast-check';
import { deriveKey, digestOf } from './derive.ts';
import { deriveKeyNow, digestNow } from './derive-now.ts';
import { expand, extract, hkdf, hmac, sha256 } from './hashes-native.ts';

const bytes = fc.uint8Array({ maxLength: 300 });
const key = fc.uint8Array({ minLength: 1, maxLength: 100 });

test('the parts of them that only post-quantum recipients ask for are refused', () => {
  assert.throws(() => extract(), { code: 'unavailable' });
  assert.throws(() => expand(), { code: 'unavailable' });
});

test('the platform’s hashes are those in script, to the byte', async () => {
  await fc.assert(
    fc.asyncProperty(key, bytes, bytes, fc.integer({ min: 1, max: 100 }), async (secret, salt, info, length) => {
      assert.deepEqual(
        await hkdf(sha256, secret, salt, info, length),
        nobleHkdf(nobleSha256, secret, salt, info, length),
      );
      assert.deepEqual(
        await hkdf(sha256, secret, undefined, info, length),
        nobleHkdf(nobleSha256, secret, undefined, info, length),
      );
      assert.deepEqual(await hmac(sha256, secret, info), nobleHmac(nobleSha256, secret, info));
      assert.deepEqual(await digestOf(info), digestNow(info));
      assert.deepEqual(
        await deriveKey(secret, 'muntada/test/1', length),
        deriveKeyNow(secret, 'muntada/test/1', length),
      );
    }),
  );
});
