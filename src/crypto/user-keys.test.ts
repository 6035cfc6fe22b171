import { test } from 'node:test';
import assert from 'node:assert/strict';
import { utf8 } from '../base/bytes.ts';
import { randomId } from '../base/ids.ts';
import { newAccountCode } from './account-code.ts';
import {
  deriveAuthKey,
  newPasswordSalt,
  newUserKeys,
  openUserKeys,
  sealUserKeys,
  stretchPassword,
} from './user-keys.ts';

const LOW = { memoryKiB: 64, passes: 1 };
const userId = randomId();
const keys = await newUserKeys();
const salt = newPasswordSalt();
const code = newAccountCode();
const stretched = await stretchPassword('كلمة سر طويلة', salt, LOW);
const envelope = sealUserKeys(userId, keys, stretched, code);
const NOT_YOURS = { code: 'envelope_not_for_you' };

test('the right password without the account code does not open', async () => {
  await assert.rejects(openUserKeys(userId, envelope, stretched, newAccountCode()), NOT_YOURS);
  await assert.rejects(openUserKeys(userId, envelope, stretched, new Uint8Array(16)), NOT_YOURS);
  await assert.rejects(openUserKeys(userId, envelope, stretched, new Uint8Array(0)), { code: 'malformed' });
});

test('the account code without the right password, salt or cost does not open', async () => {
  const others = [
    await stretchPassword('كلمة سر اخرى', salt, LOW),
    await stretchPassword('كلمة سر طويلة', newPasswordSalt(), LOW),
    await stretchPassword('كلمة سر طويلة', salt, { ...LOW, passes: 2 }),
    // what the server has seen
    deriveAuthKey(stretched),
  ];
  for (const other of others) await assert.rejects(openUserKeys(userId, envelope, other, code), NOT_YOURS);
});

test("another user's envelope, a changed and a cut one do not open", async () => {
  await assert.rejects(openUserKeys(randomId(), envelope, stretched, code), NOT_YOURS);
  for (let at = 0; at < envelope.length; at += 3) {
    const changed = Uint8Array.from(envelope, (byte, place) => (place === at ? byte ^ 1 : byte));
    await assert.rejects(openUserKeys(userId, changed, stretched, code), NOT_YOURS);
  }
  await assert.rejects(openUserKeys(userId, envelope.subarray(0, 30), stretched, code), NOT_YOURS);
  await assert.rejects(openUserKeys(userId, envelope.subarray(0, 24), stretched, code), { code: 'envelope_damaged' });
});

test('the authentication key is not the stretched password, nor any part of the envelope', () => {
  const authKey = deriveAuthKey(stretched);
  assert.equal(authKey.length, 32);
  assert.notDeepEqual(authKey, stretched);
  assert.deepEqual(deriveAuthKey(stretched), authKey);
});

test('with both secrets the keys come back; the envelope shows none of them', async () => {
  assert.deepEqual(await openUserKeys(userId, envelope, stretched, code), keys);
  assert.equal(Buffer.from(envelope).includes(Buffer.from(utf8(keys.identity))), false);
  assert.notDeepEqual(sealUserKeys(userId, keys, stretched, code), envelope);
});

test('one password typed on two keyboards is one password', async () => {
  const composed = await stretchPassword('\u0622', salt, LOW);
  assert.deepEqual(await stretchPassword('\u0627\u0653', salt, LOW), composed);
});
