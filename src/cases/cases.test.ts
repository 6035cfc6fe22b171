import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../test/harness/application.ts';
import { asMailbox, sealedReport } from '../../test/harness/reporter.ts';
import type { ReportOptions, SealedReport } from '../../test/harness/reporter.ts';
import { fromBase64url, toBase64url } from '../base/bytes.ts';
import { DAY_MS } from '../base/clock.ts';
import { randomId } from '../base/ids.ts';
import { isProblem } from '../base/problem.ts';
import { sealEntry } from '../crypto/entry.ts';
import { sealMessage } from '../crypto/message.ts';
import type { InstalledDesk } from '../demo/install.ts';
import { importCaseKey, newCaseKey, openNote, sealNote, unwrapCaseKey, wrapCaseKey } from './case-key.model.ts';
import { mayLeave } from './model.ts';

const { server, installed, signIn, asAdmin, database, clock, unexpected } = await withApplication();
const found = (kind: string): InstalledDesk => {
  const desk = installed.desks.find((each) => each.desk.kind === kind);
  if (!desk) throw new Error(`no demo desk ${kind}`);
  return desk;
};
const basra = found('women');
const lawyers = found('lawyerNgo');
const first = await signIn('basra.women.1');
const second = await signIn('basra.women.2');
const man = await signIn('lawyers.2');

