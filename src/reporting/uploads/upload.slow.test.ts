import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { asMailbox, challengeOf, sealedReport } from '../../../test/harness/reporter.ts';
import {
  askOffset,
  beginUpload,
  fetchAsMailbox,
  sealedFiles,
  sendPart,
  uploadAll,
} from '../../../test/harness/uploads.ts';
import { toBase64url } from '../../base/bytes.ts';
import { baghdadDay, DAY_MS, startOfDay } from '../../base/clock.ts';
import { randomId } from '../../base/ids.ts';
import { newIdentity, openWith, sealTo } from '../../crypto/age.ts';
import { sealMessage } from '../../crypto/message.ts';
import { pad, unpad } from '../../crypto/padding.ts';
import { sweepUploads } from './upload.jobs.ts';
import {
  deskUploadPath,
  mailboxUploadPath,
  SEALED_LEAST,
  SEALED_MOST,
  UPLOAD_FLOOR,
  uploadPath,
} from './upload.model.ts';
import { releaseUploads } from './upload.queries.ts';

const PLENTY = 1e12;
const RESERVE = 1e9;
let free = PLENTY;
const { server, installed, signIn, asAdmin, unexpected, database, files, clock, dataDir } = await withApplication({
  diskFree: () => free,
});
const [basra] = installed.desks;
const lawyers = installed.desks.find(({ record }) => record.kind === 'lawyerNgo');
if (!basra || !lawyers) throw new Error('the demo has both desks');

const { recipient } = await newIdentity();
const post = (payload: object) => server.inject({ method: 'POST', url: '/api/reports', payload });
const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code;
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const stateOf = async (id: string) =>
  (await asAdmin<{ state: string }>(`select state from upload where id = '${id}'`))[0]?.state;

test('without work, with a size that cannot be, or under a taken id, nothing begins', async () => {
  const challenge = await challengeOf(server);
  const begin = (payload: object) => server.inject({ method: 'POST', url: '/api/uploads', payload });
  const id = randomId();
  const proof = { challenge, nonce: 0 };
  assert.equal(codeOf(await begin({ id, size: 100_000, proof })), 'proof_of_work');
  assert.equal(
    codeOf(await begin({ id, size: 100_000, proof: { challenge: 'A'.repeat(22), nonce: 1 } })),
    'challenge_expired',
  );
  for (const size of [0, -1, 1.5, SEALED_LEAST - 1, SEALED_MOST + 1, '100000']) {
    assert.equal(codeOf(await begin({ id, size, proof })), 'wrong_shape');
  }
  assert.equal(codeOf(await begin({ id, size: 100_000, proof, name: 'me.jpg' })), 'wrong_shape');
  const { answer, id: taken } = await beginUpload(server, 100_000);
  assert.deepEqual(answer.json(), { offset: 0 });
  assert.equal(codeOf((await beginUpload(server, 100_001, taken)).answer), 'already_different');
  assert.deepEqual((await beginUpload(server, 100_000, taken)).answer.json(), { offset: 0 });
});

test('a full disk refuses files before it refuses anything else', async () => {
  const { sealed } = await sealedFiles(recipient, 200_000);
  const early = await beginUpload(server, sealed.length);
  free = RESERVE + 1000;
  assert.equal(codeOf((await beginUpload(server, sealed.length)).answer), 'storage_full');
  const part = await sendPart(server, early.id, 0, sealed);
  assert.deepEqual([part.statusCode, codeOf(part)], [507, 'storage_full']);
  const text = await sealedReport(server, basra);
  assert.equal((await post(text.payload)).statusCode, 200, 'the text is still taken');
  free = PLENTY;
  assert.equal((await askOffset(server, early.id)).headers['upload-offset'], '0');
  assert.equal((await sendPart(server, early.id, 0, sealed)).statusCode, 204);
});

