import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { BASHIQA, MAQIL, newForumPerson } from '../../../test/harness/forum-people.ts';
import type { Actor } from '../../base/actor.ts';
import { addDays, baghdadDay, weekday } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { isProblem } from '../../base/problem.ts';
import { refusalOf, replay } from '../../base/transition.ts';
import { BASRA_MAIN } from '../../demo/offices.ts';
import { BASRA_POLICE, MINISTRY, NINEVEH_POLICE } from '../../demo/organisations.ts';
import { command as commandCommitment, propose } from '../commitments/commitment.actions.ts';
import { command as commandIssue, raiseFor, readIssue } from '../issues/issue.actions.ts';
import { prepare } from './agenda.actions.ts';
import { command, listOf, plan, planMonths, readMeeting } from './meeting.actions.ts';
import type { MeetingCommand, MeetingRole } from './meeting.model.ts';
import { dayInMonth, meetingCommands, meetingStates, meetingTransitions, monthsFrom } from './meeting.model.ts';

const app = await withApplication();
const { database, clock, asAdmin } = app;
const ground = { database, clock };
const secretary = await newForumPerson(app, BASRA_POLICE, ['forumSecretary'], [[MAQIL, 'secretary']]);
const chair = await newForumPerson(app, BASRA_POLICE, ['forumChair'], [[MAQIL, 'chair']]);
const member = await newForumPerson(app, BASRA_POLICE, ['forumMember'], [[MAQIL, 'member']]);
const officer = await newForumPerson(app, BASRA_POLICE, ['officeManager']);
const stranger = await newForumPerson(app, MINISTRY, ['forumSecretary']);
const bashiqa = await newForumPerson(app, NINEVEH_POLICE, ['forumSecretary'], [[BASHIQA, 'secretary']]);

const today = baghdadDay(clock());
const planned = {
  forumId: MAQIL,
  plannedOn: addDays(today, 10),
  startsAt: 600,
  endsAt: 720,
  place: 'قاعة المنتدى (مثال توضيحي)',
  quorum: 8,
  quorumWomen: 3,
};
const refused = (code: string, why?: string) => (error: unknown) =>
  isProblem(error) && error.code === code && (why === undefined || error.params['why'] === why);
const give = (by: Actor, id: Id, asked: Parameters<typeof command>[3]['command'], more = {}) =>
  command(ground, by, id, { command: asked, ...more });
const other = () => ({ id: randomId(), kind: 'other' as const, title: 'الافتتاح (مثال توضيحي)' });

async function newMeeting(fields: Partial<typeof planned> = {}): Promise<Id> {
  const id = randomId();
  await plan(ground, secretary, id, { ...planned, ...fields });
  return id;
}

async function newIssue(): Promise<Id> {
  const id = randomId();
  const text = 'لا إنارة في الشارع (مثال توضيحي)';
  const raised = { forumId: MAQIL, category: 'services', text, place: null, affected: [], channel: 'member' } as const;
  await raiseFor(ground, member, id, { ...raised, affected: [] });
  await commandIssue(ground, secretary, id, { command: 'accept' });
  return id;
}

const onAgenda = (issueId: Id, title = 'إنارة') => ({ id: randomId(), kind: 'issue' as const, issueId, title });

test('only the forum’s secretary plans, prepares and makes a series; only its people see a meeting', async () => {
  const id = await newMeeting();
  for (const by of [chair, member, officer, stranger, bashiqa]) {
    await assert.rejects(plan(ground, by, randomId(), planned), refused('not_allowed'));
    const series = { from: today, ids: [randomId()], place: null, quorum: 0, quorumWomen: 0 };
    await assert.rejects(planMonths(ground, by, MAQIL, series), refused('not_allowed'));
  }
  for (const by of [chair, member, officer]) {
    await assert.rejects(prepare(ground, by, id, { items: [other()] }), refused('not_allowed'));
    assert.equal((await readMeeting(ground, by, id)).mayPrepare, false);
    assert.deepEqual((await readMeeting(ground, by, id)).proposals, []);
  }
  for (const by of [stranger, bashiqa]) {
    await assert.rejects(readMeeting(ground, by, id), refused('not_found'));
    await assert.rejects(give(by, id, 'cancel', { reason: 'x' }), refused('not_found'));
    await assert.rejects(prepare(ground, by, id, { items: [] }), refused('not_found'));
    const { meetings } = await listOf(ground, by, { month: planned.plannedOn.slice(0, 7) });
    assert.ok(meetings.every(({ forumId }) => forumId !== MAQIL));
    await assert.rejects(listOf(ground, by, { month: '2026-12', forum: MAQIL }), refused('not_allowed'));
  }
});

