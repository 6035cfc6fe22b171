import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { DAY_MS } from '../../base/clock.ts';
import { randomId } from '../../base/ids.ts';
import { BASRA_ASHAR } from '../../demo/offices.ts';
import { BASRA_POLICE, LAWYERS } from '../../demo/organisations.ts';

const { server, signIn, asAdmin, clock, unexpected } = await withApplication();
const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code;
const names = { ar: 'اسم (مثال توضيحي)', ckb: null, en: 'Name (illustrative)' };

async function ask(cookie: string, method: 'DELETE' | 'GET' | 'POST' | 'PUT', url: string, payload?: object) {
  return server.inject({ method, url, headers: { cookie }, ...(payload ? { payload } : {}) });
}

const office = {
  kind: 'branch',
  names,
  governorateId: 'IQG02',
  districtId: null,
  address: names,
  hours: [{ weekday: 1, from: 480, to: 900 }],
  womenHours: [],
  referralCentre: false,
  closed: false,
  source: null,
};
const desk = {
  kind: 'office',
  names,
  governorateId: 'IQG02',
  officeId: null,
  childProtection: false,
  worksHere: names,
  mustPassOn: names,
  neverWithoutAsking: names,
  lawCheckedOn: '2026-11-01',
  hours: [{ weekday: 1, from: 480, to: 900, women: false }],
};
const hotline = {
  number: '190',
  names,
  note: null,
  jurisdiction: 'federal',
  position: 90,
  source: names,
  review: 'published',
};
const provision = {
  law: names,
  article: '430',
  text: names,
  jurisdiction: 'federal',
  position: 90,
  source: names,
  review: 'published',
};
const organisation = { kind: 'ngo', names, parentId: null, governorateId: 'IQG02', source: null };

const admin = await signIn('basra.admin');
const lawyersAdmin = await signIn('lawyers.admin');
const platform = await signIn('platform.admin');
const worker = await signIn('basra.women.1');

test('nobody but an administrator keeps the register, and nobody without a session', async () => {
  const id = randomId();
  for (const [path, body] of [
    [`/api/organisations/${BASRA_POLICE}`, { ...organisation, kind: 'police' }],
    [`/api/offices/${id}`, office],
    [`/api/offices/${BASRA_ASHAR}/units/${id}`, { kind: 'patrol', names, closed: false }],
    [`/api/desks/${id}`, desk],
    [`/api/hotlines/${id}`, hotline],
    [`/api/provisions/${id}`, provision],
  ] as const) {
    assert.equal((await server.inject({ method: 'PUT', url: path, payload: body })).statusCode, 401, path);
    assert.equal(codeOf(await ask(worker, 'PUT', path, body)), 'not_allowed', path);
  }
});

test('the register is read by administrators, desks also by who works at them or leads: nobody else has a screen for it', async () => {
  const head = await signIn('basra.head');
  const [row] = await asAdmin<{ id: string }>(`select id from account where login = 'basra.women.2'`);
  for (const path of ['/api/organisations', '/api/offices', '/api/hotlines', '/api/provisions']) {
    assert.equal((await server.inject({ url: path })).statusCode, 401, path);
    for (const cookie of [worker, head]) assert.equal(codeOf(await ask(cookie, 'GET', path)), 'not_allowed', path);
    assert.equal((await ask(admin, 'GET', path)).statusCode, 200, path);
  }
  for (const cookie of [worker, head, admin]) assert.equal((await ask(cookie, 'GET', '/api/desks')).statusCode, 200);
  await asAdmin(`update role_grant set role = 'communityPoliceOfficer' where account_id = '${row?.id}'`);
  const officer = await signIn('basra.women.2');
  assert.equal(codeOf(await ask(officer, 'GET', '/api/desks')), 'not_allowed');
});

