import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { sealedReport } from '../../../test/harness/reporter.ts';
import type { InstalledDesk } from '../../demo/install.ts';

const { server, installed, signIn, asAdmin, unexpected } = await withApplication();
const lawyers = installed.desks.find(({ desk }) => desk.kind === 'lawyerNgo');
assert.ok(lawyers);
const lawyer = await signIn('lawyers.1');
const man = await signIn('lawyers.2');
const otherLawyer = await signIn('lawyers.3');

const ask = (cookie: string, method: 'GET' | 'POST', url: string, payload?: object) =>
  server.inject({ method, url, headers: { cookie }, ...(payload ? { payload } : {}) });
const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code;
const whyOf = (answer: { json: () => { params?: { why?: string } } }) => answer.json().params?.why;

async function forWomenOnly(desk: InstalledDesk): Promise<string> {
  const { payload, reportId } = await sealedReport(server, desk, { women: true });
  const sent = await server.inject({ method: 'POST', url: '/api/reports', payload });
  assert.equal(sent.statusCode, 200, sent.body);
  return reportId;
}

test('what was written for a woman only is closed by two women: a man is nobody’s second person there', async () => {
  const reportId = await forWomenOnly(lawyers);
  const url = `/api/reports/${reportId}/closure`;
  assert.equal((await ask(lawyer, 'POST', url, { reason: 'helped', aftercare: 'declined' })).statusCode, 200);
  assert.equal(codeOf(await ask(man, 'POST', `${url}/approval`)), 'not_found');
  assert.equal(whyOf(await ask(lawyer, 'POST', `${url}/approval`)), 'second', 'the same woman');
  const closed = await ask(otherLawyer, 'POST', `${url}/approval`);
  assert.equal(closed.json<{ state: string }>().state, 'closed', closed.body);
});

test('the men of a desk see how many reports for a woman only are open in any state, and not those that are over or locked', async () => {
  const countFor = async (cookie: string) =>
    (await ask(cookie, 'GET', `/api/desks/${lawyers.desk.id}/reports`)).json<{ womenOnly: number }>().womenOnly;
  const before = await countFor(man);
  const reportId = await forWomenOnly(lawyers);
  for (const state of ['received', 'caseOpened', 'answeredOnly', 'emergency', 'outOfScope', 'linked']) {
    await asAdmin('update report set state = $2 where id = $1', [reportId, state]);
    assert.equal(await countFor(man), before + 1, state);
  }
  for (const state of ['closed', 'unreadable', 'withdrawn', 'expired']) {
    await asAdmin('update report set state = $2 where id = $1', [reportId, state]);
    assert.equal(await countFor(man), before, state);
  }
  await asAdmin("update report set state = 'received', destroy_after = now() where id = $1", [reportId]);
  assert.equal(await countFor(man), before, 'locked by her');
  assert.equal(await countFor(lawyer), 0, 'who holds the key sees the rows themselves');
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
