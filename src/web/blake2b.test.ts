import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { blake2b as noble } from '@noble/hashes/blake2.js';
import fc from 'fast-check';
import { toHex, utf8 } from '../base/bytes.ts';
import { blake2b } from './blake2b.ts';

test('it gives the example of RFC 7693, appendix A', () => {
  assert.equal(
    toHex(blake2b(64, utf8('abc'))),
    'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
  );
});

test('it agrees with two others, at every length around a block and every length of hash', () => {
  for (const size of [0, 1, 63, 64, 127, 128, 129, 255, 256, 257, 1024, 1100]) {
    const bytes = Uint8Array.from({ length: size }, (_, at) => (at * 7 + size) % 256);
    assert.equal(toHex(blake2b(64, bytes)), createHash('blake2b512').update(bytes).digest('hex'));
  }
  const part = fc.uint8Array({ maxLength: 300 });
  fc.assert(
    fc.property(part, part, fc.integer({ min: 1, max: 64 }), (one, two, length) => {
      assert.deepEqual(blake2b(length, one, two), noble(Uint8Array.from([...one, ...two]), { dkLen: length }));
    }),
    { numRuns: 200 },
  );
});