test('a unit that was entered by mistake is closed: it leaves the public page, its office’s keepers still see it', async () => {
  const id = randomId();
  const path = `/api/offices/${BASRA_ASHAR}/units/${id}`;
  const unit = { kind: 'patrol', names: { ...names, en: 'A unit that never was' }, closed: false };
  assert.equal(codeOf(await ask(admin, 'PUT', path, { ...unit, closed: undefined })), 'wrong_shape');
  const page = async () => (await server.inject({ url: '/en/governorates/IQG02' })).body;
  assert.equal((await ask(admin, 'PUT', path, unit)).statusCode, 200);
  assert.ok((await page()).includes(unit.names.en));
  assert.equal((await ask(admin, 'PUT', path, { ...unit, closed: true })).statusCode, 200);
  assert.ok(!(await page()).includes(unit.names.en));
  const { units } = (await ask(admin, 'GET', '/api/offices')).json<{ units: { id: string; closed: boolean }[] }>();
  assert.equal(units.find((each) => each.id === id)?.closed, true);
});

test("another organisation's ids are not found, and its lists are not shown", async () => {
  const unit = { kind: 'patrol', names, closed: false };
  assert.equal(
    codeOf(await ask(lawyersAdmin, 'PUT', `/api/offices/${BASRA_ASHAR}/units/${randomId()}`, unit)),
    'not_found',
  );
  const [foreign] = await asAdmin<{ id: string }>(`select id from desk where tenant_id = '${BASRA_POLICE}' limit 1`);
  assert.equal(codeOf(await ask(lawyersAdmin, 'PUT', `/api/desks/${foreign?.id}`, desk)), 'already_different');
  assert.equal(codeOf(await ask(lawyersAdmin, 'POST', `/api/desks/${foreign?.id}/open`, { open: false })), 'not_found');
  assert.equal(
    codeOf(await ask(lawyersAdmin, 'PUT', `/api/organisations/${BASRA_POLICE}`, organisation)),
    'not_allowed',
  );
  const { offices } = (await ask(lawyersAdmin, 'GET', '/api/offices')).json<{ offices: unknown[] }>();
  assert.equal(offices.length, 0);
  const { desks } = (await ask(lawyersAdmin, 'GET', '/api/desks')).json<{ desks: { police: boolean }[] }>();
  assert.deepEqual(
    desks.map((each) => each.police),
    [false],
  );
});

test('an office is added, shown to the public with its hours, and hidden when it closes', async () => {
  const id = randomId();
  assert.equal((await ask(admin, 'PUT', `/api/offices/${id}`, office)).statusCode, 200);
  const shown = async () =>
    (await server.inject({ url: '/api/public/offices?governorate=IQG02' })).json<{
      offices: { id: string; hours: unknown[]; organisation: { en: string } }[];
    }>().offices;
  const found = (await shown()).find((each) => each.id === id);
  assert.deepEqual(found?.hours, office.hours);
  assert.equal(found?.organisation.en, 'Basra community police');
  assert.equal((await ask(admin, 'PUT', `/api/offices/${id}`, { ...office, closed: true })).statusCode, 200);
  assert.equal((await shown()).length, 3, 'the three offices of the article (fact F4)');
  const elsewhere = await server.inject({ url: '/api/public/offices?governorate=IQG01' });
  assert.deepEqual(elsewhere.json(), { offices: [] });
  const backwards = { ...office, hours: [{ weekday: 1, from: 900, to: 480 }] };
  assert.equal(codeOf(await ask(admin, 'PUT', `/api/offices/${id}`, backwards)), 'wrong_shape');
});

test("a desk's police mark follows from its organisation, and it opens only with a published key", async () => {
  const [mine, theirs] = [randomId(), randomId()];
  assert.equal(codeOf(await ask(admin, 'PUT', `/api/desks/${mine}`, { ...desk, police: false })), 'wrong_shape');
  assert.equal((await ask(admin, 'PUT', `/api/desks/${mine}`, desk)).statusCode, 200);
  assert.equal(
    (await ask(lawyersAdmin, 'PUT', `/api/desks/${theirs}`, { ...desk, kind: 'lawyerNgo' })).statusCode,
    200,
  );
  const rows = await asAdmin<{ id: string; police: boolean; open: boolean }>(
    `select id, police, open from desk where id in ('${mine}', '${theirs}')`,
  );
  assert.equal(rows.find((each) => each.id === mine)?.police, true);
  assert.equal(rows.find((each) => each.id === theirs)?.police, false);
  assert.ok(rows.every((each) => !each.open));
  assert.equal(codeOf(await ask(admin, 'POST', `/api/desks/${mine}/open`, { open: true })), 'transition_refused');
  const listed = await server.inject({ url: '/api/directory/IQG02' });
  assert.ok(!listed.body.includes(mine), 'reporters see what is signed');
});

