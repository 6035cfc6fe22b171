import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { BASHIQA, MAQIL, newForumPerson } from '../../../test/harness/forum-people.ts';
import type { Actor } from '../../base/actor.ts';
import { baghdadDay, DAY_MS } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { isProblem } from '../../base/problem.ts';
import { refusalOf, replay } from '../../base/transition.ts';
import { BASRA_MAIN } from '../../demo/offices.ts';
import { BASRA_POLICE, MINISTRY, NINEVEH_POLICE } from '../../demo/organisations.ts';
import {
  board,
  command,
  overdueOnBoard,
  planSteps,
  propose,
  readCommitment,
  wordForPublic,
} from './commitment.actions.ts';
import type { CommitmentCommand, CommitmentRole } from './commitment.model.ts';
import { commitmentCommands, commitmentStates, commitmentTransitions } from './commitment.model.ts';

const app = await withApplication();
const { database, clock, asAdmin } = app;
const ground = { database, clock };
const secretary = await newForumPerson(app, BASRA_POLICE, ['forumSecretary'], [[MAQIL, 'secretary']]);
const chair = await newForumPerson(app, BASRA_POLICE, ['forumChair'], [[MAQIL, 'chair']]);
const member = await newForumPerson(app, BASRA_POLICE, ['forumMember'], [[MAQIL, 'member']]);
const manager = await newForumPerson(app, BASRA_POLICE, ['officeManager']);
const officer = await newForumPerson(app, BASRA_POLICE, ['communityPoliceOfficer']);
const chairAndOfficer = await newForumPerson(app, BASRA_POLICE, ['communityPoliceOfficer'], [[MAQIL, 'chair']]);
const stranger = await newForumPerson(app, MINISTRY, ['forumSecretary']);
const bashiqa = await newForumPerson(app, NINEVEH_POLICE, ['forumSecretary'], [[BASHIQA, 'secretary']]);
const bashiqaChair = await newForumPerson(app, NINEVEH_POLICE, ['forumChair'], [[BASHIQA, 'chair']]);

const due = '2026-12-31';
const office = { kind: 'office', officeId: BASRA_MAIN } as const;
const body = { kind: 'body', name: 'بلدية البصرة (مثال توضيحي)' } as const;
const draft = {
  forumId: MAQIL,
  issueId: null,
  text: 'إنارة الشارع (مثال توضيحي)',
  bearer: office,
  dueOn: due,
  costIqd: null,
};

async function newCommitment(fields: Partial<Parameters<typeof propose>[3]> = {}, by: Actor = secretary): Promise<Id> {
  const id = randomId();
  await propose(ground, by, id, { ...draft, ...fields });
  return id;
}
const refused = (code: string, why?: string) => (error: unknown) =>
  isProblem(error) && error.code === code && (why === undefined || error.params['why'] === why);
const give = (by: Actor, id: Id, asked: CommitmentCommand, more: Partial<Parameters<typeof command>[3]> = {}) =>
  command(ground, by, id, { command: asked, ...more });

test('without a seat, of another organisation, or as a member only: nothing is drafted, nothing is seen', async () => {
  for (const by of [stranger, bashiqa, member, manager]) {
    await assert.rejects(propose(ground, by, randomId(), draft), refused('not_allowed'));
  }
  const id = await newCommitment();
  for (const by of [stranger, bashiqa]) {
    await assert.rejects(readCommitment(ground, by, id), refused('not_found'));
    await assert.rejects(give(by, id, 'agree'), refused('not_found'));
    assert.ok((await board(ground, by, {})).commitments.every((each) => each.id !== id));
  }
});

test('an office that does not exist is no duty bearer', async () => {
  const bearer = { kind: 'office', officeId: randomId() } as const;
  await assert.rejects(propose(ground, secretary, randomId(), { ...draft, bearer }), refused('wrong_shape'));
});

test('the same draft again is the same draft; another one under its id is refused', async () => {
  const id = await newCommitment();
  await propose(ground, secretary, id, draft);
  await assert.rejects(propose(ground, secretary, id, { ...draft, text: 'غيره' }), refused('already_different'));
});

