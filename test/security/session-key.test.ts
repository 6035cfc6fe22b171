import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { fromBase64url, toBase64url } from '../../src/base/bytes.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/base/clock.ts';
import { endpoint } from '../../src/base/endpoint.ts';
import { done } from '../../src/base/shapes.ts';
import { deriveAuthKey, stretchPassword } from '../../src/crypto/user-keys.ts';
import { bindBytes } from '../../src/http/bind-bytes.ts';
import { lockedDoor } from '../../src/http/door.ts';
import { buildServer } from '../../src/http/server.ts';
import { locales } from '../../src/i18n/locale.ts';
import { challengeOf } from '../harness/reporter.ts';
import type { DeviceKey } from '../harness/session-key.ts';
import { findKey, newDeviceKey, proofOf } from '../harness/session-key.ts';
import type { SampleRequest } from './visitors.ts';
import { OWN_TENANT, present, withStage } from './stage.ts';

const stage = await withStage();
const { server, askWithoutKey, clock, signIn } = stage;
const REFUSAL = 'sign_in_first';

const hers = await signIn('basra.admin');
const herKey = present(findKey(hers), 'the key of her session');
const other = await signIn('lawyers.admin');
const ME = { method: 'GET', url: '/api/me' };

/** A request exactly as it is described: no browser signs it. */
async function send({ method, url, payload, headers = {} }: SampleRequest) {
  const body = payload === undefined ? undefined : JSON.stringify(payload);
  const type = body === undefined ? {} : { 'content-type': 'application/json' };
  return askWithoutKey({
    method: method as 'GET',
    url,
    headers: { ...type, ...headers },
    ...(body === undefined ? {} : { payload: body }),
  });
}

async function proof(key: DeviceKey, request: SampleRequest, challenge?: string): Promise<string> {
  const { method, url, payload } = request;
  const body = payload === undefined ? {} : { body: JSON.stringify(payload) };
  return proofOf(key, challenge ?? (await challengeOf(server)), { method, url, ...body });
}

const withHer = (request: SampleRequest, authorization: string) =>
  send({ ...request, headers: { cookie: hers, authorization } });
const namesIn = (answer: { headers: object }) => Object.keys(answer.headers).sort();
const codeOf = (answer: { body: string }) => (JSON.parse(answer.body) as { code?: string }).code;

test('both cookies without the key are nobody: no proof, no sense, the key of another session, a key of the thief', async () => {
  assert.equal((await withHer(ME, await proof(herKey, ME))).statusCode, 200, 'her own browser is let in');
  const nobody = await send(ME);
  assert.equal(codeOf(nobody), REFUSAL);
  const shown = [
    undefined,
    '',
    'Session',
    `Session ${await challengeOf(server)}.${'A'.repeat(86)}`,
    `Session ${await challengeOf(server)}.${'_'.repeat(86)}`,
    (await proof(herKey, ME)).replace('Session', 'Mailbox'),
    `${await proof(herKey, ME)}A`,
    await proof(present(findKey(other), 'the key of the other session'), ME),
    await proof(await newDeviceKey(), ME),
  ];
  for (const authorization of shown) {
    const answer = await send({
      ...ME,
      headers: { cookie: hers, ...(authorization === undefined ? {} : { authorization }) },
    });
    assert.deepEqual([answer.statusCode, answer.body], [nobody.statusCode, nobody.body], authorization);
    assert.deepEqual(namesIn(answer), namesIn(nobody), 'no header tells a living cookie');
  }
});

