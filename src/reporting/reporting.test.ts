import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../test/harness/application.ts';
import { asMailbox, challengeOf, sealedReport } from '../../test/harness/reporter.ts';
import { fromBase64url, toBase64url } from '../base/bytes.ts';
import { randomId } from '../base/ids.ts';
import { findProof } from '../base/proof-of-work.ts';
import { openKeyFile } from '../crypto/key-file.ts';
import { sealMessage } from '../crypto/message.ts';
import { openReport } from '../crypto/report.ts';
import { readThread } from '../crypto/thread.ts';

const { server, installed, signIn, asAdmin, unexpected } = await withApplication();
const [basra] = installed.desks;
const lawyers = installed.desks.find(({ desk }) => desk.kind === 'lawyerNgo');
if (!basra || !lawyers) throw new Error('the demo has both desks');

const post = (payload: object) => server.inject({ method: 'POST', url: '/api/reports', payload });
const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code;
const countReports = async () => Number((await asAdmin<{ n: string }>('select count(*) as n from report'))[0]?.n);

test('a report without work, with a stale challenge, or to a desk that is not there is refused and leaves nothing', async () => {
  const before = await countReports();
  const { payload } = await sealedReport(server, basra);
  const body = payload['body'];
  assert.ok(typeof body === 'string');
  const wrong = [
    [
      { ...payload, proof: { challenge: (payload['proof'] as { challenge: string }).challenge, nonce: 0 } },
      'proof_of_work',
    ],
    [{ ...payload, proof: { challenge: 'A'.repeat(22), nonce: 1 } }, 'challenge_expired'],
    [{ ...payload, deskId: randomId() }, 'desk_unknown'],
    [{ ...payload, epoch: 2 }, 'desk_closed'],
    [{ ...payload, notPolice: true }, 'desk_closed'],
    [{ ...payload, body: toBase64url(fromBase64url(body).subarray(0, -1)) }, 'envelope_damaged'],
    [{ ...payload, keyFile: payload['summary'] }, 'envelope_damaged'],
    [{ ...payload, extra: 1 }, 'wrong_shape'],
  ] as const;
  for (const [body, code] of wrong) assert.equal(codeOf(await post(body)), code);
  assert.equal(await countReports(), before);
});

test('the same report again gets the same answer; another one under its id is a 409; never two rows', async () => {
  const sealed = await sealedReport(server, basra);
  const first = await post(sealed.payload);
  assert.equal(first.statusCode, 200, first.body);
  const again = await post(sealed.payload);
  assert.deepEqual(again.json(), first.json());
  const other = await sealedReport(server, basra);
  const clash = await post({ ...sealed.payload, body: other.payload['body'] });
  assert.equal(clash.statusCode, 409);
  const rows = await asAdmin(`select 1 from report where id = '${sealed.reportId}'`);
  assert.equal(rows.length, 1);
});

test('what is refused leaves nothing behind: no mailbox for a taken id, no report for a taken mailbox', async () => {
  const first = await sealedReport(server, basra);
  assert.equal((await post(first.payload)).statusCode, 200);
  const countMailboxes = async () => (await asAdmin('select 1 from mailbox')).length;
  const [reports, mailboxes] = [await countReports(), await countMailboxes()];
  const other = await sealedReport(server, basra);
  const challenge = await challengeOf(server);
  const proof = { challenge, nonce: await findProof(challenge, first.reportId) };
  const takenId = { ...other.payload, id: first.reportId, proof };
  const takenMailbox = { ...other.payload, mailbox: first.payload['mailbox'] };
  for (const payload of [takenId, takenMailbox]) {
    const refused = await post(payload);
    assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [409, 'already_different']);
    assert.deepEqual([await countReports(), await countMailboxes()], [reports, mailboxes]);
  }
});

test('an unknown mailbox and a wrong signature get one answer', async () => {
  const { payload, mailbox } = await sealedReport(server, basra);
  const unknown = await asMailbox(server, mailbox, 'GET', '/api/mailbox');
  await post(payload);
  const stranger = (await sealedReport(server, basra)).mailbox;
  const forged = await asMailbox(server, { ...mailbox, signing: stranger.signing }, 'GET', '/api/mailbox');
  assert.equal(unknown.statusCode, 404);
  assert.deepEqual(forged.json(), unknown.json());
});