test('a day that is over, an end before its beginning, an empty agenda: refused', async () => {
  await assert.rejects(newMeeting({ plannedOn: addDays(today, -1) }), refused('wrong_shape'));
  await assert.rejects(newMeeting({ startsAt: 720, endsAt: 720 }), refused('wrong_shape'));
  await assert.rejects(
    give(chair, await newMeeting(), 'approveAgenda'),
    refused('transition_refused', 'guard:hasItems'),
  );
});

test('the same plan again is the same plan, also once it is postponed; another one under its id is refused', async () => {
  const id = await newMeeting();
  await plan(ground, secretary, id, planned);
  await give(secretary, id, 'postpone', { reason: 'مطر', plannedOn: addDays(today, 12) });
  await plan(ground, secretary, id, planned);
  await assert.rejects(plan(ground, secretary, id, { ...planned, quorum: 9 }), refused('already_different'));
});

test('every command that the table does not allow is refused, for every role in every state', () => {
  const roles: readonly MeetingRole[] = ['secretary', 'chair'];
  let allowed = 0;
  for (const state of meetingStates) {
    for (const each of meetingCommands) {
      for (const role of roles) {
        const holds = ['hasItems', 'secretarySigned', 'redacted'] as const;
        const attempt = { roles: [role], holds, reason: 'because', second: secretary.accountId };
        const inTable = meetingTransitions.some(
          (row) => row.command === each && row.from.includes(state) && row.roles.includes(role),
        );
        const refusal = refusalOf(meetingTransitions, state, each, attempt);
        assert.equal(refusal === undefined, inTable, `${state} ${each} ${role}`);
        if (inTable) allowed += 1;
      }
    }
  }
  assert.ok(allowed > 10);
});

test('an issue goes on one agenda, comes off it, and waits for the next one when the meeting is cancelled', async () => {
  const [id, second, issueId] = [await newMeeting(), await newMeeting(), await newIssue()];
  const stateOf = async () => (await readIssue(ground, chair, issueId)).state;
  assert.ok((await readMeeting(ground, secretary, id)).proposals.some((each) => each.of === issueId));
  await prepare(ground, secretary, id, { items: [other(), onAgenda(issueId)] });
  assert.equal(await stateOf(), 'onAgenda');
  assert.ok((await readMeeting(ground, secretary, second)).proposals.every((each) => each.of !== issueId));
  const twice = prepare(ground, secretary, second, { items: [onAgenda(issueId)] });
  await assert.rejects(twice, refused('transition_refused', 'state'));
  await prepare(ground, secretary, id, { items: [other()] });
  assert.equal(await stateOf(), 'accepted');
  const items = [onAgenda(issueId), other()];
  await prepare(ground, secretary, id, { items });
  const ordered = [...items].reverse();
  await prepare(ground, secretary, id, { items: ordered });
  assert.deepEqual((await readMeeting(ground, member, id)).items, ordered);
  await assert.rejects(give(secretary, id, 'approveAgenda'), refused('not_allowed'));
  await give(chair, id, 'approveAgenda');
  await assert.rejects(prepare(ground, secretary, id, { items: [] }), refused('transition_refused', 'state'));
  await assert.rejects(give(secretary, id, 'cancel', { reason: 'x' }), refused('not_allowed'));
  await assert.rejects(give(chair, id, 'cancel'), refused('transition_refused', 'reason'));
  await give(chair, id, 'cancel', { reason: 'حداد' });
  assert.equal(await stateOf(), 'deferred');
  const carried = (await readMeeting(ground, secretary, second)).proposals.find((each) => each.of === issueId);
  assert.equal(carried?.why, 'carriedOver');
});

test('what somebody else’s forum raised, or what waits for the screen, goes on no agenda', async () => {
  const id = await newMeeting();
  const unscreened = randomId();
  const text = 'الحفر في الطريق (مثال توضيحي)';
  await raiseFor(ground, member, unscreened, {
    forumId: MAQIL,
    category: 'services',
    text,
    place: null,
    affected: [],
    channel: 'paper',
  });
  for (const issueId of [unscreened, randomId()]) {
    await assert.rejects(prepare(ground, secretary, id, { items: [onAgenda(issueId)] }), refused('not_found'));
  }
  const commitment = { id: randomId(), kind: 'commitment' as const, commitmentId: randomId(), title: 'x' };
  await assert.rejects(prepare(ground, secretary, id, { items: [commitment] }), refused('not_found'));
  const one = await newIssue();
  await assert.rejects(
    prepare(ground, secretary, id, { items: [onAgenda(one), onAgenda(one)] }),
    refused('wrong_shape'),
  );
  const item = other();
  await prepare(ground, secretary, id, { items: [item] });
  await assert.rejects(prepare(ground, secretary, await newMeeting(), { items: [item] }), refused('already_different'));
});

