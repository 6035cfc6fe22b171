import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { asMailbox, sealedReport } from '../../../test/harness/reporter.ts';
import { DAY_MS } from '../../base/clock.ts';
import { randomId } from '../../base/ids.ts';
import { openDatabase } from '../../storage/database.ts';
import { expireDue, removeStrayMailboxes, RETENTION_DAYS } from './sweep.actions.ts';

const { server, installed, database, connections, clock, signIn, asAdmin, unexpected } = await withApplication();
const jobsDatabase = openDatabase({ connection: connections.jobs, poolSize: 1 });
after(() => jobsDatabase.close());
const [basra] = installed.desks;
if (!basra) throw new Error('the demo has a desk');
const START = clock();
const at = (ms: number) => ({ database, clock: () => ms });
const days = (count: number) => at(START + count * DAY_MS);

async function send(options: Parameters<typeof sealedReport>[2] = {}) {
  const sealed = await sealedReport(server, basra as NonNullable<typeof basra>, options);
  const sent = await server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload });
  assert.equal(sent.statusCode, 200, sent.body);
  return sealed;
}

async function stateOf(id: string): Promise<string | undefined> {
  const [row] = await asAdmin<{ state: string }>('select state from report where id = $1', [id]);
  return row?.state;
}

const openAtDesk = async (id: string, cookie: string) =>
  server.inject({ method: 'POST', url: `/api/reports/${id}/open`, headers: { cookie } });

async function setState(id: string, state: string, day: string, from = 'received'): Promise<void> {
  await asAdmin('update report set state = $2 where id = $1', [id, state]);
  await asAdmin(
    `insert into report_event (tenant_id, report_id, seq, command, from_state, to_state, day, actor)
     select tenant_id, id, 99, 'x', $2, $3, $4, 'system' from report where id = $1`,
    [id, from, state, day],
  );
}

test('nothing is destroyed before its time, nor what somebody opened, works on, or she withdrew', async () => {
  const waiting = await send();
  const opened = await send();
  const answered = await send();
  const worked = await send();
  const locked = await send();
  assert.equal((await openAtDesk(opened.reportId, await signIn('basra.women.1'))).statusCode, 200);
  const today = '2026-11-21';
  await setState(answered.reportId, 'answeredOnly', today);
  await setState(worked.reportId, 'caseOpened', today);
  await asAdmin(`update report set destroy_after = now() + interval '72 hours' where id = $1`, [locked.reportId]);
  assert.equal(await expireDue(days(RETENTION_DAYS.unopened)), 0);
  await expireDue(days(RETENTION_DAYS.answeredOnly));
  assert.equal(await stateOf(answered.reportId), 'answeredOnly');
  await expireDue(days(5_000));
  assert.deepEqual(
    await Promise.all([waiting, opened, answered, worked, locked].map(({ reportId }) => stateOf(reportId))),
    ['expired', 'received', 'expired', 'caseOpened', 'received'],
  );
});

test('a report closed without a case goes after six months, the report of a case after two years', async () => {
  const plain = await send();
  const ofCase = await send();
  await setState(plain.reportId, 'closed', '2026-11-21', 'answeredOnly');
  await setState(ofCase.reportId, 'closed', '2026-11-21', 'caseOpened');
  await expireDue(days(RETENTION_DAYS.answeredOnly + 1));
  assert.deepEqual([await stateOf(plain.reportId), await stateOf(ofCase.reportId)], ['expired', 'closed']);
  await expireDue(days(RETENTION_DAYS.caseClosed));
  assert.equal(await stateOf(ofCase.reportId), 'closed');
  await expireDue(days(RETENTION_DAYS.caseClosed + 1));
  assert.equal(await stateOf(ofCase.reportId), 'expired');
});

test('what was destroyed can be read by nobody: not from the mailbox, not at the desk, not in the tables; its tombstone stays', async () => {
  const sealed = await send({ text: 'مثال توضيحي' });
  const cookie = await signIn('basra.women.1');
  await expireDue(days(RETENTION_DAYS.unopened + 1));

  const mailbox = await asMailbox(server, sealed.mailbox, 'GET', '/api/mailbox');
  const [own] = mailbox.json<{ reports: { state: string; keyFile: null; body: null; messages: [] }[] }>().reports;
  assert.deepEqual([own?.state, own?.keyFile, own?.body, own?.messages], ['expired', null, null, []]);
  assert.equal((await openAtDesk(sealed.reportId, cookie)).statusCode, 404);
  const row = await asAdmin(
    `select summary, entry, urgent_until,
            (select count(*)::int from report_key where report_id = report.id) as keys,
            (select count(*)::int from report_body where report_id = report.id) as bodies,
            (select count(*)::int from report_message where report_id = report.id) as messages,
            (select string_agg(command, ' ') from report_event where report_id = report.id) as commands,
            (select state from shredded where id = report.id) as shredded
       from report where id = $1`,
    [sealed.reportId],
  );
  assert.deepEqual(row, [
    {
      summary: null,
      entry: null,
      urgent_until: null,
      keys: 0,
      bodies: 0,
      messages: 0,
      commands: 'expire',
      shredded: 'expired',
    },
  ]);
  const again = await server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload });
  assert.equal(again.statusCode, 200, 'a late repetition gets its first answer and brings nothing back');
  assert.equal((await asAdmin('select 1 from report_key where report_id = $1', [sealed.reportId])).length, 0);
  const leaves = await asAdmin(`select 1 from audit_event where verb = 'report.expire' and object = $1`, [
    `report:${sealed.reportId}`,
  ]);
  assert.equal(leaves.length, 1);
});

test('two sweeps at once destroy each report once', async () => {
  const sealed = await Promise.all(Array.from({ length: 5 }, () => send()));
  await Promise.all([1, 2, 3].map(() => expireDue(days(RETENTION_DAYS.unopened + 1))));
  const events = await asAdmin<{ n: number }>(
    `select count(*)::int as n from report_event where command = 'expire' and report_id = any($1)`,
    [sealed.map(({ reportId }) => reportId)],
  );
  assert.equal(events[0]?.n, 5);
});

test('a mailbox without a report goes, one with a report stays, and the jobs see nothing else of either', async () => {
  const { mailbox } = await send();
  const stray = randomId();
  await asAdmin(`insert into mailbox (id, signing_key) values ($1, decode(repeat('00', 32), 'hex'))`, [stray]);
  await removeStrayMailboxes({ jobsDatabase });
  const rows = await asAdmin<{ id: string }>('select id from mailbox where id = any($1)', [[stray, mailbox.mailboxId]]);
  assert.deepEqual(rows, [{ id: mailbox.mailboxId }]);
  const { sql } = await import('kysely');
  for (const statement of [
    sql`select signing_key from mailbox`,
    sql`select id, mailbox_id from report`,
    sql`select * from report_key`,
    sql`select * from report_body`,
    sql`delete from report`,
  ]) {
    await assert.rejects(statement.execute(jobsDatabase.direct), /permission denied/);
  }
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
