import { test } from 'node:test';
import assert from 'node:assert/strict';
import { toBase64url, utf8 } from '../base/bytes.ts';
import { canonicalJson } from '../base/canonical.ts';
import { randomId } from '../base/ids.ts';
import { newIdentity, sealTo } from './age.ts';
import { epochPublic, newEpochKeys, unwrapEpoch, wrapEpoch } from './epoch.ts';
import type { EpochExpected } from './epoch.ts';
import { newSigningKey } from './sign.ts';

const member = await newIdentity();
const epoch = await newEpochKeys({ deskId: randomId(), key: 'women', n: 2 });
const EXPECTED: EpochExpected = { deskId: epoch.deskId, key: 'women', ...epochPublic(epoch) };
const DAMAGED = { code: 'envelope_damaged' };

test('somebody who is no member does not open it', async () => {
  const wrapped = await wrapEpoch(member.recipient, epoch);
  await assert.rejects(unwrapEpoch((await newIdentity()).identity, wrapped, EXPECTED), {
    code: 'envelope_not_for_you',
  });
});

test('keys that the directory does not name are refused: a server cannot hand out its own', async () => {
  const servers = await newEpochKeys({ deskId: epoch.deskId, key: 'women', n: 2 });
  await assert.rejects(unwrapEpoch(member.identity, await wrapEpoch(member.recipient, servers), EXPECTED), DAMAGED);
  for (const halfTrue of [{ signing: await newSigningKey() }, await newIdentity()]) {
    const wrapped = await wrapEpoch(member.recipient, { ...epoch, ...halfTrue });
    await assert.rejects(unwrapEpoch(member.identity, wrapped, EXPECTED), DAMAGED);
  }
});

test('another desk, key or number is refused', async () => {
  for (const other of [{ deskId: randomId() }, { key: 'general' as const }, { n: 3 }]) {
    const wrapped = await wrapEpoch(member.recipient, { ...epoch, ...other });
    await assert.rejects(unwrapEpoch(member.identity, wrapped, EXPECTED), DAMAGED);
  }
});

test('a content that is not exactly an epoch is refused', async () => {
  const good = {
    v: 1,
    kind: 'epoch',
    deskId: epoch.deskId,
    key: 'women',
    n: 2,
    identity: epoch.identity,
    signing: toBase64url(epoch.signing.secret),
    indexKey: toBase64url(epoch.indexKey),
  };
  const { kind, ...less } = good;
  assert.equal(kind, 'epoch');
  const bad = [
    less,
    { ...good, more: 1 },
    { ...good, v: 2 },
    { ...good, indexKey: 'AAAA' },
    { ...good, identity: '' },
    [],
  ];
  const seal = async (content: object) => await sealTo([member.recipient], utf8(canonicalJson(content as typeof good)));
  for (const content of bad) {
    await assert.rejects(unwrapEpoch(member.identity, await seal(content), EXPECTED), DAMAGED);
  }
  assert.ok(await unwrapEpoch(member.identity, await seal(good), EXPECTED));
});

test('a member gets the keys as they are', async () => {
  assert.deepEqual(await unwrapEpoch(member.identity, await wrapEpoch(member.recipient, epoch), EXPECTED), epoch);
});
