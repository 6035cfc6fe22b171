import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { signInMember, readReport } from '../../../test/harness/desk-member.ts';
import { sealedReport } from '../../../test/harness/reporter.ts';
import { fromBase64url, toBase64url } from '../../base/bytes.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { isProblem } from '../../base/problem.ts';
import type { EpochKeys } from '../../crypto/epoch.ts';
import { openWith } from '../../crypto/age.ts';
import { joinShares } from '../../crypto/recovery.ts';
import { openUserKeys, stretchPassword } from '../../crypto/user-keys.ts';
import type { UserKeys } from '../../crypto/user-keys.ts';
import { parseAccountCode } from '../../crypto/account-code.ts';
import { verifyDeskRecord, verifyDirectory } from '../../crypto/directory-doc.ts';
import type { Json } from '../../base/canonical.ts';
import { BASRA_POLICE, LAWYERS } from '../../demo/organisations.ts';
import { newRewriter } from '../../reporting/rotation/rotation.model.ts';
import type { listKeyFiles } from '../../reporting/rotation/rotation.contract.ts';
import type { getMe } from '../contract.ts';
import type { getKeyDirectory, getRoot } from '../publishing/publish.contract.ts';
import { checkNext, openRoot, signNext } from '../publishing/root.model.ts';
import type { PublicPerson } from './team.model.ts';
import { admissionBy, makeEpoch, makeRecovery, vouchedMembers, wrapFor } from './team.model.ts';
import type { getTeam, listTrustees } from './team.contract.ts';

const { server, signIn, asAdmin, clock, installed, unexpected } = await withApplication();
const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code;
type Team = OutputOf<typeof getTeam>;

async function ask(cookie: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
  return server.inject({ method, url, headers: { cookie }, ...(payload ? { payload } : {}) });
}

/** Somebody at her browser: her session, and the keys that only she has. */
interface Person extends PublicPerson {
  readonly cookie: string;
  readonly keys: UserKeys;
}

async function atBrowser(login: string): Promise<Person> {
  const account = installed.accounts.find((each) => each.login === login);
  assert.ok(account);
  const cookie = await signIn(login);
  const me = (await ask(cookie, 'GET', '/api/me')).json<OutputOf<typeof getMe>>();
  const stretched = await stretchPassword(account.password, fromBase64url(me.salt), me.cost);
  const keys = await openUserKeys(me.id, fromBase64url(me.envelope), stretched, parseAccountCode(account.accountCode));
  return { accountId: me.id, sex: me.sex, recipient: me.recipient, signingKey: me.signingKey, cookie, keys };
}

async function teamOf(person: Pick<Person, 'cookie'>, deskId: Id): Promise<Team> {
  return (await ask(person.cookie, 'GET', `/api/desks/${deskId}/team`)).json<Team>();
}

/** Signs what is pending as the head's browser does. */
async function publishAs(head: Person) {
  const root = (await ask(head.cookie, 'GET', '/api/organisation/root')).json<OutputOf<typeof getRoot>>();
  const told = (await ask(head.cookie, 'GET', '/api/organisation/directory')).json<OutputOf<typeof getKeyDirectory>>();
  assert.ok(root.sealed && root.publicKey);
  const key = await openRoot(head.keys.identity, root.sealed, root.publicKey);
  const me = (await ask(head.cookie, 'GET', '/api/me')).json<OutputOf<typeof getMe>>();
  const next = await checkNext(key.public, me.tenantId, told, told.version);
  const signed = toBase64url(await signNext(key, next, '2026-11-21'));
  return {
    next,
    answer: await ask(head.cookie, 'POST', '/api/organisation/directory', { signed, records: next.records }),
  };
}

const texts = { ar: 'نص (مثال توضيحي)', ckb: null, en: 'Text (illustrative)' };
async function newDesk(admin: string): Promise<Id> {
  const deskId = randomId();
  const made = await ask(admin, 'PUT', `/api/desks/${deskId}`, {
    kind: 'lawyerNgo',
    names: texts,
    governorateId: 'IQG08',
    officeId: null,
    childProtection: false,
    worksHere: texts,
    mustPassOn: texts,
    neverWithoutAsking: texts,
    lawCheckedOn: null,
    hours: [],
  });
  assert.equal(made.statusCode, 200, made.body);
  return deskId;
}

