import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import type { SealedReport } from '../../../test/harness/reporter.ts';
import { asMailbox, challengeOf, sealedReport } from '../../../test/harness/reporter.ts';
import { fromBase64url, toBase64url, utf8 } from '../../base/bytes.ts';
import { HOUR_MS } from '../../base/clock.ts';
import { randomId } from '../../base/ids.ts';
import type { DeskRecord } from '../../crypto/desk-record.ts';
import { openKeyFile, sealKeyFile } from '../../crypto/key-file.ts';
import { sealMessage } from '../../crypto/message.ts';
import { signNotPoliceLifted } from '../../crypto/not-police.ts';
import { signOwnMarks } from '../../crypto/own-marks.ts';
import { sign } from '../../crypto/sign.ts';
import { sealSummary } from '../../crypto/summary.ts';
import { MAILBOX_CONTEXT, mailboxRequest } from './request.model.ts';
import { destroyDue } from './withdrawal.actions.ts';

const { server, installed, database, clock, signIn, asAdmin, unexpected } = await withApplication();
const deskOf = (login: string) => {
  const found = installed.desks.find(({ desk }) => desk.members.some((member) => member.login === login));
  if (!found) throw new Error('the demo has this desk');
  return found;
};
// Basra's women's desk and Mosul's office are of the police, the lawyers and the women's centre are not; Mosul has no women's key.
const basra = deskOf('basra.women.1');
const lawyers = deskOf('lawyers.1');
const erbil = deskOf('erbil.1');
const mosul = deskOf('mosul.1');

type Report = {
  deskId: string;
  state: string;
  notPolice: boolean;
  destroyAfter: string | null;
  keyFile: string | null;
  body: string | null;
  messages: { id: string; side: string; seq: number; body: string }[];
  hidden: { reporter: number; desk: number } | null;
  notices: { kind: string; deskId: string }[];
  ownMarks: string | null;
  notPoliceLifted: string | null;
};

async function sent(desk: { record: DeskRecord }, options: Parameters<typeof sealedReport>[2] = {}) {
  const sealed = await sealedReport(server, desk, options);
  const answer = await server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload });
  assert.equal(answer.statusCode, 200, answer.body);
  return sealed;
}

const pathOf = ({ reportId }: SealedReport, rest = '') => `/api/mailbox/reports/${reportId}${rest}`;

async function read({ mailbox, reportId }: SealedReport): Promise<Report> {
  const answer = await asMailbox(server, mailbox, 'GET', '/api/mailbox');
  const found = answer.json<{ reports: (Report & { id: string })[] }>().reports.find(({ id }) => id === reportId);
  if (!found) throw new Error(`no report: ${answer.body}`);
  return found;
}

async function write(sealed: SealedReport, seq: number, text = 'illustrative') {
  const id = randomId();
  const { reportId, recipient, mailbox } = sealed;
  const message = { v: 1, kind: 'message', reportId, id, side: 'reporter', seq, seenOther: 0, text } as const;
  const body = toBase64url(await sealMessage(recipient, message, mailbox.signing.secret));
  return asMailbox(server, mailbox, 'POST', pathOf(sealed, '/messages'), { id, seq, body });
}

async function move(sealed: SealedReport, { record }: { record: DeskRecord }, women = false) {
  const epoch = (women ? record.epochs.women : undefined) ?? record.epochs.general;
  const { identity, mailbox, reportId } = sealed;
  const keyFile = await sealKeyFile({ identity, mailbox: mailbox.recipient }, [epoch.recipient]);
  const summary = await sealSummary(epoch.recipient, {
    v: 1,
    reportId,
    kind: 'eExtortion',
    urgent: false,
    area: '',
    language: 'ar',
    marks: [],
    head: '',
  });
  const body = {
    deskId: record.id,
    epoch: epoch.n,
    keyFile: toBase64url(keyFile),
    summary: toBase64url(summary),
  };
  return { body, answer: await asMailbox(server, mailbox, 'POST', pathOf(sealed, '/move'), body) };
}

