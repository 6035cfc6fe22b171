import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromUtf8, utf8 } from '../base/bytes.ts';
import type { Json } from '../base/canonical.ts';
import { isProblem } from '../base/problem.ts';
import { newSigningKey } from './sign.ts';
import { readSignedContent, signContent } from './signed-content.ts';

const KEY = newSigningKey();
const CONTENT = { text: 'سلام', n: 3 };
const SIGNED = fromUtf8(signContent('muntada/t', KEY.secret, CONTENT));
const REFUSED = { code: 'signature_refused' };

test('another key, context, content or spelling is refused', () => {
  const read = (text: string, context = 'muntada/t', key = KEY.public) => readSignedContent(context, key, utf8(text));
  assert.throws(() => read(SIGNED, 'muntada/u'), REFUSED);
  assert.throws(() => read(SIGNED, 'muntada/t', newSigningKey().public), REFUSED);
  assert.throws(() => read(SIGNED.replace('"n":3', '"n":4')), REFUSED);
  assert.throws(() => read(SIGNED.replace('"n":3', '"n": 3')), REFUSED);
  assert.throws(() => read(SIGNED.replace('"n":3', '"n":3,"n":3')), REFUSED);
  assert.throws(() => read(SIGNED.replace('سلام', '\\u0633لام')), REFUSED);
  assert.throws(() => read(SIGNED.replace('{"content"', '{"a":1,"content"')), REFUSED);
  assert.throws(() => read(SIGNED.replace(/"signature":"[^"]*"/, '"signature":""')), REFUSED);
  assert.throws(() => read(`${SIGNED} `), REFUSED);
  assert.throws(() => read(''), REFUSED);
  assert.throws(() => read(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), REFUSED);
  assert.throws(() => readSignedContent('muntada/t', () => assert.fail(), utf8(SIGNED)), REFUSED);
  assert.throws(() => readSignedContent('muntada/t', KEY.public, Uint8Array.of(255, 254)), REFUSED);
});

test('fuzz: random bytes and random JSON give the refusal only', () => {
  const refused = (bytes: Uint8Array) =>
    assert.throws(
      () => readSignedContent('muntada/t', KEY.public, bytes),
      (error) => isProblem(error, 'signature_refused'),
    );
  fc.assert(fc.property(fc.uint8Array(), refused));
  fc.assert(fc.property(fc.json(), (text) => refused(utf8(text))));
});

test('what was signed comes back, whatever plain JSON it is', () => {
  const part = fc.letrec((tie) => ({
    value: fc.oneof(
      fc.constantFrom<Json>(null, true, false),
      fc.maxSafeInteger(),
      fc.string({ unit: 'grapheme' }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
    ),
  })).value;
  fc.assert(
    fc.property(part, (value) => {
      const content = JSON.parse(JSON.stringify(value)) as Json;
      assert.deepEqual(readSignedContent('c', KEY.public, signContent('c', KEY.secret, content)), content);
    }),
  );
});
