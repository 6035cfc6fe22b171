import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { asMailbox, partOf, sealedReport } from '../../../test/harness/reporter.ts';
import { DAY_MS, HOUR_MS, startOfDay } from '../../base/clock.ts';
import { randomId } from '../../base/ids.ts';
import { refusalOf } from '../../base/transition.ts';
import { openDatabase } from '../../storage/database.ts';
import { reportStates, reportTransitions } from '../model.ts';
import { readRetention } from '../../config/retention.ts';
import { countReceivedDue, expireDue, removeStrayMailboxes } from './sweep.actions.ts';

const { server, installed, database, connections, clock, signIn, asAdmin, unexpected } = await withApplication();
const jobsDatabase = openDatabase({ connection: connections.jobs, poolSize: 1 });
after(() => jobsDatabase.close());
const [basra] = installed.desks;
if (!basra) throw new Error('the demo has a desk');
const tenantId = basra.desk.organisationId;
const TODAY = '2026-11-21';
const START = clock();
const retention = readRetention({});
const at = (ms: number) => ({ database, clock: () => ms, retention });
const days = (count: number) => at(START + count * DAY_MS);
/** Noon of a day in Iraq. */
const on = (day: string) => at(startOfDay(day) + 12 * HOUR_MS);

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

test('nothing is destroyed before its time, nor what she herself withdrew', async () => {
  const waiting = await send();
  const answered = await send();
  const locked = await send();
  await setState(answered.reportId, 'answeredOnly', TODAY);
  await asAdmin(`update report set destroy_after = now() + interval '72 hours' where id = $1`, [locked.reportId]);
  assert.equal(await expireDue(days(90)), 0);
  assert.ok((await expireDue(days(91))) >= 1);
  await expireDue(on('2027-05-21'));
  assert.deepEqual(await Promise.all([waiting, answered].map(({ reportId }) => stateOf(reportId))), [
    'expired',
    'answeredOnly',
  ]);
  await expireDue(on('2027-05-22'));
  await expireDue(on('2036-01-01'));
  assert.deepEqual(await Promise.all([answered, locked].map(({ reportId }) => stateOf(reportId))), [
    'expired',
    'received',
  ]);
});

test('a report closed without a case goes after six months, the report of a case after two years', async () => {
  const plain = await send();
  const ofCase = await send();
  await setState(plain.reportId, 'closed', TODAY, 'answeredOnly');
  await setState(ofCase.reportId, 'closed', TODAY, 'caseOpened');
  await expireDue(on('2027-05-22'));
  assert.deepEqual([await stateOf(plain.reportId), await stateOf(ofCase.reportId)], ['expired', 'closed']);
  await expireDue(on('2028-11-21'));
  assert.equal(await stateOf(ofCase.reportId), 'closed');
  await expireDue(on('2028-11-22'));
  assert.equal(await stateOf(ofCase.reportId), 'expired');
});

test('nothing is kept for ever: whatever state it is in, in the end it goes, and the table says so', async () => {
  const cookie = await signIn('basra.women.1');
  const states = reportStates.filter((state) => state !== 'withdrawn' && state !== 'expired');
  const sent = [];
  for (const state of states) {
    const { reportId } = await send();
    assert.equal((await openAtDesk(reportId, cookie)).statusCode, 200);
    if (state !== 'received') await setState(reportId, state, TODAY);
    sent.push(reportId);
    assert.equal(refusalOf(reportTransitions, state, 'expire', { roles: ['system'] }), undefined, state);
  }
  // Every night, as the sweep runs: the warning comes before.
  for (let day = 60; day < 800; day += 10) await expireDue(days(day));
  assert.deepEqual(
    await Promise.all(sent.map(stateOf)),
    sent.map(() => 'expired'),
  );
});

test('what a desk works on is not destroyed without thirty days of warning, however long the server was away', async () => {
  const { reportId } = await send();
  const scoped = await send();
  assert.equal((await openAtDesk(reportId, await signIn('basra.women.1'))).statusCode, 200);
  await setState(reportId, 'caseOpened', TODAY);
  await setState(scoped.reportId, 'outOfScope', TODAY);
  const expiresOn = async (id: string) =>
    (await asAdmin<{ day: string | null }>('select expires_on::text as day from report where id = $1', [id]))[0]?.day;
  await expireDue(on('2027-04-21'));
  assert.deepEqual([await expiresOn(reportId), await expiresOn(scoped.reportId)], [null, null]);
  await expireDue(on('2027-04-22'));
  assert.equal(await expiresOn(scoped.reportId), '2027-05-22', 'six months and a day');

  await expireDue(on('2030-01-01'));
  assert.equal(await stateOf(scoped.reportId), 'expired');
  assert.deepEqual([await stateOf(reportId), await expiresOn(reportId)], ['caseOpened', '2030-01-31']);
  assert.equal(await expireDue(on('2030-01-30')), 0);
  await expireDue(on('2030-01-31'));
  assert.equal(await stateOf(reportId), 'expired');
});

