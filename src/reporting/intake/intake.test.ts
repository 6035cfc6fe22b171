import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { sealedReport } from '../../../test/harness/reporter.ts';
import type { DutyHours } from '../../directory/model.ts';

const { server, installed, clock, asAdmin, unexpected } = await withApplication();
const [basra] = installed.desks;
const accountId = basra?.people[0]?.id;
if (!basra || accountId === undefined) throw new Error('the demo has a desk with a member');

const SATURDAY = 0;
const SUNDAY = 1;
const FRIDAY = 6;
const MIDNIGHT = 1440;

const duty = (weekday: number, from: number, to: number): DutyHours => ({ weekday, from, to, accountId });

async function setRota(rota: readonly DutyHours[]): Promise<void> {
  await asAdmin('update desk set rota = $2::jsonb where id = $1', [basra?.desk.id, JSON.stringify(rota)]);
}

/** Sends a report at an instant (UTC; Baghdad is three hours ahead); what the server answered, and the mark that it keeps. */
async function sendAt(instant: string, urgent = true) {
  clock.set(Date.parse(instant));
  const sealed = await sealedReport(server, basra as NonNullable<typeof basra>, { urgent });
  const send = () => server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload });
  const sent = await send();
  assert.equal(sent.statusCode, 200, sent.body);
  const [row] = await asAdmin<{ mark: Date | null }>('select urgent_until as mark from report where id = $1', [
    sealed.reportId,
  ]);
  const again = await send();
  assert.deepEqual(again.json(), sent.json(), 'sent again it gets the same answer');
  return { urgent: sent.json<{ urgent: boolean }>().urgent, mark: row?.mark ?? null, reportId: sealed.reportId };
}

test('without anybody on the rota a report that claims urgency is stored all the same, without the mark, and the page is told', async () => {
  await setRota([]);
  const { urgent, mark } = await sendAt('2026-11-22T09:00:00Z');
  assert.deepEqual([urgent, mark], [false, null]);
});

test('the hours of the rota count to the minute, by the clock of Baghdad', async () => {
  // Sunday, 08:00 to 15:00.
  await setRota([duty(SUNDAY, 480, 900)]);
  for (const [instant, onDuty] of [
    ['2026-11-22T04:59:59Z', false],
    ['2026-11-22T05:00:00Z', true],
    ['2026-11-22T11:59:59Z', true],
    ['2026-11-22T12:00:00Z', false],
    ['2026-11-21T09:00:00Z', false],
    ['2026-11-23T09:00:00Z', false],
  ] as const) {
    const { urgent, mark } = await sendAt(instant);
    assert.equal(urgent, onDuty, instant);
    assert.equal(mark !== null, onDuty, instant);
    if (mark) assert.equal(mark.getTime() % (15 * 60_000), 0);
  }
});

test('midnight in Baghdad, which is 21:00 UTC, ends one day’s duty and begins the next one’s', async () => {
  await setRota([duty(SATURDAY, 1200, MIDNIGHT)]);
  assert.equal((await sendAt('2026-11-21T20:59:59Z')).urgent, true);
  assert.equal((await sendAt('2026-11-21T21:00:00Z')).urgent, false);
  await setRota([duty(SUNDAY, 0, 60)]);
  assert.equal((await sendAt('2026-11-21T20:59:59Z')).urgent, false);
  assert.equal((await sendAt('2026-11-21T21:00:00Z')).urgent, true);
  assert.equal((await sendAt('2026-11-21T22:00:00Z')).urgent, false);
});

test('Friday is the last day of the week here, and its duty is Friday’s alone', async () => {
  await setRota([duty(FRIDAY, 0, MIDNIGHT)]);
  assert.equal((await sendAt('2026-11-26T20:59:59Z')).urgent, false, 'Thursday, a second before midnight');
  assert.equal((await sendAt('2026-11-26T21:00:00Z')).urgent, true);
  assert.equal((await sendAt('2026-11-27T20:59:59Z')).urgent, true);
  assert.equal((await sendAt('2026-11-27T21:00:00Z')).urgent, false, 'Saturday');
});

test('urgency is her own choice: on duty or not, a report that does not claim it has no mark', async () => {
  await setRota([duty(SUNDAY, 0, MIDNIGHT)]);
  const { urgent, mark } = await sendAt('2026-11-22T09:00:00Z', false);
  assert.deepEqual([urgent, mark], [false, null]);
});

test('sent again after the desk has answered, it is not said that nobody was alerted', async () => {
  await setRota([duty(SUNDAY, 0, MIDNIGHT)]);
  clock.set(Date.parse('2026-11-22T09:00:00Z'));
  const sealed = await sealedReport(server, basra, { urgent: true });
  const send = () => server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload });
  assert.equal((await send()).json<{ urgent: boolean }>().urgent, true);
  await asAdmin('update report set urgent_until = null, desk_messages = 1 where id = $1', [sealed.reportId]);
  assert.equal((await send()).json<{ urgent: boolean }>().urgent, true);
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