const open = (id: string, cookie: string) =>
  server.inject({ method: 'POST', url: `/api/reports/${id}/open`, headers: { cookie } });
const verbsOf = async (tenant: string, reportId: string) =>
  (
    await asAdmin<{ verb: string }>('select verb from audit_event where tenant_id = $1 and object = $2 order by verb', [
      tenant,
      `report:${reportId}`,
    ])
  ).map(({ verb }) => verb);

test('nobody reaches a report by an id that is not of the mailbox: every command is not found', async () => {
  const mine = await sent(basra);
  const hers = await sent(basra);
  const asked = [
    ['POST', '/hidden', { through: 0 }],
    [
      'POST',
      '/not-police',
      { lifted: toBase64url(await signNotPoliceLifted(mine.mailbox.signing.secret, hers.reportId)) },
    ],
    ['POST', '/withdrawal', null],
    ['DELETE', '/withdrawal', null],
    ['DELETE', '', null],
    ['POST', `/links/${mine.reportId}`, { word: toBase64url(mine.mailbox.signing.secret) }],
  ] as const;
  for (const [method, rest, body] of asked) {
    const answer = await asMailbox(server, mine.mailbox, method, pathOf(hers, rest), body);
    assert.equal(answer.statusCode, 404, `${method} ${rest}: ${answer.body}`);
  }
  assert.equal((await move({ ...hers, mailbox: mine.mailbox }, lawyers)).answer.statusCode, 404);
  assert.equal((await read(hers)).state, 'received');
});

test('a signature for one request opens no other: path, method, body and challenge are bound', async () => {
  const sealed = await sent(basra);
  const challenge = await challengeOf(server);
  const signed = { method: 'POST', path: pathOf(sealed, '/withdrawal'), challenge, body: null } as const;
  const signature = toBase64url(
    await sign(MAILBOX_CONTEXT, sealed.mailbox.signing.secret, utf8(mailboxRequest(signed))),
  );
  const authorization = `Mailbox ${sealed.mailbox.mailboxId}.${challenge}.${signature}`;
  const wrong = [
    { method: 'DELETE', url: pathOf(sealed, '/withdrawal') },
    { method: 'DELETE', url: pathOf(sealed) },
    { method: 'GET', url: '/api/mailbox' },
    { method: 'POST', url: `${pathOf(sealed, '/withdrawal')}?x=1` },
    { method: 'POST', url: pathOf(sealed, '/hidden'), payload: { through: 0 } },
  ] as const;
  for (const request of wrong) {
    const answer = await server.inject({ ...request, headers: { authorization } });
    assert.equal(answer.statusCode, 404, `${request.method} ${request.url}`);
    assert.equal(answer.json<{ code: string }>().code, 'mailbox_unknown');
  }
  assert.equal((await read(sealed)).destroyAfter, null);
});

test('an unknown mailbox, a wrong signature and a malformed one are answered alike, and late', async () => {
  const known = await sent(basra);
  const stranger = (await sealedReport(server, basra)).mailbox;
  const challenge = await challengeOf(server);
  const answers = [];
  for (const authorization of [
    `Mailbox ${stranger.mailboxId}.${challenge}.${'A'.repeat(86)}`,
    `Mailbox ${known.mailbox.mailboxId}.${challenge}.${'A'.repeat(86)}`,
    'Mailbox x',
  ]) {
    const started = performance.now();
    const answer = await server.inject({ url: '/api/mailbox', headers: { authorization } });
    assert.ok(performance.now() - started >= 290);
    answers.push([answer.statusCode, answer.body]);
  }
  assert.deepEqual(new Set(answers.map(String)).size, 1);
});