/** Founds a desk as its first member and returns the key she made. */
async function found(person: Person, deskId: Id): Promise<EpochKeys> {
  const { epoch, made } = await makeEpoch({ deskId, key: 'general', n: 1 }, [person]);
  const { wraps, women: _women, ...rest } = made;
  const answer = await ask(person.cookie, 'POST', `/api/desks/${deskId}/founding`, {
    ...rest,
    wrapped: wraps[0]?.wrapped,
    vouched: wraps[0]?.vouched,
    admission: await admissionBy(person.keys, deskId, person, false),
    recovery: null,
  });
  assert.equal(answer.statusCode, 200, answer.body);
  return epoch;
}

const admission = async (by: Person, person: PublicPerson, epochs: readonly EpochKeys[], women: boolean) => ({
  accountId: person.accountId,
  women,
  admission: await admissionBy(by.keys, epochs[0]?.deskId ?? '', person, women),
  wraps: await Promise.all(
    epochs.map(async (epoch) => ({ women: epoch.key === 'women', n: epoch.n, ...(await wrapFor(epoch, person)) })),
  ),
});

const woman = await atBrowser('lawyers.1');
const man = await atBrowser('lawyers.2');
const lawyersAdmin = await signIn('lawyers.admin');
const police = await atBrowser('basra.women.1');

test('a desk is founded by somebody with the role, not by an administrator, a head or another organisation', async () => {
  const deskId = await newDesk(lawyersAdmin);
  const head = await atBrowser('lawyers.head');
  const made = await makeEpoch({ deskId, key: 'general', n: 1 }, [woman]);
  const { wraps, women: _women, ...rest } = made.made;
  const body = {
    ...rest,
    wrapped: wraps[0]?.wrapped,
    vouched: wraps[0]?.vouched,
    admission: await admissionBy(woman.keys, deskId, woman, false),
    recovery: null,
  };
  const path = `/api/desks/${deskId}/founding`;
  assert.equal(codeOf(await ask(lawyersAdmin, 'POST', path, body)), 'not_allowed');
  assert.equal(codeOf(await ask(head.cookie, 'POST', path, body)), 'not_allowed');
  assert.equal(codeOf(await ask(police.cookie, 'POST', path, body)), 'not_found');
  // Somebody else's signature and keys are worth nothing to the man.
  assert.equal(codeOf(await ask(man.cookie, 'POST', path, body)), 'admission_refused');
  assert.equal((await ask(woman.cookie, 'POST', path, body)).statusCode, 200);
  assert.equal(codeOf(await ask(woman.cookie, 'POST', path, body)), 'already_different');
});

test('an account that the server alone made gets no key, and the next key is not wrapped for it', async () => {
  const deskId = await newDesk(lawyersAdmin);
  const general = await found(woman, deskId);
  // Whoever owns the database writes a member into it, with an admission and a voucher of his own making.
  await asAdmin(
    `insert into desk_member (tenant_id, desk_id, account_id, admitted_by, admission)
     select '${LAWYERS}', '${deskId}', '${man.accountId}', '${woman.accountId}', decode(repeat('00', 64), 'hex')`,
  );
  await asAdmin(
    `insert into epoch_wrap (tenant_id, desk_id, women, n, account_id, wrapped, vouched)
     select '${LAWYERS}', '${deskId}', false, 1, '${man.accountId}', '\\x00', decode(repeat('00', 64), 'hex')`,
  );
  const team = await teamOf(woman, deskId);
  const [epoch] = team.epochs;
  assert.ok(epoch && team.members.length === 2);
  await assert.rejects(
    () => vouchedMembers(deskId, team.members, epoch, toBase64url(general.signing.public)),
    (error) => isProblem(error, 'admission_refused'),
  );
  await asAdmin(`delete from epoch_wrap where desk_id = '${deskId}' and account_id = '${man.accountId}'`);
  await asAdmin(`delete from desk_member where desk_id = '${deskId}' and account_id = '${man.accountId}'`);
});

