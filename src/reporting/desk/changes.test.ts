import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { asMailbox, partOf, sealedReport } from '../../../test/harness/reporter.ts';
import type { ReportOptions, SealedReport } from '../../../test/harness/reporter.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import type { InstalledDesk } from '../../demo/install.ts';
import type { SealedRow } from '../web/desk/inbox-feed.ts';
import { newFeed } from '../web/desk/inbox-feed.ts';

const { server, installed, signIn, asAdmin, connections, unexpected } = await withApplication();
const found = (kind: string): InstalledDesk => {
  const desk = installed.desks.find((each) => each.desk.kind === kind);
  if (!desk) throw new Error(`no demo desk ${kind}`);
  return desk;
};
const basra = found('women');
const lawyers = found('lawyerNgo');
const [first, man, foreign] = [await signIn('basra.women.1'), await signIn('lawyers.2'), await signIn('lawyers.1')];
const OLD = 250;

const get = (cookie: string, url: string) => server.inject({ method: 'GET', url, headers: { cookie } });
const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code;

async function newReport(desk: InstalledDesk, options?: ReportOptions): Promise<SealedReport> {
  const sealed = await sealedReport(server, desk, options);
  const sent = await server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload });
  assert.equal(sent.statusCode, 200, sent.body);
  return sealed;
}

/** Copies of a report under new ids and older days, as a desk has them after a year. */
async function addOld(from: Id, count: number, state: string): Promise<void> {
  await asAdmin(
    `insert into report select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'state', $3::text,
       'day', (date '2026-11-20' - n)::text, 'changed', pg_current_xact_id()::text))).*
       from report r, generate_series(1, $2::int) n where r.id = $1`,
    [from, count, state],
  );
}

/** An inbox without a screen: what the feed brings, and the requests that it made. */
function inboxOf(cookie: string, desk: InstalledDesk) {
  const rows = new Map<Id, SealedRow>();
  const asked: string[] = [];
  const feed = newFeed(desk.desk.id, {
    ask: async <Answer>(path: string) => {
      asked.push(path);
      const answer = await get(cookie, path);
      assert.equal(answer.statusCode, 200, answer.body);
      return answer.json<Answer>();
    },
    take: async (more) => {
      for (const row of more) rows.set(row.id, row);
    },
    drop: (ids) => {
      for (const id of ids) rows.delete(id);
    },
  });
  return { feed, rows, asked };
}

const write = async (sealed: SealedReport, seq = 1) => {
  const path = `/api/mailbox/reports/${sealed.reportId}/messages`;
  const sent = await asMailbox(server, sealed.mailbox, 'POST', path, {
    id: randomId(),
    seq,
    body: partOf(sealed, 'body'),
  });
  assert.equal(sent.statusCode, 200, sent.body);
};

test('changes are for members of the desk, and a mark is a number and an id or nothing', async () => {
  const url = `/api/desks/${basra.desk.id}/changes`;
  assert.equal(codeOf(await server.inject({ method: 'GET', url: `${url}?since=0` })), 'sign_in_first');
  assert.equal(codeOf(await get(man, `${url}?since=0`)), 'not_allowed');
  for (const since of ['', 'x', '-1', '1.5', `1.${randomId()}0`, '123456789012345678901']) {
    assert.equal(codeOf(await get(first, `${url}?since=${since}`)), 'wrong_shape', since);
  }
  assert.equal(codeOf(await get(first, `${url}?since=99999999999999999999`)), 'malformed');
  assert.equal(codeOf(await get(first, `${url}?since=1.${'-'.repeat(36)}`)), 'malformed');
});

test('an inbox with hundreds of newer reports shows her message to an old one, in one request', async () => {
  const old = await newReport(basra);
  await asAdmin(`update report set day = '2025-01-01', unread = false where id = $1`, [old.reportId]);
  await addOld(old.reportId, OLD, 'received');
  const { feed, rows, asked } = inboxOf(first, basra);
  await feed.refresh();
  assert.equal(rows.size, OLD + 1);
  assert.equal(rows.get(old.reportId)?.unread, undefined);

  await write(old);
  asked.length = 0;
  await feed.refresh();
  assert.equal(rows.get(old.reportId)?.unread, true);
  assert.deepEqual(
    asked.map((path) => path.replace(/since=.*/, '')),
    [`/api/desks/${basra.desk.id}/changes?`],
  );
});

