import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { BASHIQA, MAQIL, newForumPerson } from '../../../test/harness/forum-people.ts';
import { addDays, baghdadDay, DAY_MS } from '../../base/clock.ts';
import { randomId } from '../../base/ids.ts';
import { isProblem } from '../../base/problem.ts';
import { BASRA_MAIN } from '../../demo/offices.ts';
import { BASRA_POLICE, NINEVEH_POLICE } from '../../demo/organisations.ts';
import { statusOf } from '../model.ts';
import { listSeatsOf } from '../queries.ts';
import { keepForum, readForum, readHistory, readMine, readPublicForums, readRegister } from './forum.actions.ts';
import { giveSeat, keepMember, keepVolunteer, readPeople, removeSeat, sweepNames } from './people.actions.ts';
import {
  keepForumOffice,
  keepOfficeState,
  keepSubcommittee,
  keepUnitSince,
  readForumOffices,
  readOfficeHistory,
} from './setting.actions.ts';

const app = await withApplication();
const { database, clock, asAdmin, server, unexpected } = app;
const ground = { database, clock };
const admin = await newForumPerson(app, BASRA_POLICE, ['administrator']);
const elsewhere = await newForumPerson(app, NINEVEH_POLICE, ['administrator']);
const secretary = await newForumPerson(app, BASRA_POLICE, [], [[MAQIL, 'secretary']]);
const member = await newForumPerson(app, BASRA_POLICE, [], [[MAQIL, 'member']]);
const officer = await newForumPerson(app, BASRA_POLICE, ['communityPoliceOfficer']);
const trainer = await newForumPerson(app, BASRA_POLICE, ['trainer']);
const refused = (code: string) => (error: unknown) => isProblem(error) && error.code === code;
const today = () => baghdadDay(clock());

const names = { ar: 'منتدى (مثال توضيحي)', ckb: null, en: 'Forum (illustrative)' };
const fields: Parameters<typeof keepForum>[3] = {
  names,
  governorateId: 'IQG02',
  districtId: null,
  subdistrict: null,
  quarter: null,
  founder: 'programme',
  foundedOn: '2026-11-01',
  plannedFor: null,
  closedOn: null,
  meets: { week: 2, weekday: 3, from: 600, to: 720 },
  source: null,
};
const person = {
  category: 'teacher',
  sex: 'woman',
  youth: null,
  chair: false,
  joinedOn: '2026-01-01',
  leftOn: null,
} as const;
const volunteer: Omit<Parameters<typeof keepVolunteer>[3], 'name'> = {
  sex: 'man',
  youth: true,
  skills: [],
  availability: [],
  codeSignedOn: null,
  joinedOn: '2026-01-01',
  leftOn: null,
};

interface Public {
  total: number;
  planned: number;
  by_founder: { programme: number; police: number };
  by_governorate: Record<string, number>;
  items: Record<string, unknown>[];
}
const asked = async (query: string) => (await server.inject({ url: `/api/public/forums${query}` })).json<Public>();

test('only administrators keep the register, and only their own; whoever has nothing to do with forums does not read it', async () => {
  for (const by of [secretary, member, officer, trainer]) {
    await assert.rejects(keepForum(ground, by, randomId(), fields), refused('not_allowed'));
    await assert.rejects(
      giveSeat(ground, by, { forumId: MAQIL, accountId: by.accountId, role: 'chair' }),
      refused('not_allowed'),
    );
    await assert.rejects(
      keepUnitSince(ground, by, { officeId: BASRA_MAIN, unitId: randomId() }, null),
      refused('not_allowed'),
    );
  }
  await assert.rejects(readRegister(ground, trainer, {}), refused('not_allowed'));
  await assert.rejects(readPeople(ground, trainer, MAQIL), refused('not_allowed'));
  await assert.rejects(readForum(ground, trainer, MAQIL), refused('not_allowed'));
  await assert.rejects(readForum(ground, elsewhere, MAQIL), refused('not_found'));
  const { mayKeep, mayKeepMembers } = await readForum(ground, secretary, MAQIL);
  assert.deepEqual([mayKeep, mayKeepMembers], [false, true]);
  await assert.rejects(keepForum(ground, elsewhere, MAQIL, fields), refused('already_different'));
  await assert.rejects(readHistory(ground, elsewhere, MAQIL), refused('not_found'));
  await assert.rejects(readPeople(ground, elsewhere, MAQIL), refused('not_found'));
  await assert.rejects(readForumOffices(ground, elsewhere, MAQIL), refused('not_found'));
  await assert.rejects(readOfficeHistory(ground, elsewhere, BASRA_MAIN), refused('not_found'));
  const [row] = await asAdmin<{ count: number }>(`select count(*)::integer as count from forum where id = $1`, [MAQIL]);
  assert.equal(row?.count, 1, 'nobody makes a second forum under the same id');
  for (const wrong of [
    { foundedOn: addDays(today(), 1) },
    { closedOn: addDays(today(), 1) },
    { governorateId: 'IQG99' },
  ]) {
    await assert.rejects(keepForum(ground, admin, randomId(), { ...fields, ...wrong }));
  }
});

