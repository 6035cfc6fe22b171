import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, test } from 'node:test';
import { fromBase64url, toBase64url, utf8 } from '../../../../base/bytes.ts';
import type { Json } from '../../../../base/canonical.ts';
import { randomId } from '../../../../base/ids.ts';
import { Problem } from '../../../../base/problem.ts';
import type { AgeIdentity } from '../../../../crypto/age.ts';
import { newIdentity } from '../../../../crypto/age.ts';
import type { DeskRecord } from '../../../../crypto/desk-record.ts';
import { deskRecordHash } from '../../../../crypto/desk-record.ts';
import { signDirectory } from '../../../../crypto/directory-doc.ts';
import type { EpochKeys } from '../../../../crypto/epoch.ts';
import { epochPublic, newEpochKeys } from '../../../../crypto/epoch.ts';
import { openKeyFile, sealKeyFile } from '../../../../crypto/key-file.ts';
import { sealMessage } from '../../../../crypto/message.ts';
import { signNotPoliceLifted } from '../../../../crypto/not-police.ts';
import type { OwnMarks } from '../../../../crypto/own-marks.ts';
import { signOwnMarks } from '../../../../crypto/own-marks.ts';
import type { MailboxKeys } from '../../../../crypto/receipt.ts';
import { deriveMailbox, newReceipt } from '../../../../crypto/receipt.ts';
import { sealReport } from '../../../../crypto/report.ts';
import { newSigningKey, verify } from '../../../../crypto/sign.ts';
import { openSummary } from '../../../../crypto/summary.ts';
import { MAILBOX_CONTEXT, mailboxRequest } from '../../../mailbox/request.model.ts';
import type { OpenedReport, StoredReport } from './open-report.ts';
import { openReports } from './open-report.ts';
import { hideRead, moveTo } from './own-commands.ts';

const CHALLENGE = 'A'.repeat(22);
const organisation = randomId();
const deskId = randomId();
const reportId = randomId();
const root = await newSigningKey();
const realFetch = globalThis.fetch;

let keys: MailboxKeys;
let own: AgeIdentity;
let general: EpochKeys;
let women: EpochKeys;
let record: DeskRecord;
/** What the server hands out. */
let stored: StoredReport;
/** What was sent to it. */
let sent: { path: string; body: Record<string, string> }[];

before(async () => {
  keys = await deriveMailbox(newReceipt(), { memoryKiB: 8, passes: 1 });
  own = await newIdentity();
  general = await newEpochKeys({ deskId, key: 'general', n: 1 });
  women = await newEpochKeys({ deskId, key: 'women', n: 1 });
  const texts = { ar: 'مكتب', ckb: 'مێز', en: 'Desk' };
  record = {
    v: 1,
    id: deskId,
    organisationId: organisation,
    organisationKind: 'ngo',
    kind: 'women',
    governorateId: 'IQG02',
    name: texts,
    sentences: { whoWorksHere: texts, mustPassOn: texts, neverWithoutAsking: texts },
    lawCheckedOn: null,
    police: false,
    childProtection: false,
    hours: [],
    rota: [],
    epochs: { general: epochPublic(general), women: epochPublic(women) },
    past: [],
  };
});

beforeEach(async () => {
  Object.assign(globalThis, { document: { documentElement: { lang: 'ar' } } });
  const keyFile = await sealKeyFile({ identity: own.identity, mailbox: keys.recipient }, [general.recipient]);
  stored = {
    id: reportId,
    deskId,
    epoch: 1,
    women: false,
    notPolice: false,
    day: '2026-11-20',
    state: 'received',
    destroyAfter: null,
    keyFile: toBase64url(keyFile),
    body: await bodyOf(false),
    messages: [],
    hidden: null,
    ownMarks: null,
    notPoliceLifted: null,
    notices: [],
    links: [],
  };
  sent = [];
  globalThis.fetch = answer;
});
afterEach(() => {
  globalThis.fetch = realFetch;
});