test('the day of the lawyer’s check: not in the future, gone when the text changes, kept by another change, new with a later day', async () => {
  const id = randomId();
  const keep = (changes: object) => ask(admin, 'PUT', `/api/desks/${id}`, { ...desk, ...changes });
  const checkedOn = async () =>
    (await asAdmin<{ day: string | null }>(`select law_checked_on::text as day from desk where id = '${id}'`))[0]?.day;
  assert.equal(codeOf(await keep({ lawCheckedOn: '2999-01-01' })), 'wrong_shape');
  assert.equal(await checkedOn(), undefined);
  assert.equal((await keep({})).statusCode, 200);
  assert.equal(await checkedOn(), '2026-11-01');
  await keep({ worksHere: { ...names, en: 'Somebody else (illustrative)' } });
  assert.equal(await checkedOn(), '2026-11-01');
  const mustPassOn = { ...names, ckb: 'دەقێکی تر' };
  await keep({ mustPassOn });
  assert.equal(await checkedOn(), null);
  await keep({ mustPassOn, lawCheckedOn: '2026-11-10' });
  assert.equal(await checkedOn(), '2026-11-10');
  await keep({ lawCheckedOn: '2026-11-09' });
  assert.equal(await checkedOn(), null, 'an earlier day is of another text');
  await keep({ mustPassOn, lawCheckedOn: '2026-11-20' });
  assert.equal(await checkedOn(), '2026-11-20', 'a new text with a new check');
});

test('an organisation that commands police is police too: its desks are marked at once and for good', async () => {
  const [parent, deskId, child] = [randomId(), randomId(), randomId()];
  const above = { ...organisation, kind: 'directorate' };
  assert.equal((await ask(platform, 'PUT', `/api/organisations/${parent}`, above)).statusCode, 200);
  await asAdmin(
    `insert into desk (tenant_id, id, kind, names, governorate_id, police, works_here, must_pass_on, never_without_asking)
     values ('${parent}', '${deskId}', 'office', '{}', 'IQG02', false, '{}', '{}', '{}')`,
  );
  const below = { ...organisation, kind: 'police', parentId: parent };
  assert.equal((await ask(platform, 'PUT', `/api/organisations/${child}`, below)).statusCode, 200);
  assert.deepEqual(await asAdmin(`select police from desk where id = '${deskId}'`), [{ police: true }]);
});

test('an organisation keeps its kind; only the platform adds one', async () => {
  const id = randomId();
  assert.equal(codeOf(await ask(admin, 'PUT', `/api/organisations/${id}`, organisation)), 'not_allowed');
  assert.equal((await ask(platform, 'PUT', `/api/organisations/${id}`, organisation)).statusCode, 200);
  const other = { ...organisation, kind: 'police' };
  assert.equal(codeOf(await ask(platform, 'PUT', `/api/organisations/${id}`, other)), 'transition_refused');
  const renamed = { ...organisation, kind: 'lawyers', names: { ...names, en: 'Renamed (illustrative)' } };
  assert.equal((await ask(lawyersAdmin, 'PUT', `/api/organisations/${LAWYERS}`, renamed)).statusCode, 200);
});