test('what she removes from her mailbox is handed out no more, stays at the desk, and cannot be brought back', async () => {
  const sealed = await sent(basra);
  await write(sealed, 1);
  await write(sealed, 2);
  const hide = (through: number) => asMailbox(server, sealed.mailbox, 'POST', pathOf(sealed, '/hidden'), { through });
  assert.equal((await hide(3)).statusCode, 422);
  assert.equal((await read(sealed)).hidden, null);
  assert.equal((await hide(1)).statusCode, 200);
  assert.equal((await hide(0)).statusCode, 200);
  const after = await read(sealed);
  assert.equal(after.body, null);
  assert.deepEqual(after.hidden, { reporter: 1, desk: 0 });
  assert.deepEqual(
    after.messages.map(({ seq }) => seq),
    [2],
  );
  assert.ok(after.keyFile, 'she can still answer');
  const atDesk = await open(sealed.reportId, await signIn('basra.women.1'));
  assert.equal(atDesk.json<Report>().messages.length, 2);
  assert.ok(atDesk.json<Report>().body);
});

test('only her own word of the marks is kept when she removes a report, and only the first', async () => {
  const sealed = await sent(lawyers, { women: true, notPolice: true });
  const { reportId, mailbox } = sealed;
  const marks = { womenOnly: true, notPolice: true };
  const wordOf = async (secret: Uint8Array, id = reportId, change = {}) =>
    toBase64url(await signOwnMarks(secret, id, { ...marks, ...change }));
  const hide = (word: string) =>
    asMailbox(server, mailbox, 'POST', pathOf(sealed, '/hidden'), { through: 0, marks: word });
  const words = async () => {
    const { ownMarks, notPoliceLifted, hidden } = await read(sealed);
    return { ownMarks, notPoliceLifted, hidden: hidden !== null };
  };
  const stranger = await sent(lawyers);
  for (const word of [
    await wordOf(stranger.mailbox.signing.secret),
    await wordOf(mailbox.signing.secret, stranger.reportId),
    toBase64url(await signNotPoliceLifted(mailbox.signing.secret, reportId)),
    '',
  ]) {
    assert.equal((await hide(word)).json<{ code: string }>().code, 'signature_refused');
  }
  assert.deepEqual(await words(), { ownMarks: null, notPoliceLifted: null, hidden: false });
  const first = await wordOf(mailbox.signing.secret);
  assert.equal((await hide(first)).statusCode, 200);
  assert.equal((await hide(await wordOf(mailbox.signing.secret, reportId, { notPolice: false }))).statusCode, 200);
  assert.deepEqual(await words(), { ownMarks: first, notPoliceLifted: null, hidden: true });
  const lifted = toBase64url(await signNotPoliceLifted(mailbox.signing.secret, reportId));
  await asMailbox(server, mailbox, 'POST', pathOf(sealed, '/not-police'), { lifted });
  assert.equal((await move(sealed, basra, true)).answer.statusCode, 200);
  assert.deepEqual(await words(), { ownMarks: first, notPoliceLifted: lifted, hidden: true }, 'both move along');
  await asMailbox(server, mailbox, 'DELETE', pathOf(sealed));
  assert.equal((await words()).ownMarks, null);
});

test('"not the police" never moves to the police, a woman only never to a desk without that key, nothing to a closed or unknown desk', async () => {
  const marked = await sent(lawyers, { notPolice: true });
  assert.equal((await move(marked, basra)).answer.json<{ code: string }>().code, 'desk_closed');
  const women = await sent(lawyers, { women: true });
  const { answer } = await move(women, mosul);
  assert.equal(answer.json<{ code: string }>().code, 'desk_closed');
  const plain = await sent(basra);
  const unknown = { record: { ...lawyers.record, id: randomId() } };
  assert.equal((await move(plain, unknown)).answer.json<{ code: string }>().code, 'desk_unknown');
  const ended = {
    record: { ...lawyers.record, epochs: { general: { ...lawyers.record.epochs.general, n: 7 } } },
  };
  assert.equal((await move(plain, ended)).answer.json<{ code: string }>().code, 'desk_closed');
  await asAdmin('update desk set open = false where id = $1', [lawyers.desk.id]);
  assert.equal((await move(plain, lawyers)).answer.json<{ code: string }>().code, 'desk_closed');
  await asAdmin('update desk set open = true where id = $1', [lawyers.desk.id]);
  await asAdmin(`update report set state = 'caseOpened' where id = $1`, [plain.reportId]);
  assert.equal((await move(plain, lawyers)).answer.json<{ code: string }>().code, 'transition_refused');
  for (const sealed of [marked, women]) assert.equal((await read(sealed)).deskId, lawyers.desk.id);
});

