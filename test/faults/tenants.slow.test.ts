import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '../../src/base/canonical.ts';
import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import { MAQIL } from '../../src/demo/forums/register.ts';
import { SHATT_AL_ARAB } from '../../src/demo/offices.ts';
import { nameOf, requestOf, samplesOf } from '../security/samples.ts';
import type { Sample } from '../security/sample.ts';
import { FOREIGN_TENANT, OWN_TENANT, present, submitted, withStage } from '../security/stage.ts';
import type { Answer, SampleRequest, Visitor } from '../security/visitors.ts';
import { allVisitors, sendAs, staff } from '../security/visitors.ts';
import { leavesOf, withLeaf } from './attack.ts';

const stage = await withStage();
const { asAdmin, server, foreign, unexpected } = stage;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

const FORUM_PAGES = [
  'GET',
  'GET /raise',
  'POST /raise',
  'GET /paper',
  'GET /poster',
  'GET /feed.xml',
  'GET /ask',
  'POST /ask',
];
const LANGUAGES = ['', '/ckb', '/en'];

/** The pages of a forum, in every language. */
const publicForums = LANGUAGES.flatMap((at) =>
  FORUM_PAGES.map((page) => {
    const [method, rest = ''] = page.split(' ');
    return [`${method} ${at}/forums/:id${rest} url`, 'forums are public'] as const;
  }),
);

/** Places where an id of another organisation is right, or public, and why. */
const KNOWN: Readonly<Record<string, string>> = {
  'GET /api/directory/desks/:deskId url': 'desks are public',
  'POST /api/reports deskId': 'whoever reports chooses any desk',
  'POST /api/mailbox/reports/:reportId/move deskId': 'she may move her report to any desk',
  'PUT /api/desks/:deskId url': 'a desk’s id is public and belongs to one organisation: taken',
  'PUT /api/forums/:forumId url': 'a forum’s id is public and belongs to one organisation: taken',
  'PUT /api/offices/:officeId url': 'an office’s id is public and belongs to one organisation: taken',
  'PUT /api/forums/:forumId/offices/:officeId url 2': 'a forum may work with any organisation’s office',
  'PUT /api/public/issues/:issueId forumId': 'anybody raises in any forum',
  ...Object.fromEntries(publicForums),
  'GET /forums/:id/calendar.ics url': 'forums are public',
  'PUT /api/organisations/:organisationId url': 'organisations are public, and the platform keeps them all',
  'PUT /api/organisations/:organisationId parentId': 'an organisation may stand under another',
  // Random ids of a reporter's rows; whoever could guess one would learn only that it is taken.
  'POST /api/reports id': 'installation-level ids: taken',
  'POST /api/reports mailbox.id': 'installation-level ids: taken',
  'POST /api/uploads id': 'installation-level ids: taken',
  'HEAD /api/uploads/:uploadId url': 'the random id is the only key to an upload',
  'PATCH /api/uploads/:uploadId url': 'the random id is the only key to an upload',
  'POST /api/people organisationId': 'the platform invites administrators for any organisation',
  'POST /api/people id': 'an account’s id is taken once for all organisations',
};

/** Ids of the other organisation, one of every kind that an id can be of. */
async function foreignIds(): Promise<readonly Id[]> {
  const [woman] = foreign.people;
  const account = present(woman, 'a member').id;
  await stage.signInAs(present(woman, 'a member'));
  const sessionId = await stage.newSession(account);
  const upload = await stage.newUpload();
  await asAdmin(`update upload set state = 'kept' where id = $1`, [upload]);
  const report = await stage.newReport({ at: 'foreign', columns: { upload_id: upload } });
  const { mailboxId } = stage.foreignReport.mailbox;
  return [report, stage.foreignReport.reportId, account, sessionId, upload, mailboxId, foreign.desk.id, FOREIGN_TENANT];
}

/** An office and a forum of the other organisation, new ones each time. */
async function foreignPlaces(): Promise<readonly Id[]> {
  const [office, forum] = [randomId(), randomId()];
  const changes = { tenant_id: FOREIGN_TENANT };
  await stage.copyRow('office', { id: SHATT_AL_ARAB }, { ...changes, id: office });
  await stage.copyRow('forum', { id: MAQIL }, { ...changes, id: forum });
  return [office, forum];
}

/** Everything that an organisation owns, as one text. */
async function ownedBy(tenantId: Id): Promise<Readonly<Record<string, string>>> {
  const tables = await asAdmin<{ name: string }>(
    `select distinct table_name as name from information_schema.columns
      join information_schema.tables using (table_schema, table_name)
      where table_schema = 'public' and column_name = 'tenant_id' and table_type = 'BASE TABLE' order by 1`,
  );
  const owned: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await asAdmin<{ all: string }>(
      `select md5(coalesce(string_agg(t::text, ';' order by t::text), '')) as all from ${name} t where tenant_id = $1`,
      [tenantId],
    );
    owned[name] = present(row, name).all;
  }
  assert.ok(Object.keys(owned).length > 15);
  return owned;
}

