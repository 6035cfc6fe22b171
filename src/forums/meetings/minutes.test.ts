import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { BASHIQA, MAQIL, newForumPerson } from '../../../test/harness/forum-people.ts';
import type { Actor } from '../../base/actor.ts';
import { addDays, baghdadDay, DAY_MS } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { isProblem } from '../../base/problem.ts';
import { replay } from '../../base/transition.ts';
import { BASRA_MAIN } from '../../demo/offices.ts';
import { BASRA_POLICE, MINISTRY, NINEVEH_POLICE } from '../../demo/organisations.ts';
import { readCommitment } from '../commitments/commitment.actions.ts';
import { command as commandIssue, raiseFor, readIssue } from '../issues/issue.actions.ts';
import { prepare } from './agenda.actions.ts';
import { command, plan, readMeeting } from './meeting.actions.ts';
import type { MeetingCommand } from './meeting.model.ts';
import { meetingTransitions } from './meeting.model.ts';
import { approveMinutes, publish, readMinutes, redact, sign, write } from './minutes.actions.ts';
import { findPublishedMinutes, listPublishedMinutes } from './minutes.queries.ts';
import type { EntryValue, RecordOperation } from './record.model.ts';
import { addOperations, commandSession } from './session.actions.ts';
import { entryIdOf } from './session.model.ts';

const app = await withApplication();
const { database, clock, asAdmin } = app;
const ground = { database, clock };
const secretary = await newForumPerson(app, BASRA_POLICE, ['forumSecretary'], [[MAQIL, 'secretary']]);
const chair = await newForumPerson(app, BASRA_POLICE, ['forumChair'], [[MAQIL, 'chair']]);
const both = await newForumPerson(
  app,
  BASRA_POLICE,
  ['forumChair', 'forumSecretary'],
  [
    [MAQIL, 'chair'],
    [MAQIL, 'secretary'],
  ],
);
const member = await newForumPerson(app, BASRA_POLICE, ['forumMember'], [[MAQIL, 'member']]);
const officer = await newForumPerson(app, BASRA_POLICE, ['officeManager']);
const stranger = await newForumPerson(app, MINISTRY, ['forumSecretary']);
const bashiqa = await newForumPerson(app, NINEVEH_POLICE, ['forumSecretary'], [[BASHIQA, 'secretary']]);

const refused = (code: string, why?: string) => (error: unknown) =>
  isProblem(error) && error.code === code && (why === undefined || error.params['why'] === why);

async function newIssue(): Promise<Id> {
  const id = randomId();
  await raiseFor(ground, member, id, {
    forumId: MAQIL,
    category: 'services',
    text: 'لا إنارة في الشارع (مثال توضيحي)',
    place: null,
    affected: [],
    channel: 'member',
  });
  await commandIssue(ground, secretary, id, { command: 'accept' });
  return id;
}

const office = { kind: 'office', tenantId: BASRA_POLICE, officeId: BASRA_MAIN, name: 'مكتب البصرة' } as const;
const consensus = { by: 'consensus', votes: null, dissent: null, reason: null } as const;