test('a proof is worth nothing for another path, query, method, body or session', async () => {
  const people = { method: 'GET', url: '/api/people' };
  const right: SampleRequest = {
    method: 'POST',
    url: '/api/people',
    payload: {
      id: '00000000-0000-4000-8000-00000000abcd',
      login: 'proof.1',
      name: 'مثال',
      sex: 'woman',
      roles: ['volunteer'],
    },
  };
  const authorization = await proof(herKey, right);
  const changed: readonly SampleRequest[] = [
    { ...right, url: '/api/people?a=1' },
    { ...right, url: '/api/people/' },
    { ...right, url: '/api/stubs' },
    { ...right, payload: { id: 'x' } },
    { method: 'POST', url: right.url },
  ];
  for (const request of changed) {
    const answer = await withHer(request, authorization);
    assert.equal(codeOf(answer), REFUSAL, JSON.stringify(request));
  }
  const bare = await proof(herKey, { method: 'POST', url: people.url });
  assert.equal(codeOf(await withHer(people, bare)), REFUSAL, 'another method');
  const asOther = await send({ ...right, headers: { cookie: other, authorization } });
  assert.equal(codeOf(asOther), REFUSAL, 'another session');
  const spaced = await askWithoutKey({
    method: 'POST',
    url: right.url,
    headers: { cookie: hers, authorization, 'content-type': 'application/json' },
    payload: JSON.stringify(right.payload, undefined, 1),
  });
  assert.equal(codeOf(spaced), REFUSAL, 'the same JSON in other bytes');
  assert.equal((await withHer(right, authorization)).statusCode, 200, 'the request that was signed');
  assert.equal(
    codeOf(await withHer(people, await proof(herKey, { ...people, payload: {} }))),
    REFUSAL,
    'a body that is not there',
  );
  const listed = { method: 'GET', url: '/api/people?q=%D8%A8' };
  assert.equal((await withHer(listed, await proof(herKey, listed))).statusCode, 200, 'a query is part of it');
});

test('a stale proof and an invented challenge get the same refusal, in three languages', async () => {
  const cookie = await signIn('erbil.1');
  const key = present(findKey(cookie), 'her key');
  const early = await proof(key, ME);
  const ask = (authorization: string, language = 'ar') =>
    send({ ...ME, headers: { cookie, authorization, 'accept-language': language } });
  clock.advance(29 * MINUTE_MS);
  assert.equal((await ask(early)).statusCode, 200, 'for half an hour at least');
  clock.advance(31 * MINUTE_MS + 1);
  assert.equal(codeOf(await ask(early)), REFUSAL);
  assert.equal(codeOf(await ask(await proof(key, ME, 'A'.repeat(22)))), REFUSAL);
  assert.equal((await ask(await proof(key, ME))).statusCode, 200, 'the session itself lives');
  const texts = [];
  for (const language of locales) {
    const stale = JSON.parse((await ask(early, language)).body) as { title: string };
    const nobody = JSON.parse((await send({ ...ME, headers: { 'accept-language': language } })).body) as object;
    assert.deepEqual(stale, nobody);
    texts.push(stale.title);
  }
  assert.equal(new Set(texts).size, locales.length);
});

test('a session that was ended dies at once, whatever its device signs: by herself, by an administrator, by sign-out, after eight hours', async () => {
  const admin = await signIn('basra.admin');
  const person = await stage.newPerson(OWN_TENANT, ['volunteer']);
  const open = async () => {
    const cookie = await stage.signInAs(person);
    const ask = () => server.inject({ url: '/api/me', headers: { cookie } });
    assert.equal((await ask()).statusCode, 200);
    return { cookie, ask };
  };
  const remove = (cookie: string, url: string) => server.inject({ method: 'DELETE', url, headers: { cookie } });
  const list = async (cookie: string, url: string) =>
    (await server.inject({ url, headers: { cookie } })).json<{ sessions: { id: string; current: boolean }[] }>()
      .sessions;

  const [one, two] = [await open(), await open()];
  const old = (await list(two.cookie, '/api/me/sessions')).find((each) => !each.current);
  assert.equal((await remove(two.cookie, `/api/me/sessions/${old?.id}`)).statusCode, 200);
  assert.deepEqual([codeOf(await one.ask()), (await two.ask()).statusCode], [REFUSAL, 200]);

  const sessions = `/api/people/${person.id}/sessions`;
  const [last] = await list(admin, sessions);
  assert.equal((await remove(admin, `${sessions}/${last?.id}`)).statusCode, 200);
  assert.equal(codeOf(await two.ask()), REFUSAL);

  const three = await open();
  await server.inject({ method: 'POST', url: '/api/sign-out', headers: { cookie: three.cookie } });
  assert.equal(codeOf(await three.ask()), REFUSAL);

  const four = await open();
  clock.advance(8 * HOUR_MS - 1);
  assert.equal((await four.ask()).statusCode, 200);
  clock.advance(1);
  assert.equal(codeOf(await four.ask()), REFUSAL);

  const five = await open();
  const again = await signIn('basra.admin');
  const revoke = { method: 'POST' as const, url: `/api/people/${person.id}/revoke`, headers: { cookie: again } };
  assert.equal((await server.inject(revoke)).statusCode, 200);
  assert.equal(codeOf(await five.ask()), REFUSAL);
});