test('a wrong offset, another media type, another protocol, too many bytes and unknown ids are refused, and nothing moves', async () => {
  const { sealed } = await sealedFiles(recipient, 100_000);
  const { id } = await beginUpload(server, sealed.length);
  assert.equal((await sendPart(server, id, 0, sealed.subarray(0, 50_000))).headers['upload-offset'], '50000');
  const refused = [
    [await sendPart(server, id, 0, sealed), 409, 'upload_offset'],
    [await sendPart(server, id, 50_001, sealed.subarray(50_001)), 409, 'upload_offset'],
    [await sendPart(server, id, 50_000, sealed), 413, 'too_large'],
    [await sendPart(server, id, 50_000, sealed, { 'upload-offset': '-1' }), 400, 'malformed'],
    [await sendPart(server, id, 50_000, sealed, { 'content-type': 'text/plain' }), 415, 'unsupported_type'],
    [await sendPart(server, id, 50_000, sealed, { 'tus-resumable': '0.2.0' }), 412, 'upload_protocol'],
    [await sendPart(server, randomId(), 0, sealed), 404, 'not_found'],
    [await sendPart(server, 'no-id', 0, sealed), 422, 'wrong_shape'],
  ] as const;
  for (const [answer, status, code] of refused) assert.deepEqual([answer.statusCode, codeOf(answer)], [status, code]);
  const head = await askOffset(server, id);
  assert.deepEqual(
    [head.headers['upload-offset'], head.headers['upload-length'], head.headers['cache-control']],
    ['50000', String(sealed.length), 'no-store'],
  );
  assert.equal((await askOffset(server, randomId())).statusCode, 404);
});

test('what is not sealed, or not padded, or sealed to two, is thrown away', async () => {
  const other = (await newIdentity()).recipient;
  const wrong = [
    new Uint8Array(randomBytes(100_000)),
    await sealTo([recipient], new Uint8Array(100_001)),
    await sealTo([recipient], new Uint8Array(UPLOAD_FLOOR - 1)),
    await sealTo([recipient, other], pad(new Uint8Array(90_000), UPLOAD_FLOOR)),
  ];
  for (const bytes of wrong) {
    const { id } = await beginUpload(server, bytes.length);
    const sent = await sendPart(server, id, 0, bytes);
    assert.deepEqual([sent.statusCode, codeOf(sent)], [422, 'envelope_damaged']);
    assert.equal(await stateOf(id), undefined);
    assert.equal((await askOffset(server, id)).statusCode, 404);
  }
  // A good stream whose header was cut short.
  const { sealed } = await sealedFiles(recipient, 100_000);
  const { id } = await beginUpload(server, sealed.length - 10);
  assert.equal(codeOf(await sendPart(server, id, 0, sealed.subarray(10))), 'envelope_damaged');
});

test('an upload that is not complete, or that another report names, is not taken with a report', async () => {
  const first = await sealedReport(server, basra);
  const { sealed } = await sealedFiles(first.recipient, 100_000);
  const { id } = await beginUpload(server, sealed.length);
  await sendPart(server, id, 0, sealed.subarray(0, 60_000));
  for (const uploadId of [id, randomId()]) {
    const early = await post({ ...first.payload, uploadId });
    assert.deepEqual([early.statusCode, codeOf(early)], [409, 'upload_incomplete']);
  }
  await sendPart(server, id, 60_000, sealed.subarray(60_000));
  const payload = { ...first.payload, uploadId: id };
  const stored = await post(payload);
  assert.equal(stored.statusCode, 200, stored.body);
  assert.deepEqual((await post(payload)).json(), stored.json(), 'the same again is no change');
  assert.equal(codeOf(await post(first.payload)), 'already_different');
  const second = await sealedReport(server, basra);
  assert.equal(codeOf(await post({ ...second.payload, uploadId: id })), 'upload_incomplete');
  assert.equal(await stateOf(id), 'kept');
  assert.equal((await asAdmin(`select 1 from report where upload_id = '${id}'`)).length, 1);
});

test('only its desk and its mailbox fetch it, from any byte on; nobody else learns that it is there', async () => {
  const own = await sealedReport(server, lawyers, { women: true });
  const { content, sealed } = await sealedFiles(own.recipient, 150_000);
  const uploadId = await uploadAll(server, sealed);
  assert.equal((await post({ ...own.payload, uploadId })).statusCode, 200);
  const stranger = await sealedReport(server, basra);
  await post(stranger.payload);

  const path = mailboxUploadPath(own.reportId, uploadId);
  assert.equal(codeOf(await fetchAsMailbox(server, stranger.mailbox, path)), 'not_found');
  const underHers = mailboxUploadPath(stranger.reportId, uploadId);
  assert.equal(codeOf(await fetchAsMailbox(server, stranger.mailbox, underHers)), 'not_found');
  assert.equal((await server.inject({ url: path })).statusCode, 404);
  assert.equal((await server.inject({ url: uploadPath(uploadId) })).statusCode, 404, 'its id alone gives no bytes');
  const atDesk = deskUploadPath(own.reportId, uploadId);
  assert.equal((await server.inject({ url: atDesk })).statusCode, 401);
  for (const login of ['basra.women.1', 'lawyers.2']) {
    const answer = await server.inject({ url: atDesk, headers: { cookie: await signIn(login) } });
    assert.equal(answer.statusCode, 404, login);
  }

  const hers = await fetchAsMailbox(server, own.mailbox, path);
  assert.equal(hers.statusCode, 200);
  assert.equal(sha256(hers.rawPayload), sha256(sealed));
  assert.equal(sha256(unpad(await openWith(own.identity, hers.rawPayload), UPLOAD_FLOOR)), sha256(content));
  const headers = { cookie: await signIn('lawyers.1'), range: 'bytes=100000-' };
  const rest = await server.inject({ url: atDesk, headers });
  assert.equal(rest.statusCode, 206);
  assert.equal(rest.headers['content-range'], `bytes 100000-${sealed.length - 1}/${sealed.length}`);
  assert.equal(sha256(rest.rawPayload), sha256(sealed.subarray(100_000)));
  const beyond = await server.inject({ url: atDesk, headers: { ...headers, range: `bytes=${sealed.length}-` } });
  assert.equal(beyond.statusCode, 409);
});

