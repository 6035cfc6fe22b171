import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { newMeeting } from '../../../test/harness/forum-meeting.ts';
import { BASHIQA, MAQIL, newForumPerson } from '../../../test/harness/forum-people.ts';
import type { Actor } from '../../base/actor.ts';
import { addDays, baghdadDay } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { isProblem } from '../../base/problem.ts';
import { BASRA_POLICE, NINEVEH_POLICE } from '../../demo/organisations.ts';
import { BASRA_MAIN } from '../../demo/offices.ts';
import { meetingStates } from './meeting.model.ts';
import type { EntryValue, RecordOperation } from './record.model.ts';
import { addOperations, commandSession, listOperations, readSession } from './session.actions.ts';
import type { SentOperation } from './session.model.ts';
import { batchesOf, entryIdOf } from './session.model.ts';

const app = await withApplication();
const { database, clock, asAdmin } = app;
const ground = { database, clock };
const secretary = await newForumPerson(app, BASRA_POLICE, ['forumSecretary'], [[MAQIL, 'secretary']]);
const chair = await newForumPerson(app, BASRA_POLICE, ['forumChair'], [[MAQIL, 'chair']]);
const member = await newForumPerson(app, BASRA_POLICE, ['forumMember'], [[MAQIL, 'member']]);
const volunteer = await newForumPerson(app, BASRA_POLICE, ['volunteer'], [[MAQIL, 'volunteer']]);
const officer = await newForumPerson(app, BASRA_POLICE, ['communityPoliceOfficer']);
const director = await newForumPerson(app, BASRA_POLICE, ['governorateDirector']);
const bashiqa = await newForumPerson(app, NINEVEH_POLICE, ['forumSecretary'], [[BASHIQA, 'secretary']]);

const refused = (code: string, why?: string) => (error: unknown) =>
  isProblem(error) && error.code === code && (why === undefined || error.params['why'] === why);
const meetingOf = (state?: (typeof meetingStates)[number]) =>
  newMeeting(app, { tenantId: BASRA_POLICE, forumId: MAQIL, ...(state ? { state } : {}) });
const device = randomId();
let clockOf = 0;
const made = (operation: RecordOperation, more: Partial<SentOperation> = {}): SentOperation => ({
  id: randomId(),
  device,
  clock: ++clockOf,
  seen: 0,
  operation,
  ...more,
});
const came = (step: 1 | -1 = 1): RecordOperation => ({
  kind: 'tally',
  category: 'communityPolice',
  sex: 'woman',
  youth: false,
  step,
});
const wrote = (itemId: Id, value: EntryValue | null, replaces: readonly Id[] = []): RecordOperation => ({
  kind: 'entry',
  itemId,
  entryId: entryIdOf(itemId, 'scan'),
  value,
  replaces,
});
const note = (text: string): EntryValue => ({ part: 'note', frame: 'scan', text });
const add = (by: Actor, id: Id, ...sent: readonly SentOperation[]) => addOperations(ground, by, id, sent);

async function openMeeting() {
  const meeting = await meetingOf();
  await commandSession(ground, secretary, meeting.id, { command: 'open' });
  return meeting;
}

test('only who has the secretary’s or the chair’s seat records; the secretary alone opens and closes', async () => {
  const { id } = await meetingOf();
  for (const by of [member, volunteer, officer, director]) {
    await assert.rejects(readSession(ground, by, id), refused('not_allowed'));
    await assert.rejects(listOperations(ground, by, id, 0), refused('not_allowed'));
    await assert.rejects(add(by, id, made(came())), refused('not_allowed'));
    await assert.rejects(commandSession(ground, by, id, { command: 'open' }), refused('not_allowed'));
  }
  await assert.rejects(commandSession(ground, chair, id, { command: 'open' }), refused('not_allowed'));
  assert.equal((await readSession(ground, chair, id)).mayLead, false);
  assert.equal(await commandSession(ground, secretary, id, { command: 'open' }), 'inSession');
  await assert.rejects(commandSession(ground, chair, id, { command: 'close' }), refused('not_allowed'));
  assert.equal((await add(chair, id, made(came()))).lastSeq, 1);
});

