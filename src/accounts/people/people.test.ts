import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Secret, TOTP } from 'otpauth';
import { withApplication } from '../../../test/harness/application.ts';
import { newDeviceKey } from '../../../test/harness/session-key.ts';
import { signIn as signInWith } from '../../../test/harness/sign-in.ts';
import type { Role } from '../../base/actor.ts';
import { toBase64url } from '../../base/bytes.ts';
import { HOUR_MS } from '../../base/clock.ts';
import { randomId } from '../../base/ids.ts';
import { newAccountCode } from '../../crypto/account-code.ts';
import { PASSWORD_COST } from '../../crypto/argon2.ts';
import { deriveAuthKey, newPasswordSalt, newUserKeys, sealUserKeys, stretchPassword } from '../../crypto/user-keys.ts';
import { LAWYERS } from '../../demo/organisations.ts';
import { refuseDemoInProduction } from '../index.ts';

const { server, signIn, asAdmin, database, clock } = await withApplication();
const PASSWORD = 'a long sentence that nobody guesses';

const admin = await signIn('basra.admin');
const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code;

async function ask(cookie: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  return server.inject({ method, url, headers: { cookie }, ...(payload ? { payload } : {}) });
}

function newcomer(login: string, roles: readonly Role[] = ['deskWorker']) {
  return { id: randomId(), login, name: 'شخص (مثال توضيحي)', sex: 'woman', roles };
}

async function invited(login: string, roles?: readonly Role[]): Promise<{ id: string; token: string }> {
  const person = newcomer(login, roles);
  const answer = await ask(admin, 'POST', '/api/people', person);
  assert.equal(answer.statusCode, 200, answer.body);
  return { id: person.id, token: answer.json<{ token: string }>().token };
}

/** What a browser makes at enrolment. */
async function enrolmentOf(accountId: string, token: string) {
  const keys = await newUserKeys();
  const salt = newPasswordSalt();
  const stretched = await stretchPassword(PASSWORD, salt, PASSWORD_COST);
  const totp = new Secret({ size: 20 });
  const payload = {
    token,
    salt: toBase64url(salt),
    authKey: toBase64url(deriveAuthKey(stretched)),
    recipient: keys.recipient,
    signingKey: toBase64url(keys.signing.public),
    envelope: toBase64url(sealUserKeys(accountId, keys, stretched, newAccountCode())),
    totpSecret: toBase64url(totp.bytes),
    code: new TOTP({ secret: totp }).generate({ timestamp: clock() }),
  };
  return { payload, totp: totp.base32 };
}

test('people are kept by administrators of their own organisation, and by nobody else', async () => {
  const worker = await signIn('basra.women.1');
  const other = await signIn('lawyers.admin');
  const [target] = (await ask(other, 'GET', '/api/people')).json<{ people: { id: string }[] }>().people;
  assert.equal((await server.inject({ url: '/api/people' })).statusCode, 401);
  assert.equal(codeOf(await ask(worker, 'GET', '/api/people')), 'not_allowed');
  assert.equal(codeOf(await ask(worker, 'POST', '/api/people', newcomer('a.worker'))), 'not_allowed');
  for (const [method, path, body] of [
    ['POST', '/invitation', undefined],
    ['POST', '/revoke', undefined],
    ['GET', '/sessions', undefined],
    ['PUT', '', { name: 'x', roles: ['volunteer'], trustee: false }],
  ] as const) {
    assert.equal(codeOf(await ask(admin, method, `/api/people/${target?.id}${path}`, body)), 'not_found', path);
  }
  assert.equal(
    codeOf(await ask(admin, 'POST', '/api/people', { ...newcomer('into.lawyers'), organisationId: LAWYERS })),
    'not_allowed',
  );
});

test('the platform begins another organisation with an administrator, and gives it nobody else', async () => {
  const platform = await signIn('platform.admin');
  const into = { organisationId: LAWYERS };
  assert.equal(codeOf(await ask(platform, 'POST', '/api/people', { ...newcomer('p.one'), ...into })), 'not_allowed');
  const answer = await ask(platform, 'POST', '/api/people', { ...newcomer('p.two', ['administrator']), ...into });
  assert.equal(answer.statusCode, 200, answer.body);
});

test('roles that exclude each other are refused, and an administrator keeps none of a desk', async () => {
  for (const roles of [
    ['administrator', 'deskWorker'],
    ['forumChair', 'caseworker'],
    ['forumSecretary', 'caseworkerSupervisor'],
  ] as const) {
    assert.equal(codeOf(await ask(admin, 'POST', '/api/people', newcomer('two.roles', roles))), 'roles_conflict');
  }
  const { people } = (await ask(admin, 'GET', '/api/people')).json<{ people: { id: string; login: string }[] }>();
  const worker = people.find((each) => each.login === 'basra.women.2');
  const taken = await ask(admin, 'PUT', `/api/people/${worker?.id}`, {
    name: 'x',
    roles: ['administrator'],
    trustee: false,
  });
  assert.equal(codeOf(taken), 'roles_conflict');
});

test('a login belongs to one person of the whole installation', async () => {
  assert.equal(codeOf(await ask(admin, 'POST', '/api/people', newcomer('lawyers.1'))), 'login_taken');
});

