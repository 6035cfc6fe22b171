import type { TestContext } from 'node:test';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { ed25519 as noble } from '@noble/curves/ed25519.js';
import { bech32 } from '@scure/base';
import fc from 'fast-check';
import { fromHex, toHex, utf8 } from '../base/bytes.ts';
import { identityOf, newIdentity, openWith, sealTo } from './age.ts';
import { ed25519InScript } from './curves-script.ts';
import type { Ed25519 } from './ed25519-native.ts';
import { ed25519Native } from './ed25519-native.ts';
import { passesTest } from './ed25519.ts';
import { newSigningKey, signingKeyOf, verify } from './sign.ts';
import { x25519 } from './x25519-late.ts';

const BOTH = { native: ed25519Native, script: ed25519InScript };
const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n;
/** RFC 7748 points u whose product with any scalar is zero, or one too large for the field that stands for one of them. */
const LOW_ORDER = [
  '00'.repeat(32),
  `01${'00'.repeat(31)}`,
  'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
  '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
].map(fromHex);

/** From here on as in a browser from before these curves. */
function withoutCurves(t: TestContext) {
  const refuse = () => Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'));
  return t.mock.method(crypto.subtle, 'importKey', refuse).mock;
}

test('a signature with a changed bit, and the second spelling of a signature, are refused by both', async () => {
  const bytes = utf8('بلاغ');
  const key = await newSigningKey();
  for (const { sign, verify: holds } of Object.values(BOTH)) {
    const signature = await sign(bytes, key.secret);
    assert.equal(await holds(signature, bytes, key.public), true);
    for (let bit = 0; bit < 512; bit++) assert.equal(await holds(flip(signature, bit), bytes, key.public), false);
    assert.equal(await holds(withOrderAdded(signature), bytes, key.public), false);
  }
});

test('a key of small order, or a spelling of a point beyond the field, is refused whatever the signature', async () => {
  const points = torsion();
  assert.equal(points.length, 8);
  const beyond = [0n, 1n, 18n].map((y) => littleEndian(2n ** 255n - 19n + y));
  for (const point of [...points, ...beyond]) {
    for (const sign of [0, 128]) {
      const key = Uint8Array.from(point, (byte, at) => (at === 31 ? byte ^ sign : byte));
      // R = A and S = 0: holds for one text in eight under a key of order 8, for every text under the neutral point
      const signature = Uint8Array.from({ length: 64 }, (_, at) => key[at] ?? 0);
      for (let text = 0; text < 16; text++) {
        assert.equal(await verify('muntada/t', key, Uint8Array.of(text), signature), false, toHex(key));
      }
      const honest = await newSigningKey();
      assert.equal(await verify('muntada/t', honest.public, Uint8Array.of(1), signature), false);
    }
  }
});

test('both give the same bytes and the same verdicts', async () => {
  const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const text = fc.uint8Array({ maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(seed, text, fc.nat(511), async (secret, bytes, bit) => {
      const [publicKey, signature] = [await BOTH.native.publicKeyOf(secret), await BOTH.native.sign(bytes, secret)];
      assert.deepEqual(publicKey, await BOTH.script.publicKeyOf(secret));
      assert.deepEqual(signature, await BOTH.script.sign(bytes, secret));
      for (const { verify: holds } of Object.values(BOTH)) {
        assert.equal(await holds(signature, bytes, publicKey), true);
        assert.equal(await holds(flip(signature, bit), bytes, publicKey), false);
      }
    }),
    { numRuns: 50 },
  );
});

test('what does not give the RFC’s own bytes is not taken', async () => {
  assert.equal(await passesTest(BOTH.native), true);
  assert.equal(await passesTest(BOTH.script), true);
  const missing = () => Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'));
  const others: Partial<Ed25519>[] = [
    { publicKeyOf: missing },
    { sign: missing },
    { verify: missing },
    { verify: () => Promise.resolve(true) },
    { verify: () => Promise.resolve(false) },
    // as where signatures are made with fresh randomness: valid, and never the same twice
    { sign: async (bytes, seed) => flip(await BOTH.native.sign(bytes, seed), 0) },
  ];
  for (const other of others) assert.equal(await passesTest({ ...BOTH.native, ...other }), false);
});

test('without curves of the platform’s own the script takes over, with the same bytes', async (t) => {
  const secret = new Uint8Array(32).fill(7);
  const { public: native } = await signingKeyOf(secret);
  withoutCurves(t);
  // a second copy of the module, which has not chosen yet
  const fresh: unknown = await import(new URL('./ed25519.ts?without-curves', import.meta.url).href);
  const chosen = await (fresh as { ed25519: () => Promise<Ed25519> }).ed25519();
  assert.equal(chosen, ed25519InScript);
  assert.deepEqual(await chosen.publicKeyOf(secret), native);
});

test('a recipient whose shared secret would be zero is refused on both ways', async (t) => {
  const recipients = LOW_ORDER.map((point) => bech32.encodeFromBytes('age', point));
  for (const recipient of recipients) await assert.rejects(sealTo([recipient], utf8('x')), { code: 'malformed' });
  withoutCurves(t);
  for (const recipient of recipients) await assert.rejects(sealTo([recipient], utf8('x')), { code: 'malformed' });
  for (const point of LOW_ORDER) await assert.rejects(x25519.scalarMult(new Uint8Array(32).fill(9), point));
});

test('age seals and opens without curves of the platform’s own, across both', async (t) => {
  const text = utf8('سلام');
  const native = await newIdentity();
  const sealedNatively = await sealTo([native.recipient], text);
  const platform = withoutCurves(t);
  const script = await newIdentity();
  assert.deepEqual(await openWith(native.identity, sealedNatively), text);
  const sealedInScript = await sealTo([native.recipient, script.recipient], text);
  assert.ok(platform.callCount() > 0);
  platform.restore();
  assert.deepEqual(await openWith(native.identity, sealedInScript), text);
  assert.deepEqual(await openWith(script.identity, sealedInScript), text);
});

test('the X25519 that comes late agrees with RFC 7748, section 5.2, and with the platform’s', async () => {
  const scalar = fromHex('a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4');
  const u = fromHex('e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c');
  const product = 'c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552';
  assert.equal(toHex(await x25519.scalarMult(scalar, u)), product);
  const { recipient } = await identityOf(scalar);
  assert.deepEqual(await x25519.scalarMultBase(scalar), bech32.decodeToBytes(recipient).bytes);
  assert.deepEqual(await x25519.scalarMult(scalar, x25519.GuBytes), bech32.decodeToBytes(recipient).bytes);
});

function flip(bytes: Uint8Array, bit: number): Uint8Array {
  return Uint8Array.from(bytes, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}

/** The same signature with the order of the base point added to S: right by arithmetic, and a second spelling. */
function withOrderAdded(signature: Uint8Array): Uint8Array {
  const s = BigInt(`0x${toHex(signature.slice(32).reverse())}`) + ORDER;
  return Uint8Array.from([...signature.subarray(0, 32), ...littleEndian(s)]);
}

function littleEndian(number: bigint): Uint8Array {
  return fromHex(number.toString(16).padStart(64, '0')).reverse();
}

/** All eight points of small order, encoded. */
function torsion(): Uint8Array[] {
  const eighth = noble.Point.fromBytes(fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a'));
  const points = [noble.Point.ZERO];
  for (let next = eighth; !next.is0(); next = next.add(eighth)) points.push(next);
  return points.map((point) => point.toBytes());
}
