import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isProblem } from '../base/problem.ts';
import { formatAccountCode, newAccountCode, parseAccountCode } from './account-code.ts';
import { checkSymbol, fromCrockford, plainSymbols, toCrockford } from './crockford.ts';

const REFUSED = { code: 'account_code_refused' };

test('every wrong symbol and every swap of neighbours is caught', () => {
  const text = formatAccountCode(newAccountCode()).replaceAll('-', '');
  assert.equal(text.length, 27);
  for (let at = 0; at < text.length; at++) {
    for (const symbol of '0123456789ABCDEFGHJKMNPQRSTVWXYZ*~$=U?') {
      const wrong = text.slice(0, at) + symbol + text.slice(at + 1);
      if (wrong !== text) assert.throws(() => parseAccountCode(wrong), REFUSED, wrong);
    }
    const swapped = text.slice(0, at) + text.slice(at + 1, at + 2) + text.charAt(at) + text.slice(at + 2);
    if (swapped !== text) assert.throws(() => parseAccountCode(swapped), REFUSED, swapped);
  }
  for (const bad of ['', text.slice(1), `${text}0`]) assert.throws(() => parseAccountCode(bad), REFUSED);
  assert.throws(() => formatAccountCode(new Uint8Array(15)), { code: 'malformed' });
});

test('fuzz: any text is a code or the refusal', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[0-9A-Z*~$=]{27}$/)), (text) => {
      try {
        assert.equal(parseAccountCode(text).length, 16);
      } catch (error) {
        assert.ok(isProblem(error, 'account_code_refused'), String(error));
      }
    }),
    { numRuns: 1000 },
  );
});

test('a code is read as people write it', () => {
  for (let round = 0; round < 100; round++) {
    const code = newAccountCode();
    const text = formatAccountCode(code);
    assert.match(text, /^([0-9A-Z]{4}-){6}[0-9A-Z]{2}[0-9A-Z*~$=]$/);
    for (const typed of [text, text.toLowerCase(), ` ${text.replaceAll('-', ' ')}\n`, `\u2066${text}\u2069`]) {
      assert.deepEqual(parseAccountCode(typed), code);
    }
    const careless = text.slice(0, -1).replaceAll('0', 'o').replaceAll('1', 'l') + text.slice(-1);
    assert.deepEqual(parseAccountCode(careless), code);
  }
});

test('base 32 comes back whatever the bytes, and refuses stray bits and lengths', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => assert.deepEqual(fromCrockford(toCrockford(bytes)), bytes)));
  for (const bad of ['0', '01', 'U0', '000']) assert.throws(() => fromCrockford(bad), { code: 'malformed' });
  assert.equal(toCrockford(Uint8Array.of(0xff, 0x00)), 'ZW00');
  assert.equal(plainSymbols('iLo-u'), '110U');
  // 1234 is 16J in base 32, and 1234 mod 37 = 13: the symbol D
  assert.equal(checkSymbol('16J'), 'D');
});