async function answer(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
  if (input === '/api/challenge') return Response.json({ challenge: CHALLENGE, bits: 0 });
  if (input === '/api/demo/roots') {
    return Response.json({ roots: [{ organisation, publicKey: toBase64url(root.public), minVersion: 1 }] });
  }
  if (input === `/api/directory/desks/${deskId}`) {
    const desks = { [deskId]: await deskRecordHash(record) };
    const signed = await signDirectory(root.secret, {
      v: 1,
      kind: 'directory',
      organisation,
      version: 1,
      day: '2026-11-20',
      desks,
    });
    return Response.json({ organisationId: organisation, signed: toBase64url(signed), records: [record] });
  }
  if (init?.method === 'POST') {
    assert.ok(typeof input === 'string' && typeof init.body === 'string');
    sent.push({ path: input, body: JSON.parse(init.body) as Record<string, string> });
    return Response.json({ done: true });
  }
  assert.equal(input, '/api/mailbox');
  const authorization = new Headers(init?.headers).get('authorization') ?? '';
  const signature = fromBase64url(authorization.split('.')[2] ?? '');
  const signed = mailboxRequest({ method: 'GET', path: '/api/mailbox', challenge: CHALLENGE, body: null });
  assert.ok(await verify(MAILBOX_CONTEXT, keys.signing.public, utf8(signed), signature));
  return Response.json({ reports: [stored] });
}

/** Her signed word of the marks, as her page gave it when she removed the report. */
async function wordOf(marks: Partial<OwnMarks>, secret = keys.signing.secret): Promise<string> {
  return toBase64url(await signOwnMarks(secret, reportId, { womenOnly: true, notPolice: true, ...marks }));
}

async function bodyOf(womenOnly: boolean, notPolice = false): Promise<string> {
  const mailbox = { id: keys.mailboxId, signingKey: toBase64url(keys.signing.public) };
  const answers: Record<string, Json> = { kind: 'harassment' };
  const sealed = await sealReport(
    {
      v: 1,
      kind: 'report',
      reportId,
      recipient: own.recipient,
      mailbox,
      deskId,
      epoch: 1,
      womenOnly,
      notPolice,
      language: 'ar',
      answers,
      text: 'illustrative',
    },
    keys.signing.secret,
  );
  return toBase64url(sealed);
}

async function fromDesk(seq: number, epoch: EpochKeys, secret = epoch.signing.secret, seenOther = 0) {
  const id = randomId();
  const desk = { deskId, epoch: epoch.n, role: 'deskWorker' };
  const message = { v: 1, kind: 'message', reportId, id, side: 'desk', seq, seenOther, text: `${seq}`, desk } as const;
  const body = toBase64url(await sealMessage(own.recipient, message, secret));
  return { id, side: 'desk', seq, day: '2026-11-21', body } as const;
}

async function opened(): Promise<OpenedReport> {
  const [report] = await openReports(keys);
  if (!report) throw new Error('no report');
  return report;
}

const texts = ({ entries }: OpenedReport) =>
  entries.map((entry) => (entry.state === 'ok' ? entry.message.text : entry.reason));

test('a message that the desk did not sign is refused, and so is the same one again', async () => {
  const first = await fromDesk(1, general);
  stored = { ...stored, messages: [await fromDesk(1, general, (await newSigningKey()).secret), first, first] };
  assert.deepEqual(texts(await opened()), ['signature_refused', '1', 'message_replayed']);
});

test('where she asked for a woman only, an answer under the key that all members hold is refused', async () => {
  stored = { ...stored, women: true, body: await bodyOf(true) };
  stored = { ...stored, messages: [await fromDesk(1, general), await fromDesk(1, women)] };
  assert.deepEqual(texts(await opened()), ['signature_refused', '1']);
  // a server that hides her mark does not change what she signed
  stored = { ...stored, women: false };
  assert.deepEqual(texts(await opened()), ['signature_refused', '1']);
});

test('a report that another wrote is refused, not shown', async () => {
  const stranger = await newSigningKey();
  const sealed = await sealReport(
    {
      v: 1,
      kind: 'report',
      reportId,
      recipient: own.recipient,
      mailbox: { id: keys.mailboxId, signingKey: toBase64url(stranger.public) },
      deskId,
      epoch: 1,
      womenOnly: false,
      notPolice: false,
      language: 'ar',
      answers: {},
      text: 'forged',
    },
    stranger.secret,
  );
  stored = { ...stored, body: toBase64url(sealed) };
  const report = await opened();
  assert.deepEqual([report.content, report.refused], [undefined, true]);
});

