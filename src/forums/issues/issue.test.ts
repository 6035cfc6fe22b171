import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { BASHIQA, MAQIL, newForumPerson } from '../../../test/harness/forum-people.ts';
import type { Actor } from '../../base/actor.ts';
import { baghdadDay, DAY_MS, HOUR_MS } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { isProblem } from '../../base/problem.ts';
import { refusalOf, replay } from '../../base/transition.ts';
import { demoIssues } from '../../demo/forums/issue-stories.ts';
import { BASRA_POLICE, NINEVEH_POLICE } from '../../demo/organisations.ts';
import { carryOut, command, followUpRemit, listOf, raiseFor, raiseFromSite, readIssue, word } from './issue.actions.ts';
import type { IssueCommand, IssueRole } from './issue.model.ts';
import { issueCommands, issueStates, issueTransitions } from './issue.model.ts';
import { findIssueForUpdate } from './issue.queries.ts';
import { newRaiseLimit } from './raise-limit.actions.ts';

const app = await withApplication();
const { database, clock, asAdmin, server } = app;
const ground = { database, clock };
const secretary = await newForumPerson(app, BASRA_POLICE, ['forumSecretary'], [[MAQIL, 'secretary']]);
const chair = await newForumPerson(app, BASRA_POLICE, ['forumChair'], [[MAQIL, 'chair']]);
const member = await newForumPerson(app, BASRA_POLICE, ['forumMember'], [[MAQIL, 'member']]);
const officer = await newForumPerson(app, BASRA_POLICE, ['communityPoliceOfficer']);
const chairAndOfficer = await newForumPerson(app, BASRA_POLICE, ['communityPoliceOfficer'], [[MAQIL, 'chair']]);
const bashiqa = await newForumPerson(app, NINEVEH_POLICE, ['forumSecretary'], [[BASHIQA, 'secretary']]);
const people = [secretary, chair, member, officer, chairAndOfficer, bashiqa];

const HARMLESS = 'لا إنارة في شارعنا والطالبات يخفن العودة مساءً (مثال توضيحي)';
const raised = { forumId: MAQIL, category: 'services', text: HARMLESS, place: 'المعقل', affected: ['women'] } as const;
const body = { ...raised, affected: [...raised.affected] };
const refused = (code: string, why?: string) => (error: unknown) =>
  isProblem(error) && error.code === code && (why === undefined || error.params['why'] === why);
const put = (id: Id, payload: object, language = 'ar') =>
  server.inject({ method: 'PUT', url: `/api/public/issues/${id}`, payload, headers: { 'accept-language': language } });
const give = (by: Actor, id: Id, asked: IssueCommand, more: Partial<Parameters<typeof command>[3]> = {}) =>
  command(ground, by, id, { command: asked, ...more });

async function newIssue(): Promise<Id> {
  const id = randomId();
  await raiseFor(ground, member, id, { ...body, channel: 'member' });
  return id;
}

/** What the approval of minutes does in the name of the meeting. */
async function asMeeting(id: Id, ...asked: readonly IssueCommand[]): Promise<void> {
  for (const each of asked) {
    await database.transact({ tenant: BASRA_POLICE }, async (tx) => {
      const issue = await findIssueForUpdate(tx, BASRA_POLICE, id);
      assert.ok(issue);
      const by = { accountId: chair.accountId, day: baghdadDay(clock()), roles: ['system'], holds: [] } as const;
      await carryOut(tx, by, issue, each, 'because');
    });
  }
}

test('what names a person, leads to one or tells of violence is refused in her language, and kept nowhere', async () => {
  const marks = ['07701234567', 'https://t.me/illustrative', 'السيد جاسم', 'زوجي يضربني كل يوم'];
  for (const mark of marks) {
    for (const [language, of] of [
      ['ar', 'سرّي'],
      ['ckb', 'نهێنی'],
      ['en', 'confidential'],
    ] as const) {
      const answer = await put(randomId(), { ...body, text: `${HARMLESS} ${mark}` }, language);
      assert.equal(answer.statusCode, 422, mark);
      const problem = answer.json<{ code: string; detail?: string; title?: string }>();
      assert.equal(problem.code, 'issue_diverted');
      assert.ok(JSON.stringify(problem).includes(of), JSON.stringify(problem));
      assert.ok(!answer.body.includes(mark), 'what was refused is not said again');
    }
    await assert.rejects(
      raiseFor(ground, member, randomId(), { ...body, text: mark, channel: 'paper' }),
      refused('issue_diverted'),
    );
  }
  assert.equal((await put(randomId(), { ...body, place: 'بيت السيد جاسم' })).statusCode, 422);
  const kept = await asAdmin('select 1 from issue');
  assert.equal(kept.length, demoIssues.length);
});

