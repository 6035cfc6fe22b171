import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { asMailbox, partOf, sealedReport } from '../../../test/harness/reporter.ts';
import type { SealedReport } from '../../../test/harness/reporter.ts';
import { randomId } from '../../base/ids.ts';
import { reportTransitions } from '../model.ts';

const { server, installed, signIn, unexpected } = await withApplication();
const [basra] = installed.desks;
const lawyers = installed.desks.find(({ desk }) => desk.kind === 'lawyerNgo');
if (!basra || !lawyers) throw new Error('the demo has both desks');
const [first, second] = [await signIn('basra.women.1'), await signIn('basra.women.2')];

async function newReport(): Promise<SealedReport> {
  const sealed = await sealedReport(server, basra as NonNullable<typeof basra>);
  const sent = await server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload });
  assert.equal(sent.statusCode, 200, sent.body);
  return sealed;
}

async function ask(cookie: string, { reportId }: SealedReport, path: string, payload?: object): Promise<void> {
  const answer = await server.inject({
    method: 'POST',
    url: `/api/reports/${reportId}/${path}`,
    headers: { cookie },
    ...(payload ? { payload } : {}),
  });
  assert.equal(answer.statusCode, 200, answer.body);
}

const message = (sealed: SealedReport, seq: number) => ({ id: randomId(), seq, body: partOf(sealed, 'body') });
const close = async (sealed: SealedReport) => {
  await ask(first, sealed, 'closure', { reason: 'helped', aftercare: 'declined' });
  await ask(second, sealed, 'closure/approval');
};

/** What her mailbox says, in its order: kind and desk. */
async function noticesOf({ mailbox }: SealedReport): Promise<readonly (readonly [string, string])[]> {
  const answer = await asMailbox(server, mailbox, 'GET', '/api/mailbox');
  const [report] = answer.json<{ reports: { notices: { kind: string; deskId: string; role: string }[] }[] }>().reports;
  assert.ok(report);
  return report.notices.map(({ kind, deskId }) => [kind, deskId]);
}

const seen = new Set<string>();
async function assertTold(sealed: SealedReport, expected: readonly string[], deskId = basra?.desk.id): Promise<void> {
  const notices = await noticesOf(sealed);
  for (const [kind] of notices) seen.add(kind);
  assert.deepEqual(
    notices,
    expected.map((kind) => [kind, deskId]),
  );
}

test('what the table tells nobody of, nobody is told: an emergency, out of scope, answered only', async () => {
  const sealed = await newReport();
  await ask(first, sealed, 'commands', { command: 'markEmergency' });
  await assertTold(sealed, []);
  const other = await newReport();
  await ask(first, other, 'commands', { command: 'markOutOfScope', reason: 'notForUs' });
  await assertTold(other, []);
});

test('she is told that it was opened, answered and taken on as a case, each once a day', async () => {
  const sealed = await newReport();
  for (const _ of [1, 2]) await ask(first, sealed, 'open');
  for (const seq of [1, 2]) await ask(first, sealed, 'messages', message(sealed, seq));
  await ask(first, sealed, 'commands', { command: 'openCase' });
  await assertTold(sealed, ['opened', 'answered', 'caseOpened']);
});

test('she is told that it was closed and opened again, by the desk or by her own word', async () => {
  for (const byHer of [false, true]) {
    const sealed = await newReport();
    await close(sealed);
    await assertTold(sealed, ['closed']);
    if (byHer) {
      const path = `/api/mailbox/reports/${sealed.reportId}/messages`;
      assert.equal((await asMailbox(server, sealed.mailbox, 'POST', path, message(sealed, 1))).statusCode, 200);
    } else await ask(first, sealed, 'commands', { command: 'reopen' });
    await assertTold(sealed, ['closed', 'reopened']);
  }
});

test('she is told that it could not be opened, and that it moved', async () => {
  const sealed = await newReport();
  await ask(first, sealed, 'commands', { command: 'markUnreadable' });
  await assertTold(sealed, ['unreadable']);
  const moving = await newReport();
  const anew = await sealedReport(server, lawyers);
  const body = {
    deskId: lawyers.desk.id,
    epoch: 1,
    keyFile: partOf(anew, 'keyFile'),
    summary: partOf(anew, 'summary'),
  };
  const path = `/api/mailbox/reports/${moving.reportId}/move`;
  assert.equal((await asMailbox(server, moving.mailbox, 'POST', path, body)).statusCode, 200);
  await assertTold(moving, ['moved'], lawyers.desk.id);
});

test('every notice of the table was seen above', () => {
  const named = reportTransitions.flatMap(({ notice }) => notice ?? []);
  assert.ok(named.length >= 5);
  for (const notice of named) assert.ok(seen.has(notice), notice);
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
