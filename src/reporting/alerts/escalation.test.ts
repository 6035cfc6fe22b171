import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { withMailServer } from '../../../test/harness/mail-server.ts';
import { sealedReport } from '../../../test/harness/reporter.ts';
import { listAlertAddresses } from '../../accounts/index.ts';
import { HOUR_MS, MINUTE_MS } from '../../base/clock.ts';
import type { InstalledDesk } from '../../demo/install.ts';
import { openMail } from '../../mail/mail.ts';
import { openDatabase } from '../../storage/database.ts';
import { escalateUrgent } from './escalation.actions.ts';

const { server, installed, database, connections, clock, asAdmin, unexpected } = await withApplication();
const mailServer = await withMailServer();
const jobsDatabase = openDatabase({ connection: connections.jobs, poolSize: 2 });
after(() => jobsDatabase.close());

const found = (kind: string): InstalledDesk => {
  const desk = installed.desks.find((each) => each.desk.kind === kind);
  if (!desk) throw new Error(`no demo desk ${kind}`);
  return desk;
};
const [basra, centre, lawyers] = [found('women'), found('referralCentre'), found('lawyerNgo')];
const CANARY = 'الكناري المختبئ في البلاغ';
const ALL_DAY = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: 0, to: 1440 }));
const [first, second] = basra.people.map(({ id }) => id);
const third = centre.people[0]?.id;

/** The sweep of a process that has just started. */
const sweep = () =>
  escalateUrgent({
    database,
    clock,
    jobsDatabase,
    listAlertAddresses,
    mail: openMail(
      { smtpUrl: mailServer.url, from: 'muntada@mail.example', publicUrl: 'https://muntada.example' },
      new Uint8Array(32),
    ),
  });

const setRota = (desk: InstalledDesk, ids: readonly (string | undefined)[]) =>
  asAdmin('update desk set rota = $2::jsonb where id = $1', [
    desk.desk.id,
    JSON.stringify(ids.flatMap((accountId) => ALL_DAY.map((hours) => ({ ...hours, accountId })))),
  ]);
const setAddress = (id: string | undefined, email: string | null) =>
  asAdmin('update account set alert_email = $2 where id = $1', [id, email]);
const recipients = () => mailServer.mails.splice(0).flatMap(({ to }) => to);
const noted = async () => (await asAdmin('select 1 from alert_mail')).length;

async function send(desk: InstalledDesk) {
  const { reportId, payload } = await sealedReport(server, desk, { urgent: true, text: CANARY });
  assert.equal((await server.inject({ method: 'POST', url: '/api/reports', payload })).statusCode, 200);
  const [row] = await asAdmin<{ mark: Date }>('select urgent_until as mark from report where id = $1', [reportId]);
  return { reportId, mark: row?.mark.getTime() ?? 0 };
}
const answer = (reportId: string) =>
  asAdmin('update report set desk_messages = 1, urgent_until = null where id = $1', [reportId]);

beforeEach(async () => {
  await asAdmin('update report set urgent_until = null');
  await asAdmin('delete from alert_mail');
  mailServer.mails.length = 0;
  mailServer.refuses.clear();
  for (const { people } of installed.desks) for (const { id } of people) await setAddress(id, null);
  await setRota(basra, [first, second]);
  await setRota(centre, [third]);
  await setAddress(first, 'first@work.example');
  clock.advance(4 * HOUR_MS);
});

test('nobody gets a mail before the mark, nor who is not on the rota, gave no address, or works elsewhere', async () => {
  const { mark } = await send(basra);
  await setRota(basra, [second]);
  await setRota(lawyers, [lawyers.people[0]?.id]);
  await setAddress(lawyers.people[0]?.id, 'lawyer@work.example');
  await setAddress(third, 'centre@work.example');
  clock.set(mark - 1);
  await sweep();
  clock.set(mark + 3 * HOUR_MS);
  await sweep();
  assert.deepEqual(recipients(), []);
  assert.equal(await noted(), 0);
});

test('without a mail server nothing is sent or noted, and the marks of what is no longer open go all the same', async () => {
  const { mark, reportId } = await send(basra);
  await asAdmin(`update report set state = 'closed' where id = $1`, [reportId]);
  clock.set(mark);
  await escalateUrgent({ database, clock, jobsDatabase, listAlertAddresses, mail: undefined });
  assert.deepEqual(await asAdmin('select urgent_until from report where id = $1', [reportId]), [
    { urgent_until: null },
  ]);
  assert.equal(await noted(), 0);
});

