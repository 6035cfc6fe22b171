import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { concat, equalBytes } from '../base/bytes.ts';
import { isPaddedLength, pad, paddedLength, paddingOf, padToStep, unpad, unpadFromStep } from './padding.ts';

const DAMAGED = { code: 'padding_damaged' };

test('a filler that is not zero, a wrong size and a lying length are refused', () => {
  const whole = pad(Uint8Array.of(1, 2, 3));
  const dirty = Uint8Array.from(whole);
  dirty[whole.length - 1] = 1;
  assert.throws(() => unpad(dirty), DAMAGED);
  assert.throws(() => unpad(whole.subarray(1)), DAMAGED);
  assert.throws(() => unpad(concat(whole, new Uint8Array(1))), DAMAGED);
  assert.throws(() => unpad(concat(whole, new Uint8Array(whole.length))), DAMAGED);
  assert.throws(() => unpad(whole, 8192), DAMAGED);
  assert.throws(() => unpad(new Uint8Array(3)), DAMAGED);
  const lying = Uint8Array.from(whole);
  lying[0] = 255;
  assert.throws(() => unpad(lying), DAMAGED);
  assert.throws(() => unpadFromStep(new Uint8Array(512), 256), DAMAGED);
  assert.throws(() => unpadFromStep(padToStep(Uint8Array.of(1), 256), 250), DAMAGED);
});

test('random bytes never give anything but the refusal', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(300), (bytes, floor) => {
      try {
        assert.ok(equalBytes(pad(unpad(bytes, floor), floor), bytes));
      } catch (error) {
        assert.equal((error as { code?: string }).code, 'padding_damaged');
      }
    }),
  );
});

test('what was padded comes back, at the size foretold', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 9000, size: 'max' }), fc.constantFrom(0, 256, 4096), (content, floor) => {
      const whole = pad(content, floor);
      assert.equal(whole.length, paddedLength(content.length, floor));
      assert.ok(isPaddedLength(whole.length, floor));
      assert.ok(equalBytes(unpad(whole, floor), content));
      assert.ok(equalBytes(unpadFromStep(padToStep(content, 512), 512), content));
      const { prefix, zeros } = paddingOf(content.length, floor);
      assert.ok(equalBytes(concat(prefix, content, new Uint8Array(zeros)), whole));
    }),
  );
});

test('PADMÉ as in the article: at most 12 % more, few lengths', () => {
  // length with its prefix → padded; worked out by hand from the article's algorithm
  const known = [
    [5, 5],
    [9, 10],
    [100, 104],
    [1000, 1024],
    [1025, 1088],
    [10_000, 10_240],
    [1_000_000, 1_015_808],
  ] as const;
  for (const [whole, padded] of known) assert.equal(paddedLength(whole - 4, 0), padded);
  const lengths = new Set<number>();
  for (let length = 0; length < 200_000; length += 7) {
    const padded = paddedLength(length, 0);
    lengths.add(padded);
    assert.ok(padded >= length + 4 && padded <= (length + 4) * 1.12 + 1);
    assert.ok(isPaddedLength(padded, 0));
  }
  // 28,572 lengths fall into 202
  assert.equal(lengths.size, 202);
  assert.equal(isPaddedLength(4097), false);
  assert.equal(isPaddedLength(2048), false);
  assert.equal(isPaddedLength(2 ** 33, 4096), false);
});
