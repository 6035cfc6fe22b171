import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { BASHIQA, MAQIL, newForumPerson } from '../../../test/harness/forum-people.ts';
import { withMailServer } from '../../../test/harness/mail-server.ts';
import { listAlertAddresses } from '../../accounts/index.ts';
import type { Actor } from '../../base/actor.ts';
import { addDays, baghdadDay, DAY_MS } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { BASRA_POLICE, NINEVEH_POLICE } from '../../demo/organisations.ts';
import { openMail } from '../../mail/mail.ts';
import { sendAgendas } from './agenda-mail.actions.ts';
import { prepare } from './agenda.actions.ts';
import { command, plan, readMeeting } from './meeting.actions.ts';

const app = await withApplication();
const { database, clock, asAdmin } = app;
const server = await withMailServer();
const config = { smtpUrl: server.url, from: 'muntada@mail.example', publicUrl: 'https://muntada.example' };
const mail = openMail(config, new Uint8Array(32).fill(3));
const ground = { database, clock, mail, listAlertAddresses };
await asAdmin('delete from meeting_event; delete from agenda_item; delete from minutes; delete from meeting');

async function person(...args: Parameters<typeof newForumPerson> extends [unknown, ...infer Rest] ? Rest : never) {
  const actor = await newForumPerson(app, ...args);
  await asAdmin('update account set alert_email = $2 where id = $1', [actor.accountId, addressOf(actor)]);
  return actor;
}
const addressOf = ({ accountId }: Actor) => `${accountId}@work.example`;

const secretary = await person(BASRA_POLICE, ['forumSecretary'], [[MAQIL, 'secretary']]);
const chair = await person(BASRA_POLICE, ['forumChair'], [[MAQIL, 'chair']]);
await newForumPerson(app, BASRA_POLICE, ['forumMember'], [[MAQIL, 'member']]);
await person(NINEVEH_POLICE, ['forumSecretary'], [[BASHIQA, 'secretary']]);
await person(BASRA_POLICE, ['officeManager']);

async function approved(inDays: number): Promise<Id> {
  const id = randomId();
  const plannedOn = addDays(baghdadDay(clock()), inDays);
  const fields = { plannedOn, startsAt: 600, endsAt: 720, place: 'قاعة سرية', quorum: 0, quorumWomen: 0 };
  await plan(ground, secretary, id, { forumId: MAQIL, ...fields });
  await prepare(ground, secretary, id, { items: [{ id: randomId(), kind: 'other', title: 'بند سري' }] });
  await command(ground, chair, id, { command: 'approveAgenda' });
  return id;
}
const sentTo = () => server.mails.flatMap(({ to }) => to).sort();

test('not before seven days are left, not without an approved agenda', async () => {
  await approved(8);
  const unapproved = randomId();
  const plannedOn = addDays(baghdadDay(clock()), 3);
  const fields = { plannedOn, startsAt: 600, endsAt: 720, place: null, quorum: 0, quorumWomen: 0 };
  await plan(ground, secretary, unapproved, { forumId: MAQIL, ...fields });
  await sendAgendas(ground);
  assert.deepEqual(sentTo(), []);
});

test('seven days before, whoever has a seat and gave an address is told once, without content', async () => {
  clock.advance(DAY_MS);
  await sendAgendas(ground);
  const expected = [secretary, chair].map(addressOf).sort();
  assert.deepEqual(sentTo(), expected);
  for (const { raw, text, headers } of server.mails) {
    assert.match(text, /https:\/\/muntada\.example\/desk\/meetings/);
    assert.match(text, /The agenda of your forum’s meeting is ready/);
    const all = `${raw} ${text} ${[...headers.values()].join(' ')}`;
    for (const content of ['سري', 'المعقل', 'Ma’qil', MAQIL, '2026-']) assert.ok(!all.includes(content), content);
  }
  await sendAgendas(ground);
  assert.deepEqual(sentTo(), expected, 'told once');
});

test('where no server answers it is tried again; postponed, it goes out anew', async () => {
  server.mails.length = 0;
  const id = await approved(2);
  server.away = true;
  await assert.rejects(sendAgendas(ground));
  assert.equal((await readMeeting(ground, chair, id)).agendaMailedOn, null);
  server.away = false;
  await sendAgendas(ground);
  assert.equal(server.mails.length, 2);
  assert.equal((await readMeeting(ground, chair, id)).agendaMailedOn, baghdadDay(clock()));
  await command(ground, secretary, id, {
    command: 'postpone',
    reason: 'x',
    plannedOn: addDays(baghdadDay(clock()), 5),
  });
  await sendAgendas(ground);
  assert.equal(server.mails.length, 2);
  await command(ground, chair, id, { command: 'approveAgenda' });
  await sendAgendas(ground);
  assert.equal(server.mails.length, 4);
});

test('where this installation sends no mail, the meeting’s state is what tells', async () => {
  const id = await approved(4);
  await sendAgendas({ ...ground, mail: undefined });
  assert.equal((await readMeeting(ground, chair, id)).state, 'agendaOut');
});
