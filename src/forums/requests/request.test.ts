import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { MAQIL, newForumPerson } from '../../../test/harness/forum-people.ts';
import type { Actor } from '../../base/actor.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { isProblem } from '../../base/problem.ts';
import { refusalOf, replay } from '../../base/transition.ts';
import { BASRA_POLICE, MINISTRY } from '../../demo/organisations.ts';
import { newRaiseLimit } from '../issues/raise-limit.actions.ts';
import { askFromSite, command, listOf, readRequest } from './request.actions.ts';
import type { RequestCommand, RequestRole } from './request.model.ts';
import { requestCommands, requestStates, requestTransitions } from './request.model.ts';

const app = await withApplication();
const { database, clock, asAdmin } = app;
const ground = { database, clock, limit: newRaiseLimit(clock) };
const secretary = await newForumPerson(app, BASRA_POLICE, ['forumSecretary'], [[MAQIL, 'secretary']]);
const member = await newForumPerson(app, BASRA_POLICE, ['forumMember'], [[MAQIL, 'member']]);
const officer = await newForumPerson(app, BASRA_POLICE, ['communityPoliceOfficer']);
const stranger = await newForumPerson(app, MINISTRY, ['forumSecretary']);

const CONTACT = 'school@school.example';
const asked = {
  askerKind: 'school',
  askerName: 'ثانوية المعقل (مثال توضيحي)',
  topic: 'eExtortion',
  audience: 'pupils',
  expected: 80,
  wantedMonth: '2026-12-01',
  locale: 'ar',
  contact: CONTACT,
  note: 'نفضّل الصباح (مثال توضيحي)',
} as const;

async function newRequest(fields: Partial<Parameters<typeof askFromSite>[3]> = {}): Promise<Id> {
  const id = randomId();
  await askFromSite(ground, MAQIL, id, { ...asked, ...fields });
  return id;
}
const refused = (code: string, why?: string) => (error: unknown) =>
  isProblem(error) && error.code === code && (why === undefined || error.params['why'] === why);
const give = (by: Actor, id: Id, each: RequestCommand, more: Partial<Parameters<typeof command>[3]> = {}) =>
  command(ground, by, id, { command: each, ...more });

test('a note that points to somebody is refused and nothing of it is kept; a forum that is none is not asked', async () => {
  const before = await asAdmin('select id from awareness_request');
  await assert.rejects(newRequest({ note: 'الطالبة تتعرض لابتزاز، اتصلوا 07701234567' }), refused('issue_diverted'));
  await assert.rejects(newRequest({ askerName: 'السيد جاسم محمد' }), refused('issue_diverted'));
  await assert.rejects(askFromSite(ground, randomId(), randomId(), asked), refused('not_found'));
  assert.equal((await asAdmin('select id from awareness_request')).length, before.length);
});

test('another organisation sees none of it, and a member does nothing with it and does not learn whom to reach', async () => {
  const id = await newRequest();
  await assert.rejects(readRequest(ground, stranger, id), refused('not_found'));
  await assert.rejects(give(stranger, id, 'acknowledge'), refused('not_found'));
  assert.deepEqual((await listOf(ground, stranger, {})).requests, []);
  await assert.rejects(give(member, id, 'acknowledge'), refused('not_allowed'));
  assert.equal((await readRequest(ground, member, id)).contact, null);
  assert.equal((await readRequest(ground, officer, id)).contact, CONTACT);
});

test('every command that the table does not allow is refused, for every role in every state', () => {
  const roles: readonly RequestRole[] = ['secretary', 'chair', 'officer'];
  let allowed = 0;
  for (const state of requestStates) {
    for (const each of requestCommands) {
      for (const role of roles) {
        const attempt = { roles: [role], holds: ['dated', 'counted'] as const, reason: 'because' };
        const inTable = requestTransitions.some(
          (row) => row.command === each && row.from.includes(state) && row.roles.includes(role),
        );
        const refusal = refusalOf(requestTransitions, state, each, attempt);
        assert.equal(refusal === undefined, inTable, `${state} ${each} ${role}`);
        if (inTable) allowed += 1;
      }
    }
  }
  assert.ok(allowed > 15);
});

test('from received to closed; whom to reach is deleted at the end, and the events give the state', async () => {
  const id = await newRequest();
  await assert.rejects(give(officer, id, 'schedule'), refused('transition_refused', 'guard:dated'));
  await assert.rejects(give(officer, id, 'evaluate'), refused('transition_refused', 'state'));
  await give(officer, id, 'acknowledge');
  await give(officer, id, 'schedule', { scheduledOn: '2026-12-10' });
  await assert.rejects(give(officer, id, 'deliver', { women: 30 }), refused('transition_refused', 'guard:counted'));
  await give(officer, id, 'deliver', { women: 30, men: 0 });
  await give(officer, id, 'evaluate', { evaluation: 'أسئلة كثيرة عن الخصوصية (مثال توضيحي)' });
  await assert.rejects(give(officer, id, 'close'), refused('not_allowed'));
  assert.equal((await readRequest(ground, secretary, id)).contact, CONTACT);
  assert.equal(await give(secretary, id, 'close'), 'closed');
  const read = await readRequest(ground, secretary, id);
  assert.deepEqual([read.contact, read.women, read.men, read.commands], [null, 30, 0, []]);
  const commands = read.events.slice(1).map((event) => event.command as RequestCommand);
  assert.equal(replay(requestTransitions, 'received', commands), read.state);
});

test('a request is declined with a reason only, and whom to reach is deleted', async () => {
  const id = await newRequest();
  await assert.rejects(give(secretary, id, 'decline'), refused('transition_refused', 'reason'));
  assert.equal(await give(secretary, id, 'decline', { reason: 'لا موعد هذا الفصل' }), 'declined');
  assert.equal((await readRequest(ground, secretary, id)).contact, null);
});

test('the same request again is one request, another one under its id is refused, and an hour has its limit', async () => {
  const id = randomId();
  await askFromSite(ground, MAQIL, id, asked);
  await askFromSite(ground, MAQIL, id, asked);
  await assert.rejects(askFromSite(ground, MAQIL, id, { ...asked, expected: 9 }), refused('already_different'));
  const hurried = { ...ground, limit: newRaiseLimit(clock) };
  for (let n = 0; n < 60; n++) await askFromSite(hurried, MAQIL, id, asked);
  await assert.rejects(askFromSite(hurried, MAQIL, id, asked), refused('too_many'));
});