/** A meeting of three issues that is over: the first was solved, the second talked about, the third not reached. */
async function heldMeeting(values: readonly EntryValue[] = []): Promise<{ id: Id; issues: Id[]; items: Id[] }> {
  const [id, items] = [randomId(), [randomId(), randomId(), randomId()]];
  const issues = [await newIssue(), await newIssue(), await newIssue()];
  await plan(ground, secretary, id, {
    forumId: MAQIL,
    plannedOn: baghdadDay(clock()),
    startsAt: 600,
    endsAt: 720,
    place: null,
    quorum: 2,
    quorumWomen: 1,
  });
  await prepare(ground, secretary, id, {
    items: issues.map((issueId, at) => ({ id: items[at] ?? '', kind: 'issue', issueId, title: `إنارة ${at + 1}` })),
  });
  await command(ground, chair, id, { command: 'approveAgenda' });
  await commandSession(ground, secretary, id, { command: 'open' });
  const [first = '', second = ''] = items;
  const entry = (itemId: Id, value: EntryValue, entryId = randomId()): RecordOperation => ({
    kind: 'entry',
    itemId,
    entryId,
    value,
    replaces: [],
  });
  const come = (sex: 'woman' | 'man', category: 'youth' | 'communityPolice'): RecordOperation => ({
    kind: 'tally',
    category,
    sex,
    youth: category === 'youth',
    step: 1,
  });
  const operations = [
    come('woman', 'youth'),
    come('man', 'communityPolice'),
    entry(first, { part: 'note', frame: 'scan', text: 'الشارع مظلم' }, entryIdOf(first, 'scan')),
    entry(first, { part: 'decision', outcome: 'solve', ...consensus }, entryIdOf(first, 'decision')),
    entry(first, { part: 'solution', text: 'تركيب مصابيح (مثال توضيحي)' }),
    entry(first, { part: 'commitment', text: 'دورية مسائية (مثال توضيحي)', bearer: office, dueOn: '2027-03-01' }),
    entry(second, { part: 'note', frame: 'analyse', text: 'لم نتفق' }, entryIdOf(second, 'analyse')),
    ...values.map((value) =>
      entry(first, value, value.part === 'decision' ? entryIdOf(first, 'decision') : randomId()),
    ),
  ];
  const device = randomId();
  await addOperations(
    ground,
    secretary,
    id,
    operations.map((operation, at) => ({ id: randomId(), device, clock: at + 1, seen: 0, operation })),
  );
  await commandSession(ground, secretary, id, { command: 'close' });
  return { id, issues, items };
}

/** The secretary saves what the record made, as it is. */
async function save(id: Id, by: Actor = secretary): Promise<number> {
  const { version, content } = await readMinutes(ground, by, id);
  const items = content.items.map(({ unsettled: _unsettled, ...item }) => item);
  return write(ground, by, id, { version, items, closing: content.closing });
}

const approve = (by: Actor, id: Id, version: number) => approveMinutes(ground, by, id, version);

test('minutes are for the forum’s secretary and chair alone, and there are none before the session is closed', async () => {
  const { id } = await heldMeeting();
  for (const by of [member, officer]) {
    await assert.rejects(readMinutes(ground, by, id), refused('not_allowed'));
    await assert.rejects(sign(ground, by, id, 0), refused('not_allowed'));
    await assert.rejects(approve(by, id, 0), refused('not_allowed'));
    await assert.rejects(publish(ground, by, id), refused('transition_refused', 'state'));
    await assert.rejects(
      redact(ground, by, id, { version: 0, items: [], closing: null, letStand: [] }),
      refused('not_allowed'),
    );
  }
  for (const by of [stranger, bashiqa]) {
    await assert.rejects(readMinutes(ground, by, id), refused('not_found'));
    await assert.rejects(write(ground, by, id, { version: 0, items: [], closing: null }), refused('not_found'));
    await assert.rejects(approve(by, id, 0), refused('not_found'));
  }
  await assert.rejects(write(ground, chair, id, { version: 0, items: [], closing: null }), refused('not_allowed'));
  const early = randomId();
  await plan(ground, secretary, early, {
    forumId: MAQIL,
    plannedOn: baghdadDay(clock()),
    startsAt: 1,
    endsAt: 2,
    place: null,
    quorum: 0,
    quorumWomen: 0,
  });
  await assert.rejects(readMinutes(ground, secretary, early), refused('transition_refused', 'state'));
});

