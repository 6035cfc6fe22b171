import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromBase64url, toBase64url } from '../../src/base/bytes.ts';
import type { Json } from '../../src/base/canonical.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/base/clock.ts';
import { randomId } from '../../src/base/ids.ts';
import { findProof } from '../../src/base/proof-of-work.ts';
import { openWith, sealTo } from '../../src/crypto/age.ts';
import { openReport } from '../../src/crypto/report.ts';
import { openKeyFile } from '../../src/crypto/key-file.ts';
import { challengeOf, sealedReport } from '../harness/reporter.ts';
import { sealedFiles, sendPart, beginUpload } from '../harness/uploads.ts';
import { damaged, present, submitted, withStage } from '../security/stage.ts';
import type { SampleRequest } from '../security/visitors.ts';
import { holder, mailboxProof, send, sendAs } from '../security/visitors.ts';

const stage = await withStage();
const { server, own, foreign, neighbour, clock, asAdmin, unexpected, ownReport } = stage;
const SEED = Number(process.env['MUNTADA_FUZZ_SEED'] ?? randomInt(2 ** 31));
const RUNS = 150;
const AGE_CHUNK = 64 * 1024 + 16;

type Payload = Record<string, Json>;
const post = (payload: Payload) => server.inject({ method: 'POST', url: '/api/reports', payload });
const codeOf = (answer: { body: string }) => (JSON.parse(answer.body) as { code?: string }).code;

/** How many rows each table of a report holds: what a refused one must leave as it was. */
async function rows(): Promise<unknown> {
  const tables = ['report', 'report_key', 'report_body', 'report_message', 'audit_event', 'access_notice'];
  const counts = tables.map((name) => `(select count(*)::integer from ${name}) as ${name}`);
  // A mailbox to which no report came is swept.
  counts.push(
    '(select count(distinct mailbox_id)::integer from report join mailbox on mailbox.id = mailbox_id) as mailbox',
  );
  return (await asAdmin(`select ${counts.join(', ')}`))[0];
}

/** Proof of work for a submission that was changed. */
async function withProof(payload: Payload): Promise<Payload> {
  const challenge = await challengeOf(server);
  return { ...payload, proof: { challenge, nonce: await findProof(challenge, String(payload['id'])) } };
}

test('a sealed part that is cut short or whose header was changed is refused, and leaves nothing', async (t) => {
  t.diagnostic(`seed ${SEED}`);
  const { payload } = await sealedReport(server, own);
  const before = await rows();
  const part = fc.constantFrom('body', 'summary', 'keyFile');
  await fc.assert(
    fc.asyncProperty(part, fc.nat(), fc.boolean(), async (name, at, front) => {
      const text = String(payload[name]);
      const cut = damaged(text, (bytes) => {
        const length = at % bytes.length;
        return front ? bytes.subarray(bytes.length - length) : bytes.subarray(0, length);
      });
      const answer = await post({ ...payload, [name]: cut });
      assert.deepEqual([answer.statusCode, codeOf(answer)], [422, 'envelope_damaged'], `${name} cut to ${at}`);
    }),
    { seed: SEED, numRuns: RUNS },
  );
  assert.deepEqual(await rows(), before);
});

test('a flipped bit is either refused at once, or never opens: her words are never silently others', async (t) => {
  t.diagnostic(`seed ${SEED}`);
  const { identity, reportId, payload } = ownReport;
  const keyFile = fromBase64url(String(payload['keyFile']));
  const body = fromBase64url(String(payload['body']));
  const flip = (bytes: Uint8Array, at: number) => {
    const copy = Uint8Array.from(bytes);
    const place = Math.floor(at / 8) % copy.length;
    copy[place] = (copy[place] ?? 0) ^ (1 << (at % 8));
    return copy;
  };
  assert.equal((await openReport(identity, body, { reportId })).reportId, reportId, 'whole, it opens');
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (at) => {
      await assert.rejects(openReport(identity, flip(body, at), { reportId }), { name: 'Problem' });
      await assert.rejects(openKeyFile(own.epochs.general.identity, flip(keyFile, at)), { name: 'Problem' });
      const id = randomId();
      const sent = await withProof({ ...payload, id, body: toBase64url(flip(body, at)) });
      const mailbox = { ...(payload['mailbox'] as object), id: randomId() };
      const answer = await post({ ...sent, mailbox });
      assert.ok([200, 422].includes(answer.statusCode), answer.body);
    }),
    { seed: SEED, numRuns: 40 },
  );
});

