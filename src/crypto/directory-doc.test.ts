import { test } from 'node:test';
import assert from 'node:assert/strict';
import { toBase64url, utf8 } from '../base/bytes.ts';
import { canonicalJson } from '../base/canonical.ts';
import type { Json } from '../base/canonical.ts';
import { randomId } from '../base/ids.ts';
import { newIdentity } from './age.ts';
import { fingerprintOf } from './derive.ts';
import { deskRecordHash, findEpochKey, readDeskRecord } from './desk-record.ts';
import type { DeskRecord } from './desk-record.ts';
import { signDirectory, verifyDeskRecord, verifyDirectory } from './directory-doc.ts';
import type { DirectoryDoc } from './directory-doc.ts';
import { newSigningKey } from './sign.ts';
import { signContent } from './signed-content.ts';

const root = await newSigningKey();
const texts = { ar: 'مكتب', ckb: 'نووسینگە', en: 'Desk' };
const key = async () => toBase64url((await newSigningKey()).public);
const RECORD: DeskRecord = {
  v: 1,
  id: randomId(),
  organisationId: randomId(),
  organisationKind: 'ngo',
  kind: 'women',
  governorateId: 'IQ-BA',
  name: texts,
  sentences: { whoWorksHere: texts, mustPassOn: texts, neverWithoutAsking: texts },
  lawCheckedOn: '2026-11-01',
  police: false,
  childProtection: true,
  hours: [{ weekday: 1, from: 480, to: 840, women: true }],
  rota: [],
  epochs: {
    general: { n: 2, recipient: (await newIdentity()).recipient, signingKey: await key() },
    women: { n: 1, recipient: (await newIdentity()).recipient, signingKey: await key() },
  },
  past: [{ key: 'general', n: 1, signingKey: await key() }],
};
const DOC: DirectoryDoc = {
  v: 1,
  kind: 'directory',
  organisation: RECORD.organisationId,
  version: 5,
  day: '2026-11-21',
  desks: { [RECORD.id]: await deskRecordHash(RECORD) },
};
const SIGNED = await signDirectory(root.secret, DOC);
const REFUSED = { code: 'directory_refused' };

test('another root, another organisation and a changed directory are refused', async () => {
  const stranger = await newSigningKey();
  await assert.rejects(() => verifyDirectory(stranger.public, SIGNED, { minVersion: 1 }), REFUSED);
  await assert.rejects(
    () => verifyDirectory(root.public, SIGNED, { minVersion: 1, organisation: randomId() }),
    REFUSED,
  );
  for (let at = 0; at < SIGNED.length; at += 7) {
    const changed = Uint8Array.from(SIGNED, (byte, place) => (place === at ? byte ^ 1 : byte));
    await assert.rejects(() => verifyDirectory(root.public, changed, { minVersion: 1 }), REFUSED);
  }
  const strange = await signContent('muntada/directory/1', root.secret, { ...DOC, desks: { x: 'y' } });
  await assert.rejects(() => verifyDirectory(root.public, strange, { minVersion: 1 }), REFUSED);
  await assert.rejects(() => signDirectory(root.secret, { ...DOC, version: 0 }), { code: 'wrong_shape' });
});

test('an older version is refused', async () => {
  await assert.rejects(() => verifyDirectory(root.public, SIGNED, { minVersion: 6 }), { code: 'directory_went_back' });
  assert.deepEqual(await verifyDirectory(root.public, SIGNED, { minVersion: 5 }), DOC);
});

test('a record that the directory does not name word for word is refused', async () => {
  const recipient = (await newIdentity()).recipient;
  const swapped = { ...RECORD, epochs: { general: { ...RECORD.epochs.general, recipient } } };
  await assert.rejects(() => verifyDeskRecord(DOC, swapped), REFUSED);
  await assert.rejects(() => verifyDeskRecord(DOC, { ...RECORD, police: true }), REFUSED);
  await assert.rejects(() => verifyDeskRecord(DOC, { ...RECORD, id: randomId() }), REFUSED);
  await assert.rejects(() => verifyDeskRecord({ ...DOC, organisation: randomId() }, RECORD), REFUSED);
  await assert.rejects(() => verifyDeskRecord({ ...DOC, desks: {} }, RECORD), REFUSED);
  await assert.rejects(() => verifyDeskRecord(DOC, null), REFUSED);
  assert.deepEqual(await verifyDeskRecord(DOC, JSON.parse(JSON.stringify(RECORD)) as Json), RECORD);
});

test('the day of the lawyer’s check is signed: it is neither taken away nor made up; who signed before there was one said no day', async () => {
  const { lawCheckedOn: _day, ...without } = RECORD;
  for (const changed of [without, { ...RECORD, lawCheckedOn: null }, { ...RECORD, lawCheckedOn: '2026-11-02' }]) {
    await assert.rejects(() => verifyDeskRecord(DOC, changed), REFUSED);
  }
  for (const lawCheckedOn of ['soon', 20261101, '']) {
    assert.throws(() => readDeskRecord({ ...RECORD, lawCheckedOn }), { code: 'wrong_shape' });
  }
  const before = await fingerprintOf(utf8(canonicalJson(without)));
  const doc = { ...DOC, desks: { [RECORD.id]: before } };
  assert.equal((await verifyDeskRecord(doc, without)).lawCheckedOn, null);
  await assert.rejects(() => verifyDeskRecord(doc, RECORD), REFUSED);
});

test('a police or security desk cannot call itself something else', () => {
  for (const organisationKind of ['police', 'security'] as const) {
    assert.throws(() => readDeskRecord({ ...RECORD, organisationKind, police: false }), { code: 'wrong_shape' });
    assert.ok(readDeskRecord({ ...RECORD, organisationKind, police: true }));
  }
});

test('hours that end before they begin and keys of another kind are refused', () => {
  const hours = [{ weekday: 1, from: 840, to: 480, women: true }];
  assert.throws(() => readDeskRecord({ ...RECORD, hours }), { code: 'wrong_shape' });
  const general = { ...RECORD.epochs.general, recipient: `age1pq1${'q'.repeat(55)}` };
  assert.throws(() => readDeskRecord({ ...RECORD, epochs: { general } }), { code: 'wrong_shape' });
});

test('the signing key of an epoch is found, living or past, under the right one of the two keys', () => {
  assert.equal(findEpochKey(RECORD, 'general', 2), RECORD.epochs.general.signingKey);
  assert.equal(findEpochKey(RECORD, 'general', 1), RECORD.past[0]?.signingKey);
  assert.equal(findEpochKey(RECORD, 'women', 1), RECORD.epochs.women?.signingKey);
  assert.equal(findEpochKey(RECORD, 'women', 2), undefined);
});