test('drafted from the record: who came, what was said, what was decided', async () => {
  const { id } = await heldMeeting();
  const { version, content, marks, maySign } = await readMinutes(ground, secretary, id);
  assert.deepEqual([version, maySign, marks], [0, false, []]);
  assert.deepEqual(content.attendance, { women: 1, men: 1, youth: 1, officersWomen: 0, officersMen: 1 });
  assert.equal(content.quorumMet, true);
  const [first, second, third] = content.items;
  assert.deepEqual(first?.notes, [{ frame: 'scan', text: 'الشارع مظلم' }]);
  assert.equal(first?.decision?.outcome, 'solve');
  assert.deepEqual([first?.solutions.length, first?.commitments.length], [1, 1]);
  assert.equal(second?.decision, null);
  assert.deepEqual(third?.notes, []);
});

test('nobody approves what nobody signed, a version that is not the newest, or what she signed herself', async () => {
  const { id } = await heldMeeting();
  await assert.rejects(sign(ground, secretary, id, 0), refused('transition_refused', 'guard:written'));
  const version = await save(id);
  await assert.rejects(approve(chair, id, version), refused('transition_refused', 'guard:secretarySigned'));
  await assert.rejects(save(id, chair), refused('not_allowed'));
  await assert.rejects(
    write(ground, secretary, id, { version: 0, items: [], closing: null }),
    refused('already_different'),
  );
  await assert.rejects(write(ground, secretary, id, { version, items: [], closing: null }), refused('wrong_shape'));
  await sign(ground, secretary, id, version);
  await assert.rejects(approve(secretary, id, version), refused('not_allowed'));
  await assert.rejects(approve(chair, id, version + 1), refused('already_different'));
  const next = await save(id);
  await assert.rejects(approve(chair, id, next), refused('transition_refused', 'guard:secretarySigned'));
  await sign(ground, both, id, next);
  await assert.rejects(approve(both, id, next), refused('transition_refused', 'second'));
  assert.equal(await approve(chair, id, next), 'minutesApproved');
  await assert.rejects(save(id), refused('transition_refused', 'state'));
});

test('two devices that decided differently: nothing is decided until the secretary says what', async () => {
  const { id } = await heldMeeting([{ part: 'decision', outcome: 'reject', ...consensus, reason: 'خارج الصلاحية' }]);
  const [first] = (await readMinutes(ground, secretary, id)).content.items;
  assert.deepEqual([first?.decision, first?.unsettled], [null, true]);
});

test('a rejection without its reason is not signed', async () => {
  const { id } = await heldMeeting();
  const { version, content } = await readMinutes(ground, secretary, id);
  const items = content.items.map(({ unsettled: _unsettled, ...item }, at) =>
    at === 1 ? { ...item, decision: { outcome: 'reject' as const, ...consensus } } : item,
  );
  const next = await write(ground, secretary, id, { version, items, closing: null });
  await assert.rejects(sign(ground, secretary, id, next), refused('transition_refused', 'reason'));
});

test('the approval carries out what was decided, in one step: issues, solution, commitment, counts', async () => {
  const before = await countsOfMonth();
  const { id, issues } = await heldMeeting();
  const states = async () => Promise.all(issues.map(async (each) => (await readIssue(ground, chair, each)).state));
  const version = await save(id);
  await sign(ground, secretary, id, version);
  assert.deepEqual(await states(), ['onAgenda', 'onAgenda', 'onAgenda'], 'on one person’s word nothing happens');
  await approve(chair, id, version);
  assert.deepEqual(await states(), ['solved', 'deferred', 'deferred']);
  const solutions = await asAdmin<{ issue_id: Id; decided_by: string }>(
    'select issue_id, decided_by from solution where meeting_id = $1',
    [id],
  );
  assert.deepEqual(solutions, [{ issue_id: issues[0], decided_by: 'consensus' }]);
  const [promised] = (await readMinutes(ground, chair, id)).content.items[0]?.commitments ?? [];
  const commitment = await readCommitment(ground, chair, promised?.id ?? '');
  assert.deepEqual([commitment.state, commitment.issueId, commitment.dueOn], ['agreed', issues[0], '2027-03-01']);
  assert.deepEqual(
    commitment.events.map(({ state }) => state),
    ['proposed', 'agreed'],
  );
  const after = await countsOfMonth();
  assert.deepEqual(
    [after.held - before.held, after.kept - before.kept, after.made - before.made, after.women - before.women],
    [1, 1, 1, 1],
  );
  const { events, state } = await readMeeting(ground, chair, id);
  const commands = events.slice(1).map((event) => event.command as MeetingCommand);
  assert.equal(replay(meetingTransitions, 'planned', commands), state);
  assert.deepEqual(commands, ['approveAgenda', 'open', 'close', 'approveMinutes']);
});