test('every command that the table does not allow is refused, for every role in every state', () => {
  const roles: readonly CommitmentRole[] = ['member', 'secretary', 'chair', 'bearerHead', 'bearer', 'system'];
  let allowed = 0;
  for (const state of commitmentStates) {
    for (const each of commitmentCommands) {
      for (const role of roles) {
        const attempt = { roles: [role], holds: ['notBearer', 'due'] as const, reason: 'because' };
        const inTable = commitmentTransitions.some(
          (row) => row.command === each && row.from.includes(state) && row.roles.includes(role),
        );
        assert.equal(
          refusalOf(commitmentTransitions, state, each, attempt) === undefined,
          inTable,
          `${state} ${each} ${role}`,
        );
        if (inTable) allowed += 1;
      }
    }
  }
  assert.ok(allowed > 20);
});

test('from a promise to a promise kept: the duty bearer never verifies, and refuses only with a reason', async () => {
  const id = await newCommitment();
  await assert.rejects(give(secretary, id, 'agree'), refused('not_allowed'));
  await give(chair, id, 'agree');
  await give(secretary, id, 'handOver');
  await assert.rejects(give(officer, id, 'accept'), refused('not_allowed'));
  await assert.rejects(give(manager, id, 'refuse'), refused('transition_refused', 'reason'));
  await give(manager, id, 'refuse', { reason: 'ليس من اختصاصنا' });
  await give(secretary, id, 'handOver', { bearer: office, dueOn: '2026-12-15' });
  await give(manager, id, 'accept');
  await planSteps(ground, officer, id, {
    milestones: [{ id: randomId(), text: 'شراء المصابيح', dueOn: null, percent: 50 }],
  });
  const [step] = (await readCommitment(ground, chair, id)).milestones;
  await give(officer, id, 'progress', { percent: 50, reached: [step?.id ?? ''] });
  await assert.rejects(give(chair, id, 'verify'), refused('transition_refused', 'state'));
  await give(officer, id, 'reportDone', { evidence: 'الشارع مضاء' });
  for (const by of [officer, manager, secretary, member]) {
    await assert.rejects(give(by, id, 'verify'), refused('not_allowed'));
  }
  await assert.rejects(give(chairAndOfficer, id, 'verify'), refused('transition_refused', 'guard:notBearer'));
  await assert.rejects(give(chair, id, 'return'), refused('transition_refused', 'reason'));
  await give(chair, id, 'return', { reason: 'نصف الشارع فقط' });
  await give(officer, id, 'reportDone');
  assert.equal(await give(chair, id, 'verify'), 'verified');
  const counts = async () => {
    const [month] = await asAdmin<{ made: number; done: number; kept: number }>(
      `select commitments_made as made, commitments_done as done, commitments_in_time as kept from forum_month
        where forum_id = $1 and month = $2`,
      [MAQIL, `${baghdadDay(clock()).slice(0, 7)}-01`],
    );
    return month;
  };
  const month = await counts();
  assert.ok(month && month.done === 1 && month.kept === 1 && month.made > 1);
  await give(member, id, 'reopen', { reason: 'انطفأت' });
  assert.deepEqual(
    await counts(),
    { ...month, done: 0, kept: 0 },
    'a promise that was opened again is not a promise kept',
  );
  const read = await readCommitment(ground, chair, id);
  assert.equal(read.state, 'returned');
  assert.equal(read.milestones[0]?.reachedOn, baghdadDay(clock()));
  const commands = read.events.slice(1).map((event) => event.command as CommitmentCommand);
  assert.equal(replay(commitmentTransitions, 'proposed', commands), read.state, 'replaying the events gives the state');
});

test('nothing is handed over without a day, and the other side sees nothing before', async () => {
  const id = await newCommitment({ forumId: BASHIQA, dueOn: null }, bashiqa);
  await give(bashiqaChair, id, 'agree');
  await assert.rejects(give(bashiqa, id, 'handOver'), refused('transition_refused', 'guard:due'));
  await assert.rejects(readCommitment(ground, manager, id), refused('not_found'));
  await give(bashiqa, id, 'handOver', { dueOn: due });
  // The office belongs to another organisation than the forum.
  assert.ok((await board(ground, manager, { forum: BASHIQA })).commitments.some((each) => each.id === id));
  await assert.rejects(readCommitment(ground, secretary, id), refused('not_found'));
  await give(manager, id, 'accept');
  await give(officer, id, 'reportDone');
  await assert.rejects(give(officer, id, 'verify'), refused('not_allowed'));
  assert.equal(await give(bashiqaChair, id, 'verify'), 'verified');
});