/** Where ids stand in a request: the address, or a path in the body. */
function placesOf(request: SampleRequest): string[] {
  const inUrl = [...request.url.matchAll(UUID)].map((_, at) => (at === 0 ? 'url' : `url ${at + 1}`));
  const inBody = leavesOf(request.payload ?? null).filter((path) => isUuidAt(request.payload ?? null, path));
  return [...inUrl, ...inBody.map((path) => path.join('.'))];
}

function isUuidAt(value: Json, path: readonly string[]): boolean {
  const leaf = path.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], value);
  return typeof leaf === 'string' && leaf.replace(UUID, '') === '' && leaf !== '';
}

function withId(request: SampleRequest, place: string, id: Id): SampleRequest {
  if (place.startsWith('url')) {
    const which = Number(place.slice(4) || 1);
    let at = 0;
    return { ...request, url: request.url.replace(UUID, (old) => (++at === which ? id : old)) };
  }
  return { ...request, payload: withLeaf(request.payload, place.split('.'), () => id) as Json };
}

/** What a caller can learn of an answer: ids are his own, and random bytes differ each time. */
function learned({ statusCode, body }: Answer): string {
  return `${statusCode} ${body
    .replace(UUID, 'ID')
    .replace(/"(token|expiresAt|destroyAfter|challenge|salt|signed|wrapped)":"[^"]*"/g, '"$1":"…"')}`;
}

test('an id of another organisation is answered as one that does not exist, wherever an id can stand, and nothing there changes', async () => {
  const routes = server.listedRoutes.map(nameOf);
  const stray = Object.keys(KNOWN).filter((place) => !routes.some((route) => place.startsWith(`${route} `)));
  assert.deepEqual(stray, [], 'these places are of no route any more: take them away');
  const visitors = await allVisitors(stage);
  const ids = await foreignIds();
  const mayTry = visitors.filter(
    ({ short, mailbox }) =>
      mailbox !== undefined || ['woman of the desk', 'administrator', 'keeper of the root'].includes(short),
  );
  assert.equal(mayTry.length, 4);
  const before = await ownedBy(FOREIGN_TENANT);
  let places = 0;
  const told: string[] = [];
  for (const route of server.listedRoutes) {
    for (const each of samplesOf(route).slice(0, 1)) {
      const visitor = await whoMay(each, route.door === 'mailbox', mayTry);
      for (const place of placesOf(await requestOf(each, stage, visitor))) {
        if (`${nameOf(route)} ${place}` in KNOWN) continue;
        places++;
        const asked = [...ids, ...(await foreignPlaces())];
        told.push(...(await tellsApart(each, visitor, place, asked)));
        // Offices are made under any id: what was made here is not to be found by the next one.
        await asAdmin('delete from office where tenant_id = $1 and id = any($2)', [OWN_TENANT, asked]);
      }
    }
  }
  assert.ok(places > 40, `${places} places for an id`);
  assert.deepEqual(told, []);
  // The copies that were made to be attacked are as they were made.
  const changed = await asAdmin(
    `select 1 from office where tenant_id = $1 and names <> (select names from office where id = $2 and tenant_id = $3)`,
    [FOREIGN_TENANT, SHATT_AL_ARAB, OWN_TENANT],
  );
  assert.deepEqual(changed, []);
  for (const table of ['office', 'forum']) await asAdmin(`delete from ${table} where tenant_id = $1`, [FOREIGN_TENANT]);
  assert.deepEqual(await ownedBy(FOREIGN_TENANT), before);
});

/** The places at which an id of the other organisation gets another answer than an id of nothing. */
async function tellsApart(each: Sample, visitor: Visitor, place: string, ids: readonly Id[]): Promise<string[]> {
  const ask = async (id: Id) => sendAs(stage, visitor, withId(await requestOf(each, stage, visitor), place, id));
  const unknown = learned(await ask(randomId()));
  const answers = [];
  for (const id of ids) answers.push(learned(await ask(id)));
  if (each.endsSession && visitor.staff && visitor.again) visitor.staff.cookie = await visitor.again();
  return [...new Set(answers)]
    .filter((answer) => answer !== unknown)
    .map((answer) => `${each.of} ${place}: ${answer.slice(0, 150)} instead of ${unknown.slice(0, 150)}`);
}

/** Somebody of the own organisation who is let in by this sample. */
async function whoMay(each: Sample, mailbox: boolean, visitors: readonly Visitor[]): Promise<Visitor> {
  if (mailbox)
    return present(
      visitors.find((visitor) => visitor.mailbox),
      'the reporter',
    );
  for (const visitor of visitors.filter((who) => who.staff)) {
    const { statusCode } = await sendAs(stage, visitor, await requestOf(each, stage, visitor));
    if (each.endsSession && visitor.staff && visitor.again) visitor.staff.cookie = await visitor.again();
    if (![401, 403, 404].includes(statusCode)) return visitor;
  }
  return present(
    visitors.find((visitor) => visitor.staff),
    'a member of staff',
  );
}