test('a sign-in opens a session only with both factors and a key that is one; what it hands out holds no envelope', async () => {
  const { account } = await stage.newPerson(OWN_TENANT, ['volunteer']);
  const start = await send({ method: 'POST', url: '/api/sign-in/start', payload: { login: account.login } });
  assert.deepEqual(Object.keys(start.json<object>()), ['salt', 'cost']);
  const { salt, cost } = start.json<{ salt: string; cost: { memoryKiB: number; passes: number } }>();
  const authKey = toBase64url(deriveAuthKey(await stretchPassword(account.password, fromBase64url(salt), cost)));
  const totp = new TOTP({ secret: Secret.fromBase32(account.totp) });
  const right = () => {
    clock.advance(30_000);
    return totp.generate({ timestamp: clock() });
  };
  const { publicKey } = await newDeviceKey();
  const bytes = fromBase64url(publicKey);
  const offTheCurve = toBase64url(bytes.map((byte, at) => (at === 40 ? byte ^ 1 : byte)));
  const attempt = async (change: Record<string, string>) =>
    send({
      method: 'POST',
      url: '/api/sign-in',
      payload: { login: account.login, authKey, code: right(), device: 'test', deviceKey: publicKey, ...change },
    });
  const wrongCode = (Number(right()) + 1).toString().padStart(6, '0').slice(-6);
  const refusals: readonly (readonly [Record<string, string>, string])[] = [
    [{ code: wrongCode }, 'sign_in_refused'],
    [{ authKey: toBase64url(new Uint8Array(32)) }, 'sign_in_refused'],
    [{ deviceKey: '' }, 'wrong_shape'],
    [{ deviceKey: toBase64url(bytes.subarray(0, 64)) }, 'wrong_shape'],
    [{ deviceKey: offTheCurve }, 'wrong_shape'],
    [{ deviceKey: toBase64url(new Uint8Array(65)) }, 'wrong_shape'],
  ];
  for (const [change, code] of refusals) {
    const answer = await attempt(change);
    assert.deepEqual([codeOf(answer), answer.headers['set-cookie']], [code, undefined], JSON.stringify(change));
  }
  const opened = await attempt({});
  assert.deepEqual([opened.statusCode, opened.json<object>()], [200, { done: true }]);
});

test('what no device could sign is not taken: other types than JSON, and bytes that come by the staff door', async () => {
  const headers = { cookie: hers, 'content-type': 'text/plain' };
  const text = await askWithoutKey({ method: 'POST', url: '/api/sign-out', headers, payload: 'x' });
  assert.equal(codeOf(text), 'unsupported_type');
  const upload = endpoint({ method: 'PATCH', path: '/api/x', door: 'staff', summary: '', output: done });
  const build = buildServer({
    doorKeepers: {
      public: async () => undefined,
      mailbox: lockedDoor,
      staff: lockedDoor,
      partner: lockedDoor,
      device: lockedDoor,
    },
    trustProxy: false,
    onUnexpected: () => undefined,
    problemPage: async () => '',
    routes: (scope) => bindBytes(scope, upload, async () => undefined, 'application/x'),
  });
  await assert.rejects(build, /unsigned bytes/);
});