test('on 31 December 2016: 43 forums, 13 of them founded by the police, four planned apart (F3)', async () => {
  const { total, planned, by_founder, by_governorate, items } = await asked('?active_on=2016-12-31');
  assert.deepEqual([total, planned, by_founder], [43, 4, { programme: 30, police: 13 }]);
  assert.equal(items.length, 43);
  assert.equal(
    Object.values(by_governorate).reduce((sum, each) => sum + each, 0),
    43,
  );
  assert.ok(items.every((each) => each['place_illustrative'] === true && each['status'] === 'active'));
  const fieldsOfItems = [
    'founded_on',
    'founder',
    'founding_illustrative',
    'id',
    'names',
    'place',
    'place_illustrative',
    'status',
  ];
  for (const item of items) assert.deepEqual(Object.keys(item).sort(), fieldsOfItems);
  for (const [governorate, count] of [
    ['IQG01', 1],
    ['IQG15', 2],
    ['IQG10', 1],
    ['IQG02', 0],
  ] as const) {
    assert.equal((await asked(`?active_on=2016-12-31&governorate=${governorate}`)).planned, count, governorate);
  }
  assert.equal((await asked('?active_on=2016-12-31&founder=police')).total, 13);
  assert.deepEqual(
    [(await asked('?active_on=2016-11-29')).total, (await asked('?active_on=2016-11-29')).planned],
    [0, 0],
  );
});

test('Basra today: nine active forums, Al-Ma’qil among them, and three offices (F4); a P-code is as good as our id', async () => {
  const { total, items } = await asked('?governorate=IQG02');
  assert.equal(total, 9);
  assert.ok(items.some((each) => each['id'] === MAQIL));
  assert.ok(items.every((each) => each['status'] === 'active'));
  await asAdmin(`update place set pcode = 'IQ99' where id = 'IQG02'`);
  assert.equal((await asked('?governorate=IQ99')).total, 9);
  await asAdmin(`update place set pcode = 'IQG02' where id = 'IQG02'`);
  const { offices } = (await server.inject({ url: '/api/public/offices?governorate=IQG02' })).json<{
    offices: unknown[];
  }>();
  assert.equal(offices.length, 3);
  assert.equal((await asked('?governorate=IQ-none')).total, 0);
  for (const wrong of ['2016-13-01', '2016-02-30', 'yesterday', "'"]) {
    const { statusCode } = await server.inject({ url: `/api/public/forums?active_on=${encodeURIComponent(wrong)}` });
    assert.equal(statusCode, 422, wrong);
  }
});

test('the office of Basra from two rooms and 20 to 25 staff to about 90 (F4)', async () => {
  const { states, units } = await readOfficeHistory(ground, officer, BASRA_MAIN);
  assert.deepEqual(
    states.map(({ since, rooms, patrols, staffLow, staffHigh }) => [
      since.slice(0, 4),
      rooms,
      patrols,
      staffLow,
      staffHigh,
    ]),
    [
      ['2017', 2, 5, 20, 25],
      ['2018', null, null, null, null],
      ['2021', null, null, 90, 90],
    ],
  );
  assert.ok(states.every(({ source }) => source !== null));
  assert.equal(units.length, 3);
  const state = { rooms: 6, patrols: 9, staffLow: 91, staffHigh: 91, staffWomen: 12, note: null, source: null };
  await assert.rejects(
    keepOfficeState(ground, elsewhere, { officeId: BASRA_MAIN, since: '2026-01-01' }, state),
    refused('not_found'),
  );
  await keepOfficeState(ground, admin, { officeId: BASRA_MAIN, since: '2026-01-01' }, state);
  await keepUnitSince(ground, admin, { officeId: BASRA_MAIN, unitId: units[0]?.id ?? '' }, '2019-05-01');
  const later = await readOfficeHistory(ground, admin, BASRA_MAIN);
  assert.deepEqual([later.states.at(-1)?.staffWomen, later.units[0]?.since], [12, '2019-05-01']);
});

