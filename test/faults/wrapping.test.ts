import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBase64url } from '../../src/base/bytes.ts';
import type { Json } from '../../src/base/canonical.ts';
import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import type { ProblemCode } from '../../src/base/problem.ts';
import { admissionBy, makeEpoch, makeRecovery, vouchedMembers, wrapFor } from '../../src/accounts/teams/team.model.ts';
import { signAdmission } from '../../src/crypto/admission.ts';
import { newIdentity, sealTo } from '../../src/crypto/age.ts';
import type { DeskRecord } from '../../src/crypto/desk-record.ts';
import { ENTRY_STEP } from '../../src/crypto/entry.ts';
import type { EpochKeys } from '../../src/crypto/epoch.ts';
import { newEpochKeys, wrapEpoch } from '../../src/crypto/epoch.ts';
import { signOneReporter } from '../../src/crypto/one-reporter.ts';
import type { DemoPerson } from '../../src/demo/people.ts';
import { newRewriter } from '../../src/reporting/rotation/rotation.model.ts';
import { epochFor } from '../../src/reporting/web/reporter/desk-key.ts';
import { fitting } from '../../src/reporting/web/reporter/desk-order.ts';
import { sealedReport } from '../harness/reporter.ts';
import type { SealedReport } from '../harness/reporter.ts';
import { FOREIGN_TENANT, OWN_TENANT, present, submitted, withStage } from '../security/stage.ts';
import type { Visitor } from '../security/visitors.ts';
import { nobody, sendAs, staff } from '../security/visitors.ts';

/*
 * Over all commands that wrap a key: never to a man where she asked for women only, never to the police where she said "not the
 * police" (invariants 16, 21). On the server, and in the code of the browsers that makes what is sent.
 */
const stage = await withStage();
const { own, foreign, installed, asAdmin, unexpected } = stage;
const woman = present(own.people[0], 'a woman of the desk');
const man = present(own.people[1], 'a man of the desk');
const lawyer = present(foreign.people[0], 'a lawyer');
const general = own.epochs.general;
const women = present(own.epochs.women, 'the women’s key');
/** A desk that only men work at. */
const menOnly = present(
  installed.desks.find(({ epochs }) => epochs.women === undefined),
  'a desk without a women’s key',
);
const her = await staff(stage, { name: 'a woman', short: '', tenantId: OWN_TENANT }, woman);
const him = await staff(stage, { name: 'a man', short: '', tenantId: OWN_TENANT }, man);
const theirs = await staff(stage, { name: 'a lawyer', short: '', tenantId: FOREIGN_TENANT }, lawyer);
const holderOf = ({ mailbox }: SealedReport): Visitor => ({ name: 'her', short: '', mailbox });

const forWomen = await submitted(stage, own, { women: true });
const notPolice = await submitted(stage, foreign, { notPolice: true });
const SEALED_ENTRY = toBase64url(new Uint8Array(ENTRY_STEP + 28));

const publicOf = ({ id, sex, keys }: DemoPerson) => ({
  accountId: id,
  sex,
  recipient: keys.recipient,
  signingKey: toBase64url(keys.signing.public),
});
const signedBy = async (secret: Uint8Array, deskId: Id, person: DemoPerson, ofWomen: boolean) => {
  const { accountId, recipient, signingKey } = publicOf(person);
  const admission = { deskId, accountId, recipient, signingKey, women: ofWomen };
  return toBase64url(await signAdmission(secret, admission));
};
/** A key to one person as a browser that was changed would send it: whoever she or he is. */
const wrapTo = async (epoch: EpochKeys, person: DemoPerson, ofWomen: boolean) => ({
  wrapped: toBase64url(await wrapEpoch(person.keys.recipient, epoch)),
  vouched: await signedBy(epoch.signing.secret, epoch.deskId, person, ofWomen),
});
const caseKeyTo = async (recipient: string) => toBase64url(await sealTo([recipient], new Uint8Array(32)));

