import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { concat, fromUtf8, toBase64url } from '../../src/base/bytes.ts';
import type { OutputOf } from '../../src/base/endpoint.ts';
import { randomId } from '../../src/base/ids.ts';
import { importCaseKey, newCaseKey, sealNote, wrapCaseKey } from '../../src/cases/case-key.model.ts';
import { newIdentity, openWith } from '../../src/crypto/age.ts';
import type { DeskRecord } from '../../src/crypto/desk-record.ts';
import { importIndexKey, sealEntry } from '../../src/crypto/entry.ts';
import { sealMessage } from '../../src/crypto/message.ts';
import { signNotPoliceLifted } from '../../src/crypto/not-police.ts';
import type { listDesks } from '../../src/directory/contract.ts';
import type { ChosenFile } from '../../src/reporting/web/attach/files.ts';
import { sendFiles } from '../../src/reporting/web/attach/send.ts';
import { overHttp } from '../harness/caller.ts';
import { readReport, reply, signInMember } from '../harness/desk-member.ts';
import { asMailbox, sealedReport } from '../harness/reporter.ts';
import { startServer } from '../harness/server-process.ts';
import { present } from '../security/stage.ts';
import { escaped, filesUnder, holds } from './canary.ts';

/** One word for each field, which stands nowhere else, in the script she writes in. */
const CANARIES = {
  words: 'كناري٧٣٩١الهامس',
  phone: '0770391755',
  safeHours: 'كناري٧٣٩٢ساعة',
  coverWord: 'كناري٧٣٩٣باسم',
  fileName: 'كناري٧٣٩٤صورة',
  fileContent: 'كناري٧٣٩٥محتوى',
  answer: 'كناري٧٣٩٦جواب',
  answerFileName: 'کەناری٧٣٩٧ناو',
  answerFileContent: 'کەناری٧٣٩٨ناوەڕۆک',
  halfSentFile: 'كناري٧٣٩٩ناقص',
  secondReport: 'كناري٧٤٠٠سحب',
  reply: 'canary-of-the-desk-5502',
  note: 'canary-of-the-desk-5503',
  entry: 'canary-of-the-desk-5504',
  stub: 'canary-of-the-desk-5505',
} as const;

const CLI = join(import.meta.dirname, '..', '..', 'src', 'cli.ts');
const folder = mkdtempSync(join(tmpdir(), 'muntada-canary-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const running = await startServer({
  nodeOptions: ['--heapsnapshot-signal=SIGUSR2'],
  env: { MUNTADA_DATABASE_URL: '' },
});
after(() => running.stop());

/** Every request as it leaves: address, headers and body. */
const sent: Buffer[] = [];
const realFetch = globalThis.fetch;
// What a page has and Node has not; addresses are those of the page.
Object.assign(globalThis, {
  document: { documentElement: { lang: 'ar' } },
  fetch: (path: string, options: RequestInit = {}) => {
    const { headers, body } = options;
    sent.push(Buffer.from(`${path} ${JSON.stringify(headers)} `));
    if (typeof body === 'string' || body instanceof Uint8Array) sent.push(Buffer.from(body));
    return realFetch(path.startsWith('/') ? running.url + path : path, options);
  },
});
const server = overHttp(running.url);

function chosen(name: string, content: string, times: number): ChosenFile {
  const blob = new Blob([`%PDF-1.7 ${`${content} `.repeat(times)}`]);
  return { key: 1, kind: 'paper', name, type: 'application/pdf', blob, confirmed: true, blurred: 0 };
}

const done = async (answer: Promise<{ statusCode: number; body: string }>) => {
  const { statusCode, body } = await answer;
  assert.equal(statusCode, 200, body);
};