test('a report goes to the desk, its answer comes back to the receipt, and she sees who opened it', async () => {
  const text = 'يهددني بنشر صوري (مثال توضيحي)';
  const sealed = await sealedReport(server, basra, { text, women: true });
  assert.equal((await post(sealed.payload)).statusCode, 200);

  const cookie = await signIn('basra.women.1');
  const opened = await server.inject({
    method: 'POST',
    url: `/api/reports/${sealed.reportId}/open`,
    headers: { cookie },
  });
  assert.equal(opened.statusCode, 200, opened.body);
  const answer = opened.json<{ keyFile: string; body: string }>();
  const epoch = basra.epochs.women;
  assert.ok(epoch);
  const key = await openKeyFile(epoch.identity, fromBase64url(answer.keyFile));
  const report = await openReport(key.identity, fromBase64url(answer.body), { reportId: sealed.reportId });
  assert.equal(report.text, text);

  const id = randomId();
  const desk = { deskId: basra.desk.id, epoch: 1, role: 'deskWorker' };
  const reply = await sealMessage(
    report.recipient,
    { v: 1, kind: 'message', reportId: sealed.reportId, id, side: 'desk', seq: 1, seenOther: 0, text: 'نحن معكِ', desk },
    epoch.signing.secret,
  );
  const body = { id, seq: 1, body: toBase64url(reply) };
  const url = `/api/reports/${sealed.reportId}/messages`;
  for (const _ of [1, 2]) {
    const sent = await server.inject({ method: 'POST', url, headers: { cookie }, payload: body });
    assert.equal(sent.statusCode, 200, sent.body);
  }
  const second = await server.inject({
    method: 'POST',
    url,
    headers: { cookie },
    payload: { ...body, id: randomId() },
  });
  assert.equal(second.statusCode, 409, 'a number that is taken');

  const mailbox = await asMailbox(server, sealed.mailbox, 'GET', '/api/mailbox');
  assert.equal(mailbox.statusCode, 200, mailbox.body);
  const { reports } = mailbox.json<{
    reports: {
      keyFile: string;
      messages: { id: string; body: string }[];
      notices: { kind: string; deskId: string }[];
    }[];
  }>();
  const [own] = reports;
  assert.ok(own);
  const hers = await openKeyFile(sealed.mailbox.identity, fromBase64url(own.keyFile));
  const thread = await readThread(
    hers.identity,
    sealed.reportId,
    own.messages.map((each) => ({ id: each.id, sealed: fromBase64url(each.body) })),
    { reporter: sealed.mailbox.signing.public, findDeskKey: () => epoch.signing.public },
  );
  const [first] = thread.entries;
  assert.equal(first?.state === 'ok' ? first.message.text : undefined, 'نحن معكِ');
  assert.deepEqual(
    own.notices.map((each) => [each.kind, each.deskId]),
    [
      ['opened', basra.desk.id],
      ['answered', basra.desk.id],
    ],
  );
});

test("another organisation's member, and a man where she asked for women, find nothing under the id", async () => {
  const { payload, reportId } = await sealedReport(server, lawyers, { women: true });
  assert.equal((await post(payload)).statusCode, 200);
  for (const login of ['basra.women.1', 'lawyers.2']) {
    const cookie = await signIn(login);
    const opened = await server.inject({ method: 'POST', url: `/api/reports/${reportId}/open`, headers: { cookie } });
    assert.equal(opened.statusCode, 404, login);
  }
  const cookie = await signIn('lawyers.2');
  const list = await server.inject({ url: `/api/desks/${lawyers.desk.id}/reports`, headers: { cookie } });
  assert.deepEqual([list.json<{ rows: [] }>().rows.length, list.json<{ womenOnly: number }>().womenOnly], [0, 1]);
  const foreign = await server.inject({ url: `/api/desks/${basra.desk.id}/reports`, headers: { cookie } });
  assert.equal(foreign.statusCode, 403);
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