test('missing messages are named, but not those that she removed herself; her numbers go on after them', async () => {
  stored = { ...stored, messages: [await fromDesk(4, general, undefined, 2)] };
  assert.deepEqual((await opened()).missing, [
    { side: 'desk', from: 1, to: 3 },
    { side: 'reporter', from: 1, to: 2 },
  ]);
  stored = { ...stored, body: null, hidden: { desk: 2, reporter: 2 }, ownMarks: await wordOf({ womenOnly: false }) };
  const report = await opened();
  assert.deepEqual(report.missing, [{ side: 'desk', from: 3, to: 3 }]);
  assert.deepEqual(report.last, { desk: 4, reporter: 2 });
  stored = { ...stored, messages: [] };
  assert.deepEqual((await opened()).last, { desk: 2, reporter: 2 });
});

test('a destroyed report opens nothing and is still there to be seen', async () => {
  stored = { ...stored, state: 'withdrawn', keyFile: null, body: null };
  const report = await opened();
  assert.deepEqual([report.key, report.content, report.refused, report.entries], [undefined, undefined, false, []]);
});

test('her own report is shown, with the desk that has it', async () => {
  const report = await opened();
  assert.equal(report.content?.text, 'illustrative');
  assert.equal(report.desks.get(deskId)?.kind, 'women');
});

test('a server that says her marks are gone, withholds her word or brings another one cannot have the report moved past them', async () => {
  const police = { ...record, police: true };
  const lies = { women: false, notPolice: false, body: null, hidden: { reporter: 0, desk: 0 } };
  const refusal = async (change: Partial<StoredReport>, desk = record) => {
    stored = { ...stored, ...change };
    const report = await opened();
    return moveTo(report, keys, desk, 'ar').then(
      () => 'moved',
      (error: unknown) => (error instanceof Problem ? error.code : String(error)),
    );
  };
  assert.equal(await refusal({ ...lies, body: await bodyOf(false, true), hidden: null }, police), 'desk_closed');
  assert.equal(await refusal(lies), 'signature_refused', 'no word');
  for (const word of [
    await wordOf({}, (await newSigningKey()).secret),
    toBase64url(await signNotPoliceLifted(keys.signing.secret, reportId)),
  ]) {
    assert.equal(await refusal({ ownMarks: word }), 'signature_refused');
  }
  assert.equal(await refusal({ ownMarks: await wordOf({}) }, police), 'desk_closed');
  const lifted = toBase64url(await signNotPoliceLifted((await newSigningKey()).secret, reportId));
  assert.equal(await refusal({ notPoliceLifted: lifted }, police), 'desk_closed', 'lifted by somebody else');
  const withoutWomen = { ...record, epochs: { general: epochPublic(general) } };
  assert.equal(await refusal({ notPoliceLifted: null }, withoutWomen), 'desk_closed', 'no key that only women hold');
  assert.deepEqual(sent, []);
});

test('after removal she moves it under her own word: to the women’s key, saying that it is taken over and nothing more', async () => {
  stored = { ...stored, women: true, notPolice: true, body: await bodyOf(true, true) };
  await hideRead(await opened(), keys);
  const [removal] = sent;
  assert.equal(removal?.path, `/api/mailbox/reports/${reportId}/hidden`);
  stored = { ...stored, women: false, notPolice: false, body: null, hidden: { reporter: 0, desk: 0 } };
  stored = { ...stored, ownMarks: removal.body['marks'] ?? null };
  const report = await opened();
  assert.deepEqual(report.marks, { womenOnly: true, notPolice: true });
  await moveTo(report, keys, record, 'ar');
  const { body } = sent[1] ?? {};
  const keyFile = fromBase64url(body?.['keyFile'] ?? '');
  assert.equal((await openKeyFile(women.identity, keyFile)).identity, own.identity);
  await assert.rejects(openKeyFile(general.identity, keyFile));
  const summary = await openSummary(women.identity, fromBase64url(body?.['summary'] ?? ''), reportId);
  assert.deepEqual([summary.kind, summary.marks, summary.head], ['', ['takenOver'], '']);
  stored = { ...stored, notPoliceLifted: toBase64url(await signNotPoliceLifted(keys.signing.secret, reportId)) };
  assert.deepEqual((await opened()).marks, { womenOnly: true, notPolice: false }, 'her own word lifts it');
});

test('a report that is still in her mailbox is moved with its kind and marks', async () => {
  await moveTo(await opened(), keys, record, 'ar');
  const summary = await openSummary(general.identity, fromBase64url(sent[0]?.body['summary'] ?? ''), reportId);
  assert.deepEqual([summary.kind, summary.marks, summary.head], ['harassment', ['notSafe'], 'illustrative']);
});