test('a body without people here answers through the secretary, who still verifies nothing', async () => {
  const id = await newCommitment({ bearer: body });
  await give(chair, id, 'agree');
  await give(secretary, id, 'handOver');
  await assert.rejects(give(manager, id, 'accept'), refused('not_allowed'));
  await give(secretary, id, 'accept');
  await give(secretary, id, 'reportDone');
  await assert.rejects(give(secretary, id, 'verify'), refused('not_allowed'));
  assert.equal(await give(chair, id, 'verify'), 'verified');
});

test('what the public reads is written by the forum, and only then seen without a scope', async () => {
  const id = await newCommitment();
  const seen = async () =>
    (
      await database.direct
        .selectFrom('commitment' as never)
        .selectAll()
        .execute()
    ).length;
  const before = await seen();
  await assert.rejects(wordForPublic(ground, member, id, 'نص'), refused('not_allowed'));
  await assert.rejects(wordForPublic(ground, secretary, id, 'وعد السيد جاسم'), refused('issue_diverted'));
  await wordForPublic(ground, secretary, id, 'نعد بإنارة الشارع (مثال توضيحي)');
  assert.equal(await seen(), before + 1);
  await wordForPublic(ground, chair, id, null);
  assert.equal(await seen(), before);
});

test('the board pages by id and keeps to its filters', async () => {
  clock.advance(DAY_MS);
  for (let n = 0; n < 101; n++) await newCommitment({ text: `رقم ${n}` });
  const first = await board(ground, secretary, { forum: MAQIL });
  assert.equal(first.commitments.length, 100);
  assert.equal(first.more, true);
  const next = await board(ground, secretary, { forum: MAQIL, after: first.commitments.at(-1)?.id });
  const ids = [...first.commitments, ...next.commitments].map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  assert.ok(
    (await board(ground, secretary, { state: 'verified' })).commitments.every(({ state }) => state === 'verified'),
  );
});

test('whoever is handed a commitment after another organisation refused it goes on with its timeline', async () => {
  const id = await newCommitment({ forumId: BASHIQA, bearer: body }, bashiqa);
  await give(bashiqaChair, id, 'agree');
  await give(bashiqa, id, 'handOver');
  await assert.rejects(give(bashiqa, id, 'refuse'), refused('transition_refused', 'reason'));
  await give(bashiqa, id, 'refuse', { reason: 'خارج اختصاصنا' });
  await assert.rejects(give(manager, id, 'accept'), refused('not_found'));
  await give(bashiqa, id, 'handOver', { bearer: office });
  // The office sees none of what went before it was asked.
  assert.equal(await give(manager, id, 'accept'), 'accepted');
  assert.deepEqual(
    (await readCommitment(ground, manager, id)).events.map((each) => each.command),
    ['handOver', 'accept'],
  );
  assert.deepEqual(
    (await readCommitment(ground, bashiqa, id)).events.map((each) => each.command),
    ['propose', 'agree', 'handOver', 'refuse', 'handOver', 'accept'],
  );
});

test('evidence and public words that name somebody are refused, and nothing of them is kept', async () => {
  const id = await newCommitment();
  await assert.rejects(wordForPublic(ground, secretary, id, 'وعدنا السيد جاسم'), refused('issue_diverted'));
  await give(chair, id, 'agree');
  await give(secretary, id, 'handOver');
  await give(manager, id, 'accept');
  const evidence = 'اتصلوا على 07701234567';
  await assert.rejects(give(officer, id, 'progress', { percent: 40, evidence }), refused('issue_diverted'));
  const read = await readCommitment(ground, officer, id);
  assert.deepEqual([read.state, read.percent, read.publishedText], ['accepted', 0, null]);
});

test('the overdue are counted as the board lists them: for the forum and for the duty bearer, for nobody else', async () => {
  const before = await overdueOnBoard(ground, manager);
  const id = await newCommitment({ forumId: BASHIQA }, bashiqa);
  await give(bashiqaChair, id, 'agree');
  await give(bashiqa, id, 'handOver', { dueOn: baghdadDay(clock()) });
  await asAdmin('update commitment set overdue = true where id = $1', [id]);
  assert.equal(await overdueOnBoard(ground, manager), before + 1);
  assert.equal(await overdueOnBoard(ground, bashiqa), 1);
  assert.equal(await overdueOnBoard(ground, secretary), before);
  assert.equal(await overdueOnBoard(ground, stranger), 0);
});