test('a member admits after comparing words; a foreign signature, a missing key or a stranger is refused', async () => {
  const deskId = await newDesk(lawyersAdmin);
  const general = await found(woman, deskId);
  const path = `/api/desks/${deskId}/members`;
  const right = await admission(woman, man, [general], false);
  assert.equal(codeOf(await ask(man.cookie, 'POST', path, right)), 'not_allowed');
  assert.equal(
    codeOf(await ask(woman.cookie, 'POST', path, await admission(man, man, [general], false))),
    'admission_refused',
  );
  const otherEpoch = (await makeEpoch({ deskId, key: 'general', n: 1 }, [])).epoch;
  assert.equal(
    codeOf(await ask(woman.cookie, 'POST', path, await admission(woman, man, [otherEpoch], false))),
    'admission_refused',
  );
  assert.equal(
    codeOf(await ask(woman.cookie, 'POST', path, await admission(woman, police, [general], false))),
    'not_found',
    'members of a desk belong to its own organisation (invariant 21)',
  );
  const head = await atBrowser('lawyers.head');
  assert.equal(
    codeOf(await ask(woman.cookie, 'POST', path, await admission(woman, head, [general], false))),
    'admission_refused',
  );
  assert.equal((await ask(woman.cookie, 'POST', path, right)).statusCode, 200);
  const me = (await ask(man.cookie, 'GET', '/api/me')).json<OutputOf<typeof getMe>>();
  assert.deepEqual(me.desks.find((each) => each.deskId === deskId)?.epochs, [], 'not before the head has signed it');
  const wraps = (await ask(man.cookie, 'GET', `/api/desks/${deskId}/wraps`)).json<{ epochs: unknown[] }>();
  assert.equal(wraps.epochs.length, 1);
  assert.equal(codeOf(await ask(police.cookie, 'GET', `/api/desks/${deskId}/wraps`)), 'not_allowed');
});

test("the women's key: no man makes it, is admitted to it, or admits to it, on the server or in the browser", async () => {
  const deskId = await newDesk(lawyersAdmin);
  const general = await found(man, deskId);
  const members = `/api/desks/${deskId}/members`;
  const epochs = `/api/desks/${deskId}/epochs`;
  assert.equal((await ask(man.cookie, 'POST', members, await admission(man, woman, [general], false))).statusCode, 200);

  // The browser refuses first.
  await assert.rejects(makeEpoch({ deskId, key: 'women', n: 1 }, [man]), (error) => isProblem(error, 'women_only'));
  await assert.rejects(
    () => admissionBy(woman.keys, deskId, man, true),
    (error) => isProblem(error, 'women_only'),
  );
  // A browser that lies about him is refused by the server.
  const disguised = { ...man, sex: 'woman' as const };
  const his = await makeEpoch({ deskId, key: 'women', n: 1 }, [disguised]);
  const hisAdmission = await admissionBy(man.keys, deskId, disguised, true);
  assert.equal(
    codeOf(await ask(man.cookie, 'POST', epochs, { ...his.made, admission: hisAdmission, recovery: null })),
    'women_only',
  );

  const hers = await makeEpoch({ deskId, key: 'women', n: 1 }, [woman]);
  const herAdmission = await admissionBy(woman.keys, deskId, woman, true);
  const both = await makeEpoch({ deskId, key: 'women', n: 1 }, [woman, disguised]);
  assert.equal(
    codeOf(await ask(woman.cookie, 'POST', epochs, { ...both.made, admission: herAdmission, recovery: null })),
    'admission_refused',
  );
  const made = await ask(woman.cookie, 'POST', epochs, { ...hers.made, admission: herAdmission, recovery: null });
  assert.equal(made.statusCode, 200, made.body);

  const smuggled = await admission(woman, disguised, [hers.epoch], true);
  assert.equal(codeOf(await ask(woman.cookie, 'POST', members, smuggled)), 'women_only');
  const byMan = { ...(await admission(man, woman, [general], false)), women: true };
  assert.equal(codeOf(await ask(man.cookie, 'POST', members, byMan)), 'women_only');
  const team = await teamOf(man, deskId);
  assert.deepEqual(
    team.epochs.find((each) => each.women)?.holders.map((each) => each.accountId),
    [woman.accountId],
  );
  // The general key cannot be extended to the women's by its own: a wrap of the wrong kind is not taken.
  const rotated = await makeEpoch({ deskId, key: 'women', n: 2 }, [disguised]);
  assert.equal(codeOf(await ask(man.cookie, 'POST', epochs, { ...rotated.made, recovery: null })), 'women_only');
});