test('a moved report opens at the new desk alone; thread and notices go along, both audit logs say so', async () => {
  const sealed = await sent(basra, { text: 'illustrative' });
  await write(sealed, 1);
  const before = await open(sealed.reportId, await signIn('basra.women.1'));
  assert.equal(before.statusCode, 200);
  const { body, answer } = await move(sealed, lawyers);
  assert.equal(answer.statusCode, 200, answer.body);
  const again = await asMailbox(server, sealed.mailbox, 'POST', pathOf(sealed, '/move'), body);
  assert.equal(again.statusCode, 200, 'the same again, because its answer was lost');
  const other = await move(sealed, lawyers);
  assert.equal(other.answer.statusCode, 409);

  const here = await read(sealed);
  assert.deepEqual([here.deskId, here.state, here.messages.length], [lawyers.desk.id, 'received', 1]);
  const notices = new Set(here.notices.map(({ kind, deskId }) => `${kind} ${deskId}`));
  assert.deepEqual(notices, new Set([`moved ${lawyers.desk.id}`, `opened ${basra.desk.id}`]));
  assert.equal((await open(sealed.reportId, await signIn('basra.women.1'))).statusCode, 404);
  const opened = (await open(sealed.reportId, await signIn('lawyers.1'))).json<{ keyFile: string }>();
  const key = await openKeyFile(lawyers.epochs.general.identity, fromBase64url(opened.keyFile));
  assert.equal(key.identity, sealed.identity);
  await assert.rejects(openKeyFile(basra.epochs.general.identity, fromBase64url(opened.keyFile)), {
    code: 'envelope_not_for_you',
  });
  assert.ok((await verbsOf(basra.desk.organisationId, sealed.reportId)).includes('report.movedAway'));
  assert.deepEqual(await verbsOf(lawyers.desk.organisationId, sealed.reportId), ['report.movedHere', 'report.opened']);
  const shredded = await asAdmin('select 1 from shredded where id = $1', [sealed.reportId]);
  assert.equal(shredded.length, 0, 'a moved key is no destroyed one');
});

test('a woman only stays so at the new desk', async () => {
  const sealed = await sent(basra, { women: true });
  assert.equal((await move(sealed, erbil, true)).answer.statusCode, 200);
  const [row] = await asAdmin<{ women: boolean }>('select women from report where id = $1', [sealed.reportId]);
  assert.equal(row?.women, true);
});

test('only her own signed word lifts "not the police"; it is kept, and then the police may be chosen', async () => {
  const sealed = await sent(lawyers, { notPolice: true });
  const stranger = (await sealedReport(server, lawyers)).mailbox;
  const lift = (word: Uint8Array) =>
    asMailbox(server, sealed.mailbox, 'POST', pathOf(sealed, '/not-police'), { lifted: toBase64url(word) });
  for (const word of [
    await signNotPoliceLifted(stranger.signing.secret, sealed.reportId),
    await signNotPoliceLifted(sealed.mailbox.signing.secret, randomId()),
    utf8('{}'),
  ]) {
    assert.equal((await lift(word)).json<{ code: string }>().code, 'signature_refused');
  }
  assert.equal((await read(sealed)).notPolice, true);
  const word = await signNotPoliceLifted(sealed.mailbox.signing.secret, sealed.reportId);
  assert.equal((await lift(word)).statusCode, 200);
  assert.equal((await lift(word)).statusCode, 200);
  assert.equal((await read(sealed)).notPolice, false);
  const [row] = await asAdmin<{ word: Uint8Array }>('select not_police_lifted as word from report where id = $1', [
    sealed.reportId,
  ]);
  assert.deepEqual(new Uint8Array(row?.word ?? []), word);
  assert.equal((await move(sealed, basra)).answer.statusCode, 200);
});

