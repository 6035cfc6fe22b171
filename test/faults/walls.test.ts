import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBase64url } from '../../src/base/bytes.ts';
import type { Json } from '../../src/base/canonical.ts';
import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import { signAdmission } from '../../src/crypto/admission.ts';
import { newEpochKeys, wrapEpoch } from '../../src/crypto/epoch.ts';
import { signOneReporter } from '../../src/crypto/one-reporter.ts';
import { signNotPoliceLifted } from '../../src/crypto/not-police.ts';
import type { DemoPerson } from '../../src/demo/people.ts';
import type { SealedReport } from '../harness/reporter.ts';
import { OWN_TENANT, present, submitted, withStage } from '../security/stage.ts';
import { sendAs, staff } from '../security/visitors.ts';

const stage = await withStage();
const { asAdmin, own, foreign, neighbour, unexpected } = stage;
const deskId = own.desk.id;
const woman = present(own.people[0], 'a woman of the desk');
const man = present(own.people[1], 'a man of the desk');
const second = present(own.people[2], 'the other woman of the desk');
const member = await staff(stage, { name: 'a woman of the desk', short: '', tenantId: OWN_TENANT }, woman);
const womenEpoch = present(own.epochs.women, 'the women’s key');

/** A person's seat, signed by whoever says so. */
async function admissionBy(secret: Uint8Array, person: DemoPerson, women: boolean): Promise<string> {
  const { recipient, signing } = person.keys;
  const admission = { deskId, accountId: person.id, recipient, signingKey: toBase64url(signing.public), women };
  return toBase64url(await signAdmission(secret, admission));
}

async function wrapsOf(accountId: Id): Promise<number> {
  return (await asAdmin('select 1 from epoch_wrap where account_id = $1 and women', [accountId])).length;
}

/** A request of a member; its status and code. */
async function ask(method: string, path: string, payload: Json): Promise<[number, string | undefined]> {
  const answer = await sendAs(stage, member, { method, url: path, payload });
  return [answer.statusCode, (JSON.parse(answer.body) as { code?: string }).code];
}

async function move(sealed: SealedReport, to: Id): Promise<[number, string | undefined]> {
  const { keyFile = null, summary = null } = sealed.payload;
  const url = `/api/mailbox/reports/${sealed.reportId}/move`;
  const payload = { deskId: to, epoch: 1, keyFile, summary };
  const answer = await sendAs(
    stage,
    { name: 'her', short: '', mailbox: sealed.mailbox },
    { method: 'POST', url, payload },
  );
  return [answer.statusCode, (JSON.parse(answer.body) as { code?: string }).code];
}

test('a man is never given the women’s key: not by a right signature, not with a right wrap', async () => {
  const wrapped = toBase64url(await wrapEpoch(man.keys.recipient, womenEpoch));
  const payload = {
    accountId: man.id,
    women: true,
    admission: await admissionBy(woman.keys.signing.secret, man, true),
    wraps: [{ women: true, n: 1, wrapped, vouched: await admissionBy(womenEpoch.signing.secret, man, true) }],
  };
  assert.deepEqual(await ask('POST', `/api/desks/${deskId}/members`, payload), [403, 'women_only']);
  const smuggled = { ...payload, women: false, admission: await admissionBy(woman.keys.signing.secret, man, false) };
  const [status] = await ask('POST', `/api/desks/${deskId}/members`, smuggled);
  assert.ok(status >= 400, 'nor under a seat that says nothing of it');
  assert.equal(await wrapsOf(man.id), 0);
});

test('the next women’s key is not wrapped for a man, nor made by one', async () => {
  const next = await newEpochKeys({ deskId, key: 'women', n: 2 });
  const wrapFor = async (person: DemoPerson) => ({
    accountId: person.id,
    wrapped: toBase64url(await wrapEpoch(person.keys.recipient, next)),
    vouched: await admissionBy(next.signing.secret, person, true),
  });
  const made = {
    women: true,
    n: 2,
    recipient: next.recipient,
    signingKey: toBase64url(next.signing.public),
    recovery: null,
  };
  for (const wraps of [[await wrapFor(man)], [await wrapFor(woman), await wrapFor(man)]]) {
    const [status] = await ask('POST', `/api/desks/${deskId}/epochs`, { ...made, wraps });
    assert.ok(status >= 400 && status < 500, String(status));
  }
  const his = await staff(stage, { name: 'a man of the desk', short: '', tenantId: OWN_TENANT }, man);
  const answer = await sendAs(stage, his, {
    method: 'POST',
    url: `/api/desks/${deskId}/epochs`,
    payload: {
      ...made,
      wraps: [await wrapFor(man)],
    },
  });
  assert.equal(answer.statusCode, 403);
  assert.equal(await wrapsOf(man.id), 0);
  const [short] = await ask('POST', `/api/desks/${deskId}/epochs`, { ...made, wraps: [await wrapFor(woman)] });
  assert.equal(short, 422, 'no woman is left out');
  const wraps = [await wrapFor(woman), await wrapFor(second)];
  const right = await ask('POST', `/api/desks/${deskId}/epochs`, { ...made, wraps });
  assert.deepEqual(right, [200, undefined], 'and the women make it for themselves');
});