test('a new key: head publishes, reports are carried over, the old one ends and its wraps are gone', async () => {
  const desk = installed.desks.find((each) => each.desk.organisationId === LAWYERS);
  assert.ok(desk);
  const deskId = desk.desk.id;
  const old = desk.epochs.general;
  const text = 'رسالة محفوظة (مثال توضيحي)';
  const sealed = [await sealedReport(server, desk, { text }), await sealedReport(server, desk, { text })];
  for (const each of sealed) {
    const sent = await server.inject({ method: 'POST', url: '/api/reports', payload: each.payload });
    assert.equal(sent.statusCode, 200, sent.body);
  }
  const [broken] = sealed;
  await asAdmin(`update report set summary = '\\x00' where id = '${broken?.reportId}'`);

  const keyFiles = (women: boolean, epoch: number) =>
    `/api/desks/${deskId}/key-files?women=${women ? 'true' : 'false'}&epoch=${epoch}`;
  assert.equal(codeOf(await ask(woman.cookie, 'GET', keyFiles(false, 1))), 'transition_refused', 'still in force');
  assert.equal(codeOf(await ask(police.cookie, 'GET', keyFiles(false, 1))), 'not_allowed');
  assert.equal(codeOf(await ask(lawyersAdmin, 'GET', keyFiles(false, 1))), 'not_allowed');

  const team = await teamOf(woman, deskId);
  const inForce = team.epochs.find((each) => !each.women && each.inForce);
  assert.ok(inForce);
  const people = await vouchedMembers(deskId, team.members, inForce, toBase64url(old.signing.public));
  assert.equal(people.length, desk.people.length);
  const next = await makeEpoch({ deskId, key: 'general', n: 2 }, people);
  const epochs = `/api/desks/${deskId}/epochs`;
  const some = { ...next.made, wraps: next.made.wraps.slice(1), recovery: null };
  assert.equal(codeOf(await ask(woman.cookie, 'POST', epochs, some)), 'admission_refused', 'nobody is left out');
  const skipped = { ...next.made, n: 3, recovery: null };
  assert.equal(codeOf(await ask(woman.cookie, 'POST', epochs, skipped)), 'already_different');
  assert.equal((await ask(woman.cookie, 'POST', epochs, { ...next.made, recovery: null })).statusCode, 200);

  const ending = { women: false, n: 1 };
  assert.equal(codeOf(await ask(woman.cookie, 'POST', `${epochs}/end`, ending)), 'transition_refused');
  const head = await atBrowser('lawyers.head');
  assert.equal(
    codeOf(await ask(woman.cookie, 'POST', '/api/organisation/directory', { signed: '', records: [] })),
    'not_allowed',
  );
  for (const what of ['root', 'directory']) {
    assert.equal(codeOf(await ask(woman.cookie, 'GET', `/api/organisation/${what}`)), 'not_allowed', 'for heads');
  }
  const published = await publishAs(head);
  assert.equal(published.answer.statusCode, 200, published.answer.body);
  assert.deepEqual(
    published.next.changes.find((each) => each.deskId === deskId)?.newKeys.map((each) => [each.key, each.epoch.n]),
    [['general', 2]],
  );
  assert.equal(codeOf((await publishAs(head)).answer), undefined, 'a version without changes may follow');
  await asAdmin(`update desk set law_checked_on = '2026-11-01' where id = '${deskId}'`);
  const dated = (await publishAs(head)).next.changes.find((each) => each.deskId === deskId);
  assert.deepEqual(dated?.fields, ['lawCheckedOn'], 'the head sees that the day of the lawyer’s check is new');

  const record = (await server.inject({ url: `/api/directory/desks/${deskId}` })).json<{
    signed: string;
    records: Json[];
  }>();
  const root = installed.roots.find((each) => each.organisation === LAWYERS);
  assert.ok(root && record.records[0]);
  const doc = await verifyDirectory(root.root.public, fromBase64url(record.signed), { minVersion: 2 });
  const signedRecord = await verifyDeskRecord(doc, record.records[0]);
  assert.equal(signedRecord.epochs.general.n, 2);
  assert.equal(signedRecord.lawCheckedOn, '2026-11-01');
  assert.deepEqual(
    signedRecord.past.map((each) => [each.key, each.n]),
    [['general', 1]],
  );

  assert.equal(codeOf(await ask(woman.cookie, 'POST', `${epochs}/end`, ending)), 'epoch_in_use');
  const page = (await ask(woman.cookie, 'GET', keyFiles(false, 1))).json<OutputOf<typeof listKeyFiles>>();
  assert.equal(page.left, 2);
  const rewrite = await newRewriter(old, next.epoch);
  const items = await Promise.all(page.rows.map(rewrite));
  const wrongKey = { women: false, from: 1, to: 3, items };
  assert.equal(codeOf(await ask(woman.cookie, 'PUT', `/api/desks/${deskId}/key-files`, wrongKey)), 'epoch_ended');
  const batch = { women: false, from: 1, to: 2, items };
  const put = await ask(woman.cookie, 'PUT', `/api/desks/${deskId}/key-files`, batch);
  assert.deepEqual(put.json(), { moved: 2 }, put.body);
  const again = await ask(woman.cookie, 'PUT', `/api/desks/${deskId}/key-files`, batch);
  assert.deepEqual(again.json(), { moved: 0 });

  assert.equal((await ask(woman.cookie, 'POST', `${epochs}/end`, ending)).statusCode, 200);
  const wraps = await asAdmin(`select 1 from epoch_wrap where desk_id = '${deskId}' and not women and n = 1`);
  assert.equal(wraps.length, 0);

  const member = await signInMember(server, installed.accounts, 'lawyers.2', () => {
    clock.advance(30_000);
    return clock();
  });
  for (const { reportId } of sealed) assert.equal((await readReport(server, member, reportId)).text, text);
  const entries = await asAdmin<{ id: string; entry: Buffer | null }>(
    `select id, entry from report where desk_id = '${deskId}'`,
  );
  for (const { id, entry } of entries) assert.equal(entry === null, id === broken?.reportId);
});

