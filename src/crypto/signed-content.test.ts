import { test } from 'node:test';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromUtf8, utf8 } from '../base/bytes.ts';
import type { Json } from '../base/canonical.ts';
import { isProblem } from '../base/problem.ts';
import { newSigningKey } from './sign.ts';
import { readSignedContent, signContent } from './signed-content.ts';

const KEY = await newSigningKey();
const CONTENT = { text: 'سلام', n: 3 };
const SIGNED = fromUtf8(await signContent('muntada/t', KEY.secret, CONTENT));
const REFUSED = { code: 'signature_refused' };

test('another key, context, content or spelling is refused', async () => {
  const read = (text: string, context = 'muntada/t', key = KEY.public) => readSignedContent(context, key, utf8(text));
  await assert.rejects(() => read(SIGNED, 'muntada/u'), REFUSED);
  const stranger = await newSigningKey();
  await assert.rejects(() => read(SIGNED, 'muntada/t', stranger.public), REFUSED);
  await assert.rejects(() => read(SIGNED.replace('"n":3', '"n":4')), REFUSED);
  await assert.rejects(() => read(SIGNED.replace('"n":3', '"n": 3')), REFUSED);
  await assert.rejects(() => read(SIGNED.replace('"n":3', '"n":3,"n":3')), REFUSED);
  await assert.rejects(() => read(SIGNED.replace('سلام', '\\u0633لام')), REFUSED);
  await assert.rejects(() => read(SIGNED.replace('{"content"', '{"a":1,"content"')), REFUSED);
  await assert.rejects(() => read(SIGNED.replace(/"signature":"[^"]*"/, '"signature":""')), REFUSED);
  await assert.rejects(() => read(`${SIGNED} `), REFUSED);
  await assert.rejects(() => read(''), REFUSED);
  await assert.rejects(() => read(`${'['.repeat(100_000)}${']'.repeat(100_000)}`), REFUSED);
  await assert.rejects(() => readSignedContent('muntada/t', () => assert.fail(), utf8(SIGNED)), REFUSED);
  await assert.rejects(() => readSignedContent('muntada/t', KEY.public, Uint8Array.of(255, 254)), REFUSED);
});

test('fuzz: random bytes and random JSON give the refusal only', async () => {
  const refused = (bytes: Uint8Array) =>
    assert.rejects(
      () => readSignedContent('muntada/t', KEY.public, bytes),
      (error) => isProblem(error, 'signature_refused'),
    );
  await fc.assert(fc.asyncProperty(fc.uint8Array(), refused));
  await fc.assert(fc.asyncProperty(fc.json(), (text) => refused(utf8(text))));
});

test('what was signed comes back, whatever plain JSON it is', async () => {
  const part = fc.letrec((tie) => ({
    value: fc.oneof(
      fc.constantFrom<Json>(null, true, false),
      fc.maxSafeInteger(),
      fc.string({ unit: 'grapheme' }),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 3 }),
    ),
  })).value;
  await fc.assert(
    fc.asyncProperty(part, async (value) => {
      const content = JSON.parse(JSON.stringify(value)) as Json;
      assert.deepEqual(await readSignedContent('c', KEY.public, await signContent('c', KEY.secret, content)), content);
    }),
  );
});
