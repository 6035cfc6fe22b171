import { test } from 'node:test';
import assert from 'node:assert/strict';
import * as library from '@scure/base';
import fc from 'fast-check';
import * as own from './bases-light.ts';

const bytes = fc.uint8Array({ maxLength: 100 });

/** What a function gives, or that it refuses. */
function outcome<T>(run: () => T): T | 'refused' {
  try {
    return run();
  } catch {
    return 'refused';
  }
}

const { base64nopad, base64urlnopad, hex, bech32 } = own;
const light = { base64nopad, base64urlnopad, hex, bech32 };
const scure = {
  base64nopad: library.base64nopad,
  base64urlnopad: library.base64urlnopad,
  hex: library.hex,
  bech32: library.bech32,
};
const CODECS = ['base64nopad', 'base64urlnopad', 'hex'] as const;

test('stray bits, padding, spaces and foreign letters are refused', () => {
  for (const text of ['AB', 'A', 'AA==', 'AA=', ' AA', 'AA\n', 'A-', 'A_', 'é', 'AAAAA']) {
    assert.throws(() => base64nopad.decode(text), text);
  }
  for (const text of ['A+', 'A/', 'AB', 'AA=', 'A A']) assert.throws(() => base64urlnopad.decode(text), text);
  for (const text of ['a', '0g', 'AB', ' 0', '0x', '+1', '1.', 'abc']) assert.throws(() => hex.decode(text), text);
  const good = bech32.encodeFromBytes('age', new Uint8Array(32));
  for (const text of [
    good.slice(1),
    good.slice(0, -1),
    `${good.slice(0, -1)}1`,
    good.replace('q', 'Q'),
    `1${good}`,
    '',
  ]) {
    assert.throws(() => bech32.decodeToBytes(text), text);
  }
});

test('what is encoded is what the library encodes, and comes back', () => {
  fc.assert(
    fc.property(bytes, (content) => {
      for (const name of CODECS) {
        const text = light[name].encode(content);
        assert.equal(text, scure[name].encode(content));
        assert.deepEqual(light[name].decode(text), content);
      }
      for (const prefix of ['age', 'AGE-SECRET-KEY-']) {
        const text = light.bech32.encodeFromBytes(prefix, content);
        assert.equal(text, scure.bech32.encode(prefix, scure.bech32.toWords(content), false));
        for (const spelling of [text, text.toUpperCase()]) {
          assert.deepEqual(light.bech32.decodeToBytes(spelling).bytes, content);
        }
      }
    }),
  );
  const long = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251);
  assert.equal(light.base64nopad.encode(long), scure.base64nopad.encode(long));
  assert.deepEqual(light.base64nopad.decode(scure.base64nopad.encode(long)), long);
});

test('what is decoded, and what is refused, is the same for any text', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'AQgw09azZ+/-_= \n1qpzé'), maxLength: 12 });
  fc.assert(
    fc.property(letters, (text) => {
      for (const name of ['base64nopad', 'base64urlnopad'] as const) {
        assert.deepEqual(
          outcome(() => light[name].decode(text)),
          outcome(() => scure[name].decode(text)),
          `${name} ${JSON.stringify(text)}`,
        );
      }
    }),
    { numRuns: 3000 },
  );
});

test('one wrong letter of a recipient or an identity is refused, as by the library', () => {
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const letter = fc.constantFrom(...'qpzry9x8gf2tvdw0s3jn54khce6mua7lb1iOQ ');
  fc.assert(
    fc.property(key, fc.constantFrom('age', 'age-secret-key-'), fc.nat(61), letter, (secret, prefix, at, other) => {
      const text = scure.bech32.encodeFromBytes(prefix, secret);
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      const read = ({ decodeToBytes }: typeof light.bech32) => decodeToBytes(changed);
      const theirs = outcome(() => scure.bech32.decodeToBytes(changed));
      const ours = outcome(() => read(light.bech32));
      assert.equal(ours === 'refused', theirs === 'refused', changed);
      if (ours !== 'refused' && theirs !== 'refused') {
        assert.deepEqual(ours.bytes, theirs.bytes);
        assert.equal(ours.prefix, theirs.prefix);
      }
    }),
    { numRuns: 1000 },
  );
});