test('a stranger needs no account; a wrong shape, an unknown forum and a flood are refused', async () => {
  assert.equal((await put(randomId(), { ...body, name: 'x' })).statusCode, 422);
  assert.equal((await put(randomId(), { ...body, text: '   ' })).statusCode, 422);
  assert.equal((await put(randomId(), { ...body, text: 'ا'.repeat(2001) })).statusCode, 422);
  assert.equal((await put(randomId(), { ...body, forumId: randomId() })).statusCode, 404);
  const id = randomId();
  assert.equal((await put(id, body)).json<{ raisedOn: string }>().raisedOn, baghdadDay(clock()));
  assert.equal((await put(id, body)).statusCode, 200, 'the same again is the same');
  assert.equal((await put(id, { ...body, text: 'غيره' })).statusCode, 409);
  const limit = newRaiseLimit(clock);
  let passed = 0;
  while (limit(MAQIL)) passed += 1;
  assert.equal(passed, 60);
  const flooded = { ...ground, limit };
  await assert.rejects(raiseFromSite(flooded, randomId(), body), refused('too_many'));
  assert.equal(limit(BASHIQA), true, 'another forum is not held up');
  clock.advance(HOUR_MS);
  await raiseFromSite(flooded, randomId(), body);
});

test('before the screen nobody but the secretary sees it; her divert leaves nothing', async () => {
  const id = await newIssue();
  for (const by of people.filter((each) => each !== secretary)) {
    await assert.rejects(readIssue(ground, by, id), refused('not_found'));
    await assert.rejects(give(by, id, 'accept'), refused('not_found'));
    if (by === bashiqa) continue;
    const { issues, waiting } = await listOf(ground, by, MAQIL, { state: 'raised' });
    assert.deepEqual([issues, waiting], [[], null]);
  }
  assert.ok((await listOf(ground, secretary, MAQIL, {})).waiting);
  await give(secretary, id, 'divert', { reason: 'تذكر اسمًا' });
  const row = await asAdmin<object>(
    'select text, place, affected, published_text, (select string_agg(reason, $2) from issue_event where issue_id = issue.id) as reasons from issue where id = $1',
    [id, ''],
  );
  assert.deepEqual(row, [{ text: null, place: null, affected: [], published_text: null, reasons: null }]);
});

test('every command that the table does not allow is refused, for every role in every state', () => {
  const roles: readonly IssueRole[] = ['member', 'secretary', 'chair', 'system'];
  let allowed = 0;
  for (const state of issueStates) {
    for (const each of issueCommands) {
      for (const role of roles) {
        const attempt = { roles: [role], holds: ['notBearer', 'worded'] as const, reason: 'because' };
        const inTable = issueTransitions.some(
          (row) => row.command === each && row.from.includes(state) && row.roles.includes(role),
        );
        assert.equal(
          refusalOf(issueTransitions, state, each, attempt) === undefined,
          inTable,
          `${state} ${each} ${role}`,
        );
        if (inTable) allowed += 1;
      }
    }
  }
  assert.ok(allowed > 40);
});

