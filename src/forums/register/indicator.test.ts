import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { BASHIQA, MAQIL, newForumPerson } from '../../../test/harness/forum-people.ts';
import { isProblem } from '../../base/problem.ts';
import { BASRA_MAIN } from '../../demo/offices.ts';
import { BASRA_POLICE } from '../../demo/organisations.ts';
import { readIndicators } from './indicator.actions.ts';
import { indicators, monthsOf, partsOf, shareOf } from './indicator.model.ts';

const app = await withApplication();
const { database, clock, asAdmin, unexpected } = app;
const ground = { database, clock };
const member = await newForumPerson(app, BASRA_POLICE, [], [[MAQIL, 'member']]);
const trainer = await newForumPerson(app, BASRA_POLICE, ['trainer']);
const read = async (period: string, governorate?: string) =>
  readIndicators(ground, member, { period, governorate, after: undefined });
const month = async (forumId: string, of: string, counts: readonly number[]) =>
  asAdmin(
    `insert into forum_month (tenant_id, forum_id, month, meetings_held, minutes_in_time, attended_women, attended_men, attended_youth,
       officers_women, officers_men, issues_solved, issues_solved_in_90, commitments_done, commitments_in_time)
     select tenant_id, id, $2, ${counts.map((_, at) => `$${at + 3}`).join(', ')} from forum where id = $1
       on conflict (tenant_id, forum_id, month) do update set meetings_held = excluded.meetings_held`,
    [forumId, of, ...counts],
  );

test('whoever has nothing to do with forums is refused; a month and a year have their days', async () => {
  const refused = readIndicators(ground, trainer, { period: '2026', governorate: undefined, after: undefined });
  await assert.rejects(refused, (error) => isProblem(error, 'not_allowed'));
  assert.deepEqual(monthsOf('2024-02', '2026-11-21'), { from: '2024-02-01', to: '2024-02-01', last: '2024-02-29' });
  assert.deepEqual(monthsOf('2026', '2026-11-21'), { from: '2026-01-01', to: '2026-12-01', last: '2026-11-21' });
  assert.deepEqual(monthsOf('2025-12', '2026-11-21').last, '2025-12-31');
});

test('without data there is none: no share, never a zero', async () => {
  await asAdmin('delete from forum_month');
  await asAdmin('update office_state set staff_women = null');
  const { country, governorates } = await read('2012');
  assert.equal(governorates.length, 19);
  const parts = partsOf(country);
  assert.deepEqual(
    indicators.map((each) => shareOf(parts[each])),
    indicators.map(() => null),
  );
  assert.equal(shareOf({ part: 0, whole: 3 }), 0, 'none of three is a zero');
});

test('forum, governorate and country add up, within the period alone', async () => {
  await month(MAQIL, '2026-10-01', [1, 1, 12, 8, 5, 1, 3, 4, 3, 2, 1]);
  await month(MAQIL, '2026-11-01', [1, 0, 6, 4, 0, 0, 2, 1, 0, 0, 0]);
  await month(BASHIQA, '2026-10-01', [1, 1, 10, 10, 2, 0, 0, 0, 0, 0, 0]);
  await month(MAQIL, '2025-12-01', [9, 9, 99, 99, 9, 9, 9, 9, 9, 9, 9]);
  await asAdmin(
    `insert into office_state (tenant_id, office_id, since, staff_low, staff_high, staff_women)
     select tenant_id, id, since::date, 80, 80 + women, women
       from office, (values ('2024-01-01', 10), ('2025-01-01', 9), ('2027-01-01', 80)) as states (since, women) where id = $1`,
    [BASRA_MAIN],
  );
  const year = await read('2026', 'IQG02');
  const basra = year.governorates.find(({ id }) => id === 'IQG02')?.counts;
  assert.ok(basra);
  const parts = partsOf(basra);
  assert.deepEqual(parts.active, { part: 9, whole: 9 });
  assert.deepEqual(parts.minutes, { part: 1, whole: 2 });
  assert.deepEqual(parts.women, { part: 18, whole: 30 });
  assert.deepEqual(parts.youth, { part: 5, whole: 30 });
  assert.deepEqual(parts.officers, { part: 1, whole: 6 });
  assert.deepEqual(parts.solved, { part: 3, whole: 5 });
  assert.deepEqual(parts.kept, { part: 1, whole: 2 });
  assert.deepEqual(parts.staff, { part: 9, whole: 89 }, 'the newest record of the period');
  assert.equal(year.forums.length, 9);
  const maqil = year.forums.find(({ id }) => id === MAQIL);
  assert.deepEqual(maqil && partsOf(maqil.counts).women, { part: 18, whole: 30 });
  assert.deepEqual(partsOf(year.country).women, { part: 28, whole: 50 });
  const october = await read('2026-10', 'IQG15');
  assert.deepEqual(partsOf(october.country).minutes, { part: 2, whole: 2 });
  assert.ok(october.forums.every(({ id }) => id !== MAQIL));
  const last = year.forums[4];
  const next = await readIndicators(ground, member, { period: '2026', governorate: 'IQG02', after: last?.id });
  assert.equal(next.forums.length, 4);
  assert.deepEqual(unexpected, []);
});
