import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { MAQIL, newForumPerson } from '../../../test/harness/forum-people.ts';
import { withMailServer } from '../../../test/harness/mail-server.ts';
import { listRoleAddresses } from '../../accounts/index.ts';
import { addDays, baghdadDay, DAY_MS } from '../../base/clock.ts';
import { randomId } from '../../base/ids.ts';
import { BASRA_MAIN } from '../../demo/offices.ts';
import { BASRA_POLICE } from '../../demo/organisations.ts';
import { openMail } from '../../mail/mail.ts';
import { command, propose, readCommitment } from './commitment.actions.ts';
import { sweepOverdue } from './overdue.actions.ts';

const app = await withApplication();
const { database, clock } = app;
const server = await withMailServer();
const ground = { database, clock, listRoleAddresses, mail: undefined };
const secretary = await newForumPerson(app, BASRA_POLICE, ['forumSecretary'], [[MAQIL, 'secretary']]);
const chair = await newForumPerson(app, BASRA_POLICE, ['forumChair'], [[MAQIL, 'chair']]);
const officer = await newForumPerson(app, BASRA_POLICE, ['officeManager']);
// What the demo was promised has its own days.
await app.asAdmin('update commitment set due_on = null');

test('a promise is reminded once, told to the directorate once, and both begin anew with a new day', async () => {
  await sweepOverdue(ground);
  const id = randomId();
  const dueOn = addDays(baghdadDay(clock()), 3);
  await propose(ground, secretary, id, {
    forumId: MAQIL,
    issueId: null,
    text: 'مثال توضيحي',
    bearer: { kind: 'office', officeId: BASRA_MAIN },
    dueOn,
    costIqd: null,
  });
  const overdue = async () => (await readCommitment(ground, chair, id)).overdue;
  clock.advance(5 * DAY_MS);
  assert.deepEqual(await sweepOverdue(ground), [], 'what nobody was handed over is not overdue');
  await command(ground, chair, id, { command: 'agree' });
  await command(ground, secretary, id, { command: 'handOver', dueOn: baghdadDay(clock()) });
  assert.deepEqual(await sweepOverdue(ground), [], 'its day is not over yet');
  clock.advance(DAY_MS);
  const reminder = [{ whom: 'bearer', tenantId: BASRA_POLICE, governorateId: 'IQG02' }];
  assert.deepEqual(await sweepOverdue(ground), reminder);
  assert.equal(await overdue(), true);
  assert.deepEqual(await sweepOverdue(ground), [], 'said once');
  clock.advance(13 * DAY_MS);
  assert.deepEqual(await sweepOverdue(ground), []);
  clock.advance(DAY_MS);
  assert.deepEqual(await sweepOverdue(ground), [
    { whom: 'directorate', tenantId: BASRA_POLICE, governorateId: 'IQG02' },
  ]);
  assert.deepEqual(await sweepOverdue(ground), []);
  await command(ground, officer, id, { command: 'accept' });
  await command(ground, officer, id, { command: 'reportDone' });
  assert.deepEqual(await sweepOverdue(ground), []);
  assert.equal(await overdue(), false, 'what is reported done waits for the forum, not for the bearer');
  await command(ground, chair, id, { command: 'return', reason: 'لم يكتمل' });
  assert.deepEqual(await sweepOverdue(ground), [
    { whom: 'directorate', tenantId: BASRA_POLICE, governorateId: 'IQG02' },
  ]);
  assert.equal(await overdue(), true);
});

test('the bearer’s managers are mailed first, the directors two weeks later, without a word about what; a server that is away is tried again', async () => {
  const mail = openMail(
    { smtpUrl: server.url, from: 'muntada@mail.example', publicUrl: 'https://muntada.example' },
    new Uint8Array(32).fill(5),
  );
  const mailing = { ...ground, mail };
  const director = await newForumPerson(app, BASRA_POLICE, ['governorateDirector']);
  const worker = await newForumPerson(app, BASRA_POLICE, ['communityPoliceOfficer']);
  for (const [person, address] of [
    [officer, 'manager@work.example'],
    [director, 'director@work.example'],
    [worker, 'officer@work.example'],
    [chair, 'chair@work.example'],
  ] as const) {
    await app.asAdmin('update account set alert_email = $2 where id = $1', [person.accountId, address]);
  }
  await sweepOverdue(ground);
  const id = randomId();
  const text = 'وعد لا يُذكر في البريد';
  await propose(ground, secretary, id, {
    forumId: MAQIL,
    issueId: null,
    text,
    bearer: { kind: 'office', officeId: BASRA_MAIN },
    dueOn: null,
    costIqd: null,
  });
  await command(ground, chair, id, { command: 'agree' });
  await command(ground, secretary, id, { command: 'handOver', dueOn: baghdadDay(clock()) });
  clock.advance(DAY_MS);
  server.away = true;
  await assert.rejects(sweepOverdue(mailing), /mail server/);
  assert.equal((await readCommitment(ground, chair, id)).overdue, true, 'the mark does not wait for the mail');
  server.away = false;
  await sweepOverdue(mailing);
  assert.deepEqual(
    server.mails.map(({ to }) => to),
    [['manager@work.example']],
  );
  await sweepOverdue(mailing);
  assert.equal(server.mails.length, 1);
  clock.advance(14 * DAY_MS);
  await sweepOverdue(mailing);
  assert.deepEqual(
    server.mails.map(({ to }) => to),
    [['manager@work.example'], ['director@work.example']],
  );
  for (const { raw, text: says } of server.mails) {
    assert.ok(!raw.includes(id) && !says.includes(text) && !/commitment|التزام/.test(says), says);
  }
});