test('another organisation’s meeting, item, member and what does not exist is not found', async () => {
  const { id, items } = await openMeeting();
  const elsewhere = await newMeeting(app, { tenantId: NINEVEH_POLICE, forumId: BASHIQA, state: 'inSession' });
  await assert.rejects(readSession(ground, bashiqa, id), refused('not_found'));
  await assert.rejects(add(bashiqa, id, made(came())), refused('not_found'));
  await assert.rejects(listOperations(ground, bashiqa, id, 0), refused('not_found'));
  await assert.rejects(commandSession(ground, bashiqa, id, { command: 'close' }), refused('not_found'));
  await assert.rejects(readSession(ground, secretary, randomId()), refused('not_found'));
  const foreign: readonly RecordOperation[] = [
    wrote(elsewhere.items[0], note('x')),
    wrote((await meetingOf()).items[0], note('x')),
    { kind: 'present', memberId: randomId(), here: true },
    wrote(items[0], {
      part: 'commitment',
      text: 'x',
      bearer: { kind: 'office', tenantId: BASRA_POLICE, officeId: randomId(), name: 'x' },
      dueOn: null,
    }),
  ];
  for (const operation of foreign) {
    await assert.rejects(add(secretary, id, made(came()), made(operation)), refused('not_found'));
  }
  assert.deepEqual(
    (await listOperations(ground, secretary, id, 0)).operations,
    [],
    'nothing of a refused batch is kept',
  );
  const promised: EntryValue = {
    part: 'commitment',
    text: 'دورية عند انتهاء الدوام',
    bearer: { kind: 'office', tenantId: BASRA_POLICE, officeId: BASRA_MAIN, name: 'مكتب البصرة' },
    dueOn: '2026-12-31',
  };
  assert.equal((await add(secretary, id, made(wrote(items[0], promised)))).lastSeq, 1);
});

test('a command that the table does not allow is refused, in every state', async () => {
  for (const state of meetingStates) {
    const { id } = await meetingOf(state);
    for (const [command, from] of [
      ['open', 'agendaOut'],
      ['close', 'inSession'],
    ] as const) {
      if (state === from) continue;
      await assert.rejects(
        commandSession(ground, secretary, id, { command }),
        refused('transition_refused', 'state'),
        `${command} in ${state}`,
      );
    }
    if (state !== 'inSession') {
      await assert.rejects(add(secretary, id, made(came())), refused('transition_refused', 'state'), state);
    }
  }
});

test('a session held without a line tells its day: not one to come, nor one long gone', async () => {
  const today = baghdadDay(clock());
  for (const heldOn of [addDays(today, 1), addDays(today, -32)]) {
    const { id } = await meetingOf();
    await assert.rejects(commandSession(ground, secretary, id, { command: 'open', heldOn }), refused('wrong_shape'));
  }
  const { id } = await meetingOf();
  await commandSession(ground, secretary, id, { command: 'open', heldOn: addDays(today, -2) });
  assert.equal((await readSession(ground, secretary, id)).heldOn, addDays(today, -2));
});

test('wrong shapes are refused whole', async () => {
  const { id, items } = await openMeeting();
  const login = await app.signIn('maqil.secretary');
  const post = async (payload: object | string) =>
    (
      await app.server.inject({
        method: 'POST',
        url: `/api/meetings/${id}/operations`,
        payload,
        headers: { cookie: login, 'content-type': 'application/json' },
      })
    ).statusCode;
  const good = made(came());
  const wrong: readonly object[] = [
    {},
    { operations: [] },
    { operations: Array.from({ length: 51 }, () => made(came())) },
    { operations: [{ ...good, id: 'x' }] },
    { operations: [{ ...good, clock: 0 }] },
    { operations: [{ ...good, clock: 1_000_001 }] },
    { operations: [{ ...good, seen: -1 }] },
    { operations: [{ ...good, accountId: randomId() }] },
    { operations: [{ ...good, operation: { ...good.operation, step: 2 } }] },
    { operations: [{ ...good, operation: { ...good.operation, category: 'tribe' } }] },
    { operations: [made(wrote(items[0], note(' ')))] },
    { operations: [made(wrote(items[0], note('x'.repeat(2001))))] },
  ];
  for (const payload of wrong) assert.equal(await post(payload), 422, JSON.stringify(payload).slice(0, 80));
  const text = JSON.stringify({ operations: [good] });
  assert.equal(await post(text.slice(0, text.length / 2)), 400, 'a batch that was cut');
  assert.equal(await post({ operations: [good] }), 200);
});

