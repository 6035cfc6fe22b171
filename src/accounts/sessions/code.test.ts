import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { stepOfCode } from './session.actions.ts';

const NOW = Date.parse('2026-11-21T07:00:00Z');
const secret = new Secret({ size: 20 });
const code = (timestamp: number) => new TOTP({ secret }).generate({ timestamp });
const step = (text: string) => stepOfCode(secret.bytes, text, NOW);

test('what is no six digits is no code, in whatever letters: none of them breaks the sign-in', () => {
  const right = code(NOW);
  const odd = [
    '',
    '12345',
    `${right}0`,
    `${right}\u0000`,
    'abcdef',
    '１２３４５６７',
    '𓂀𓂀𓂀',
    '񗿜򤀫󜐦',
    'ضضضضضض',
    '-12345',
  ];
  for (const text of odd) assert.equal(step(text), undefined, JSON.stringify(text));
  assert.equal(step(code(NOW - 120_000)), undefined, 'an old one');
});

test('a code is read in any digits, in groups, and one step either way', () => {
  const now = step(code(NOW));
  assert.ok(now !== undefined);
  assert.equal(step([...code(NOW)].map((digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]).join('')), now);
  assert.equal(step(` ${code(NOW).slice(0, 3)} ${code(NOW).slice(3)} `), now);
  assert.equal(step(code(NOW - 30_000)), now - 1);
  assert.equal(step(code(NOW + 30_000)), now + 1);
});
