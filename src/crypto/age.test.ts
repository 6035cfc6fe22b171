import { test } from 'node:test';
import assert from 'node:assert/strict';
import { generateHybridIdentity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { concat, equalBytes, utf8 } from '../base/bytes.ts';
import { isProblem } from '../base/problem.ts';
import { identityOf, newIdentity, openWith, recipientOf, sealTo } from './age.ts';
import { streamOpenWith, streamSealTo } from './age-stream.ts';
import { readAgeHeader } from './age-header.ts';

const PLAIN = utf8('لا أحد غيركم يقرأ هذا');

function streamOf(bytes: Uint8Array, step = 1000): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + step));
      at += step;
    },
  });
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(part);
  return concat(...parts);
}

test('no recipient, and what is no recipient, are refused', async () => {
  const { identity, recipient } = await newIdentity();
  const lowOrder = 'age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqhlwwjk';
  for (const bad of [
    [],
    ['age1'],
    [identity],
    [recipient, 'age1tag1qqqq'],
    [`${recipient.slice(0, -1)}b`],
    [lowOrder],
  ]) {
    await assert.rejects(sealTo(bad, PLAIN), { code: 'malformed' });
  }
  await assert.rejects(openWith(['x'], await sealTo([recipient], PLAIN)), { code: 'malformed' });
  await assert.rejects(recipientOf('x'), { code: 'malformed' });
  await assert.rejects(identityOf(new Uint8Array(31)), { code: 'malformed' });
});

test('post-quantum and classical recipients never meet in one file', async () => {
  const quantum = await identityToRecipient(await generateHybridIdentity());
  const { recipient } = await newIdentity();
  await assert.rejects(sealTo([quantum, recipient], PLAIN), { code: 'recipients_mixed' });
  await assert.rejects(sealTo([recipient, quantum], PLAIN), { code: 'recipients_mixed' });
  await assert.rejects(streamSealTo([recipient, quantum], streamOf(PLAIN)), { code: 'recipients_mixed' });
  assert.ok((await sealTo([quantum], PLAIN)).length > 1000);
});

test('somebody else and a damaged file are told apart', async () => {
  const mine = await newIdentity();
  const file = await sealTo([mine.recipient], PLAIN);
  await assert.rejects(openWith((await newIdentity()).identity, file), { code: 'envelope_not_for_you' });
  await assert.rejects(openWith([], file), { code: 'envelope_not_for_you' });
  const { headerLength } = readAgeHeader(file);
  const flips = [0, headerLength - 3, headerLength, headerLength + 16, file.length - 1];
  for (const place of flips) {
    const flipped = Uint8Array.from(file, (byte, at) => (at === place ? byte ^ 1 : byte));
    await assert.rejects(openWith(mine.identity, flipped), { code: 'envelope_damaged' }, `byte ${place}`);
  }
  for (const end of [0, 10, headerLength, headerLength + 20, file.length - 1]) {
    await assert.rejects(openWith(mine.identity, file.subarray(0, end)), { code: 'envelope_damaged' }, `end ${end}`);
  }
});

test('fuzz: whatever byte is changed, the file does not open, and the refusal is one of the two', async () => {
  const mine = await newIdentity();
  const file = await sealTo([mine.recipient], PLAIN);
  await fc.assert(
    fc.asyncProperty(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), async (place, mask) => {
      const changed = Uint8Array.from(file, (byte, at) => (at === place ? byte ^ mask : byte));
      await assert.rejects(openWith(mine.identity, changed), (error) => {
        return isProblem(error, 'envelope_damaged') || isProblem(error, 'envelope_not_for_you');
      });
    }),
    { numRuns: 300 },
  );
});

test('a dropped, doubled or swapped chunk and a cut stream are refused', async () => {
  const mine = await newIdentity();
  const big = new Uint8Array(200_000).map((_, at) => at % 251);
  const file = await sealTo([mine.recipient], big);
  const start = readAgeHeader(file).headerLength + 16;
  const chunk = (n: number) => file.subarray(start + n * 65_552, start + (n + 1) * 65_552);
  const head = file.subarray(0, start);
  const tail = file.subarray(start + 2 * 65_552);
  const bad = [
    concat(head, chunk(0), tail),
    concat(head, chunk(0), chunk(0), chunk(1), tail),
    concat(head, chunk(1), chunk(0), tail),
    concat(head, chunk(0), chunk(1)),
  ];
  for (const each of bad) {
    await assert.rejects(openWith(mine.identity, each), { code: 'envelope_damaged' });
    await assert.rejects((async () => await bytesOf(await streamOpenWith(mine.identity, streamOf(each))))(), {
      code: 'envelope_damaged',
    });
  }
  const strange = await newIdentity();
  await assert.rejects(streamOpenWith(strange.identity, streamOf(file)), { code: 'envelope_not_for_you' });
  await assert.rejects(streamOpenWith(mine.identity, streamOf(utf8('x'.repeat(100_000)))), {
    code: 'envelope_damaged',
  });
  await assert.rejects(streamOpenWith(mine.identity, streamOf(new Uint8Array(0))), { code: 'envelope_damaged' });
});

test('what was sealed opens for each recipient, at once and as a stream', async () => {
  const [a, b] = [await newIdentity(), await newIdentity()];
  for (const size of [0, 1, 65_536, 300_001]) {
    const plain = new Uint8Array(size).map((_, at) => at % 253);
    const file = await sealTo([a.recipient, b.recipient], plain);
    const streamed = await bytesOf(await streamSealTo([a.recipient, b.recipient], streamOf(plain)));
    assert.equal(streamed.length, file.length);
    for (const { identity } of [a, b]) {
      assert.ok(equalBytes(await openWith(identity, streamed), plain));
      assert.ok(equalBytes(await bytesOf(await streamOpenWith([identity], streamOf(file))), plain));
    }
  }
});

test('an identity of a seed is always the same, in the form that age writes', async () => {
  const { identity, recipient } = await identityOf(new Uint8Array(32).fill(7));
  assert.deepEqual(await identityOf(new Uint8Array(32).fill(7)), { identity, recipient });
  assert.equal(identity.length, 74);
  assert.equal(recipient.length, 62);
  assert.equal(await recipientOf(identity), recipient);
});
