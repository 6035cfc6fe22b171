import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { asMailbox, sealedReport } from '../../../test/harness/reporter.ts';
import type { ReportOptions } from '../../../test/harness/reporter.ts';
import { toBase64url } from '../../base/bytes.ts';
import { randomId } from '../../base/ids.ts';
import { importIndexKey, sealEntry } from '../../crypto/entry.ts';
import { sealMessage } from '../../crypto/message.ts';
import type { InstalledDesk } from '../../demo/install.ts';

const { server, installed, signIn, asAdmin, unexpected } = await withApplication();
const found = (kind: string): InstalledDesk => {
  const desk = installed.desks.find((each) => each.desk.kind === kind);
  if (!desk) throw new Error(`no demo desk ${kind}`);
  return desk;
};
const basra = found('women');
const lawyers = found('lawyerNgo');
const first = await signIn('basra.women.1');
const second = await signIn('basra.women.2');
const lawyer = await signIn('lawyers.1');
const man = await signIn('lawyers.2');

const ask = (cookie: string | undefined, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
  server.inject({ method, url, headers: cookie === undefined ? {} : { cookie }, ...(payload ? { payload } : {}) });
const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code;
const whyOf = (answer: { json: () => { params?: { why?: string } } }) => answer.json().params?.why;

async function newReport(desk: InstalledDesk, options?: ReportOptions) {
  const sealed = await sealedReport(server, desk, options);
  const sent = await ask(undefined, 'POST', '/api/reports', sealed.payload);
  assert.equal(sent.statusCode, 200, sent.body);
  return sealed;
}

async function answer(cookie: string, desk: InstalledDesk, sealed: Awaited<ReturnType<typeof newReport>>, seq: number) {
  const id = randomId();
  const body = await sealMessage(
    sealed.recipient,
    {
      v: 1,
      kind: 'message',
      reportId: sealed.reportId,
      id,
      side: 'desk',
      seq,
      seenOther: 0,
      text: 'illustrative',
      desk: {
        deskId: desk.desk.id,
        epoch: 1,
        role: 'deskWorker',
      },
    },
    desk.epochs.general.signing.secret,
  );
  return ask(cookie, 'POST', `/api/reports/${sealed.reportId}/messages`, {
    id,
    seq,
    body: toBase64url(body),
    firstAnswer: 'underOneHour',
  });
}

async function write(sealed: Awaited<ReturnType<typeof newReport>>, seq: number) {
  const id = randomId();
  const body = await sealMessage(
    sealed.recipient,
    { v: 1, kind: 'message', reportId: sealed.reportId, id, side: 'reporter', seq, seenOther: 0, text: 'illustrative' },
    sealed.mailbox.signing.secret,
  );
  const url = `/api/mailbox/reports/${sealed.reportId}/messages`;
  const sent = await asMailbox(server, sealed.mailbox, 'POST', url, { id, seq, body: toBase64url(body) });
  assert.equal(sent.statusCode, 200, sent.body);
}

const closing = { reason: 'helped', aftercare: 'declined' };

test('without a session, without a seat, for another organisation, and for a man where she asked for a woman: nothing', async () => {
  const { reportId } = await newReport(lawyers, { women: true });
  const routes = [
    ['PUT', 'entry', { epoch: 1, entry: toBase64url(new Uint8Array(540)) }],
    ['POST', 'open', undefined],
    ['POST', 'messages', { id: randomId(), seq: 1, body: 'AAAA' }],
    ['POST', 'commands', { command: 'openCase' }],
    ['POST', 'closure', closing],
    ['DELETE', 'closure', undefined],
    ['POST', 'closure/approval', undefined],
    ['PUT', 'assignment', { assigneeId: null, dueOn: null }],
    ['POST', 'access-refusals', undefined],
    ['POST', 'links', { otherId: randomId() }],
  ] as const;
  for (const [method, path, payload] of routes) {
    const url = `/api/reports/${reportId}/${path}`;
    assert.equal(codeOf(await ask(undefined, method, url, payload)), 'sign_in_first', path);
    for (const cookie of [first, man]) assert.equal(codeOf(await ask(cookie, method, url, payload)), 'not_found', path);
  }
  for (const path of ['reports', 'changes?since=0', 'members', 'overview']) {
    const url = `/api/desks/${lawyers.desk.id}/${path}`;
    assert.equal(codeOf(await ask(undefined, 'GET', url)), 'sign_in_first', path);
    assert.equal(codeOf(await ask(first, 'GET', url)), 'not_allowed', path);
  }
  const state = await asAdmin<{ state: string }>('select state from report where id = $1', [reportId]);
  assert.equal(state[0]?.state, 'received');
});

test('a locked report is shown as locked in the list and opens for nobody', async () => {
  const { reportId } = await newReport(basra);
  await asAdmin("update report set destroy_after = now() + interval '72 hours' where id = $1", [reportId]);
  assert.equal(codeOf(await ask(first, 'POST', `/api/reports/${reportId}/open`)), 'not_found');
  const list = await ask(first, 'GET', `/api/desks/${basra.desk.id}/reports`);
  const { rows } = list.json<{ rows: { id: string; locked?: true }[] }>();
  assert.equal(rows.find((row) => row.id === reportId)?.locked, true);
});

test('a command that the table does not have in this state is a 409 with its reason; nothing changes', async () => {
  const { reportId } = await newReport(basra);
  const command = (payload: object) => ask(first, 'POST', `/api/reports/${reportId}/commands`, payload);
  for (const [payload, why] of [
    [{ command: 'answerOnly' }, 'guard:answered'],
    [{ command: 'markOutOfScope' }, 'reason'],
    [{ command: 'link' }, 'guard:bothMailboxesAgree'],
    [{ command: 'reopen' }, 'state'],
    [{ command: 'close' }, 'reason'],
    [{ command: 'close', reason: 'notForUs' }, 'second'],
  ] as const) {
    const refused = await command(payload);
    assert.deepEqual([refused.statusCode, whyOf(refused)], [409, why], JSON.stringify(payload));
  }
  for (const name of ['withdraw', 'expire', 'move']) {
    assert.notEqual((await command({ command: name })).statusCode, 200, name);
  }
  assert.equal(codeOf(await command({ command: 'markOutOfScope', reason: 'her own words' })), 'wrong_shape');
  const events = await asAdmin('select 1 from report_event where report_id = $1', [reportId]);
  assert.equal(events.length, 0);
});

test('closing takes two people, an offer of aftercare, and nothing of hers unread', async () => {
  const sealed = await newReport(basra);
  const url = `/api/reports/${sealed.reportId}/closure`;
  assert.equal(whyOf(await ask(second, 'POST', `${url}/approval`)), 'second', 'nobody asked');
  assert.equal(codeOf(await ask(first, 'POST', url, { reason: 'helped' })), 'wrong_shape', 'no offer of aftercare');
  assert.equal((await ask(first, 'POST', url, closing)).statusCode, 200);
  assert.equal(whyOf(await ask(first, 'POST', `${url}/approval`)), 'second', 'the same person');
  await write(sealed, 1);
  assert.equal(whyOf(await ask(second, 'POST', `${url}/approval`)), 'wroteSince');
  assert.equal((await ask(second, 'DELETE', url)).statusCode, 200);
  assert.equal(whyOf(await ask(second, 'POST', `${url}/approval`)), 'second', 'the request was turned down');

  assert.equal((await ask(second, 'POST', url, closing)).statusCode, 200);
  const closed = await ask(first, 'POST', `${url}/approval`);
  assert.equal(closed.json<{ state: string }>().state, 'closed');
  const opened = await ask(first, 'POST', `/api/reports/${sealed.reportId}/open`);
  const { events } = opened.json<{ events: { command: string; from: string; to: string; reason: string }[] }>();
  assert.deepEqual(
    events.map(({ command, from, to, reason }) => [command, from, to, reason]),
    [['close', 'received', 'closed', 'helped']],
  );
  assert.equal((await answer(first, basra, sealed, 1)).statusCode, 409, 'a closed report takes no answer');
  assert.equal(whyOf(await ask(first, 'POST', url, closing)), 'state');
  const reopened = await ask(first, 'POST', `/api/reports/${sealed.reportId}/commands`, { command: 'reopen' });
  assert.equal(reopened.json<{ state: string }>().state, 'answeredOnly');
  const verbs = await asAdmin<{ verb: string }>('select verb from audit_event where object = $1', [
    `report:${sealed.reportId}`,
  ]);
  for (const verb of ['closureAsked', 'closureDropped', 'close', 'reopen', 'opened']) {
    assert.ok(
      verbs.some((each) => each.verb === `report.${verb}`),
      verb,
    );
  }
});

test('a refused request to see a report is a leaf each time and one notice a day to her, with the role and without a name', async () => {
  const sealed = await newReport(basra);
  const url = `/api/reports/${sealed.reportId}/access-refusals`;
  assert.equal(codeOf(await ask(lawyer, 'POST', url)), 'not_found');
  await asAdmin("update report set destroy_after = now() + interval '72 hours' where id = $1", [sealed.reportId]);
  assert.equal(codeOf(await ask(first, 'POST', url)), 'not_found', 'locked by her');
  await asAdmin('update report set destroy_after = null where id = $1', [sealed.reportId]);
  const read = async () =>
    (await asMailbox(server, sealed.mailbox, 'GET', '/api/mailbox')).json<{ reports: [{ notices: object[] }] }>();
  assert.deepEqual((await read()).reports[0].notices, []);
  for (const cookie of [first, second]) assert.equal((await ask(cookie, 'POST', url)).statusCode, 200);
  const [{ notices }] = (await read()).reports;
  assert.equal(notices.length, 1);
  const { day: _day, ...notice } = notices[0] as { day: string };
  assert.deepEqual(notice, { kind: 'accessRefused', deskId: basra.desk.id, role: 'deskWorker' });
  const leaves = await asAdmin("select 1 from audit_event where object = $1 and verb = 'report.accessRefused'", [
    `report:${sealed.reportId}`,
  ]);
  assert.equal(leaves.length, 2);
});

test('only somebody with a seat may be named, and only a woman where she asked for one', async () => {
  const { reportId } = await newReport(lawyers, { women: true });
  const people = await ask(lawyer, 'GET', `/api/desks/${lawyers.desk.id}/members`);
  const { members } = people.json<{ members: { id: string; women: boolean }[] }>();
  const [woman, other] = [members.find((each) => each.women), members.find((each) => !each.women)];
  const assign = (assigneeId: string | undefined) =>
    ask(lawyer, 'PUT', `/api/reports/${reportId}/assignment`, { assigneeId, dueOn: '2026-11-20' });
  assert.equal(codeOf(await assign(randomId())), 'not_allowed');
  assert.equal(codeOf(await assign(other?.id)), 'not_allowed');
  assert.equal((await assign(woman?.id)).statusCode, 200);
  const list = await ask(lawyer, 'GET', `/api/desks/${lawyers.desk.id}/reports`);
  const { rows } = list.json<{ rows: { id: string; assigneeId?: string; dueOn?: string }[] }>();
  const row = rows.find((each) => each.id === reportId);
  assert.deepEqual([row?.assigneeId, row?.dueOn], [woman?.id, '2026-11-20']);
});

test('an entry takes the place of the summary; bytes that are none, and a second one in the epoch, change nothing', async () => {
  const { reportId } = await newReport(basra);
  const url = `/api/reports/${reportId}/entry`;
  assert.equal(
    codeOf(await ask(first, 'PUT', url, { epoch: 1, entry: toBase64url(new Uint8Array(541)) })),
    'envelope_damaged',
  );
  const key = await importIndexKey(basra.epochs.general.indexKey);
  const entry = toBase64url(await sealEntry(key, reportId, { v: 1 }));
  assert.equal((await ask(first, 'PUT', url, { epoch: 1, entry })).statusCode, 200);
  const late = toBase64url(await sealEntry(key, reportId, { v: 1, late: true }));
  assert.equal((await ask(second, 'PUT', url, { epoch: 1, entry: late })).statusCode, 200);
  const list = await ask(first, 'GET', `/api/desks/${basra.desk.id}/reports`);
  const { rows } = list.json<{ rows: { id: string; entry?: string; summary?: string }[] }>();
  const row = rows.find((each) => each.id === reportId);
  assert.deepEqual([row?.entry, row?.summary], [entry, undefined]);
  assert.ok(JSON.stringify(row).length <= 1024, 'a row is at most 1 kB');
});

test('opening twice on a day is one notice to her, and a leaf for each', async () => {
  const { reportId } = await newReport(basra);
  for (const cookie of [first, second, first]) await ask(cookie, 'POST', `/api/reports/${reportId}/open`);
  const notices = await asAdmin('select 1 from access_notice where report_id = $1', [reportId]);
  const leaves = await asAdmin("select 1 from audit_event where object = $1 and verb = 'report.opened'", [
    `report:${reportId}`,
  ]);
  assert.deepEqual([notices.length, leaves.length], [1, 3]);
});

test('a link is only proposed: reports of another desk are not found, and it stands when both mailboxes agreed', async () => {
  const [one, two, foreign] = [await newReport(basra), await newReport(basra), await newReport(lawyers)];
  const propose = (otherId: string) => ask(first, 'POST', `/api/reports/${one.reportId}/links`, { otherId });
  for (const id of [one.reportId, foreign.reportId, randomId()]) assert.equal(codeOf(await propose(id)), 'not_found');
  assert.equal((await propose(two.reportId)).statusCode, 200);
  assert.equal((await propose(two.reportId)).statusCode, 200);
  const link = () => ask(first, 'POST', `/api/reports/${one.reportId}/commands`, { command: 'link' });
  assert.equal(whyOf(await link()), 'guard:bothMailboxesAgree');
  await asAdmin('update link_request set agreed_a = true where report_a = $1', [one.reportId]);
  assert.equal(whyOf(await link()), 'guard:bothMailboxesAgree');
  await asAdmin('update link_request set agreed_b = true where report_a = $1', [one.reportId]);
  assert.equal((await link()).json<{ state: string }>().state, 'linked');
});

test('the overview counts what is open, and a first answer once in its band', async () => {
  const overview = async () =>
    (await ask(second, 'GET', `/api/desks/${basra.desk.id}/overview`)).json<{
      open: number;
      waiting: number;
      urgent: number;
      dueToday: number;
      overdue: number;
      answers: { halfYear: string; bands: Record<string, number> }[];
    }>();
  const quick = (of: Awaited<ReturnType<typeof overview>>) =>
    Object.fromEntries(of.answers.map(({ halfYear, bands }) => [halfYear, bands['underOneHour'] ?? 0]));
  const before = await overview();
  const sealed = await newReport(basra, { urgent: true });
  const arrived = await overview();
  assert.deepEqual(
    [arrived.open - before.open, arrived.waiting - before.waiting, arrived.urgent - before.urgent],
    [1, 1, 1],
  );
  const url = `/api/reports/${sealed.reportId}`;
  await ask(first, 'PUT', `${url}/assignment`, { assigneeId: null, dueOn: '2026-01-01' });
  await ask(first, 'POST', `${url}/open`);
  for (const seq of [1, 2]) assert.equal((await answer(first, basra, sealed, seq)).statusCode, 200);
  const answered = await overview();
  assert.deepEqual(
    [answered.waiting - before.waiting, answered.urgent - before.urgent, answered.overdue - before.overdue],
    [0, 0, 1],
  );
  await ask(first, 'PUT', `${url}/assignment`, { assigneeId: null, dueOn: '2026-11-21' });
  const today = await overview();
  assert.deepEqual([today.dueToday - before.dueToday, today.overdue - before.overdue], [1, 0]);
  await ask(first, 'PUT', `${url}/assignment`, { assigneeId: null, dueOn: '2026-11-22' });
  const tomorrow = await overview();
  assert.deepEqual([tomorrow.dueToday - before.dueToday, tomorrow.overdue - before.overdue], [0, 0]);
  assert.equal((quick(answered)['2026-H2'] ?? 0) - (quick(before)['2026-H2'] ?? 0), 1);
});

test('first answers are counted by half-year: old ones stand beside this one and go after two years', async () => {
  for (const [halfYear, count] of [
    ['2026-H1', 3],
    ['2025-H1', 5],
    ['2024-H2', 7],
  ] as const) {
    await asAdmin(
      `insert into desk_rollup (tenant_id, desk_id, half_year, band, count) values ($1, $2, $3, 'overThreeDays', $4)`,
      [lawyers.desk.organisationId, lawyers.desk.id, halfYear, count],
    );
  }
  const { answers } = (await ask(lawyer, 'GET', `/api/desks/${lawyers.desk.id}/overview`)).json<{
    answers: { halfYear: string; bands: Record<string, number> }[];
  }>();
  assert.deepEqual(answers, [
    { halfYear: '2026-H2', bands: {} },
    { halfYear: '2026-H1', bands: { overThreeDays: 3 } },
    { halfYear: '2025-H1', bands: { overThreeDays: 5 } },
  ]);
});

test('pages by cursor give every report once, newest day first, whatever arrives between them', async () => {
  const seen = new Set<string>();
  let cursor: string | null = '';
  while (cursor !== null) {
    const query: string = cursor === '' ? 'limit=3' : `limit=3&cursor=${cursor}`;
    const page = await ask(first, 'GET', `/api/desks/${basra.desk.id}/reports?${query}`);
    const body: { rows: { id: string }[]; cursor: string | null } = page.json();
    for (const { id } of body.rows) {
      assert.ok(!seen.has(id));
      seen.add(id);
    }
    cursor = body.cursor;
  }
  const [count] = await asAdmin<{ n: number }>('select count(*)::int as n from report where desk_id = $1', [
    basra.desk.id,
  ]);
  assert.equal(seen.size, count?.n);
  for (const cursor of ['x', '2026-11-21', '2026-11-21.no-id']) {
    const refused = await ask(first, 'GET', `/api/desks/${basra.desk.id}/reports?cursor=${cursor}`);
    assert.equal(codeOf(refused), 'malformed');
  }
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