test('a look keeps what a desk works on, and nothing that it set aside; a message of hers keeps both', async () => {
  const cookie = await signIn('basra.women.1');
  const [worked, aside] = [await send(), await send()];
  await setState(worked.reportId, 'emergency', TODAY);
  await setState(aside.reportId, 'outOfScope', TODAY);
  await asAdmin(`update report set expires_on = '2027-05-22' where id = any($1)`, [[worked.reportId, aside.reportId]]);
  for (const { reportId } of [worked, aside]) assert.equal((await openAtDesk(reportId, cookie)).statusCode, 200);
  const dates = async () =>
    (
      await asAdmin<{ day: string | null }>(
        'select expires_on::text as day from report where id = any($1) order by state',
        [[worked.reportId, aside.reportId]],
      )
    ).map(({ day }) => day);
  assert.deepEqual(await dates(), [null, '2027-05-22']);
  const path = `/api/mailbox/reports/${aside.reportId}/messages`;
  const message = { id: randomId(), seq: 1, body: partOf(aside, 'body') };
  const written = await asMailbox(server, aside.mailbox, 'POST', path, message);
  assert.equal(written.statusCode, 200, written.body);
  assert.deepEqual(await dates(), [null, null]);
});

test('a longer period takes a warning back', async () => {
  const { reportId } = await send();
  await expireDue(days(70));
  const day = () => asAdmin('select expires_on::text as day from report where id = $1', [reportId]);
  assert.deepEqual(await day(), [{ day: '2027-02-20' }]);
  await expireDue({ ...days(71), retention: readRetention({ MUNTADA_KEEP_UNOPENED: '6 months' }) });
  assert.deepEqual(await day(), [{ day: null }]);
});

test('reports are counted when they arrived, once, by the governorate of the desk, whatever becomes of them', async () => {
  const other = installed.desks.find(({ desk }) => desk.governorateId !== basra.desk.governorateId);
  assert.ok(other);
  const counts = async () =>
    Object.fromEntries(
      (
        await asAdmin<{ halfYear: string; id: string; count: number }>(
          'select half_year as "halfYear", governorate_id as id, count from stat_counter',
        )
      ).map(({ halfYear, id, count }) => [`${halfYear} ${id}`, count]),
    );
  const through = (day: string) => countReceivedDue({ jobsDatabase, clock: on(day).clock });
  const here = `2026-H2 ${basra.desk.governorateId}`;
  await through('2026-11-22');
  assert.deepEqual(await counts(), {}, 'today and yesterday are not over for who is under way');
  await through('2026-11-23');
  const before = (await counts())[here];
  const [all] = await asAdmin<{ n: number }>('select count(*)::int as n from report');
  assert.equal(before, all?.n, 'expired, withdrawn, never opened: received all the same');
  await Promise.all([through('2026-11-23'), through('2026-12-01')]);
  assert.equal((await counts())[here], before, 'a day is counted once');

  const moved = await send();
  await asAdmin(`update report set day = '2026-12-31' where id = $1`, [moved.reportId]);
  await asAdmin('update report set desk_id = $2, tenant_id = $3 where id = $1', [
    moved.reportId,
    other.desk.id,
    other.desk.organisationId,
  ]);
  await through('2027-01-02');
  assert.deepEqual(await counts(), { [here]: before, [`2026-H2 ${other.desk.governorateId}`]: 1 });
  await asAdmin('update report set desk_id = $2, tenant_id = $3 where id = $1', [
    moved.reportId,
    basra.desk.id,
    tenantId,
  ]);
  await through('2027-03-01');
  assert.deepEqual(await counts(), { [here]: before, [`2026-H2 ${other.desk.governorateId}`]: 1 }, 'moved: not again');
});

test('neither the process nor the jobs can raise the count or read what it is made from', async () => {
  const { sql } = await import('kysely');
  await assert.rejects(sql`select count_received('2030-01-01')`.execute(database.direct), /permission denied|42501/);
  await assert.rejects(sql`insert into stat_counter values ('2026-H2', 'IQG02', 1)`.execute(database.direct));
  await assert.rejects(sql`select day, desk_id from report`.execute(jobsDatabase.direct), /permission denied/);
});

test('what was destroyed can be read by nobody: not from the mailbox, not at the desk, not in the tables; its tombstone stays', async () => {
  const sealed = await send({ text: 'مثال توضيحي' });
  const cookie = await signIn('basra.women.1');
  await expireDue(days(91));

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
  await Promise.all([1, 2, 3].map(() => expireDue(days(91))));
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