test('nobody of another organisation, no administrator and nobody without a role of a desk is given any key', async () => {
  const others = [
    { person: present(foreign.people[0], 'a lawyer'), why: 'of another organisation' },
    { person: await stage.newPerson(OWN_TENANT, ['administrator']), why: 'an administrator' },
    { person: await stage.newPerson(OWN_TENANT, ['forumChair']), why: 'the chair of a forum' },
    { person: await stage.newPerson(OWN_TENANT, ['governorateDirector']), why: 'a director' },
  ];
  for (const { person, why } of others) {
    const wrapped = toBase64url(await wrapEpoch(person.keys.recipient, own.epochs.general));
    const [status] = await ask('POST', `/api/desks/${deskId}/members`, {
      accountId: person.id,
      women: false,
      admission: await admissionBy(woman.keys.signing.secret, person, false),
      wraps: [
        { women: false, n: 1, wrapped, vouched: await admissionBy(own.epochs.general.signing.secret, person, false) },
      ],
    });
    assert.ok(status >= 400 && status < 500, why);
    const left = await asAdmin('select 1 from epoch_wrap where account_id = $1 and desk_id = $2', [person.id, deskId]);
    assert.deepEqual(left, [], why);
  }
});

test('a report for women only is not assigned to a man, and goes to no desk without a women’s key', async () => {
  const sealed = await submitted(stage, own, { women: true });
  const assignment = { assigneeId: man.id, dueOn: null };
  assert.deepEqual(await ask('PUT', `/api/reports/${sealed.reportId}/assignment`, assignment), [403, 'not_allowed']);
  await asAdmin('update desk set women_epoch = null where id = $1', [neighbour.desk.id]);
  const [status] = await move(sealed, neighbour.desk.id);
  assert.ok(status >= 400 && status < 500);
  await asAdmin('update desk set women_epoch = 1 where id = $1', [neighbour.desk.id]);
  assert.deepEqual(await move(sealed, neighbour.desk.id), [200, undefined]);
  const [row] = await asAdmin<{ women: boolean }>('select women from report where id = $1', [sealed.reportId]);
  assert.equal(row?.women, true, 'it stays hers to say');
});

test('a report marked "not the police" goes to no desk of the police, open or asked for in any way', async () => {
  const sealed = await submitted(stage, foreign, { notPolice: true });
  for (const desk of [own, neighbour]) assert.deepEqual(await move(sealed, desk.desk.id), [409, 'desk_closed']);
  const lifted = { method: 'POST', url: `/api/mailbox/reports/${sealed.reportId}/not-police` };
  const hers = { name: 'her', short: '', mailbox: sealed.mailbox };
  for (const word of ['', 'A'.repeat(200)]) {
    const answer = await sendAs(stage, hers, { ...lifted, payload: { lifted: word } });
    assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, 'only her signed word lifts it');
  }
  const another = await submitted(stage, foreign, { notPolice: true });
  const borrowed = toBase64url(await signNotPoliceLifted(sealed.mailbox.signing.secret, another.reportId));
  const refused = await sendAs(stage, hers, { ...lifted, payload: { lifted: borrowed } });
  assert.equal(refused.statusCode, 422, 'a word about another report');
  const [row] = await asAdmin<{ marked: boolean }>('select not_police as marked from report where id = $1', [
    sealed.reportId,
  ]);
  assert.equal(row?.marked, true);
});

test('two reports are linked by no desk and by no stranger: only from both mailboxes', async () => {
  const [mine, other] = [await submitted(stage, own), await submitted(stage, own)];
  const link = async (from: SealedReport, here: Id, there: Id) =>
    sendAs(
      stage,
      { name: 'a mailbox', short: '', mailbox: from.mailbox },
      {
        method: 'POST',
        url: `/api/mailbox/reports/${here}/links/${there}`,
        payload: { word: await wordOf(from, there) },
      },
    );
  const wordOf = async (from: SealedReport, there: Id) =>
    toBase64url(await signOneReporter(from.mailbox.signing.secret, from.reportId, there));
  assert.equal((await link(mine, mine.reportId, randomId())).statusCode, 404, 'nobody has this one');
  assert.deepEqual(await ask('POST', `/api/reports/${mine.reportId}/links`, { otherId: other.reportId }), [
    200,
    undefined,
  ]);
  const linked = async () => (await ask('POST', `/api/reports/${mine.reportId}/commands`, { command: 'link' }))[0];
  assert.equal(await linked(), 409, 'proposed is not agreed');
  assert.equal(
    (await link(mine, other.reportId, mine.reportId)).statusCode,
    404,
    'she speaks for her own report alone',
  );
  assert.equal((await link(mine, mine.reportId, other.reportId)).statusCode, 200);
  for (const _ of [1, 2]) await link(mine, mine.reportId, other.reportId);
  assert.equal(await linked(), 409, 'one mailbox is not both, however often it says so');
  assert.equal((await link(other, other.reportId, mine.reportId)).statusCode, 200);
  assert.equal(await linked(), 200);
  const strange = await ask('POST', `/api/reports/${mine.reportId}/links`, { otherId: randomId() });
  assert.deepEqual(strange, [404, 'not_found']);
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