test('a message of hers names its upload once; the same message again changes nothing', async () => {
  const own = await sealedReport(server, basra);
  await post(own.payload);
  const { sealed } = await sealedFiles(own.recipient, 70_000);
  const uploadId = await uploadAll(server, sealed);
  const id = randomId();
  const text = {
    v: 1,
    kind: 'message',
    reportId: own.reportId,
    id,
    side: 'reporter',
    seq: 1,
    seenOther: 0,
    text: '',
  } as const;
  const body = toBase64url(await sealMessage(own.recipient, text, own.mailbox.signing.secret));
  const path = `/api/mailbox/reports/${own.reportId}/messages`;
  const early = await asMailbox(server, own.mailbox, 'POST', path, { id, seq: 1, body, uploadId: randomId() });
  assert.equal(codeOf(early), 'upload_incomplete');
  for (const _ of [1, 2]) {
    const sent = await asMailbox(server, own.mailbox, 'POST', path, { id, seq: 1, body, uploadId });
    assert.equal(sent.statusCode, 200, sent.body);
  }
  const back = await fetchAsMailbox(server, own.mailbox, mailboxUploadPath(own.reportId, uploadId));
  assert.equal(sha256(back.rawPayload), sha256(sealed));
});

test('a record of an upload tells no time, and its file says the day and no more', async () => {
  const { sealed } = await sealedFiles(recipient, 70_000);
  const id = await uploadAll(server, sealed);
  const [row] = await asAdmin<Record<string, unknown>>(`select * from upload where id = '${id}'`);
  assert.deepEqual(Object.keys(row ?? {}).sort(), ['id', 'size', 'state']);
  const { mtimeMs, atimeMs } = await stat(join(dataDir, 'blobs', id.slice(0, 2), id));
  const today = startOfDay(baghdadDay(clock()));
  assert.deepEqual([mtimeMs, atimeMs], [today, today]);
  assert.equal((await stat(join(dataDir, 'arriving'))).mtimeMs, today);
});

test('the sweep takes what nothing names after a day, and the files of a destroyed report; nothing else', async () => {
  const own = await sealedReport(server, basra);
  const { sealed } = await sealedFiles(own.recipient, 70_000);
  const kept = await uploadAll(server, sealed);
  await post({ ...own.payload, uploadId: kept });
  const gone = await sealedReport(server, basra);
  const goneUpload = await uploadAll(server, sealed);
  await post({ ...gone.payload, uploadId: goneUpload });
  const stray = await uploadAll(server, sealed);
  const { id: half } = await beginUpload(server, sealed.length);
  await sendPart(server, half, 0, sealed.subarray(0, 20_000));

  await sweepUploads({ database, clock, ...files });
  assert.deepEqual([await stateOf(stray), await stateOf(half)], ['complete', 'arriving'], 'too early');
  clock.advance(2 * DAY_MS);
  await database.transact({ tenant: basra.record.organisationId }, (tx) => releaseUploads(tx, gone.reportId));
  assert.equal(
    codeOf(await fetchAsMailbox(server, gone.mailbox, mailboxUploadPath(gone.reportId, goneUpload))),
    'not_found',
  );
  await sweepUploads({ database, clock, ...files });
  for (const id of [stray, half, goneUpload]) assert.equal(await stateOf(id), undefined);
  assert.equal(await stateOf(kept), 'kept');
  assert.deepEqual(await readdir(join(dataDir, 'arriving')), []);
  const back = await fetchAsMailbox(server, own.mailbox, mailboxUploadPath(own.reportId, kept));
  assert.equal(sha256(back.rawPayload), sha256(sealed));
  await assert.rejects(files.blobs.sizeOf(goneUpload));
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