test('a withdrawal locks at once, can be undone for 72 hours, and then destroys all but the tombstone', async () => {
  const sealed = await sent(basra);
  await write(sealed, 1);
  const cookie = await signIn('basra.women.1');
  const withdraw = () => asMailbox(server, sealed.mailbox, 'POST', pathOf(sealed, '/withdrawal'));
  const undo = () => asMailbox(server, sealed.mailbox, 'DELETE', pathOf(sealed, '/withdrawal'));
  const first = await withdraw();
  assert.equal(first.statusCode, 200, first.body);
  const { destroyAfter } = first.json<{ destroyAfter: string }>();
  assert.equal(Date.parse(destroyAfter) % HOUR_MS, 0);
  assert.ok(Date.parse(destroyAfter) >= clock() + 72 * HOUR_MS);
  clock.advance(2 * HOUR_MS);
  assert.deepEqual((await withdraw()).json(), { destroyAfter }, 'again does not put it off');
  assert.equal((await open(sealed.reportId, cookie)).statusCode, 404);
  assert.equal((await write(sealed, 2)).statusCode, 409);
  assert.equal((await move(sealed, lawyers)).answer.statusCode, 409);

  assert.equal((await undo()).statusCode, 200);
  assert.equal((await open(sealed.reportId, cookie)).statusCode, 200);
  const again = (await withdraw()).json<{ destroyAfter: string }>();
  const ground = (at: number) => ({ database, clock: () => at });
  assert.equal(await destroyDue(ground(Date.parse(again.destroyAfter) - 1)), 0);
  assert.equal(await destroyDue(ground(Date.parse(again.destroyAfter))), 1);
  assert.equal(await destroyDue(ground(Date.parse(again.destroyAfter))), 0);

  const gone = await read(sealed);
  assert.deepEqual(
    [gone.state, gone.keyFile, gone.body, gone.messages, gone.destroyAfter],
    ['withdrawn', null, null, [], null],
  );
  assert.equal((await undo()).statusCode, 409);
  assert.equal((await open(sealed.reportId, cookie)).statusCode, 404);
  const left = await asAdmin(
    `select 1 from report_key where report_id = $1 union all select 1 from report_body where report_id = $1
     union all select 1 from report_message where report_id = $1
     union all select 1 from report where id = $1 and (summary is not null or entry is not null)`,
    [sealed.reportId],
  );
  assert.equal(left.length, 0);
  const [noted] = await asAdmin<{ state: string }>('select state from shredded where id = $1', [sealed.reportId]);
  assert.equal(noted?.state, 'withdrawn');
});

test('"destroy now" does not wait, and the same again changes nothing', async () => {
  const sealed = await sent(lawyers);
  const destroy = () => asMailbox(server, sealed.mailbox, 'DELETE', pathOf(sealed));
  assert.equal((await destroy()).statusCode, 200);
  assert.equal((await destroy()).statusCode, 200);
  assert.equal((await read(sealed)).state, 'withdrawn');
  assert.deepEqual(await verbsOf(lawyers.desk.organisationId, sealed.reportId), [
    'report.submitted',
    'report.withdraw',
  ]);
});

test('a message of hers opens a closed report again', async () => {
  const sealed = await sent(basra);
  await asAdmin(`update report set state = 'closed' where id = $1`, [sealed.reportId]);
  assert.equal((await write(sealed, 1)).statusCode, 200);
  assert.equal((await read(sealed)).state, 'answeredOnly');
});

test('a report that was stored before its desk closed is reported as stored', async () => {
  const sealed = await sent(lawyers);
  await asAdmin('update desk set open = false where id = $1', [lawyers.desk.id]);
  const again = await server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload });
  const late = await sealedReport(server, lawyers);
  const refused = await server.inject({ method: 'POST', url: '/api/reports', payload: late.payload });
  await asAdmin('update desk set open = true where id = $1', [lawyers.desk.id]);
  assert.equal(again.statusCode, 200, again.body);
  assert.equal(refused.json<{ code: string }>().code, 'desk_closed');
});

test('nothing here was unexpected', () => assert.deepEqual(unexpected, []));