test('an administrator cannot take over, or lock out, somebody of another organisation by using her id again', async () => {
  const victim = await stage.newPerson(FOREIGN_TENANT, ['volunteer']);
  await stage.signInAs(victim);
  const administrator = await staff(
    stage,
    { name: 'an administrator', short: '', tenantId: OWN_TENANT },
    await stage.newPerson(OWN_TENANT, ['administrator']),
  );
  const payload = { id: victim.id, login: 'twin.of.hers', name: 'توأم', sex: 'woman', roles: ['volunteer'] };
  const twin = await sendAs(stage, administrator, { method: 'POST', url: '/api/people', payload });
  assert.ok([200, 409].includes(twin.statusCode), twin.body);
  await stage.signInAs(victim);
  for (const path of ['/revoke', '/invitation']) {
    await sendAs(stage, administrator, { method: 'POST', url: `/api/people/${victim.id}${path}` });
    await stage.signInAs(victim);
  }
});

test('a member of a non-police desk, an administrator and a head get nothing of another organisation’s report', async () => {
  const [member] = foreign.people;
  const others = [
    await staff(stage, { name: 'a member elsewhere', short: '', tenantId: FOREIGN_TENANT }, member),
    await staff(
      stage,
      { name: 'an administrator elsewhere', short: '', tenantId: FOREIGN_TENANT },
      await stage.newPerson(FOREIGN_TENANT, ['administrator']),
    ),
  ];
  const sealed = await submitted(stage, stage.own);
  for (const visitor of others) {
    for (const [method, path] of [
      ['POST', '/open'],
      ['POST', '/messages'],
      ['POST', '/commands'],
      ['PUT', '/assignment'],
    ] as const) {
      const payload = { command: 'openCase', assigneeId: null, dueOn: null };
      const ask = async (id: Id) =>
        learned(await sendAs(stage, visitor, { method, url: `/api/reports/${id}${path}`, payload }));
      assert.equal(await ask(sealed.reportId), await ask(randomId()), `${visitor.name} ${path}`);
    }
  }
  const notices = await asAdmin('select 1 from access_notice where report_id = $1', [sealed.reportId]);
  assert.deepEqual(notices, [], 'a refused look leaves no notice');
});

test('a report that she gave to another organisation leaves nothing that the first one can still open', async () => {
  const sealed = await submitted(stage, stage.own);
  const reporter = { name: 'her', short: 'her', mailbox: sealed.mailbox };
  const [woman] = stage.own.people;
  const member = await staff(stage, { name: 'a member', short: '', tenantId: OWN_TENANT }, woman);
  const caseId = randomId();
  const at = { tenant: OWN_TENANT, report: sealed.reportId, desk: stage.own.desk.id };
  await asAdmin(
    'insert into case_key (tenant_id, id, report_id, desk_id, women, epoch, wrapped) values ($1, $2, $3, $4, false, 1, $5)',
    [at.tenant, caseId, at.report, at.desk, new Uint8Array(300)],
  );
  await asAdmin(
    `insert into case_note (tenant_id, case_id, id, author_id, day, place, body) values ($1, $2, $3, $4, '2026-11-21', 1, $5)`,
    [at.tenant, caseId, randomId(), woman?.id, new Uint8Array(540)],
  );
  const move = {
    deskId: foreign.desk.id,
    epoch: 1,
    keyFile: String(sealed.payload['keyFile']),
    summary: String(sealed.payload['summary']),
  };
  const url = `/api/mailbox/reports/${sealed.reportId}/move`;
  const moved = await sendAs(stage, reporter, { method: 'POST', url, payload: move });
  assert.equal(moved.statusCode, 200, moved.body);
  for (const [method, path] of [
    ['POST', '/open'],
    ['GET', '/case'],
    ['POST', '/messages'],
  ] as const) {
    const payload = method === 'POST' ? { id: randomId(), seq: 1, body: String(sealed.payload['body']) } : undefined;
    const request = { method, url: `/api/reports/${sealed.reportId}${path}`, ...(payload ? { payload } : {}) };
    assert.equal((await sendAs(stage, member, request)).statusCode, 404, path);
  }
  const tables = await asAdmin<{ name: string }>(
    `select table_name as name from information_schema.columns
      where table_schema = 'public' and column_name = 'report_id'
        and table_name in (select table_name from information_schema.columns where column_name = 'tenant_id')`,
  );
  assert.ok(tables.length >= 5);
  // That it left, and on which day, an open inbox of the first desk has to be told; it goes after a day or two.
  const [gone] = await asAdmin('select * from report_left where report_id = $1', [at.report]);
  assert.deepEqual(Object.keys(gone ?? {}).sort(), ['changed', 'day', 'desk_id', 'report_id', 'tenant_id', 'women']);
  for (const { name } of tables.filter(({ name: each }) => each !== 'report_left')) {
    const left = await asAdmin(`select 1 from ${name} where report_id = $1 and tenant_id = $2`, [
      at.report,
      OWN_TENANT,
    ]);
    assert.deepEqual(left, [], `${name} keeps rows of it`);
  }
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
