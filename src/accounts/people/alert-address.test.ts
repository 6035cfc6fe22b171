import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { listAlertAddresses } from './alert-address.queries.ts';

const { server, installed, database, signIn, asAdmin, unexpected } = await withApplication();
const [basra] = installed.desks;
const [first, second] = basra?.people ?? [];
if (!basra || !first || !second) throw new Error('the demo has a desk with two members');
const tenantId = basra.desk.organisationId;
const URL_ = '/api/me/alert-address';
const own = await signIn('basra.women.1');

const put = (cookie: string | undefined, email: unknown) =>
  server.inject({
    method: 'PUT',
    url: URL_,
    headers: cookie === undefined ? {} : { cookie },
    payload: { email: email as string },
  });
const read = async (cookie: string) =>
  (await server.inject({ method: 'GET', url: URL_, headers: { cookie } })).json<object>();
const addressesOf = (ids: readonly string[]) => listAlertAddresses(database.direct, tenantId, ids);

test('nobody without a session gives or reads an address, and what is none is refused', async () => {
  for (const method of ['GET', 'PUT'] as const) {
    const answer = await server.inject({ method, url: URL_, payload: { email: 'a@work.example' } });
    assert.equal(answer.json<{ code: string }>().code, 'sign_in_first');
  }
  const wrong = [
    '',
    'x',
    'a@b',
    'a b@work.example',
    'a@work.example\r\nBcc: x@work.example',
    `${'a'.repeat(250)}@b.example`,
    5,
  ];
  for (const email of wrong) assert.equal((await put(own, email)).statusCode, 422, String(email));
  assert.deepEqual(await read(own), { email: null, sends: false });
});

test('her own address is kept, changed and taken back by her alone, and no list shows it', async () => {
  assert.equal((await put(own, 'one@work.example')).statusCode, 200);
  assert.deepEqual(await read(own), { email: 'one@work.example', sends: false });
  assert.deepEqual(await read(await signIn('basra.women.2')), { email: null, sends: false });
  const admin = await signIn('basra.admin');
  for (const url of ['/api/people', `/api/desks/${basra.desk.id}/team`]) {
    const answer = await server.inject({ method: 'GET', url, headers: { cookie: admin } });
    assert.equal(answer.statusCode, 200, url);
    assert.ok(!answer.body.includes('work.example'), url);
  }
  assert.equal((await put(own, null)).statusCode, 200);
  assert.deepEqual(await read(own), { email: null, sends: false });
});

test('only who is active and gave one is found, in her own organisation', async () => {
  await put(own, 'one@work.example');
  const ids = [first.id, second.id];
  assert.deepEqual(await addressesOf(ids), [{ accountId: first.id, email: 'one@work.example' }]);
  assert.deepEqual(await addressesOf([second.id]), []);
  assert.deepEqual(await listAlertAddresses(database.direct, second.id, ids), []);
});

test('it goes with the account', async () => {
  const admin = await signIn('basra.admin');
  const url = `/api/people/${first.id}/revoke`;
  assert.equal((await server.inject({ method: 'POST', url, headers: { cookie: admin } })).statusCode, 200);
  assert.deepEqual(await asAdmin('select alert_email from account where id = $1', [first.id]), [{ alert_email: null }]);
  assert.deepEqual(await addressesOf([first.id]), []);
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