test('what she writes and what the desk writes stands nowhere in the clear, whatever the field', async () => {
  const found = (await server.inject({ url: '/api/directory/IQG02' })).json<OutputOf<typeof listDesks>>();
  // The demo's own records: what a browser would verify first.
  const record = present(
    (found.directories[0]?.records as DeskRecord[] | undefined)?.find(({ kind }) => kind === 'women'),
    'a women’s desk',
  );
  const sealed = await writeAsReporter(record);
  await writeAsDesk(record, sealed.reportId);
  const parts = await backUp();

  process.kill(running.pid, 'SIGUSR2');
  const snapshot = await heapSnapshot(running.dataDir);
  await running.stop({ keep: true });

  const files = filesUnder(running.dataDir);
  assert.ok(files.length > 500, 'the data directory was read');
  assert.ok(files.some((file) => /pg_wal\/0/.test(file)) && files.some((file) => /blobs\//.test(file)));
  const requests = Buffer.concat(sent);
  assert.ok(holds(requests, sealed.reportId) && requests.length > 100_000, 'the requests were read');
  assert.ok(holds(parts, sealed.reportId), 'the backup was opened');
  assert.ok(snapshot.length > 1e6 && holds(snapshot, '/api/reports'), 'the memory was read');
  for (const [field, canary] of Object.entries(CANARIES)) {
    assert.ok(!holds(requests, canary), `${field}: in a request`);
    assert.ok(!holds(Buffer.from(running.printed()), canary), `${field}: in what the server printed`);
    assert.ok(!holds(snapshot, canary), `${field}: in the memory of the server`);
    assert.ok(!holds(parts, canary), `${field}: in an opened backup`);
  }
  for (const file of files) {
    const bytes = readFileSync(file);
    for (const [field, canary] of Object.entries(CANARIES)) assert.ok(!holds(bytes, canary), `${field}: in ${file}`);
  }
});

test('the search itself would find a word that is there, however it is written', () => {
  const { words } = CANARIES;
  const written = [
    Buffer.from(`x${words}x`, 'utf16le'),
    Buffer.from(JSON.stringify(words).replace(/[^\x20-\x7e]/g, escaped)),
    Buffer.from(Buffer.from(`xx${words}y`).toString('base64url')),
    Buffer.from(`\\x${Buffer.from(`x${words}`).toString('hex')}`),
    Buffer.from(encodeURIComponent(words)),
  ];
  for (const bytes of written) assert.ok(holds(bytes, words));
});

/** Everything that a reporter can write: a report with files, an answer with a file, a lifted mark, a file half sent, a withdrawal. */
async function writeAsReporter(record: DeskRecord) {
  const own = await newIdentity();
  const { recipient } = own;
  const files = [chosen(CANARIES.fileName, CANARIES.fileContent, 3000)];
  const attached = await sendFiles({ files, recipient });
  const contact = {
    way: 'phone',
    phone: CANARIES.phone,
    safeHours: CANARIES.safeHours,
    manMayAnswer: false,
    coverWord: CANARIES.coverWord,
  };
  const answers = { contact, statsConsent: true };
  const sealed = await sealedReport(
    server,
    { record },
    { text: `${CANARIES.words} `.repeat(30), answers, own, sent: attached },
  );
  await done(server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload }));

  const path = `/api/mailbox/reports/${sealed.reportId}`;
  const hers = { recipient, files: [chosen(CANARIES.answerFileName, CANARIES.answerFileContent, 100)] };
  const { uploadId, attachments } = await sendFiles(hers);
  const id = randomId();
  const message = { v: 1, kind: 'message', reportId: sealed.reportId, id, side: 'reporter', seq: 1 } as const;
  const body = await sealMessage(
    recipient,
    { ...message, seenOther: 0, text: CANARIES.answer.repeat(20), attachments },
    sealed.mailbox.signing.secret,
  );
  const answer = { id, seq: 1, body: toBase64url(body), uploadId };
  await done(asMailbox(server, sealed.mailbox, 'POST', `${path}/messages`, answer));
  const lifted = toBase64url(await signNotPoliceLifted(sealed.mailbox.signing.secret, sealed.reportId));
  await done(asMailbox(server, sealed.mailbox, 'POST', `${path}/not-police`, { lifted }));

  const stop = new AbortController();
  await assert.rejects(
    sendFiles({
      recipient,
      files: [chosen('x', CANARIES.halfSentFile, 20_000)],
      signal: stop.signal,
      onprogress: ({ sent: bytes }) => bytes > 0 && stop.abort(),
    }),
  );

  const second = await sealedReport(server, { record }, { text: CANARIES.secondReport.repeat(20) });
  await done(server.inject({ method: 'POST', url: '/api/reports', payload: second.payload }));
  const other = `/api/mailbox/reports/${second.reportId}`;
  await done(asMailbox(server, second.mailbox, 'POST', `${other}/withdrawal`));
  return sealed;
}