test('hotlines: the platform keeps them, another number is unverified, and a number unchecked for 90 days is not fresh', async () => {
  const id = randomId();
  const path = `/api/hotlines/${id}`;
  assert.equal(codeOf(await ask(admin, 'PUT', path, hotline)), 'not_allowed');
  assert.equal(codeOf(await ask(admin, 'POST', `${path}/verify`)), 'not_allowed');
  assert.equal(codeOf(await ask(platform, 'POST', `${path}/verify`)), 'not_found');
  assert.equal((await ask(platform, 'PUT', path, hotline)).statusCode, 200);
  assert.equal((await ask(platform, 'POST', `${path}/verify`)).statusCode, 200);
  const line = async () => {
    const again = await signIn('platform.admin');
    const { hotlines } = (await ask(again, 'GET', '/api/hotlines')).json<{
      hotlines: { id: string; fresh: boolean; verifiedOn: string | null; review: string }[];
    }>();
    return hotlines.find((each) => each.id === id);
  };
  assert.equal((await line())?.fresh, true);
  clock.advance(91 * DAY_MS);
  assert.equal((await line())?.fresh, false);
  // The same on the page of a governorate, in each language.
  for (const [address, words] of [
    ['/governorates/IQG02', 'لم يُتحقَّق منه حديثًا'],
    ['/en/governorates/IQG02', 'not recently checked'],
  ] as const) {
    const { body } = await server.inject({ url: address });
    assert.ok(body.slice(body.indexOf('tel:190')).split('</li>')[0]?.includes(words), address);
  }
  const later = await signIn('platform.admin');
  await ask(later, 'POST', `${path}/verify`);
  await ask(later, 'PUT', path, { ...hotline, review: 'withdrawn' });
  assert.notEqual((await line())?.verifiedOn, null, 'the same number stays verified');
  const shown = (await server.inject({ url: '/api/public/hotlines' })).body;
  assert.ok(!shown.includes(id));
  await ask(later, 'PUT', path, { ...hotline, number: '191' });
  assert.equal((await line())?.verifiedOn, null);
});

test('a check said by mistake is taken back the same day, and the one before stands again', async () => {
  const keeper = await signIn('platform.admin');
  const path = `/api/hotlines/${randomId()}`;
  const verifiedOn = async () => {
    const { hotlines } = (await ask(keeper, 'GET', '/api/hotlines')).json<{
      hotlines: { id: string; verifiedOn: string | null }[];
    }>();
    return hotlines.find((each) => path.endsWith(each.id))?.verifiedOn;
  };
  await ask(keeper, 'PUT', path, hotline);
  const another = await signIn('basra.admin');
  assert.equal(codeOf(await ask(another, 'DELETE', `${path}/verify`)), 'not_allowed');
  assert.equal(codeOf(await ask(keeper, 'DELETE', `${path}/verify`)), 'not_found');
  await asAdmin(`update hotline set verified_on = '2026-10-01' where id = '${path.split('/').at(-1)}'`);
  for (let click = 0; click < 2; click++) await ask(keeper, 'POST', `${path}/verify`);
  assert.notEqual(await verifiedOn(), '2026-10-01');
  assert.equal((await ask(keeper, 'DELETE', `${path}/verify`)).statusCode, 200);
  assert.equal(await verifiedOn(), '2026-10-01');
  assert.equal(codeOf(await ask(keeper, 'DELETE', `${path}/verify`)), 'not_found', 'only what was said today');
});

test('provisions: kept by the platform, public when published, unverified when the text changes', async () => {
  const keeper = await signIn('platform.admin');
  const id = randomId();
  const path = `/api/provisions/${id}`;
  assert.equal((await ask(keeper, 'PUT', path, provision)).statusCode, 200);
  assert.equal((await ask(keeper, 'POST', `${path}/verify`)).statusCode, 200);
  const shown = async () =>
    (await server.inject({ url: '/api/public/provisions' }))
      .json<{ provisions: { id: string; verifiedOn: string | null }[] }>()
      .provisions.find((each) => each.id === id);
  assert.notEqual((await shown())?.verifiedOn, null);
  await ask(keeper, 'PUT', path, { ...provision, text: { ...names, en: 'Another text' } });
  assert.equal((await shown())?.verifiedOn, null);
  await ask(keeper, 'PUT', path, { ...provision, review: 'unverified' });
  assert.equal(await shown(), undefined);
  const another = await signIn('basra.admin');
  assert.ok((await ask(keeper, 'GET', '/api/provisions')).body.includes(id), 'its editors see it');
  assert.ok(!(await ask(another, 'GET', '/api/provisions')).body.includes(id), 'other administrators do not');
  assert.deepEqual(unexpected, []);
});