test('a promise whose day comes by the meeting offers itself, and not once it is on the agenda', async () => {
  const [id, commitmentId] = [await newMeeting(), randomId()];
  await propose(ground, secretary, commitmentId, {
    forumId: MAQIL,
    issueId: null,
    text: 'إنارة الشارع (مثال توضيحي)',
    bearer: { kind: 'office', officeId: BASRA_MAIN },
    dueOn: addDays(today, 9),
    costIqd: null,
  });
  const offered = async () =>
    (await readMeeting(ground, secretary, id)).proposals.find(({ of }) => of === commitmentId);
  assert.equal(await offered(), undefined, 'nobody was handed it yet');
  await commandCommitment(ground, chair, commitmentId, { command: 'agree' });
  await commandCommitment(ground, secretary, commitmentId, { command: 'handOver' });
  assert.equal((await offered())?.why, 'due');
  const item = { id: randomId(), kind: 'commitment' as const, commitmentId, title: 'متابعة الإنارة' };
  await prepare(ground, secretary, id, { items: [item] });
  assert.equal(await offered(), undefined);
});

test('a postponement needs a reason and a new day, and the chair approves again; the events give the state', async () => {
  const id = await newMeeting();
  await prepare(ground, secretary, id, { items: [other()] });
  await give(chair, id, 'approveAgenda');
  await assert.rejects(
    give(secretary, id, 'postpone', { plannedOn: addDays(today, 20) }),
    refused('transition_refused', 'reason'),
  );
  for (const plannedOn of [undefined, planned.plannedOn, addDays(today, -1)]) {
    await assert.rejects(give(secretary, id, 'postpone', { reason: 'مطر', plannedOn }), refused('wrong_shape'));
  }
  await assert.rejects(give(member, id, 'postpone', { reason: 'مطر' }), refused('not_allowed'));
  await give(secretary, id, 'postpone', { reason: 'مطر', plannedOn: addDays(today, 20), place: null });
  const { postponedFrom, plannedOn, agendaOutOn, state } = await readMeeting(ground, chair, id);
  assert.deepEqual(
    { postponedFrom, plannedOn, agendaOutOn, state },
    { postponedFrom: planned.plannedOn, plannedOn: addDays(today, 20), agendaOutOn: null, state: 'postponed' },
  );
  await give(chair, id, 'approveAgenda');
  const read = await readMeeting(ground, chair, id);
  const commands = read.events.slice(1).map((event) => event.command as MeetingCommand);
  assert.equal(replay(meetingTransitions, 'planned', commands), read.state);
  const audited = await asAdmin<{ verb: string }>('select verb from audit_event where object = $1', [`meeting:${id}`]);
  assert.deepEqual(
    audited.map(({ verb }) => verb).sort(),
    ['approveAgenda', 'approveAgenda', 'planned', 'postpone', 'prepared'].map((each) => `meeting.${each}`),
  );
});

test('a series plans the months that have no meeting yet, on the forum’s own weekday, once', async () => {
  const from = addDays(today, 200);
  const ids = [randomId(), randomId(), randomId()];
  const series = { from, ids, place: null, quorum: 8, quorumWomen: 3 };
  const taken = monthsFrom(from, 3)[1] ?? '';
  await newMeeting({ plannedOn: addDays(taken, 4) });
  const made = await planMonths(ground, secretary, MAQIL, series);
  assert.deepEqual(
    made.map(({ id }) => id),
    [ids[0], ids[2]],
  );
  for (const { plannedOn } of made) {
    assert.equal(weekday(plannedOn), 3);
    assert.ok(plannedOn.slice(8) >= '08' && plannedOn.slice(8) <= '14', 'the second Tuesday');
  }
  assert.deepEqual(await planMonths(ground, secretary, MAQIL, series), []);
});

test('a month’s list holds that month, by day', async () => {
  const { meetings } = await listOf(ground, member, { month: planned.plannedOn.slice(0, 7), forum: MAQIL });
  assert.ok(meetings.length > 3);
  assert.ok(meetings.every(({ plannedOn }) => plannedOn.startsWith(planned.plannedOn.slice(0, 7))));
  const days = meetings.map(({ plannedOn }) => plannedOn);
  assert.deepEqual(days, [...days].sort());
  const last = meetings.at(-1);
  const after = `${last?.plannedOn}~${last?.id}`;
  assert.deepEqual((await listOf(ground, member, { month: planned.plannedOn.slice(0, 7), after })).meetings, []);
});

test('the first to fourth weekday of a month', () => {
  assert.equal(dayInMonth({ week: 1, weekday: 0 }, '2026-11-01'), '2026-11-07');
  assert.equal(dayInMonth({ week: 1, weekday: 1 }, '2026-11-01'), '2026-11-01');
  assert.equal(dayInMonth({ week: 4, weekday: 6 }, '2027-02-01'), '2027-02-26');
  assert.deepEqual(monthsFrom('2026-11-25', 3), ['2026-11-01', '2026-12-01', '2027-01-01']);
});
