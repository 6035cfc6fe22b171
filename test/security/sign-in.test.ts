import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asMailbox } from '../harness/reporter.ts';
import { newDeviceKey } from '../harness/session-key.ts';
import type { FastifyRequest } from 'fastify';
import { newChallenges } from '../../src/http/challenge.ts';
import { mailboxDoor } from '../../src/reporting/door.ts';
import type { MailboxKeys } from '../../src/crypto/receipt.ts';
import { deriveMailbox, newReceipt } from '../../src/crypto/receipt.ts';
import { newSigningKey } from '../../src/crypto/sign.ts';
import { toBase64url } from '../../src/base/bytes.ts';
import { OWN_TENANT, withStage } from './stage.ts';
import { mailboxProof } from './visitors.ts';

const stage = await withStage();
const { server, clock } = stage;
const ROUNDS = 25;
/** Of medians in one run; a machine under load moves both. */
const MOST_RATIO = 1.6;

const { publicKey } = await newDeviceKey();
const start = (login: string) => server.inject({ method: 'POST', url: '/api/sign-in/start', payload: { login } });
const signIn = (login: string, authKey = toBase64url(new Uint8Array(32)), code = '000000') =>
  server.inject({
    method: 'POST',
    url: '/api/sign-in',
    payload: { login, authKey, code, device: 'test', deviceKey: publicKey },
  });

test('a login that is not there looks like one that is: the same shape, the same salt every time, another one for another', async () => {
  const known = (await start('basra.women.1')).json<{ salt: string; cost: object }>();
  const unknown = (await start('nobody.here')).json<typeof known>();
  assert.deepEqual(Object.keys(unknown), Object.keys(known));
  assert.equal(unknown.salt.length, known.salt.length);
  assert.deepEqual(Object.keys(unknown.cost), Object.keys(known.cost));
  assert.equal((await start('nobody.here')).json<typeof known>().salt, unknown.salt);
  assert.notEqual((await start('nobody.there')).json<typeof known>().salt, unknown.salt);
  assert.equal((await start('NOBODY.here ')).json<typeof known>().salt, unknown.salt, 'written another way');
});

test('a revoked and an invited account look like logins that are not there', async () => {
  const person = await stage.newPerson(OWN_TENANT, ['volunteer']);
  for (const state of ['revoked', 'invited']) {
    await stage.asAdmin('update account set state = $1 where id = $2', [state, person.id]);
    const { salt } = (await start(person.account.login)).json<{ salt: string }>();
    const [row] = await stage.asAdmin<{ salt: Buffer }>('select salt from account where id = $1', [person.id]);
    assert.notEqual(salt, row && toBase64url(row.salt), state);
    assert.equal((await start(person.account.login)).json<{ salt: string }>().salt, salt);
  }
});

test('every refusal of a sign-in is one answer: login, password, code and state tell nothing', async () => {
  const revoked = await stage.newPerson(OWN_TENANT, ['volunteer']);
  await stage.asAdmin(`update account set state = 'revoked' where id = $1`, [revoked.id]);
  const answers = [];
  for (const login of ['basra.women.1', 'nobody.here', revoked.account.login, '\u202enobody', 'x'.repeat(80)]) {
    const answer = await signIn(login);
    assert.equal(answer.statusCode, 401);
    assert.equal(answer.headers['set-cookie'], undefined, 'no cookie tells them apart');
    answers.push(answer.body);
  }
  assert.equal(new Set(answers).size, 1);
});

test('too many attempts are refused alike for logins that are there and logins that are not, and her own device stays free', async () => {
  const owner = await stage.newPerson(OWN_TENANT, ['volunteer']);
  const cookie = await stage.signInAs(owner);
  assert.ok(cookie);
  const counts = [];
  for (const login of [owner.account.login, 'nobody.anywhere']) {
    let tries = 0;
    while ((await signIn(login)).statusCode === 401 && tries < 100) tries++;
    counts.push(tries);
  }
  assert.equal(counts[0], counts[1], 'the limit does not tell who exists');
  assert.ok((counts[0] ?? 0) < 100, 'there is a limit');
  clock.advance(60 * 60_000);
  assert.ok(await stage.signInAs(owner), 'the limit passes');
});

test('a known and an unknown login take the same time', async () => {
  const people = await Promise.all(Array.from({ length: ROUNDS }, () => stage.newPerson(OWN_TENANT, ['volunteer'])));
  await compare(
    (at) => signIn(people[at]?.account.login ?? ''),
    (at) => signIn(`unknown.${at}`),
  );
});

test('a wrong receipt and an unknown one get the same words, and take the same time before the pause that follows both', async () => {
  const wrong = { ...stage.ownReport.mailbox, signing: await newSigningKey() };
  const unknown = await deriveMailbox(newReceipt(), { memoryKiB: 64, passes: 1 });
  const ask = (mailbox: MailboxKeys) => asMailbox(server, mailbox, 'GET', '/api/mailbox');
  assert.equal((await ask(wrong)).body, (await ask(unknown)).body);

  const challenges = newChallenges(new Uint8Array(32), clock);
  const door = mailboxDoor(stage.database, challenges, async () => undefined);
  const knock = async (mailbox: MailboxKeys) => {
    const request = { method: 'GET', url: '/api/mailbox' };
    const authorization = await mailboxProof(stage, mailbox, request, challenges.current());
    // What the door reads of a request.
    return door({ ...request, headers: { authorization }, body: null } as unknown as FastifyRequest);
  };
  await assert.rejects(knock(wrong), { code: 'mailbox_unknown' });
  assert.deepEqual(await knock(stage.ownReport.mailbox), { mailboxId: stage.ownReport.mailbox.mailboxId });
  await compare(
    () => knock(wrong).catch(() => undefined),
    () => knock(unknown).catch(() => undefined),
  );
});

/** The medians of two requests that ought to cost the same, measured in turn. */
async function compare(one: (at: number) => Promise<unknown>, other: (at: number) => Promise<unknown>): Promise<void> {
  const [first, second]: [number[], number[]] = [[], []];
  for (let at = -3; at < ROUNDS; at++) {
    const [a, b] = [await timed(() => one(Math.max(0, at))), await timed(() => other(Math.max(0, at)))];
    if (at < 0) continue;
    first.push(a);
    second.push(b);
  }
  const ratio = median(first) / median(second);
  assert.ok(ratio < MOST_RATIO && ratio > 1 / MOST_RATIO, `${median(first)} ms and ${median(second)} ms`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