test('a lock, an assignment and a closure that somebody else asked for arrive; a destroyed report says so', async () => {
  const [locked, assigned, gone] = [await newReport(basra), await newReport(basra), await newReport(basra)];
  const { feed, rows } = inboxOf(first, basra);
  await feed.refresh();
  const path = `/api/mailbox/reports/${locked.reportId}/withdrawal`;
  assert.equal((await asMailbox(server, locked.mailbox, 'POST', path)).statusCode, 200);
  const second = await signIn('basra.women.2');
  const url = `/api/reports/${assigned.reportId}`;
  const payload = { assigneeId: null, dueOn: '2026-12-01' };
  await server.inject({ method: 'PUT', url: `${url}/assignment`, headers: { cookie: second }, payload });
  const closing = { reason: 'helped', aftercare: 'declined' };
  await server.inject({ method: 'POST', url: `${url}/closure`, headers: { cookie: second }, payload: closing });
  const own = `/api/mailbox/reports/${gone.reportId}`;
  assert.equal((await asMailbox(server, gone.mailbox, 'DELETE', own)).statusCode, 200);
  await feed.refresh();
  assert.equal(rows.get(locked.reportId)?.locked, true);
  assert.deepEqual(
    [rows.get(assigned.reportId)?.dueOn, rows.get(assigned.reportId)?.closureBy !== undefined],
    ['2026-12-01', true],
  );
  assert.equal(rows.get(gone.reportId)?.state, 'withdrawn');
});

test('a report that she took elsewhere leaves the list of the desk it was at, and comes to the other; back, it is back', async () => {
  const sealed = await newReport(basra);
  const here = inboxOf(first, basra);
  const there = inboxOf(foreign, lawyers);
  await here.feed.refresh();
  await there.feed.refresh();
  assert.ok(here.rows.has(sealed.reportId) && !there.rows.has(sealed.reportId));
  const moveTo = async (desk: InstalledDesk) => {
    const path = `/api/mailbox/reports/${sealed.reportId}/move`;
    const anew = await sealedReport(server, desk);
    const body = { deskId: desk.desk.id, epoch: 1, keyFile: partOf(anew, 'keyFile'), summary: partOf(anew, 'summary') };
    const moved = await asMailbox(server, sealed.mailbox, 'POST', path, body);
    assert.equal(moved.statusCode, 200, moved.body);
    await here.feed.refresh();
    await there.feed.refresh();
  };
  await moveTo(lawyers);
  assert.ok(!here.rows.has(sealed.reportId) && there.rows.has(sealed.reportId));
  await moveTo(basra);
  assert.ok(here.rows.has(sealed.reportId) && !there.rows.has(sealed.reportId));
});

test('her own reading and removing in the mailbox is no change that a desk could see', async () => {
  const sealed = await newReport(basra);
  const changed = async () =>
    (await asAdmin<{ changed: string }>('select changed::text from report where id = $1', [sealed.reportId]))[0]
      ?.changed;
  const before = await changed();
  await asMailbox(server, sealed.mailbox, 'GET', '/api/mailbox');
  const path = `/api/mailbox/reports/${sealed.reportId}/hidden`;
  assert.equal((await asMailbox(server, sealed.mailbox, 'POST', path, { through: 0 })).statusCode, 200);
  assert.equal(await changed(), before);
});