test('one mail at the quarter-hour mark and one at the hour, however many reports wait, sweeps run, or starts there are', async () => {
  const { mark } = await send(basra);
  for (let more = 0; more < 3; more++) await send(basra);
  clock.set(mark);
  await Promise.all([sweep(), sweep(), sweep()]);
  for (const minutes of [0, 1, 14, 44]) {
    clock.set(mark + minutes * MINUTE_MS);
    await sweep();
  }
  assert.deepEqual(recipients(), ['first@work.example']);
  clock.set(mark + 45 * MINUTE_MS);
  await sweep();
  await sweep();
  clock.set(mark + 5 * HOUR_MS);
  await sweep();
  assert.deepEqual(recipients(), ['first@work.example']);
});

test('a report that reaches a later mark is a mail of its own; the answer to it brings none about the one before', async () => {
  const older = await send(basra);
  clock.advance(15 * MINUTE_MS);
  const newer = await send(basra);
  clock.set(older.mark);
  await sweep();
  clock.set(newer.mark);
  await sweep();
  assert.deepEqual(recipients(), ['first@work.example', 'first@work.example']);
  await answer(newer.reportId);
  await sweep();
  assert.deepEqual(recipients(), []);
  assert.deepEqual(await asAdmin('select distinct mark from alert_mail'), [{ mark: new Date(older.mark) }]);
  await answer(older.reportId);
  await sweep();
  assert.equal(await noted(), 0, 'no time stays when nothing waits');
});

test('who is on the rota of two desks gets one mail for both', async () => {
  await setRota(centre, [first]);
  const { mark } = await send(basra);
  await send(centre);
  clock.set(mark);
  await sweep();
  await sweep();
  assert.deepEqual(recipients(), ['first@work.example']);
  assert.equal(await noted(), 2);
});

test('what failed is sent by the next sweep, once; the trouble names no address', async () => {
  const { mark } = await send(basra);
  await setAddress(second, 'second@work.example');
  clock.set(mark);
  mailServer.away = true;
  await assert.rejects(sweep(), (error: Error) => !/work\.example|127/.test(error.message));
  mailServer.away = false;
  assert.equal(await noted(), 0);
  mailServer.refuses.set('first@work.example', 451);
  await assert.rejects(sweep(), /did not take everything/);
  assert.deepEqual(recipients(), ['second@work.example'], 'one that fails holds the others up no longer than it must');
  mailServer.refuses.clear();
  await sweep();
  await sweep();
  assert.deepEqual(recipients(), ['first@work.example']);
});

test('an address that is refused for good is not tried again until the next mark, and stops nobody else’s', async () => {
  const { mark } = await send(basra);
  await setAddress(second, 'second@work.example');
  mailServer.refuses.set('first@work.example', 550);
  clock.set(mark);
  await sweep();
  assert.deepEqual(recipients(), ['second@work.example']);
  mailServer.refuses.clear();
  await sweep();
  assert.deepEqual(recipients(), []);
  clock.set(mark + 45 * MINUTE_MS);
  await sweep();
  assert.deepEqual(recipients().sort(), ['first@work.example', 'second@work.example']);
});

test('the mail holds no content, no desk, no organisation, no name and no count', async () => {
  const { mark, reportId } = await send(basra);
  await send(basra);
  clock.set(mark);
  await sweep();
  const [mail] = mailServer.mails;
  assert.ok(mail);
  const said = `${mail.headers.get('subject')}\n${mail.text}`;
  assert.ok(mail.text.includes('https://muntada.example/desk/'));
  assert.ok(!/\d/.test(said), 'no number of any kind');
  const organisation = await asAdmin<{ ar: string; en: string }>(
    `select names ->> 'ar' as ar, names ->> 'en' as en from organisation where id = $1`,
    [basra.desk.organisationId],
  );
  const secrets = [
    CANARY,
    reportId,
    basra.desk.id,
    ...Object.values(basra.desk.name),
    ...basra.desk.members.map(({ name }) => name),
    ...organisation.flatMap(({ ar, en }) => [ar, en]),
    'البصرة',
    'Basra',
    'عاجل',
    'urgent',
  ];
  assert.ok(secrets.length > 10);
  for (const secret of secrets) {
    assert.ok(!said.includes(secret) && !mail.raw.includes(secret), secret);
  }
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