test('a stream whose chunks were dropped, doubled or swapped does not open', async () => {
  const { sealed } = await sealedFiles(ownReport.recipient, 200_000);
  const head = sealed.length % AGE_CHUNK;
  const chunk = (n: number) => sealed.subarray(head + n * AGE_CHUNK, head + (n + 1) * AGE_CHUNK);
  const lead = sealed.subarray(0, head);
  const joined = (...parts: Uint8Array[]) => Buffer.concat(parts);
  const count = Math.floor(sealed.length / AGE_CHUNK);
  assert.ok(count >= 3);
  await openWith([ownReport.identity], sealed);
  const broken = [
    joined(lead, chunk(1), chunk(2)),
    joined(lead, chunk(0), chunk(0), chunk(1)),
    joined(lead, chunk(1), chunk(0), chunk(2)),
    sealed.subarray(0, -AGE_CHUNK),
    sealed.subarray(0, -1),
    joined(sealed, chunk(0)),
  ];
  for (const bytes of broken)
    await assert.rejects(openWith([ownReport.identity], Uint8Array.from(bytes)), { name: 'Problem' });
});

test('an upload that is no sealed file, or one to two recipients, is thrown away as soon as it shows', async () => {
  const { sealed } = await sealedFiles(ownReport.recipient, 1000);
  const two = await sealTo([ownReport.recipient, stage.foreignReport.recipient], new Uint8Array(sealed.length));
  for (const bytes of [
    new Uint8Array(sealed.length),
    Uint8Array.from(sealed).reverse(),
    two.subarray(0, sealed.length),
  ]) {
    const { id } = await beginUpload(server, bytes.length);
    const answer = await sendPart(server, id, 0, bytes);
    assert.deepEqual([answer.statusCode, codeOf(answer)], [422, 'envelope_damaged']);
    const [left] = await asAdmin('select 1 from upload where id = $1', [id]);
    assert.equal(left, undefined, 'nothing of it stays');
  }
});

test('recipients swapped between two desks: the server takes what it cannot see, and neither desk opens the other’s', async () => {
  const theirs = await sealedReport(server, foreign);
  const swapped = await sealedReport(server, own);
  const answer = await post({ ...swapped.payload, keyFile: theirs.payload['keyFile'] ?? null });
  assert.equal(answer.statusCode, 200, 'a blind server cannot know');
  await assert.rejects(openKeyFile(own.epochs.general.identity, fromBase64url(String(theirs.payload['keyFile']))), {
    code: 'envelope_not_for_you',
  });
  const body = fromBase64url(String(swapped.payload['body']));
  await assert.rejects(openReport(swapped.identity, body, { reportId: theirs.reportId }), { name: 'Problem' });
});

test('a desk that is unknown, closed, or at another key takes nothing; each says why', async () => {
  const { payload } = await sealedReport(server, neighbour);
  const before = await rows();
  assert.equal(codeOf(await post({ ...payload, deskId: randomId() })), 'desk_unknown');
  for (const epoch of [2, 99, 2 ** 31 - 1]) assert.equal(codeOf(await post({ ...payload, epoch })), 'desk_closed');
  assert.equal(codeOf(await post({ ...payload, epoch: 2 ** 31 })), 'malformed', 'a number that no column holds');
  assert.equal(codeOf(await post({ ...payload, notPolice: true })), 'desk_closed', 'a police desk');
  await asAdmin('update desk set open = false where id = $1', [neighbour.desk.id]);
  assert.equal(codeOf(await post(payload)), 'desk_closed');
  await asAdmin('update desk set open = true, epoch = 2 where id = $1', [neighbour.desk.id]);
  assert.equal(codeOf(await post(payload)), 'desk_closed', 'an ended epoch');
  assert.deepEqual(await rows(), before);
  await asAdmin('update desk set epoch = 1, women_epoch = null where id = $1', [neighbour.desk.id]);
  const women = await sealedReport(server, neighbour, { women: true });
  assert.equal(codeOf(await post(women.payload)), 'desk_closed', 'without a women’s key there is no "a woman only"');
  await asAdmin('update desk set women_epoch = 1 where id = $1', [neighbour.desk.id]);
  assert.equal((await post(payload)).statusCode, 200, 'and the same report arrives when the desk is back');
});

test('a submission sent again, late, or with a borrowed proof', async () => {
  const first = await submitted(stage, own);
  const before = await rows();
  assert.equal((await post(first.payload)).statusCode, 200);
  assert.deepEqual(await rows(), before, 'the same again adds nothing');
  const others = await sealedReport(server, own);
  assert.equal(codeOf(await post({ ...others.payload, proof: first.payload['proof'] ?? null })), 'proof_of_work');
  const stolenMailbox = { ...others.payload, mailbox: first.payload['mailbox'] ?? null };
  assert.equal(codeOf(await post(stolenMailbox)), 'already_different', 'one report to a mailbox');
  const taken = await withProof({ ...others.payload, id: first.reportId });
  assert.equal(codeOf(await post(taken)), 'already_different', 'an id that is taken');
  for (const field of ['summary', 'keyFile', 'body']) {
    const changed = { ...first.payload, [field]: others.payload[field] ?? null };
    assert.equal(codeOf(await post(changed)), 'already_different', `the same id with another ${field}`);
  }
  assert.deepEqual(await rows(), before);
  clock.advance(2 * HOUR_MS);
  assert.equal(codeOf(await post(others.payload)), 'challenge_expired', 'a proof of two hours ago');
  clock.advance(-4 * HOUR_MS);
  assert.equal(codeOf(await post(others.payload)), 'challenge_expired', 'a challenge of two hours to come');
  clock.advance(2 * HOUR_MS);
});