/** Everything that a desk can write about it: a list entry, an answer, a note, a closing by two, and the stub. */
async function writeAsDesk(record: DeskRecord, reportId: string) {
  const member = await signInMember(server, running.demo.accounts, 'basra.women.1');
  const second = await signInMember(server, running.demo.accounts, 'basra.women.2');
  const ask = async (method: 'POST' | 'PUT', path: string, payload: object, cookie = member.cookie) =>
    done(server.inject({ method, url: `/api/reports/${reportId}${path}`, headers: { cookie }, payload }));
  const report = await readReport(server, member, reportId);
  assert.ok(report.text.includes(CANARIES.words), 'the desk reads it');
  assert.ok(JSON.stringify(report).includes(CANARIES.coverWord) && JSON.stringify(report).includes(CANARIES.fileName));
  const epoch = present(
    member.epochs.find(({ deskId, key }) => deskId === record.id && key === 'general'),
    'the desk’s key',
  );
  const index = await importIndexKey(epoch.indexKey);
  const entry = toBase64url(await sealEntry(index, report.reportId, { head: CANARIES.entry }));
  await ask('PUT', '/entry', { epoch: epoch.n, entry });
  await done(reply(server, member, report, `${CANARIES.reply} `.repeat(30)));

  const caseId = randomId();
  const key = newCaseKey();
  const caseKey = await importCaseKey(key);
  const wrapped = toBase64url(await wrapCaseKey(epoch.recipient, caseId, key));
  await ask('PUT', '/case-key', { id: caseId, epoch: epoch.n, wrapped });
  const noteId = randomId();
  const body = toBase64url(await sealNote(caseKey, noteId, CANARIES.note.repeat(10)));
  await ask('POST', '/notes', { id: noteId, caseId, body });
  await ask('POST', '/closure', { reason: 'helped', aftercare: 'accepted' });
  await readReport(server, second, reportId);
  await ask('POST', '/closure/approval', {}, second.cookie);
  const stub = toBase64url(await sealEntry(caseKey, report.reportId, { governorate: CANARIES.stub }));
  await ask('PUT', '/statistics', { stub });
}

/** A backup made while the server serves, both of its parts opened with the key that opens it. */
async function backUp(): Promise<Buffer> {
  const { identity, recipient } = await newIdentity();
  const file = join(folder, 'backup.age');
  const child = spawn(process.execPath, [CLI, 'backup', file, '--to', recipient], {
    env: { ...process.env, MUNTADA_DATA_DIR: running.dataDir, MUNTADA_DATABASE_URL: '' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (text) => (output += String(text)));
  const [code] = (await once(child, 'exit')) as [number | null];
  assert.equal(code, 0, output);
  const parts = filesUnder(folder)
    .filter((name) => !name.endsWith('.sha256'))
    .map(async (part) => openWith(identity, concat(readFileSync(part))));
  assert.equal(parts.length, 2, 'the part with the rows and the part with the keys');
  const opened = concat(...(await Promise.all(parts)));
  assert.ok(fromUtf8(opened.slice(0, 512).filter((byte) => byte > 31 && byte < 127)).includes('manifest.json'));
  return Buffer.from(opened);
}

async function heapSnapshot(from: string): Promise<Buffer> {
  for (let size = -1, tries = 0; tries < 120; tries++) {
    await wait(500);
    const name = readdirSync(from).find((each) => each.endsWith('.heapsnapshot'));
    if (!name) continue;
    const bytes = readFileSync(join(from, name));
    if (bytes.length === size && bytes.length > 0) return bytes;
    size = bytes.length;
  }
  throw new Error('the server wrote no heap snapshot');
}