test('the register as of any day: names of that day, founded and closed by their own days', async () => {
  const id = randomId();
  const on = async (day: string) =>
    (await readRegister(ground, admin, { on: day, governorate: 'IQG02' })).forums.find((each) => each.id === id);
  await keepForum(ground, admin, id, fields);
  const begun = today();
  clock.advance(10 * DAY_MS);
  await keepForum(ground, admin, id, { ...fields, names: { ...names, en: 'Renamed' }, meets: null });
  clock.advance(10 * DAY_MS);
  await keepForum(ground, admin, id, { ...fields, names: { ...names, en: 'Renamed' }, closedOn: today() });
  assert.equal(await on('2026-10-31'), undefined);
  assert.deepEqual([(await on(begun))?.names.en, (await on(begun))?.meets?.weekday], ['Forum (illustrative)', 3]);
  const middle = await on(addDays(begun, 12));
  assert.deepEqual([middle?.names.en, middle?.meets, middle?.status], ['Renamed', null, 'active']);
  assert.equal((await on(today()))?.status, 'closed');
  assert.equal((await readHistory(ground, officer, id)).versions.length, 3);
  const closed = await readPublicForums(ground, { governorate: 'IQG02' });
  assert.ok(!closed.items.some((each) => each.id === id));
  await asAdmin(`update forum set last_met_on = $1 where id = $2`, [today(), MAQIL]);
  // Where rows are chosen by it, the status is what the rule says.
  for (const day of ['2016-12-31', '2020-01-01', addDays(today(), -70), today(), addDays(today(), 90)]) {
    const { forums, total } = await readRegister(ground, admin, { on: day });
    assert.equal(forums.length, total);
    for (const forum of forums) assert.equal(forum.status, statusOf(forum, day), `${forum.names.en} ${day}`);
    for (const status of ['planned', 'active', 'dormant', 'closed'] as const) {
      const chosen = await readRegister(ground, admin, { on: day, status });
      assert.equal(chosen.total, forums.filter((each) => each.status === status).length, `${status} ${day}`);
    }
  }
  assert.ok(
    (await readRegister(ground, admin, { on: addDays(today(), 90) })).forums.some((each) => each.status === 'dormant'),
  );
});

test('a forum of which nobody has told since its founding is not called active for ever; a month of meetings counts for its time', async () => {
  const [falluja] = (await asked('?active_on=2016-12-31&governorate=IQG01')).items;
  assert.equal(falluja?.['status'], 'active');
  const on = async (day: string) =>
    (await asked(`?active_on=${day}&governorate=IQG01`)).items.find((each) => each['id'] === falluja['id'])?.['status'];
  assert.equal(await on('2020-05-01'), 'dormant');
  await asAdmin(
    `insert into forum_month (tenant_id, forum_id, month, meetings_held) select tenant_id, id, '2020-03-01', 1 from forum where id = $1`,
    [falluja['id']],
  );
  assert.deepEqual(
    [await on('2020-02-28'), await on('2020-05-01'), await on('2020-07-01')],
    ['dormant', 'active', 'dormant'],
  );
});

test('a seat needs its role; without the role the seat opens nothing', async () => {
  const chair = await newForumPerson(app, BASRA_POLICE, ['forumChair']);
  const seat = { forumId: MAQIL, accountId: chair.accountId, role: 'chair' } as const;
  await assert.rejects(giveSeat(ground, admin, { ...seat, role: 'secretary' }), refused('roles_conflict'));
  await assert.rejects(giveSeat(ground, admin, { ...seat, forumId: BASHIQA }), refused('not_found'));
  await assert.rejects(giveSeat(ground, admin, { ...seat, accountId: elsewhere.accountId }), refused('not_found'));
  await assert.rejects(removeSeat(ground, admin, seat), refused('not_found'));
  await giveSeat(ground, admin, seat);
  await giveSeat(ground, admin, seat);
  const mine = await readMine(ground, chair);
  assert.deepEqual(
    mine.seats.map(({ forumId, role }) => [forumId, role]),
    [[MAQIL, 'chair']],
  );
  assert.deepEqual([mine.bearer, mine.register, (await readMine(ground, officer)).bearer], [false, true, true]);
  const seats = await database.transact({ tenant: BASRA_POLICE }, (tx) =>
    listSeatsOf(tx, { ...chair, roles: ['trainer'] }),
  );
  assert.deepEqual(seats, []);
  await removeSeat(ground, admin, seat);
  assert.deepEqual((await readMine(ground, chair)).seats, []);
});