interface Refused {
  readonly route: string;
  readonly what: string;
  readonly as: Visitor;
  readonly url: string;
  readonly payload: () => Promise<Json>;
  readonly code: ProblemCode;
}

const next = await newEpochKeys({ deskId: own.desk.id, key: 'women', n: 2 });
const nextPublic = { recipient: next.recipient, signingKey: toBase64url(next.signing.public), recovery: null };
const atOwn = `/api/desks/${own.desk.id}`;
const moved = ({ payload }: SealedReport, to: DeskRecord): Json => {
  const { keyFile = null, summary = null } = payload;
  return { deskId: to.id, epoch: 1, keyFile, summary };
};

/** On the server: each route that takes a wrapped key, with what it must not take. */
const refusals: readonly Refused[] = [
  {
    route: 'POST /api/reports',
    what: 'a woman only, at a desk without a women’s key',
    as: nobody(),
    url: '/api/reports',
    payload: async () => (await sealedReport(stage.server, menOnly, { women: true })).payload,
    code: 'desk_closed',
  },
  {
    route: 'POST /api/reports',
    what: 'not the police, at a desk of the police',
    as: nobody(),
    url: '/api/reports',
    payload: async () => (await sealedReport(stage.server, own, { notPolice: true })).payload,
    code: 'desk_closed',
  },
  {
    route: 'POST /api/mailbox/reports/{reportId}/move',
    what: 'a woman only, to a desk without a women’s key',
    as: holderOf(forWomen),
    url: `/api/mailbox/reports/${forWomen.reportId}/move`,
    payload: async () => moved(forWomen, menOnly.record),
    code: 'desk_closed',
  },
  {
    route: 'POST /api/mailbox/reports/{reportId}/move',
    what: 'not the police, to a desk of the police',
    as: holderOf(notPolice),
    url: `/api/mailbox/reports/${notPolice.reportId}/move`,
    payload: async () => moved(notPolice, own.record),
    code: 'desk_closed',
  },
  {
    route: 'PUT /api/reports/{reportId}/entry',
    what: 'a list entry of a report for women, by a man under the key of all',
    as: him,
    url: `/api/reports/${forWomen.reportId}/entry`,
    payload: async () => ({ epoch: 1, entry: SEALED_ENTRY }),
    code: 'not_found',
  },
  {
    route: 'PUT /api/reports/{reportId}/case-key',
    what: 'a case key of a report for women, by a man under the key of all',
    as: him,
    url: `/api/reports/${forWomen.reportId}/case-key`,
    payload: async () => ({ id: randomId(), epoch: 1, wrapped: await caseKeyTo(general.recipient) }),
    code: 'not_found',
  },
  {
    route: 'PUT /api/desks/{deskId}/case-keys',
    what: 'case keys under the women’s key, by a man',
    as: him,
    url: `${atOwn}/case-keys`,
    payload: async () => ({
      women: true,
      from: 1,
      to: 2,
      keys: [{ id: randomId(), wrapped: await caseKeyTo(general.recipient) }],
    }),
    code: 'not_allowed',
  },
  {
    route: 'PUT /api/desks/{deskId}/key-files',
    what: 'key files under the women’s key, by a man',
    as: him,
    url: `${atOwn}/key-files`,
    payload: async () => ({
      women: true,
      from: 1,
      to: 2,
      items: [{ reportId: forWomen.reportId, keyFile: forWomen.payload['keyFile'] ?? null, entry: null }],
    }),
    code: 'not_allowed',
  },
  {
    route: 'POST /api/desks/{deskId}/members',
    what: 'the women’s key to a man, by a woman who holds it',
    as: her,
    url: `${atOwn}/members`,
    payload: async () => ({
      accountId: man.id,
      women: true,
      admission: await signedBy(woman.keys.signing.secret, own.desk.id, man, true),
      wraps: [{ women: true, n: 1, ...(await wrapTo(women, man, true)) }],
    }),
    code: 'women_only',
  },
  {
    route: 'POST /api/desks/{deskId}/members',
    what: 'the key of a desk that is not the police to somebody of the police',
    as: theirs,
    url: `/api/desks/${foreign.desk.id}/members`,
    payload: async () => ({
      accountId: woman.id,
      women: false,
      admission: await signedBy(lawyer.keys.signing.secret, foreign.desk.id, woman, false),
      wraps: [{ women: false, n: 1, ...(await wrapTo(foreign.epochs.general, woman, false)) }],
    }),
    code: 'not_found',
  },
  {
    route: 'POST /api/desks/{deskId}/epochs',
    what: 'the next women’s key with a wrap for a man',
    as: her,
    url: `${atOwn}/epochs`,
    payload: async () => ({
      women: true,
      n: 2,
      ...nextPublic,
      wraps: [
        { accountId: woman.id, ...(await wrapTo(next, woman, true)) },
        { accountId: man.id, ...(await wrapTo(next, man, true)) },
      ],
    }),
    code: 'admission_refused',
  },
  {
    route: 'POST /api/desks/{deskId}/epochs',
    what: 'a women’s key made by a man',
    as: him,
    url: `${atOwn}/epochs`,
    payload: async () => ({
      women: true,
      n: 2,
      ...nextPublic,
      wraps: [{ accountId: man.id, ...(await wrapTo(next, man, true)) }],
    }),
    code: 'women_only',
  },
  {
    route: 'POST /api/desks/{deskId}/epochs',
    what: 'shares of a key that is not the police’s to trustees of the police',
    as: theirs,
    url: `/api/desks/${foreign.desk.id}/epochs`,
    payload: async () => {
      const made = await newEpochKeys({ deskId: foreign.desk.id, key: 'general', n: 2 });
      const wraps = foreign.people.map(async (each) => ({ accountId: each.id, ...(await wrapTo(made, each, false)) }));
      const trustees = own.people.slice(0, 2).concat(own.people, own.people).slice(0, 5);
      const shares = trustees.map(async (each, at) => ({
        place: at + 1,
        trusteeId: each.id,
        sealed: await caseKeyTo(each.keys.recipient),
      }));
      const recipient = (await newIdentity()).recipient;
      return {
        women: false,
        n: 2,
        recipient: made.recipient,
        signingKey: toBase64url(made.signing.public),
        wraps: await Promise.all(wraps),
        recovery: { recipient, wrapped: await caseKeyTo(recipient), shares: await Promise.all(shares) },
      };
    },
    code: 'trustees_refused',
  },
  {
    route: 'POST /api/desks/{deskId}/founding',
    what: 'a women’s key as the first one, by a man',
    as: him,
    url: `${atOwn}/founding`,
    payload: async () => ({
      women: true,
      n: 1,
      ...nextPublic,
      admission: await signedBy(man.keys.signing.secret, own.desk.id, man, true),
      ...(await wrapTo(next, man, true)),
    }),
    code: 'wrong_shape',
  },
];
/** What is sealed in these opens no report: the root signs, and an account's envelope holds its own keys. */
const OPENS_NO_REPORT = ['POST /api/organisation/root', 'POST /api/organisation/root/holders'];
/** Items of an agenda and of minutes. */
const NO_KEYS = ['agenda', 'minutes', 'minutes/redacted'].map((each) => `PUT /api/meetings/{meetingId}/${each}`);
const WRAPPED = /^(keyFile|wrapped|wraps|recovery|sealed|entry|keys|items)$/;