async function countsOfMonth() {
  const [row] = await asAdmin<{ held: number; kept: number; made: number; women: number }>(
    `select coalesce(sum(meetings_held), 0)::integer as held, coalesce(sum(minutes_in_time), 0)::integer as kept,
            coalesce(sum(commitments_made), 0)::integer as made, coalesce(sum(attended_women), 0)::integer as women
       from forum_month where forum_id = $1`,
    [MAQIL],
  );
  assert.ok(row);
  return row;
}

test('nothing is published before a person has decided about everything that the judge marks', async () => {
  const { id } = await heldMeeting([{ part: 'note', frame: 'assess', text: 'اتصلوا على 07701234567' }]);
  const version = await save(id);
  await sign(ground, secretary, id, version);
  await approve(chair, id, version);
  const seen = async () => findPublishedMinutes(database.direct, MAQIL, id);
  await assert.rejects(publish(ground, chair, id), refused('transition_refused', 'guard:redacted'));
  const { content, marks } = await readMinutes(ground, chair, id);
  assert.deepEqual(
    marks.map(({ why, text }) => [why, text]),
    [['phone', 'اتصلوا على 07701234567']],
  );
  const items = content.items.map(({ unsettled: _unsettled, ...item }) => item);
  await redact(ground, secretary, id, { version, items, closing: null, letStand: [] });
  await assert.rejects(publish(ground, secretary, id), refused('transition_refused', 'guard:redacted'));
  const without = items.map((item) => ({ ...item, notes: item.notes.filter(({ frame }) => frame !== 'assess') }));
  const decided = without.map((item) => ({ ...item, decision: { outcome: 'defer' as const, ...consensus } }));
  await assert.rejects(
    redact(ground, secretary, id, { version, items: decided, closing: null, letStand: [] }),
    refused('wrong_shape'),
  );
  await redact(ground, secretary, id, { version, items: without, closing: null, letStand: [] });
  assert.equal(await seen(), undefined);
  assert.equal(await publish(ground, secretary, id), 'published');
  const public_ = await seen();
  assert.ok(public_ && !JSON.stringify(public_).includes('0770'));
  assert.equal(public_.attendance.women, 1);
  assert.equal(await findPublishedMinutes(database.direct, BASHIQA, id), undefined, 'under its own forum only');
  assert.deepEqual(
    (await listPublishedMinutes(database.direct, MAQIL, 10))
      .map(({ meetingId }) => meetingId)
      .filter((each) => each === id),
    [id],
  );
});

test('a marked text that a person read and lets stand may be published; minutes after two weeks do not count as in time', async () => {
  const phrase = 'راسلونا على http://example.org';
  const { id } = await heldMeeting([{ part: 'note', frame: 'assess', text: phrase }]);
  const { kept } = await countsOfMonth();
  clock.advance(15 * DAY_MS);
  const version = await save(id);
  await sign(ground, secretary, id, version);
  await approve(chair, id, version);
  assert.equal((await countsOfMonth()).kept, kept);
  const items = (await readMinutes(ground, chair, id)).content.items.map(({ unsettled: _unsettled, ...item }) => item);
  await redact(ground, chair, id, { version, items, closing: null, letStand: [phrase] });
  assert.equal(await publish(ground, chair, id), 'published');
  assert.equal((await readMeeting(ground, chair, id)).heldOn, addDays(baghdadDay(clock()), -15));
});