test('the secretary keeps the list with names; others read counts', async () => {
  const id = randomId();
  const path = { forumId: MAQIL, memberId: id };
  for (const by of [member, officer]) {
    await assert.rejects(keepMember(ground, by, path, { ...person, name: null }), refused('not_allowed'));
    assert.equal((await readPeople(ground, by, MAQIL)).list, null);
  }
  await assert.rejects(
    keepMember(ground, secretary, { forumId: BASHIQA, memberId: id }, { ...person, name: null }),
    refused('not_allowed'),
  );
  const before = (await readPeople(ground, member, MAQIL)).members;
  await keepMember(ground, secretary, path, { ...person, name: 'معلّمة (مثال توضيحي)' });
  const [other] = await asAdmin<{ id: string }>(`select id from forum where tenant_id = $1 and id <> $2 limit 1`, [
    BASRA_POLICE,
    MAQIL,
  ]);
  await assert.rejects(
    keepMember(ground, admin, { forumId: other?.id ?? '', memberId: id }, { ...person, name: null }),
    refused('already_different'),
  );
  assert.deepEqual((await readPeople(ground, member, MAQIL)).members, { ...before, women: before.women + 1 });
  assert.ok(
    (await readPeople(ground, secretary, MAQIL)).list?.members.some((each) => each.name === 'معلّمة (مثال توضيحي)'),
  );
});

test('names of members and volunteers go after twelve months, counts stay; writing the same name again buys no time', async () => {
  const [one, two] = [randomId(), randomId()];
  const nameOf = async (id: string) => {
    const { list } = await readPeople(ground, secretary, MAQIL);
    return [...(list?.members ?? []), ...(list?.volunteers ?? [])].find((each) => each.id === id)?.name;
  };
  clock.set(Date.parse('2028-03-15T09:00:00Z'));
  await sweepNames(ground);
  await keepMember(ground, secretary, { forumId: MAQIL, memberId: one }, { ...person, name: 'اسم' });
  await keepVolunteer(ground, secretary, { forumId: MAQIL, volunteerId: two }, { ...volunteer, name: 'اسم' });
  clock.set(Date.parse('2029-03-14T09:00:00Z'));
  await keepMember(
    ground,
    secretary,
    { forumId: MAQIL, memberId: one },
    { ...person, category: 'lawyer', name: 'اسم' },
  );
  assert.equal(await sweepNames(ground), 0);
  assert.deepEqual([await nameOf(one), await nameOf(two)], ['اسم', 'اسم']);
  const before = await readPeople(ground, member, MAQIL);
  clock.advance(DAY_MS);
  assert.equal(await sweepNames(ground), 2);
  assert.deepEqual([await nameOf(one), await nameOf(two)], [null, null]);
  const after = await readPeople(ground, member, MAQIL);
  assert.deepEqual([after.members, after.volunteers], [before.members, before.volunteers]);
  assert.equal(await sweepNames(ground), 0);
});

test('sub-committees of a forum or a governorate; offices of whichever organisation', async () => {
  const committee = { names, topic: 'drugs', women: 2, men: 1, foundedOn: null, closedOn: null } as const;
  await assert.rejects(
    keepSubcommittee(ground, admin, randomId(), { ...committee, forumId: BASHIQA, governorateId: null }),
    refused('not_found'),
  );
  await keepSubcommittee(ground, admin, randomId(), { ...committee, forumId: MAQIL, governorateId: null });
  await assert.rejects(
    keepForumOffice(ground, admin, { forumId: MAQIL, officeId: randomId() }, true),
    refused('not_found'),
  );
  const works = async () =>
    (await readForumOffices(ground, officer, MAQIL)).offices.filter((each) => each.works).length;
  assert.equal(await works(), 2);
  await keepForumOffice(ground, elsewhere, { forumId: BASHIQA, officeId: BASRA_MAIN }, true);
  assert.equal((await readForumOffices(ground, elsewhere, BASHIQA)).offices[0]?.works, true);
  await keepForumOffice(ground, admin, { forumId: MAQIL, officeId: BASRA_MAIN }, false);
  assert.equal(await works(), 1);
  assert.deepEqual(unexpected, []);
});