test('the table below names every route that takes a wrapped key', async () => {
  const answer = await stage.server.inject({ url: '/api/openapi.json' });
  const { paths } = answer.json<{ paths: Record<string, Record<string, { requestBody?: Json }>> }>();
  const taking = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody = null }]) =>
      fieldsIn(requestBody).some((name) => WRAPPED.test(name)) ? [`${method.toUpperCase()} ${path}`] : [],
    ),
  );
  const named = [...new Set([...refusals.map(({ route }) => route), ...OPENS_NO_REPORT, ...NO_KEYS])];
  assert.deepEqual(taking.sort(), named.sort());
});

for (const { route, what, as, url, payload, code } of refusals) {
  test(`server, ${route}: ${what}`, async () => {
    const before = await wrappedNow();
    const [method = ''] = route.split(' ');
    const answer = await sendAs(stage, as, { method, url, payload: await payload() });
    assert.equal((JSON.parse(answer.body) as { code?: string }).code, code, answer.body);
    assert.ok(answer.statusCode >= 400 && answer.statusCode < 500);
    assert.deepEqual(await wrappedNow(), before, 'and nothing was wrapped');
  });
}

test('server, rotation: what was sealed to the women’s key is not carried over with the general one', async () => {
  await asAdmin('update desk set epoch = 2 where id = $1', [own.desk.id]);
  const item = { reportId: forWomen.reportId, keyFile: forWomen.payload['keyFile'] ?? null, entry: null };
  const before = await wrappedNow();
  const answer = await sendAs(stage, her, {
    method: 'PUT',
    url: `${atOwn}/key-files`,
    payload: { women: false, from: 1, to: 2, items: [item] },
  });
  assert.deepEqual(JSON.parse(answer.body), { moved: 0 });
  await asAdmin('update desk set epoch = 1 where id = $1', [own.desk.id]);
  assert.deepEqual(await wrappedNow(), before);
});

