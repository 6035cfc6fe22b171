import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { asMailbox, sealedReport } from '../../../test/harness/reporter.ts';
import { MINUTE_MS } from '../../base/clock.ts';
import type { InstalledDesk } from '../../demo/install.ts';

const { server, installed, clock, signIn, asAdmin, unexpected } = await withApplication();
const found = (kind: string): InstalledDesk => {
  const desk = installed.desks.find((each) => each.desk.kind === kind);
  if (!desk) throw new Error(`no demo desk ${kind}`);
  return desk;
};
const basra = found('women');
const lawyers = found('lawyerNgo');
const HOURS_TODAY = { weekday: 0, from: 0, to: 1440 };
const deskId = basra.desk.id;

const read = async (cookie: string) => {
  const answer = await server.inject({ method: 'GET', url: '/api/alerts', headers: { cookie } });
  assert.equal(answer.statusCode, 200, answer.body);
  return answer.json<{ desks: object[] }>().desks;
};
const setRota = (desk: InstalledDesk, rota: readonly object[]) =>
  asAdmin('update desk set rota = $2::jsonb where id = $1', [desk.desk.id, JSON.stringify(rota)]);

async function send(desk: InstalledDesk, options: Parameters<typeof sealedReport>[2] = { urgent: true }) {
  const sealed = await sealedReport(server, desk, options);
  const sent = await server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload });
  assert.equal(sent.statusCode, 200, sent.body);
  const [row] = await asAdmin<{ mark: Date | null }>('select urgent_until as mark from report where id = $1', [
    sealed.reportId,
  ]);
  return { ...sealed, mark: row?.mark?.getTime() ?? 0 };
}

const onDuty = await signIn('basra.women.1');
const named = await signIn('basra.women.2');
const elsewhere = await signIn('lawyers.1');
const admin = await signIn('basra.admin');
const [dutyId, namedId] = basra.people.map(({ id }) => id);
await setRota(basra, [
  { ...HOURS_TODAY, accountId: dutyId },
  { ...HOURS_TODAY, weekday: 4, accountId: namedId },
]);

test('without a session there is no answer, and who has no seat at the desk learns of nothing', async () => {
  const answer = await server.inject({ method: 'GET', url: '/api/alerts' });
  assert.equal(answer.json<{ code: string }>().code, 'sign_in_first');
  const { reportId, mark } = await send(basra);
  clock.set(mark + 60 * MINUTE_MS);
  for (const cookie of [elsewhere, admin]) assert.deepEqual(await read(cookie), []);
  await asAdmin('update report set urgent_until = null where id = $1', [reportId]);
});

test('what is not urgent, and what is urgent at a desk without duty, alerts nobody', async () => {
  await send(basra, {});
  await send(lawyers);
  for (const cookie of [onDuty, elsewhere]) assert.deepEqual(await read(cookie), []);
});

test('whoever is on duty is told at once, the rota at the quarter-hour mark, every member 45 minutes later; counts alone', async () => {
  const { mark, reportId } = await send(basra);
  const steps = [
    [clock(), [{ deskId, fresh: 1, quarter: 0, hour: 0 }], [], []],
    [mark - 1, [{ deskId, fresh: 1, quarter: 0, hour: 0 }], [], []],
    [mark, [{ deskId, fresh: 0, quarter: 1, hour: 0 }], [{ deskId, fresh: 0, quarter: 1, hour: 0 }], []],
    [mark + 45 * MINUTE_MS - 1, undefined, [{ deskId, fresh: 0, quarter: 1, hour: 0 }], []],
    [mark + 45 * MINUTE_MS, undefined, undefined, [{ deskId, fresh: 0, quarter: 0, hour: 1 }]],
  ] as const;
  const member = async () => {
    // The same woman, as long as the rota does not name her.
    await setRota(basra, [{ ...HOURS_TODAY, accountId: dutyId }]);
    const alerts = await read(named);
    await setRota(basra, [
      { ...HOURS_TODAY, accountId: dutyId },
      { ...HOURS_TODAY, weekday: 4, accountId: namedId },
    ]);
    return alerts;
  };
  for (const [at, first, second, third] of steps) {
    clock.set(at);
    if (first) assert.deepEqual(await read(onDuty), first);
    if (second) assert.deepEqual(await read(named), second);
    assert.deepEqual(await member(), third);
  }
  await asAdmin('update report set desk_messages = 1, urgent_until = null where id = $1', [reportId]);
  for (const cookie of [onDuty, named]) assert.deepEqual(await read(cookie), []);
});

test('reports that she withdrew, that are closed or moved away no longer alert, and those of the women’s key are counted', async () => {
  const [withdrawn, closed, women] = [
    await send(basra),
    await send(basra),
    await send(basra, { urgent: true, women: true }),
  ];
  assert.deepEqual(await read(onDuty), [{ deskId, fresh: 3, quarter: 0, hour: 0 }]);
  const path = `/api/mailbox/reports/${withdrawn.reportId}/withdrawal`;
  assert.equal((await asMailbox(server, withdrawn.mailbox, 'POST', path)).statusCode, 200);
  assert.deepEqual(await read(onDuty), [{ deskId, fresh: 2, quarter: 0, hour: 0 }]);
  await asAdmin(`update report set state = 'closed' where id = $1`, [closed.reportId]);
  assert.deepEqual(await read(onDuty), [{ deskId, fresh: 1, quarter: 0, hour: 0 }]);
  await asAdmin('delete from report_key where report_id = $1', [women.reportId]);
  await asAdmin('update report set desk_id = $2 where id = $1', [women.reportId, found('referralCentre').desk.id]);
  assert.deepEqual(await read(onDuty), []);
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