test('a directory that skips a version, names another record, or is signed by another key is refused', async () => {
  const head = await atBrowser('basra.head');
  const told = (await ask(head.cookie, 'GET', '/api/organisation/directory')).json<OutputOf<typeof getKeyDirectory>>();
  const root = installed.roots.find((each) => each.organisation === BASRA_POLICE)?.root;
  const other = installed.roots.find((each) => each.organisation === LAWYERS)?.root;
  assert.ok(root && other);
  const next = await checkNext(root.public, BASRA_POLICE, told, 1);
  const post = async (signed: Uint8Array, records: readonly unknown[] = next.records) =>
    codeOf(await ask(head.cookie, 'POST', '/api/organisation/directory', { signed: toBase64url(signed), records }));
  assert.equal(await post(await signNext(other, next, '2026-11-21')), 'directory_refused');
  assert.equal(await post(await signNext(root, { ...next, version: 1 }, '2026-11-21')), 'directory_went_back');
  assert.equal(await post(await signNext(root, { ...next, version: 3 }, '2026-11-21')), 'directory_went_back');
  const [first, ...rest] = next.records;
  assert.ok(first);
  assert.equal(await post(await signNext(root, { ...next, records: rest }, '2026-11-21'), rest), 'already_different');
  const moved = [{ ...first, governorateId: 'IQG01' }, ...rest];
  assert.equal(await post(await signNext(root, { ...next, records: moved }, '2026-11-21'), moved), 'already_different');
  assert.equal(await post(await signNext(root, next, '2026-11-21')), undefined);
});

test('a server that asks the head to sign a lie is noticed in her browser', async () => {
  const root = installed.roots.find((each) => each.organisation === BASRA_POLICE)?.root;
  const records = installed.desks
    .filter((each) => each.desk.organisationId === BASRA_POLICE)
    .map((each) => each.record);
  const [first, ...rest] = records;
  assert.ok(root && first);
  const signed = await signNext(root, { organisation: BASRA_POLICE, version: 1, records, changes: [] }, '2026-11-21');
  const told = { version: 1, signed: toBase64url(signed), records, pending: records };
  assert.deepEqual((await checkNext(root.public, BASRA_POLICE, told, 1)).changes, []);
  const general = { ...first.epochs.general, signingKey: toBase64url(root.public) };
  const lies = [
    { ...told, pending: rest },
    { ...told, pending: [{ ...first, police: false, organisationKind: 'ngo' }, ...rest] },
    { ...told, pending: [{ ...first, epochs: { ...first.epochs, general } }, ...rest] },
    { ...told, pending: [{ ...first, epochs: { general: { ...general, n: 2 } }, past: [] }, ...rest] },
    { ...told, records: rest },
    { ...told, signed: null, records: [], version: 0 },
  ];
  for (const lie of lies) await assert.rejects(() => checkNext(root.public, BASRA_POLICE, lie, 1), Error);
  await assert.rejects(
    () => checkNext(root.public, BASRA_POLICE, told, 2),
    (error) => isProblem(error, 'directory_went_back'),
  );
});