test('server, linking: never across the women’s key; two reports under it keep the keys and marks that each of them has', async () => {
  const [marked, second] = [
    await submitted(stage, own, { women: true }),
    await submitted(stage, own, { women: true, notPolice: false }),
  ];
  const open = await submitted(stage, own);
  const before = await wrappedNow();
  const propose = (person: Visitor, from: SealedReport, to: SealedReport) =>
    sendAs(stage, person, {
      method: 'POST',
      url: `/api/reports/${from.reportId}/links`,
      payload: { otherId: to.reportId },
    });
  assert.equal((await propose(him, open, marked)).statusCode, 404, 'a man learns nothing of it');
  assert.equal((await propose(her, open, marked)).statusCode, 409, 'nor by a detour');
  assert.equal((await propose(her, marked, second)).statusCode, 200);
  for (const [from, to] of [
    [marked, second],
    [second, marked],
  ] as const) {
    const url = `/api/mailbox/reports/${from.reportId}/links/${to.reportId}`;
    const word = toBase64url(await signOneReporter(from.mailbox.signing.secret, from.reportId, to.reportId));
    const said = await sendAs(stage, holderOf(from), { method: 'POST', url, payload: { word } });
    assert.equal(said.statusCode, 200, said.body);
  }
  const payload = { command: 'link' };
  const linked = await sendAs(stage, her, { method: 'POST', url: `/api/reports/${marked.reportId}/commands`, payload });
  assert.equal(linked.statusCode, 200, linked.body);
  assert.deepEqual(await wrappedNow(), before);
});

const police = own.record;
const withoutWomen = menOnly.record;
const listed = async (person: DemoPerson, epoch: EpochKeys) => {
  const vouched = await signedBy(epoch.signing.secret, epoch.deskId, person, true);
  return { accountId: person.id, vouched };
};