const ask = (cookie: string | undefined, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
  server.inject({ method, url, headers: cookie === undefined ? {} : { cookie }, ...(payload ? { payload } : {}) });
const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code;
const whyOf = (answer: { json: () => { params?: { why?: string } } }) => answer.json().params?.why;

async function newReport(desk: InstalledDesk, options?: ReportOptions): Promise<string> {
  return (await sendReport(desk, options)).reportId;
}

async function sendReport(desk: InstalledDesk, options?: ReportOptions): Promise<SealedReport> {
  const sealed = await sealedReport(server, desk, options);
  const sent = await ask(undefined, 'POST', '/api/reports', sealed.payload);
  assert.equal(sent.statusCode, 200, sent.body);
  return sealed;
}

/** Says from her mailbox, in a sealed message, whether the report may be counted. */
async function sayCounted({ reportId, recipient, mailbox }: SealedReport, seq: number, statsConsent: boolean) {
  const id = randomId();
  const message = { v: 1, kind: 'message', reportId, id, side: 'reporter', seq, seenOther: 0, text: '' } as const;
  const body = await sealMessage(recipient, { ...message, statsConsent }, mailbox.signing.secret);
  const path = `/api/mailbox/reports/${reportId}/messages`;
  const sent = await asMailbox(server, mailbox, 'POST', path, { id, seq, body: toBase64url(body) });
  assert.equal(sent.statusCode, 200, sent.body);
}

async function newCase(reportId: string) {
  const [id, key] = [randomId(), newCaseKey()];
  const wrapped = toBase64url(await wrapCaseKey(basra.epochs.general.recipient, id, key));
  const stored = await ask(first, 'PUT', `/api/reports/${reportId}/case-key`, { id, epoch: 1, wrapped });
  assert.equal(stored.statusCode, 200, stored.body);
  return { id, key: await importCaseKey(key), wrapped };
}

async function close(reportId: string): Promise<void> {
  const url = `/api/reports/${reportId}/closure`;
  await ask(first, 'POST', url, { reason: 'helped', aftercare: 'declined' });
  assert.equal((await ask(second, 'POST', `${url}/approval`)).statusCode, 200);
}

const stub = { governorate: 'IQG02', channel: 'app', servicesOffered: ['legal'], referralOutcome: [] };
const batch = (stubs: number, changes: object = {}) => ({
  deskId: basra.desk.id,
  women: false,
  halfYear: '2026-H2',
  stubs: Array.from({ length: stubs }, () => stub),
  ...changes,
});
const countStubs = async () => (await asAdmin('select 1 from stat_stub')).length;

test('without a session, for another organisation, and for a man where she asked for a woman: nothing', async () => {
  const reportId = await newReport(lawyers, { women: true });
  const id = randomId();
  const wrapped = toBase64url(await wrapCaseKey(lawyers.epochs.general.recipient, id, newCaseKey()));
  for (const [method, path, payload] of [
    ['GET', 'case', undefined],
    ['PUT', 'case-key', { id, epoch: 1, wrapped }],
    ['POST', 'notes', { id, caseId: id, body: toBase64url(new Uint8Array(540)) }],
    ['PUT', 'statistics', { stub: null }],
  ] as const) {
    const url = `/api/reports/${reportId}/${path}`;
    assert.equal(codeOf(await ask(undefined, method, url, payload)), 'sign_in_first', path);
    for (const cookie of [first, man]) assert.equal(codeOf(await ask(cookie, method, url, payload)), 'not_found', path);
  }
  const pending = `/api/desks/${lawyers.desk.id}/pending-stubs`;
  assert.equal(codeOf(await ask(first, 'GET', pending)), 'not_allowed');
  assert.equal(codeOf(await ask(first, 'POST', '/api/stubs', batch(5, { deskId: lawyers.desk.id }))), 'not_allowed');
  const womens = batch(5, { deskId: lawyers.desk.id, women: true });
  assert.equal(codeOf(await ask(man, 'POST', '/api/stubs', womens)), 'not_allowed');
  const keys = `/api/desks/${lawyers.desk.id}/case-keys?women=true&epoch=1`;
  for (const cookie of [first, man]) assert.equal(codeOf(await ask(cookie, 'GET', keys)), 'not_allowed');
});

test('the first case key stays; a note is stored as it was sealed and opens with that key alone', async () => {
  const reportId = await newReport(basra);
  const other = await newReport(basra);
  const made = await newCase(reportId);
  const late = await ask(second, 'PUT', `/api/reports/${reportId}/case-key`, {
    id: randomId(),
    epoch: 1,
    wrapped: toBase64url(await wrapCaseKey(basra.epochs.general.recipient, randomId(), newCaseKey())),
  });
  assert.deepEqual(late.json(), { key: { id: made.id, epoch: 1, wrapped: made.wrapped } });
  const stolen = { id: made.id, epoch: 1, wrapped: made.wrapped };
  assert.equal(codeOf(await ask(first, 'PUT', `/api/reports/${other}/case-key`, stolen)), 'already_different');
  assert.equal(
    codeOf(await ask(first, 'PUT', `/api/reports/${other}/case-key`, { ...stolen, epoch: 2 })),
    'epoch_ended',
  );

  const noteId = randomId();
  const body = toBase64url(await sealNote(made.key, noteId, 'illustrative'));
  const note = { id: noteId, caseId: made.id, body };
  const url = `/api/reports/${reportId}/notes`;
  assert.equal(codeOf(await ask(first, 'POST', url, { ...note, body: body.slice(0, -8) })), 'envelope_damaged');
  assert.equal(codeOf(await ask(first, 'POST', url, { ...note, caseId: randomId() })), 'already_different');
  for (const _ of [1, 2]) assert.equal((await ask(first, 'POST', url, note)).statusCode, 200);
  const read = (await ask(second, 'GET', `/api/reports/${reportId}/case`)).json<{
    key: { id: string; wrapped: string };
    notes: { id: string; body: string }[];
  }>();
  assert.equal(read.notes.length, 1);
  const key = await unwrapCaseKey([basra.epochs.general.identity], fromBase64url(read.key.wrapped), read.key.id);
  const text = await openNote(await importCaseKey(key), noteId, fromBase64url(read.notes[0]?.body ?? ''));
  assert.equal(text, 'illustrative');
  await assert.rejects(
    unwrapCaseKey([basra.epochs.general.identity], fromBase64url(read.key.wrapped), randomId()),
    (error) => isProblem(error, 'envelope_damaged'),
  );
});

test('what opens the report is destroyed: case key, notes and stub go with it, and the id is written down', async () => {
  const reportId = await newReport(basra);
  const { id, key } = await newCase(reportId);
  const noteId = randomId();
  const body = toBase64url(await sealNote(key, noteId, 'illustrative'));
  await ask(first, 'POST', `/api/reports/${reportId}/notes`, { id: noteId, caseId: id, body });
  const tenant = basra.desk.organisationId;
  await database.transact({ tenant }, async (tx) => {
    const { sql } = await import('kysely');
    await sql`delete from report_key where report_id = ${reportId}`.execute(tx);
  });
  for (const table of ['case_key', 'case_note']) {
    const column = table === 'case_key' ? 'id' : 'case_id';
    assert.equal((await asAdmin(`select 1 from ${table} where ${column} = $1`, [id])).length, 0, table);
  }
  assert.equal((await asAdmin("select 1 from shredded where kind = 'case' and id = $1", [id])).length, 1);
});

test('statistics are settled once, after the closure, and count nothing: the report was counted when it arrived', async () => {
  const reportId = await newReport(basra);
  const url = `/api/reports/${reportId}/statistics`;
  assert.equal(whyOf(await ask(first, 'PUT', url, { stub: null })), 'state');
  await close(reportId);
  assert.equal(codeOf(await ask(first, 'PUT', url, { stub: 'AAAA' })), 'envelope_damaged');
  assert.equal(codeOf(await ask(first, 'PUT', url, { stub: toBase64url(new Uint8Array(540)) })), 'not_found', 'no key');
  for (const _ of [1, 2]) assert.equal((await ask(first, 'PUT', url, { stub: null })).statusCode, 200);
  assert.deepEqual(await asAdmin('select * from stat_counter'), []);
});

test('a stub that waits goes as soon as her latest word is a no, and never leaves while she has opened the report again', async () => {
  const sealed = await sendReport(basra);
  const { reportId } = sealed;
  const { key } = await newCase(reportId);
  await close(reportId);
  const url = `/api/reports/${reportId}/statistics`;
  const body = toBase64url(await sealEntry(key, reportId, stub));
  assert.equal((await ask(first, 'PUT', url, { stub: body })).statusCode, 200);
  const settled = async () => {
    const file = (await ask(first, 'GET', `/api/reports/${reportId}/case`)).json<{
      counted: boolean;
      pending: boolean;
    }>();
    return [file.counted, file.pending];
  };
  assert.deepEqual(await settled(), [true, true]);

  // of a half-year that has ended: it may leave alone
  await asAdmin(`update case_stub set half_year = '2026-H1' where report_id = $1`, [reportId]);
  const leaves = async () =>
    (await ask(first, 'GET', `/api/desks/${basra.desk.id}/pending-stubs`))
      .json<{ batches: { stubs: { reportId: string }[] }[] }>()
      .batches.flatMap(({ stubs }) => stubs.map((each) => each.reportId));
  assert.deepEqual(await leaves(), [reportId]);
  await sayCounted(sealed, 1, false);
  assert.deepEqual(await leaves(), [], 'she opened it again: her word may be another now');
  const early = await ask(first, 'POST', '/api/stubs', batch(1, { halfYear: '2026-H1' }));
  assert.equal(codeOf(early), 'already_different', 'nor does a device take it that has not asked');
  assert.equal((await ask(first, 'PUT', url, { stub: null })).statusCode, 200, 'open or not, a no takes effect');
  assert.deepEqual(await settled(), [true, false]);

  await close(reportId);
  for (const again of [null, body]) assert.equal((await ask(first, 'PUT', url, { stub: again })).statusCode, 200);
  assert.deepEqual(await settled(), [true, false], 'settled once');
});

test('case keys are wrapped anew when the desk has a new key, and only then; one that did not open is given up', async () => {
  const [one, two] = [await newReport(basra), await newReport(basra)];
  const [kept, lost] = [await newCase(one), await newCase(two)];
  const url = `/api/desks/${basra.desk.id}/case-keys`;
  const keys = (from: number, to: number) => ({
    women: false,
    from,
    to,
    keys: [
      {
        id: kept.id,
        wrapped: kept.wrapped,
      },
      {
        id: lost.id,
        wrapped: null,
      },
    ],
  });
  assert.equal(whyOf(await ask(first, 'GET', `${url}?women=false&epoch=1`)), 'inForce');
  assert.equal(whyOf(await ask(first, 'PUT', url, keys(1, 2))), 'inForce');
  await asAdmin('update desk set epoch = 2 where id = $1', [basra.desk.id]);
  const page = (await ask(first, 'GET', `${url}?women=false&epoch=1`)).json<{
    keys: { id: string }[];
    left: number;
  }>();
  assert.equal(page.left, page.keys.length);
  assert.ok([kept.id, lost.id].every((id) => page.keys.some((key) => key.id === id)));
  assert.equal(codeOf(await ask(first, 'PUT', url, keys(1, 3))), 'epoch_ended');
  assert.equal((await ask(first, 'PUT', url, keys(1, 2))).json<{ moved: number }>().moved, 2);
  assert.equal((await ask(first, 'PUT', url, keys(1, 2))).json<{ moved: number }>().moved, 0, 'a second time');
  const rows = await asAdmin<{ id: string; epoch: number }>('select id, epoch from case_key where id = any($1)', [
    [kept.id, lost.id],
  ]);
  assert.deepEqual(rows, [{ id: kept.id, epoch: 2 }]);
  await asAdmin('update desk set epoch = 1 where id = $1', [basra.desk.id]);
});

test('a batch leaves with five, weekly, exactly as many as wait; the process cannot read what it sent', async () => {
  const pending = async () =>
    (await ask(first, 'GET', `/api/desks/${basra.desk.id}/pending-stubs`)).json<{
      batches: { halfYear: string; stubs: { reportId: string }[] }[];
    }>().batches;
  const seal = async () => {
    const reportId = await newReport(basra);
    const { key } = await newCase(reportId);
    await close(reportId);
    const body = toBase64url(await sealEntry(key, reportId, stub));
    assert.equal((await ask(first, 'PUT', `/api/reports/${reportId}/statistics`, { stub: body })).statusCode, 200);
  };
  for (let n = 0; n < 4; n++) await seal();
  assert.deepEqual(await pending(), []);
  assert.equal(whyOf(await ask(first, 'POST', '/api/stubs', batch(4))), 'tooFew');
  assert.equal(codeOf(await ask(first, 'POST', '/api/stubs', batch(5))), 'already_different', 'more than wait');
  await seal();
  assert.equal((await pending())[0]?.stubs.length, 5);
  assert.equal(codeOf(await ask(first, 'POST', '/api/stubs', batch(6))), 'already_different');
  assert.equal(
    codeOf(await ask(first, 'POST', '/api/stubs', batch(5, { stubs: [{ ...stub, id: 1 }] }))),
    'wrong_shape',
  );
  assert.equal(await countStubs(), 0);
  assert.equal((await ask(first, 'POST', '/api/stubs', batch(5))).statusCode, 200);
  assert.equal(await countStubs(), 5);
  assert.deepEqual(await pending(), []);
  for (let n = 0; n < 5; n++) await seal();
  assert.deepEqual(await pending(), [], 'within the week');
  assert.equal(whyOf(await ask(second, 'POST', '/api/stubs', batch(5))), 'tooSoon');
  clock.advance(7 * DAY_MS);
  const later = await signIn('basra.women.2');
  const ready = await ask(later, 'GET', `/api/desks/${basra.desk.id}/pending-stubs`);
  assert.equal(ready.json<{ batches: { stubs: [] }[] }>().batches[0]?.stubs.length, 5);
  await assert.rejects(async () => {
    const { sql } = await import('kysely');
    await sql`select * from stat_stub`.execute(database.direct);
  });
});

test('fewer than five leave only when their half-year has ended', () => {
  assert.equal(mayLeave(4, '2026-H2', '2026-12-31'), false);
  assert.equal(mayLeave(5, '2026-H2', '2026-12-31'), true);
  assert.equal(mayLeave(1, '2026-H2', '2027-01-01'), true);
  assert.equal(mayLeave(0, '2026-H2', '2027-01-01'), false);
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
