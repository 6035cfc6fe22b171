import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { concat, fromUtf8, utf8 } from '../base/bytes.ts';
import { isProblem } from '../base/problem.ts';
import { newIdentity, sealTo } from './age.ts';
import { checkSealed, HEADER_MOST, readAgeHeader } from './age-header.ts';
import type { SealedRule } from './age-header.ts';
import { pad } from './padding.ts';

const DAMAGED = { code: 'envelope_damaged' };
const RULE: SealedRule = { stanzas: 1, kind: 'X25519', minBytes: 4096 };
const SHARE = 'A'.repeat(43);
const BODY = `${'B'.repeat(42)}A`;
const GOOD = `age-encryption.org/v1\n-> X25519 ${SHARE}\n${BODY}\n--- ${SHARE}\n`;

async function sealed(size = 100): Promise<Uint8Array> {
  return await sealTo([(await newIdentity()).recipient], pad(new Uint8Array(size)));
}

test('headers that the format does not allow are refused', () => {
  const bad: Record<string, string> = {
    empty: '',
    'another version': GOOD.replace('v1', 'v2'),
    'carriage returns': GOOD.replaceAll('\n', '\r\n'),
    'no stanza': `age-encryption.org/v1\n--- ${SHARE}\n`,
    'a stanza without a kind': GOOD.replace(`X25519 ${SHARE}`, ''),
    'two blanks': GOOD.replace('X25519 ', 'X25519  '),
    'a blank at the end': GOOD.replace(`${SHARE}\n${BODY}`, `${SHARE} \n${BODY}`),
    'no body': GOOD.replace(`${BODY}\n`, ''),
    'a body that never ends': GOOD.replace(BODY, 'A'.repeat(64)),
    'a line that is too long': GOOD.replace(BODY, 'A'.repeat(68)),
    'base64 with padding': GOOD.replace(BODY, `${BODY}=`),
    'stray bits': GOOD.replace(BODY, 'B'.repeat(43)),
    'a short MAC': GOOD.replace(`--- ${SHARE}`, '--- AAAA'),
    'no MAC': GOOD.slice(0, GOOD.indexOf('---')),
    'no last newline': GOOD.slice(0, -1),
    'letters beyond ASCII': GOOD.replace('X25519', 'Xé'),
    'an endless header': `age-encryption.org/v1\n${`-> X25519 ${SHARE}\n${BODY}\n`.repeat(200)}--- ${SHARE}\n`,
    'an endless line': `age-encryption.org/v1\n-> X25519 ${'A'.repeat(HEADER_MOST)}\n${BODY}\n--- ${SHARE}\n`,
  };
  assert.doesNotThrow(() => readAgeHeader(utf8(GOOD)));
  for (const [what, text] of Object.entries(bad)) assert.throws(() => readAgeHeader(utf8(text)), DAMAGED, what);
});

test('the blind server refuses another number or kind of recipients, and sizes that are not padded', async () => {
  const file = await sealed();
  checkSealed(file, RULE);
  assert.throws(() => checkSealed(file, { ...RULE, stanzas: 2 }), DAMAGED);
  assert.throws(() => checkSealed(file.subarray(0, -1), RULE), DAMAGED);
  assert.throws(() => checkSealed(concat(file, new Uint8Array(1)), RULE), DAMAGED);
  assert.throws(() => checkSealed(file, { ...RULE, minBytes: 8192 }), DAMAGED);
  assert.throws(() => checkSealed(file, { stanzas: 1, kind: 'X25519', exactBytes: 4095 }), DAMAGED);
  assert.throws(() => checkSealed(file, { stanzas: 1, kind: 'X25519', sizeStep: 4095 }), DAMAGED);
  const other = concat(utf8(fromUtf8(file.subarray(0, 50)).replace('X25519', 'scrypt')), file.subarray(50));
  assert.throws(() => checkSealed(other, RULE), DAMAGED);
  const { headerLength } = readAgeHeader(file);
  for (const payload of [0, 15, 16, 31, 32]) {
    assert.throws(() => checkSealed(file.subarray(0, headerLength + payload), RULE), DAMAGED);
  }
});

test('a file with a whole number of chunks, or of many, is accepted by its exact length; an empty last chunk is not', async () => {
  for (const size of [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000]) {
    const file = await sealTo([(await newIdentity()).recipient], new Uint8Array(size));
    const rule: SealedRule = { stanzas: 1, kind: 'X25519', exactBytes: size };
    checkSealed(file, rule);
    // uploads: only the beginning is at hand
    checkSealed(file.subarray(0, HEADER_MOST), rule, file.length);
    assert.throws(() => checkSealed(file, { ...rule, exactBytes: size + 1 }), DAMAGED);
  }
  const whole = await sealTo([(await newIdentity()).recipient], new Uint8Array(65_536));
  assert.throws(() => checkSealed(concat(whole, new Uint8Array(16)), { stanzas: 1, kind: 'X25519' }), DAMAGED);
});

test('a header is read as it was written', async () => {
  const recipients = [(await newIdentity()).recipient, (await newIdentity()).recipient];
  const file = await sealTo(recipients, pad(utf8('x')));
  const header = readAgeHeader(file);
  assert.deepEqual(
    header.stanzas.map(({ kind, args, body }) => [kind, args.length, body.length]),
    [
      ['X25519', 1, 32],
      ['X25519', 1, 32],
    ],
  );
  assert.equal(file[header.headerLength - 1], 10);
  const plugin = readAgeHeader(utf8(GOOD.replace('-> X', `-> example.com/kind a b\n${'A'.repeat(64)}\n\n-> X`)));
  assert.deepEqual(plugin.stanzas[0], { kind: 'example.com/kind', args: ['a', 'b'], body: new Uint8Array(48) });
});

test('fuzz: random bytes, flips and truncations give the refusal or a header, never anything else', async () => {
  const file = await sealed();
  const refusedOrRead = (bytes: Uint8Array) => {
    try {
      checkSealed(bytes, RULE);
    } catch (error) {
      assert.ok(isProblem(error, 'envelope_damaged'), String(error));
    }
  };
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400, size: 'max' }), refusedOrRead), { numRuns: 2000 });
  const start = utf8('age-encryption.org/v1\n-> X25519 ');
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400, size: 'max' }), (tail) => refusedOrRead(concat(start, tail))),
    { numRuns: 2000 },
  );
  const headerBits = readAgeHeader(file).headerLength * 8;
  for (let bit = 0; bit < headerBits; bit++) {
    refusedOrRead(Uint8Array.from(file, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)));
  }
  for (let end = 0; end < file.length; end++) {
    assert.throws(() => checkSealed(file.subarray(0, end), RULE), DAMAGED);
  }
});