/** In the browsers: what makes the wraps, asked for what it must not make. */
const inBrowsers: readonly (readonly [what: string, code: ProblemCode, make: () => unknown])[] = [
  [
    'a report for a woman only, to a desk without a women’s key',
    'desk_closed',
    () => epochFor(withoutWomen, { womenOnly: true, notPolice: false }),
  ],
  [
    'a report marked "not the police", to a desk of the police',
    'desk_closed',
    () => epochFor(police, { womenOnly: false, notPolice: true }),
  ],
  [
    'both marks, to a women’s desk of the police',
    'desk_closed',
    () => epochFor(police, { womenOnly: true, notPolice: true }),
  ],
  [
    'a seat with the women’s key for a man',
    'women_only',
    () => admissionBy(woman.keys, own.desk.id, publicOf(man), true),
  ],
  ['the women’s key wrapped for a man', 'women_only', () => wrapFor(women, publicOf(man))],
  [
    'a new women’s key for a woman and a man',
    'women_only',
    () => makeEpoch({ deskId: own.desk.id, key: 'women', n: 2 }, [publicOf(woman), publicOf(man)]),
  ],
  [
    'the members of a next women’s key, one of them a man whom the server lists as holding it',
    'women_only',
    async () => {
      const inForce = { women: true, n: 1, holders: [await listed(woman, women), await listed(man, women)] };
      const members = [woman, man].map((each) => ({ ...publicOf(each), women: true }));
      return vouchedMembers(own.desk.id, members, inForce, toBase64url(women.signing.public));
    },
  ],
  ['reports carried over from the women’s key to the one of all', 'women_only', () => newRewriter(women, general)],
  [
    'reports carried over from a desk that is not the police to one that is',
    'women_only',
    () => newRewriter(foreign.epochs.general, general),
  ],
  [
    'a recovery of a key that is not the police’s among trustees of the police',
    'trustees_refused',
    () =>
      makeRecovery(
        foreign.epochs.general,
        { police: false, women: false },
        Array.from({ length: 5 }, () => ({ id: randomId(), police: true, recipient: general.recipient })),
      ),
  ],
];

for (const [what, code, make] of inBrowsers) {
  test(`browser: ${what}`, async () => {
    await assert.rejects(async () => make(), { code });
  });
}

test('browser: no desk is offered that her marks exclude, and what may be made is made', async () => {
  const records = installed.desks.map(({ record }) => record);
  for (const womenOnly of [false, true]) {
    for (const not of [false, true]) {
      const wishes = { womenOnly, notPolice: not, childrenFirst: false, near: '' };
      const offered = fitting(records, wishes);
      assert.ok(offered.length > 0);
      // Offered and refused are the two halves of one rule.
      for (const record of records) {
        const allowed = (!womenOnly || record.epochs.women !== undefined) && !(not && record.police);
        assert.equal(offered.includes(record), allowed, record.name.en);
        if (allowed) assert.equal(epochFor(record, wishes), womenOnly ? record.epochs.women : record.epochs.general);
        else assert.throws(() => epochFor(record, wishes), { code: 'desk_closed' });
      }
    }
  }
  assert.ok((await wrapFor(women, publicOf(woman))).wrapped.length > 100);
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));

/** Every row that holds a wrapped key, as one hash for each table. */
async function wrappedNow(): Promise<readonly Json[]> {
  const tables = ['report_key', 'case_key', 'epoch_wrap', 'epoch_recovery', 'recovery_share', 'desk_epoch'];
  const hashes: Json[] = [];
  for (const table of tables) {
    const [row] = await asAdmin<{ hash: string | null }>(
      `select md5(string_agg(t::text, ';' order by t::text)) as hash from ${table} t`,
    );
    hashes.push(row?.hash ?? null);
  }
  const [marks] = await asAdmin<{ marks: string }>(
    `select md5(string_agg(concat(id, women, not_police, desk_id, epoch), ';' order by id)) as marks from report`,
  );
  return [...hashes, marks?.marks ?? null];
}

/** The names of all fields in a JSON schema. */
function fieldsIn(schema: Json): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((each: Json) => fieldsIn(each));
  return Object.entries(schema as Record<string, Json>).flatMap(([key, value]) => [
    ...(key === 'properties' && typeof value === 'object' && value !== null ? Object.keys(value) : []),
    ...fieldsIn(value),
  ]);
}