test('a man of the desk is told nothing of the reports for women, not even that one left, and of others more than once', async () => {
  // A transaction that is still open keeps the mark before all that follows, so that both reports' changes are told again.
  const { connectOnce } = await import('../../storage/connection.ts');
  const slow = await connectOnce(connections.admin);
  await slow.query('begin');
  await slow.query('select pg_current_xact_id()');
  const { reportId: forAll } = await newReport(lawyers);
  const { reportId } = await newReport(lawyers, { women: true });
  await asAdmin(`update report set due_on = '2026-12-01' where id = $1`, [reportId]);
  const url = `/api/desks/${lawyers.desk.id}`;
  const before = (await get(man, `${url}/reports`)).json<{ mark: string }>().mark;
  const seenBy = async (cookie: string) => {
    const seen = (await get(cookie, `${url}/changes?since=${before}`)).json<{ rows: { id: Id }[]; left: Id[] }>();
    return { rows: seen.rows.map(({ id }) => id), left: seen.left };
  };
  const [manBefore, womanBefore] = [await seenBy(man), await seenBy(foreign)];
  assert.ok(manBefore.rows.includes(forAll) && !manBefore.rows.includes(reportId));
  assert.ok(womanBefore.rows.includes(forAll) && womanBefore.rows.includes(reportId));
  await asAdmin('update report set desk_id = $2, tenant_id = $3 where id = any($1)', [
    [forAll, reportId],
    basra.desk.id,
    basra.desk.organisationId,
  ]);
  const [manAfter, womanAfter] = [await seenBy(man), await seenBy(foreign)];
  assert.ok(manAfter.left.includes(forAll) && womanAfter.left.includes(forAll) && womanAfter.left.includes(reportId));
  assert.ok(!manAfter.left.includes(reportId) && !manAfter.rows.includes(reportId));
  await slow.query('rollback');
  await slow.end();
});

test('what is written while a list is loaded is not missed, though its transaction began before and ends after', async () => {
  const sealed = await newReport(basra);
  const { connectOnce } = await import('../../storage/connection.ts');
  const late = await connectOnce(connections.admin);
  await late.query('begin');
  await late.query(`update report set due_on = '2027-01-01' where id = $1`, [sealed.reportId]);
  const { feed, rows } = inboxOf(first, basra);
  await feed.refresh();
  await newReport(basra);
  await feed.refresh();
  assert.equal(rows.get(sealed.reportId)?.dueOn, undefined);
  await late.query('commit');
  await late.end();
  await feed.refresh();
  assert.equal(rows.get(sealed.reportId)?.dueOn, '2027-01-01');
});

test('more changes than one answer holds arrive in several, also of one transaction; numbers of a backup are none', async () => {
  const sealed = await newReport(basra);
  const { feed, rows, asked } = inboxOf(first, basra);
  await feed.refresh();
  const open = rows.size;
  await addOld(sealed.reportId, 1_100, 'received');
  asked.length = 0;
  await feed.refresh();
  assert.equal(rows.size, open + 1_100);
  assert.equal(asked.length, 3);
  await asAdmin(
    `insert into report select (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'changed', '9000000000000'))).*
       from report r where r.id = $1`,
    [sealed.reportId],
  );
  await feed.refresh();
  assert.equal(rows.size, open + 1_100);
});

test('a sign-in loads what is open; what has ended comes when it is asked for, once', async () => {
  const sealed = await newReport(lawyers);
  await addOld(sealed.reportId, 30, 'closed');
  const { feed, rows, asked } = inboxOf(foreign, lawyers);
  await feed.refresh();
  assert.ok([...rows.values()].every(({ state }) => state !== 'closed'));
  const open = rows.size;
  await feed.loadEnded();
  assert.equal([...rows.values()].filter(({ state }) => state === 'closed').length, 30);
  assert.equal(rows.size, open + 30);
  const requests = asked.length;
  await feed.loadEnded();
  assert.equal(asked.length, requests);
});

test('a request that failed is made again by the next refresh', async () => {
  let broken = true;
  const rows: Id[] = [];
  const feed = newFeed(lawyers.desk.id, {
    ask: async <Answer>(path: string) => {
      if (broken && path.includes('part=open')) throw new Error('no line');
      return (await get(foreign, path)).json<Answer>();
    },
    take: async (more) => void rows.push(...more.map(({ id }) => id)),
    drop: () => undefined,
  });
  await assert.rejects(feed.refresh());
  assert.deepEqual(rows, []);
  broken = false;
  await feed.refresh();
  assert.ok(rows.length > 0);
});

test('one request gives all places: governorates and every district', async () => {
  const { places } = (await server.inject({ url: '/api/places?all=1' })).json<{ places: { id: string }[] }>();
  const [count] = await asAdmin<{ n: number }>('select count(*)::int as n from place');
  assert.equal(places.length, count?.n);
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