test('from an issue raised to what the public reads; a duty bearer does not verify', async () => {
  const id = await newIssue();
  await give(secretary, id, 'accept');
  assert.equal((await readIssue(ground, officer, id)).text, HARMLESS);
  await give(secretary, id, 'schedule');
  await assert.rejects(give(secretary, id, 'discuss'), refused('not_allowed'));
  await asMeeting(id, 'discuss', 'solve');
  await give(secretary, id, 'followUp');
  await assert.rejects(give(chairAndOfficer, id, 'verify'), refused('transition_refused', 'guard:notBearer'));
  await give(chair, id, 'verify');
  await assert.rejects(give(chair, id, 'publish'), refused('transition_refused', 'guard:worded'));
  await assert.rejects(word(ground, member, id, { text: 'نص' }), refused('not_allowed'));
  await assert.rejects(word(ground, secretary, id, { text: 'قال السيد جاسم' }), refused('issue_diverted'));
  await word(ground, secretary, id, { text: 'عادت الإنارة إلى الشارع (مثال توضيحي)' });
  assert.equal(await give(chair, id, 'publish'), 'published');
  await assert.rejects(give(member, id, 'reopen'), refused('transition_refused', 'reason'));
  const solved = async () => {
    const [sum] = await asAdmin<object>(
      'select sum(issues_solved)::integer as solved, sum(issues_solved_in_90)::integer as quick from forum_month where forum_id = $1',
      [MAQIL],
    );
    return sum as { solved: number; quick: number };
  };
  const before = await solved();
  await give(member, id, 'reopen', { reason: 'انطفأت' });
  assert.deepEqual(await solved(), { solved: before.solved - 1, quick: before.quick - 1 }, 'not solved any more');
  const read = await readIssue(ground, member, id);
  const commands = read.events.slice(1).map((event) => event.command as IssueCommand);
  assert.equal(replay(issueTransitions, 'raised', commands), read.state, 'replaying the events gives the state');
  await assert.rejects(readIssue(ground, bashiqa, id), refused('not_found'));
});

test('a forum that is planned or closed takes no issue from the site', async () => {
  const planned = await asAdmin<{ id: Id }>('select id from forum where founded_on is null');
  assert.equal(planned.length, 4);
  const closed = randomId();
  await asAdmin(
    `insert into forum (tenant_id, id, names, governorate_id, founded_on, closed_on)
     select tenant_id, $1, names, governorate_id, '2018-01-01', $2::date from forum where id = $3`,
    [closed, baghdadDay(clock()), MAQIL],
  );
  for (const forumId of [...planned.map(({ id }) => id), closed]) {
    const answer = await put(randomId(), { ...body, forumId });
    assert.deepEqual([answer.statusCode, answer.json<{ code: string }>().code], [404, 'not_found']);
  }
});

test('merged into one that stays, never into itself, into a foreign one or one that waits', async () => {
  const [stays, goes, waits] = [await newIssue(), await newIssue(), await newIssue()];
  await give(secretary, stays, 'accept');
  for (const mergeInto of [goes, waits, randomId()]) {
    await assert.rejects(give(secretary, goes, 'merge', { mergeInto }));
  }
  await give(secretary, goes, 'merge', { mergeInto: stays });
  assert.equal((await readIssue(ground, member, goes)).mergedInto, stays);
});

test('out of remit is sent on to a body by name and asked after', async () => {
  const id = await newIssue();
  await give(secretary, id, 'accept');
  await assert.rejects(
    followUpRemit(ground, secretary, id, { outcome: 'x', until: null }),
    refused('transition_refused'),
  );
  await assert.rejects(give(secretary, id, 'sendOn'), refused('wrong_shape'));
  await give(secretary, id, 'sendOn', { remitBody: 'municipality', remitUntil: '2026-12-31' });
  await followUpRemit(ground, secretary, id, { outcome: 'وعدت البلدية بالإصلاح', until: '2027-01-31' });
  assert.equal((await readIssue(ground, member, id)).remitOutcome, 'وعدت البلدية بالإصلاح');
});

test('solved within 90 days is counted so, later it is only solved', async () => {
  const counts = async () =>
    (
      await asAdmin<{ solved: number; quick: number }>(
        'select coalesce(sum(issues_solved), 0)::integer as solved, coalesce(sum(issues_solved_in_90), 0)::integer as quick from forum_month',
      )
    )[0];
  const before = await counts();
  const [soon, late] = [await newIssue(), await newIssue()];
  for (const id of [soon, late]) await give(secretary, id, 'accept');
  for (const id of [soon, late]) await give(secretary, id, 'schedule');
  clock.advance(90 * DAY_MS);
  await asMeeting(soon, 'discuss', 'solve');
  clock.advance(DAY_MS);
  await asMeeting(late, 'discuss', 'solve');
  const after = await counts();
  assert.deepEqual([(after?.solved ?? 0) - (before?.solved ?? 0), (after?.quick ?? 0) - (before?.quick ?? 0)], [2, 1]);
});