test('recovery: five trustees with enough outside the police, sealed shares alone, or openly none', async () => {
  const desk = installed.desks.find((each) => each.desk.organisationId === BASRA_POLICE && each.desk.kind === 'women');
  assert.ok(desk);
  const deskId = desk.desk.id;
  const { trustees } = (await ask(police.cookie, 'GET', `/api/desks/${deskId}/trustees`)).json<
    OutputOf<typeof listTrustees>
  >();
  const nineveh = await atBrowser('nineveh.head');
  assert.ok(!trustees.some((each) => each.id === nineveh.accountId), 'never of another police organisation');
  const five = trustees.slice(0, 5);
  assert.equal(five.length, 5);
  const colleague = await atBrowser('basra.women.2');
  const { epoch, made } = await makeEpoch({ deskId, key: 'women', n: 2 }, [police, colleague]);
  await assert.rejects(
    makeRecovery(
      epoch,
      { police: true, women: true },
      five.map((each, at) => ({ ...each, police: at > 0 })),
    ),
    (error) => isProblem(error, 'trustees_refused'),
  );
  const recovery = await makeRecovery(epoch, { police: true, women: true }, five);
  const twice = { ...recovery, shares: recovery.shares.map((each) => ({ ...each, trusteeId: five[0]?.id })) };
  const path = `/api/desks/${deskId}/epochs`;
  assert.equal(codeOf(await ask(police.cookie, 'POST', path, { ...made, recovery: twice })), 'trustees_refused');
  assert.equal((await ask(police.cookie, 'POST', path, { ...made, recovery })).statusCode, 200);
  const team = await teamOf(police, deskId);
  assert.deepEqual(
    team.epochs.filter((each) => each.women).map((each) => [each.n, each.recovery]),
    [
      [2, true],
      [1, false],
    ],
  );
  // Three of them, each with her own key, bring back the recovery key; two do not.
  const lawyer = await atBrowser('lawyers.head');
  const erbil = await atBrowser('erbil.head');
  const basra = await atBrowser('basra.head');
  const shares = await asAdmin<{ trustee_id: Id; sealed: Buffer }>(
    `select trustee_id, sealed from recovery_share where desk_id = '${deskId}' order by place`,
  );
  const opened: string[] = [];
  for (const person of [lawyer, erbil, basra]) {
    const share = shares.find((each) => each.trustee_id === person.accountId);
    if (share)
      opened.push(new TextDecoder().decode(await openWith(person.keys.identity, new Uint8Array(share.sealed))));
  }
  assert.equal(opened.length, 3);
  await assert.rejects(joinShares(opened.slice(1)), (error) => isProblem(error, 'shares_too_few'));
  assert.match(new TextDecoder().decode(await joinShares(opened)), /^AGE-SECRET-KEY-1/);
});

test('who leaves loses her wraps at once and the rota; the keys are due; administrators may, strangers may not', async () => {
  const deskId = await newDesk(lawyersAdmin);
  const general = await found(woman, deskId);
  await ask(woman.cookie, 'POST', `/api/desks/${deskId}/members`, await admission(woman, man, [general], false));
  const duty = { weekday: 1, from: 480, to: 900 };
  const rota = { rota: [{ ...duty, accountId: man.accountId }] };
  const stranger = { rota: [{ ...duty, accountId: police.accountId }] };
  assert.equal(codeOf(await ask(woman.cookie, 'PUT', `/api/desks/${deskId}/rota`, stranger)), 'not_found');
  assert.equal((await ask(woman.cookie, 'PUT', `/api/desks/${deskId}/rota`, rota)).statusCode, 200);
  const path = `/api/desks/${deskId}/members/${man.accountId}`;
  const trainee = await signIn('erbil.1');
  assert.equal(codeOf(await ask(trainee, 'DELETE', path)), 'not_found');
  assert.equal((await ask(lawyersAdmin, 'DELETE', path)).statusCode, 200);
  const team = await teamOf(woman, deskId);
  assert.deepEqual(
    team.members.map((each) => each.accountId),
    [woman.accountId],
  );
  assert.deepEqual(
    team.epochs.map((each) => [each.dueSince, each.holders.length]),
    [['2026-11-21', 1]],
  );
  const [desk] = await asAdmin<{ rota: unknown[] }>(`select rota from desk where id = '${deskId}'`);
  assert.deepEqual(desk?.rota, []);
  assert.deepEqual(unexpected, []);
});