test('a challenge lives 30 to 60 minutes by the server’s clock; her phone’s clock says nothing', async () => {
  const reporter = holder(stage);
  const mailbox = present(reporter.mailbox, 'a mailbox');
  const request = { method: 'GET', url: '/api/mailbox' };
  const challenge = await challengeOf(server);
  const authorization = await mailboxProof(stage, mailbox, request, challenge);
  const now = clock();
  for (const [minutes, status] of [
    [0, 200],
    [29, 200],
    [61, 400],
    [120, 400],
    [-31, 400],
  ] as const) {
    clock.set(now + minutes * MINUTE_MS);
    const answer = await send(stage, { ...request, headers: { authorization } });
    assert.equal(answer.statusCode, status, `${minutes} minutes later: ${answer.body.slice(0, 100)}`);
  }
  clock.set(now);
});

test('a mailbox’s signature opens one request only: no other path, query, body, method or mailbox', async () => {
  const reporter = holder(stage);
  const mailbox = present(reporter.mailbox, 'a mailbox');
  const id = await stage.newReport({ mailboxId: mailbox.mailboxId });
  const message = { id: randomId(), seq: 1, body: String(ownReport.payload['body']) };
  const right = { method: 'POST', url: `/api/mailbox/reports/${id}/messages`, payload: message };
  const authorization = await mailboxProof(stage, mailbox, right);
  const before = await rows();
  const [, challenge = '', signature = ''] = authorization.split('.');
  const wrong = [
    { ...right, payload: { ...message, seq: 2 } },
    { ...right, payload: { ...message, id: randomId() } },
    { ...right, url: `/api/mailbox/reports/${ownReport.reportId}/messages` },
    { ...right, url: `${right.url}?x=1` },
    { ...right, url: `${right.url}/` },
    { ...right, url: right.url.replace('messages', '%6Dessages') },
    { method: 'GET', url: '/api/mailbox' },
    { method: 'DELETE', url: `/api/mailbox/reports/${id}` },
    { method: 'POST', url: `/api/mailbox/reports/${id}/withdrawal` },
  ];
  const refused = async (request: SampleRequest, shown = authorization) => {
    const answer = await send(stage, { ...request, headers: { authorization: shown } });
    assert.deepEqual([answer.statusCode, codeOf(answer)], [404, 'mailbox_unknown'], `${request.method} ${request.url}`);
  };
  // All at once: the door takes its time to refuse.
  await Promise.all(wrong.map((request) => refused(request)));
  const { mailboxId } = stage.foreignReport.mailbox;
  const forged = [
    `Mailbox ${mailboxId}.${challenge}.${signature}`,
    `Mailbox ${mailbox.mailboxId}.${challenge}.${'A'.repeat(86)}`,
    authorization.toLowerCase(),
    `${authorization}A`,
  ];
  await Promise.all(forged.map((each) => refused(right, each)));
  assert.deepEqual(await rows(), before);
  assert.equal((await send(stage, { ...right, headers: { authorization } })).statusCode, 200, 'the right one');
  const after = await rows();
  assert.equal((await send(stage, { ...right, headers: { authorization } })).statusCode, 200, 'the same once more');
  assert.deepEqual(await rows(), after, 'adds nothing');
});

test('messages replayed, out of order, or under a taken number are refused on the server', async () => {
  const reporter = holder(stage);
  const mailbox = present(reporter.mailbox, 'a mailbox');
  const id = await stage.newReport({ mailboxId: mailbox.mailboxId });
  const url = `/api/mailbox/reports/${id}/messages`;
  const body = String(ownReport.payload['body']);
  const say = async (payload: Payload) => sendAs(stage, reporter, { method: 'POST', url, payload });
  const first = { id: randomId(), seq: 1, body };
  assert.equal((await say(first)).statusCode, 200);
  for (const payload of [
    { id: randomId(), seq: 1, body },
    { id: randomId(), seq: 3, body },
    { ...first, body: String(stage.foreignReport.payload['body']) },
  ]) {
    const answer = await say(payload);
    assert.deepEqual(
      [answer.statusCode, codeOf(answer)],
      [409, 'already_different'],
      JSON.stringify(payload).slice(0, 80),
    );
  }
  assert.equal(codeOf(await say({ id: randomId(), seq: 0, body })), 'wrong_shape');
  const other = await sendAs(stage, reporter, {
    method: 'POST',
    url: `/api/mailbox/reports/${stage.foreignReport.reportId}/messages`,
    payload: { id: randomId(), seq: 1, body },
  });
  assert.deepEqual([other.statusCode, codeOf(other)], [404, 'not_found'], 'somebody else’s report');
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