test('a link is for one person, works once, and stops after 72 hours', async () => {
  const read = async (token: string) =>
    server.inject({ method: 'POST', url: '/api/enrolment/read', payload: { token } });
  assert.equal(codeOf(await read('A'.repeat(43))), 'invitation_unknown');
  const { id, token } = await invited('new.one');
  const shown = (await read(token)).json<{ accountId: string; login: string; cost: object }>();
  assert.equal(shown.accountId, id);
  assert.deepEqual(shown.cost, PASSWORD_COST);

  const { payload, totp } = await enrolmentOf(id, token);
  const wrong = await server.inject({
    method: 'POST',
    url: '/api/enrolment',
    payload: { ...payload, code: payload.code === '000000' ? '000001' : '000000' },
  });
  assert.equal(codeOf(wrong), 'code_refused');
  const enrolled = await server.inject({ method: 'POST', url: '/api/enrolment', payload });
  assert.equal(enrolled.statusCode, 200, enrolled.body);
  const again = await server.inject({ method: 'POST', url: '/api/enrolment', payload });
  assert.equal(codeOf(again), 'invitation_unknown');

  const account = { login: 'new.one', name: '', password: PASSWORD, accountCode: '', totp };
  const cookie = await signInWith(server, [account], 'new.one', () => {
    clock.advance(30_000);
    return clock();
  });
  const me = (await ask(cookie, 'GET', '/api/me')).json<{ id: string; desks: unknown[] }>();
  assert.equal(me.id, id);
  assert.deepEqual(me.desks, [], 'an account alone opens nothing');

  const late = await invited('too.late');
  clock.advance(72 * HOUR_MS);
  assert.equal(codeOf(await read(late.token)), 'invitation_unknown');
});

test('revoking ends sessions, seats and wrapped keys at once', async () => {
  const fresh = await signIn('basra.admin');
  const { people } = (await ask(fresh, 'GET', '/api/people')).json<{
    people: { id: string; login: string; desks: string[] }[];
  }>();
  const person = people.find((each) => each.login === 'centre.2');
  assert.equal(person?.desks.length, 1);
  const cookie = await signIn('centre.2');
  const sessions = await ask(fresh, 'GET', `/api/people/${person?.id}/sessions`);
  assert.equal(sessions.json<{ sessions: unknown[] }>().sessions.length, 1);

  assert.equal((await ask(fresh, 'POST', `/api/people/${person?.id}/revoke`)).statusCode, 200);
  assert.equal((await ask(cookie, 'GET', '/api/me')).statusCode, 401);
  for (const table of ['epoch_wrap', 'desk_member', 'session', 'role_grant', 'invitation']) {
    const rows: unknown[] = await asAdmin(`select 1 from ${table} where account_id = '${person?.id}'`);
    assert.equal(rows.length, 0, table);
  }
  const [epoch] = await asAdmin<{ due_since: string | null }>(
    `select due_since from desk_epoch where desk_id = '${person?.desks[0]}' and not women`,
  );
  assert.notEqual(epoch?.due_since, null, 'the key she may have kept is due to be changed');
});

test('the last administrator stays, and nobody revokes herself', async () => {
  const fresh = await signIn('basra.admin');
  const me = (await ask(fresh, 'GET', '/api/me')).json<{ id: string }>();
  assert.equal(codeOf(await ask(fresh, 'POST', `/api/people/${me.id}/revoke`)), 'transition_refused');
  const demoted = { name: 'x', roles: ['volunteer'], trustee: false };
  assert.equal(codeOf(await ask(fresh, 'PUT', `/api/people/${me.id}`, demoted)), 'transition_refused');
});

test('own sessions are listed and ended, nobody else’s', async () => {
  const cookie = await signIn('erbil.1');
  const second = await signIn('erbil.1');
  const { sessions } = (await ask(second, 'GET', '/api/me/sessions')).json<{
    sessions: { id: string; current: boolean }[];
  }>();
  assert.equal(sessions.length, 2);
  const old = sessions.find((each) => !each.current);
  const stranger = await signIn('erbil.2');
  assert.equal(codeOf(await ask(stranger, 'DELETE', `/api/me/sessions/${old?.id}`)), 'not_found');
  assert.equal((await ask(second, 'DELETE', `/api/me/sessions/${old?.id}`)).statusCode, 200);
  assert.equal((await ask(cookie, 'GET', '/api/me')).statusCode, 401);
});

test('an outsider who guesses is slowed, known or not, and she at her own device is not', async () => {
  const own = (await signIn('lawyers.2')).split('; ')[1] ?? '';
  const { publicKey } = await newDeviceKey();
  const attempt = async (login: string, cookie: string) =>
    server.inject({
      method: 'POST',
      url: '/api/sign-in',
      headers: { cookie },
      payload: {
        login,
        authKey: toBase64url(new Uint8Array(32)),
        code: '000000',
        device: 'test',
        deviceKey: publicKey,
      },
    });
  for (const login of ['lawyers.2', 'nobody.at.all']) {
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < 12; n++) codes.push(codeOf(await attempt(login, '')));
    assert.deepEqual(codes, [...Array<string>(10).fill('sign_in_refused'), 'too_many', 'too_many'], login);
  }
  assert.equal(codeOf(await attempt('lawyers.2', own)), 'sign_in_refused', 'her own device still may');
  clock.advance(15 * 60_000);
  assert.equal(codeOf(await attempt('lawyers.2', '')), 'sign_in_refused');
});

test('a database with demo accounts, or with a cheap password, is refused outside demo mode', async () => {
  await assert.rejects(refuseDemoInProduction(database), /accounts of this database/);
  await asAdmin('update account set demo = false');
  await assert.rejects(refuseDemoInProduction(database), /accounts of this database/);
  await asAdmin(`update account set memory_kib = ${PASSWORD_COST.memoryKiB}, passes = ${PASSWORD_COST.passes}`);
  await refuseDemoInProduction(database);
});
