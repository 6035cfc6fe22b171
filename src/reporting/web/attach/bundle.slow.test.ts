import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { concat, toBase64url } from '../../../base/bytes.ts';
import { randomId } from '../../../base/ids.ts';
import { isProblem } from '../../../base/problem.ts';
import { newIdentity, sealTo } from '../../../crypto/age.ts';
import { checkSealed } from '../../../crypto/age-header.ts';
import type { Attachment } from '../../../crypto/attachment.ts';
import { digestNow } from '../../../crypto/derive-now.ts';
import { pad } from '../../../crypto/padding.ts';
import { UPLOAD_FLOOR, UPLOAD_RULE } from '../../uploads/upload.model.ts';
import { bundle, readBytes, sealBundle } from './bundle.ts';
import type { Load } from './receive.ts';
import { receiveFiles } from './receive.ts';

const own = await newIdentity();
const upload = randomId();

const blobOf = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]);
const fingerprintOf = (bytes: Uint8Array) => toBase64url(digestNow(bytes));
const some = (size: number) => new Uint8Array(randomBytes(size));
const listed = (files: readonly Uint8Array[]): Attachment[] =>
  files.map((bytes, at) => ({
    upload,
    name: `${at}.bin`,
    type: 'x/y',
    size: bytes.length,
    digest: fingerprintOf(bytes),
  }));

/** Gives the bytes from where it is asked on, in small pieces, and breaks after `breakAfter` of them, once each time. */
function loading(sealed: Uint8Array, breakAfter = Infinity): Load {
  return async (_id, first) => {
    let at = first;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at - first >= breakAfter) return controller.error(new Error('line'));
        if (at >= sealed.length) return controller.close();
        controller.enqueue(sealed.slice(at, at + 10_000));
        at += 10_000;
      },
    });
    return new Response(body, { status: first === 0 ? 200 : 206 });
  };
}

const sealedOf = (content: Uint8Array) => sealTo([own.recipient], pad(content, UPLOAD_FLOOR));
const receive = (attachments: readonly Attachment[], load: Load) =>
  receiveFiles({ attachments, identity: own.identity, load });
const refusedAs =
  (code: 'envelope_damaged' | 'padding_damaged' | 'wrong_shape' | 'envelope_not_for_you') => (error: unknown) =>
    isProblem(error, code);

test('a list that does not fit the stream is refused, and no file comes out', async () => {
  const files = [some(1000), some(70_000)];
  const [one, two] = listed(files);
  assert.ok(one && two);
  const sealed = await sealedOf(concat(...files));
  const wrong = [
    [[two, one], 'envelope_damaged'],
    [[one], 'padding_damaged'],
    [[one, { ...two, size: two.size + 1 }], 'padding_damaged'],
    [[one, { ...two, digest: one.digest }], 'envelope_damaged'],
    [[one, { ...two, upload: randomId() }], 'wrong_shape'],
    [[], 'wrong_shape'],
    [[{ ...one, size: 11 * 1024 * 1024 }], 'wrong_shape'],
  ] as const;
  for (const [list, code] of wrong) await assert.rejects(receive(list, loading(sealed)), refusedAs(code), code);
});

test('a changed, cut or foreign stream is refused', async () => {
  const files = [some(150_000)];
  const sealed = await sealedOf(concat(...files));
  const flipped = Uint8Array.from(sealed);
  flipped[100_000] = (flipped[100_000] ?? 0) ^ 1;
  await assert.rejects(receive(listed(files), loading(flipped)), refusedAs('envelope_damaged'));
  await assert.rejects(receive(listed(files), loading(sealed.subarray(0, 131_000))), refusedAs('envelope_damaged'));
  const foreign = await sealTo([(await newIdentity()).recipient], pad(files[0] ?? some(1), UPLOAD_FLOOR));
  await assert.rejects(receive(listed(files), loading(foreign)), refusedAs('envelope_not_for_you'));
  const dirty = pad(concat(...files), UPLOAD_FLOOR);
  dirty[dirty.length - 1] = 1;
  await assert.rejects(
    receive(listed(files), loading(await sealTo([own.recipient], dirty))),
    refusedAs('padding_damaged'),
  );
});

test(
  'what goes in comes out, at the length foretold, whatever the files and the line',
  { timeout: 120_000 },
  async () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 300_000 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 15_000, max: 90_000 }), async (each, part) => {
        const files = each.map(some);
        const plain = await drain(readBytes(bundle(files.map(blobOf)).stream), part);
        assert.equal(fingerprintOf(plain), fingerprintOf(pad(concat(...files), UPLOAD_FLOOR)));
        const whole = bundle(files.map(blobOf));
        const { reader, length } = await sealBundle(own.recipient, whole);
        const sealed = await drain(reader, part);
        assert.equal(sealed.length, length);
        checkSealed(sealed.subarray(0, 8192), UPLOAD_RULE, sealed.length);
        assert.deepEqual(
          whole.digests,
          listed(files).map(({ digest }) => digest),
        );
        const back = await receive(listed(files), loading(sealed));
        for (const [at, { blob }] of back.entries()) {
          assert.equal(fingerprintOf(new Uint8Array(await blob.arrayBuffer())), listed(files)[at]?.digest);
        }
      }),
      { numRuns: 30 },
    );
  },
);

test('a broken download goes on where it was', { timeout: 60_000 }, async () => {
  const files = [some(100_000)];
  const sealed = await sealedOf(concat(...files));
  const [file] = await receive(listed(files), loading(sealed, 60_000));
  assert.equal(fingerprintOf(new Uint8Array((await file?.blob.arrayBuffer()) ?? [])), listed(files)[0]?.digest);
});

test('only small pieces of a large file are read at once', async () => {
  const reads: number[] = [];
  const large = blobOf(some(3_000_000));
  const watched = {
    size: large.size,
    slice: (from: number, to: number) => (reads.push(to - from), large.slice(from, to)),
  };
  const { stream } = bundle([watched as unknown as Blob]);
  const reader = stream.getReader();
  await reader.read();
  await reader.read();
  assert.ok(reads.length <= 3, 'nothing is read ahead');
  await reader.cancel();
  assert.ok(Math.max(...reads) <= 256 * 1024);
});

async function drain(reader: { take: (count: number) => Promise<Uint8Array> }, part: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for (;;) {
    const taken = await reader.take(part);
    if (taken.length === 0) return concat(...parts);
    parts.push(concat(taken));
  }
}