test('the same again is the same; the same id or place with another content is refused, and nothing of its batch is kept', async () => {
  const { id, items } = await openMeeting();
  const one = made(wrote(items[0], note('one')));
  assert.deepEqual(await add(secretary, id, one, one), { state: 'inSession', lastSeq: 1, closedSeq: null });
  assert.equal((await add(secretary, id, one)).lastSeq, 1);
  const other = made(came());
  await assert.rejects(
    add(secretary, id, other, { ...one, operation: wrote(items[0], note('two')) }),
    refused('already_different'),
  );
  await assert.rejects(add(chair, id, one), refused('already_different'), 'somebody else’s');
  await assert.rejects(add(secretary, id, made(came(), { clock: one.clock })), refused('already_different'));
  const { operations } = await listOperations(ground, secretary, id, 0);
  assert.deepEqual(
    operations.map((each) => [each.id, each.seq, each.accountId, each.late]),
    [[one.id, 1, secretary.accountId, false]],
  );
});

test('after the close: what was made without seeing it is kept and marked, also twice; what was made knowing it is refused', async () => {
  const { id } = await openMeeting();
  const [early, late, after] = [made(came()), made(came()), made(came(), { seen: 2 })];
  await add(secretary, id, early);
  await commandSession(ground, secretary, id, { command: 'close' });
  await assert.rejects(add(secretary, id, after), refused('transition_refused', 'state'));
  for (const _again of [1, 2]) {
    assert.deepEqual(await add(secretary, id, early, late), { state: 'minutesDraft', lastSeq: 3, closedSeq: 2 });
  }
  await asAdmin(`update meeting set state = 'published' where id = $1`, [id]);
  const later = made(came(), { seen: 1 });
  await add(chair, id, later);
  const { operations } = await listOperations(ground, secretary, id, 0);
  assert.deepEqual(
    operations.map((each) => [each.id, each.late]),
    [
      [early.id, false],
      [late.id, true],
      [later.id, true],
    ],
  );
  assert.deepEqual(
    (await listOperations(ground, secretary, id, 3)).operations.map((each) => each.id),
    [later.id],
  );
});

test('closing counts the month and notes that the forum met; what arrives late corrects the draft’s counts alone', async () => {
  const counts = async () =>
    (
      await asAdmin<object>(
        `select coalesce(sum(meetings_held), 0)::integer as held, coalesce(sum(attended_women), 0)::integer as women,
           coalesce(sum(officers_women), 0)::integer as officers from forum_month where forum_id = $1 and month = '2026-11-01'`,
        [MAQIL],
      )
    )[0] as { held: number; women: number; officers: number };
  const before = await counts();
  const { id } = await openMeeting();
  await add(secretary, id, made(came()), made(came()));
  await commandSession(ground, secretary, id, { command: 'close' });
  const closed = await counts();
  assert.deepEqual(
    [closed.held - before.held, closed.women - before.women, closed.officers - before.officers],
    [1, 2, 2],
  );
  await add(secretary, id, made(came()));
  assert.equal((await counts()).women, closed.women + 1);
  await asAdmin(`update meeting set state = 'minutesApproved' where id = $1`, [id]);
  await add(secretary, id, made(came()));
  assert.equal((await counts()).women, closed.women + 1);
  const [met] = await asAdmin<{ on: string }>('select last_met_on as on from forum where id = $1', [MAQIL]);
  assert.ok(met && met.on >= '2026-11-21');
});

test('what a device needs to go without a line: agenda, members, offices, quorum', async () => {
  const { id, items } = await meetingOf();
  const session = await readSession(ground, secretary, id);
  assert.deepEqual(
    session.items.map((each) => each.id),
    items,
  );
  assert.deepEqual([session.state, session.quorum, session.quorumWomen, session.mayLead], ['agendaOut', 4, 2, true]);
  assert.equal(session.members.length, 16);
  const { operations, more } = await listOperations(ground, secretary, id, 0);
  assert.deepEqual([operations, more], [[], false]);
});

test('requests are cut by number and by size, and lose nothing', () => {
  const many = Array.from({ length: 120 }, () => made(came()));
  assert.deepEqual(
    batchesOf(many).map((each) => each.length),
    [50, 50, 20],
  );
  const long = Array.from({ length: 20 }, () => made(wrote(randomId(), note('م'.repeat(2000)))));
  const batches = batchesOf(long);
  assert.ok(batches.length > 1);
  assert.deepEqual(batches.flat(), long);
  const item = randomId();
  const slots = ['scan', 'analyse', 'respond', 'assess', 'decision'] as const;
  assert.equal(new Set(slots.map((slot) => entryIdOf(item, slot))).size, 5);
});
