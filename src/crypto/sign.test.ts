import { test } from 'node:test';
import assert from 'node:assert/strict';
import { createPublicKey, verify as nodeVerify } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { concat, fromHex, toBase64url, toHex, utf8 } from '../base/bytes.ts';
import { newSigningKey, sign, signingKeyOf, verify } from './sign.ts';

const BYTES = utf8('بلاغ');

test('a signature is refused under another context, key or text, and when it is malformed', async () => {
  const key = await newSigningKey();
  const signature = await sign('muntada/a', key.secret, BYTES);
  assert.equal(await verify('muntada/b', key.public, BYTES, signature), false);
  assert.equal(await verify('muntada/a', (await newSigningKey()).public, BYTES, signature), false);
  assert.equal(await verify('muntada/a', key.public, utf8('بلاغا'), signature), false);
  assert.equal(await verify('muntada/a', key.public, BYTES, signature.subarray(1)), false);
  assert.equal(await verify('muntada/a', key.public.subarray(1), BYTES, signature), false);
  assert.equal(await verify('muntada/a', new Uint8Array(32), BYTES, new Uint8Array(64)), false);
  assert.equal(await verify('muntada/a', new Uint8Array(32).fill(255), BYTES, signature), false);
  for (let bit = 0; bit < 512; bit++) {
    const flipped = Uint8Array.from(signature, (byte, at) => (at === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
    assert.equal(await verify('muntada/a', key.public, BYTES, flipped), false);
  }
});

test('moving letters between context and bytes gives another text', async () => {
  const key = await newSigningKey();
  assert.equal(await verify('ab', key.public, utf8('c'), await sign('a', key.secret, utf8('bc'))), false);
});

test('an empty or endless context and a seed of another length are refused', async () => {
  const key = await newSigningKey();
  await assert.rejects(() => sign('', key.secret, BYTES), { code: 'malformed' });
  await assert.rejects(() => sign('a'.repeat(256), key.secret, BYTES), { code: 'malformed' });
  await assert.rejects(() => signingKeyOf(new Uint8Array(31)), { code: 'malformed' });
});

// RFC 8032 section 7.1, tests 1–3
const RFC_8032 = [
  {
    seed: '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
    key: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    text: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  },
  {
    seed: '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
    key: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    text: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
  },
  {
    seed: 'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
    key: 'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
    text: 'af82',
    signature:
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
  },
];

test('the layer below agrees with RFC 8032', async () => {
  for (const vector of RFC_8032) {
    const key = await signingKeyOf(fromHex(vector.seed));
    assert.equal(toHex(key.public), vector.key);
    assert.equal(toHex(ed25519.sign(fromHex(vector.text), key.secret)), vector.signature);
  }
});

test('a signature is plain Ed25519 over length, context and bytes, as another implementation sees it', async () => {
  const key = await newSigningKey();
  const signature = await sign('muntada/x', key.secret, BYTES);
  assert.equal(await verify('muntada/x', key.public, BYTES, signature), true);
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: toBase64url(key.public) }, format: 'jwk' });
  assert.equal(nodeVerify(null, concat(Uint8Array.of(9), utf8('muntada/x'), BYTES), publicKey, signature), true);
});
