import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import type { SealedReport } from '../../../test/harness/reporter.ts';
import { asMailbox, sealedReport } from '../../../test/harness/reporter.ts';
import { fromBase64url, toBase64url } from '../../base/bytes.ts';
import { randomId } from '../../base/ids.ts';
import { provesOneReporter, signOneReporter } from '../../crypto/one-reporter.ts';

const { server, installed, signIn, asAdmin, unexpected } = await withApplication();
const deskOf = (login: string) => {
  const found = installed.desks.find(({ desk }) => desk.members.some((member) => member.login === login));
  if (!found) throw new Error('the demo has this desk');
  return found;
};
const basra = deskOf('basra.women.1');
const centre = deskOf('centre.1');
const lawyers = deskOf('lawyers.1');
const member = await signIn('basra.women.1');

type Link = { otherId: string; agreed: boolean; byHer: boolean; word: string | null };

async function sent(desk: typeof basra, options: Parameters<typeof sealedReport>[2] = {}): Promise<SealedReport> {
  const sealed = await sealedReport(server, desk, options);
  const answer = await server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload });
  assert.equal(answer.statusCode, 200, answer.body);
  return sealed;
}

const wordOf = ({ mailbox, reportId }: SealedReport, otherId: string) =>
  signOneReporter(mailbox.signing.secret, reportId, otherId);

async function say(from: SealedReport, otherId: string, word = wordOf(from, otherId)) {
  const path = `/api/mailbox/reports/${from.reportId}/links/${otherId}`;
  return asMailbox(server, from.mailbox, 'POST', path, { word: toBase64url(await word) });
}
const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code;

async function linksAtDesk({ reportId }: SealedReport): Promise<Link[]> {
  const url = `/api/reports/${reportId}/open`;
  return (await server.inject({ method: 'POST', url, headers: { cookie: member } })).json<{ links: Link[] }>().links;
}
const join = ({ reportId }: SealedReport) =>
  server.inject({
    method: 'POST',
    url: `/api/reports/${reportId}/commands`,
    headers: { cookie: member },
    payload: { command: 'link' },
  });
async function proposedTo({ mailbox }: SealedReport): Promise<{ otherId: string }[]> {
  const answer = await asMailbox(server, mailbox, 'GET', '/api/mailbox');
  return answer.json<{ reports: { links: { otherId: string }[] }[] }>().reports[0]?.links ?? [];
}

test('a word of another mailbox, about another report, or turned round is refused, and nothing is noted', async () => {
  const [one, two] = [await sent(basra), await sent(basra)];
  for (const word of [wordOf(two, one.reportId), wordOf(one, randomId()), wordOf(two, two.reportId)]) {
    assert.equal(codeOf(await say(one, two.reportId, word)), 'signature_refused');
  }
  assert.equal((await asAdmin('select 1 from link_request where report_a = $1', [one.reportId])).length, 0);
});

test('itself, an unknown report, one of another desk or tenant, one under the women’s key and one that is locked cannot be named', async () => {
  const one = await sent(basra);
  for (const otherId of [one.reportId, randomId(), (await sent(centre)).reportId, (await sent(lawyers)).reportId]) {
    assert.equal(codeOf(await say(one, otherId)), 'not_found', otherId);
  }
  const women = await sent(basra, { women: true });
  assert.equal(codeOf(await say(one, women.reportId)), 'transition_refused');
  assert.equal(codeOf(await say(women, one.reportId)), 'transition_refused');
  const locked = await sent(basra);
  await asMailbox(server, locked.mailbox, 'POST', `/api/mailbox/reports/${locked.reportId}/withdrawal`);
  assert.equal(codeOf(await say(one, locked.reportId)), 'transition_refused');
  assert.equal(codeOf(await say(locked, one.reportId)), 'transition_refused');
  assert.equal((await asAdmin('select 1 from link_request where report_a = $1', [one.reportId])).length, 0);
});

test('she joins two reports herself: one mailbox alone joins nothing and shows nothing in the other; both let the desk do it', async () => {
  const [one, two] = [await sent(basra), await sent(basra)];
  for (const _ of [1, 2]) assert.equal((await say(one, two.reportId)).statusCode, 200);
  assert.deepEqual(await proposedTo(two), [], 'whoever said it may not be her');
  assert.deepEqual(
    (await linksAtDesk(two)).map(({ otherId, agreed, byHer }) => ({ otherId, agreed, byHer })),
    [{ otherId: one.reportId, agreed: false, byHer: true }],
  );
  assert.equal(codeOf(await join(two)), 'transition_refused');

  assert.equal((await say(two, one.reportId)).statusCode, 200);
  const [row] = await asAdmin<{ unread: boolean }>('select unread from report where id = $1', [two.reportId]);
  assert.equal(row?.unread, true, 'the desk sees that she said something');
  const [link, ...more] = await linksAtDesk(one);
  assert.deepEqual([link?.agreed, more.length], [true, 0]);
  const [back] = await linksAtDesk(two);
  const proves = (of: SealedReport, said: Link | undefined, other: SealedReport) =>
    provesOneReporter(of.mailbox.signing.public, fromBase64url(said?.word ?? ''), of.reportId, other.reportId);
  assert.ok(await proves(one, link, two), 'the desk has her word from this mailbox');
  assert.ok(await proves(two, back, one), 'and from the other');
  assert.equal((await join(one)).json<{ state: string }>().state, 'linked');
  const leaves = await asAdmin(`select 1 from audit_event where object = $1 and verb = 'report.linkSaid'`, [
    `report:${one.reportId}`,
  ]);
  assert.equal(leaves.length, 2);
});

test('what the desk proposed waits in both mailboxes until each has said so for itself; across the women’s key it proposes nothing', async () => {
  const [one, two, women] = [await sent(basra), await sent(basra), await sent(basra, { women: true })];
  const propose = (otherId: string) =>
    server.inject({
      method: 'POST',
      url: `/api/reports/${one.reportId}/links`,
      headers: { cookie: member },
      payload: { otherId },
    });
  assert.equal(codeOf(await propose(women.reportId)), 'transition_refused');
  assert.equal((await propose(two.reportId)).statusCode, 200);
  assert.deepEqual(await proposedTo(two), [{ otherId: one.reportId }]);
  assert.equal((await say(one, two.reportId)).statusCode, 200);
  assert.deepEqual(await proposedTo(one), []);
  assert.equal(codeOf(await join(one)), 'transition_refused');
  assert.equal((await say(two, one.reportId)).statusCode, 200);
  assert.equal((await linksAtDesk(one))[0]?.byHer, false);
  assert.equal((await join(one)).json<{ state: string }>().state, 'linked');
});

test('what was said goes with what it was said about', async () => {
  const [one, two] = [await sent(basra), await sent(basra)];
  await say(one, two.reportId);
  await say(two, one.reportId);
  const path = `/api/mailbox/reports/${two.reportId}`;
  assert.equal((await asMailbox(server, two.mailbox, 'DELETE', path)).statusCode, 200);
  assert.deepEqual(await linksAtDesk(one), []);
});

test('nothing here was unexpected', () => assert.deepEqual(unexpected, []));
