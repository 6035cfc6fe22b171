import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withApplication } from '../../../test/harness/application.ts';
import { MAQIL, newForumPerson } from '../../../test/harness/forum-people.ts';
import { addDays, baghdadDay, DAY_MS } from '../../base/clock.ts';
import { randomId } from '../../base/ids.ts';
import { BASRA_MAIN } from '../../demo/offices.ts';
import { BASRA_POLICE } from '../../demo/organisations.ts';
import { command, propose, readCommitment } from './commitment.actions.ts';
import { sweepOverdue } from './overdue.actions.ts';

const app = await withApplication();
const { database, clock } = app;
const ground = { database, clock };
const secretary = await newForumPerson(app, BASRA_POLICE, ['forumSecretary'], [[MAQIL, 'secretary']]);
const chair = await newForumPerson(app, BASRA_POLICE, ['forumChair'], [[MAQIL, 'chair']]);
const officer = await newForumPerson(app, BASRA_POLICE, ['officeManager']);

test('a promise is reminded once, told to the directorate once, and both begin anew with a new day', async () => {
  await sweepOverdue(ground);
  const id = randomId();
  const dueOn = addDays(baghdadDay(clock()), 3);
  await propose(ground, secretary, id, {
    forumId: MAQIL,
    issueId: null,
    text: 'مثال توضيحي',
    bearer: { kind: 'office', officeId: BASRA_MAIN },
    dueOn,
    costIqd: null,
  });
  const overdue = async () => (await readCommitment(ground, chair, id)).overdue;
  clock.advance(5 * DAY_MS);
  assert.deepEqual(await sweepOverdue(ground), [], 'what nobody was handed over is not overdue');
  await command(ground, chair, id, { command: 'agree' });
  await command(ground, secretary, id, { command: 'handOver', dueOn: baghdadDay(clock()) });
  assert.deepEqual(await sweepOverdue(ground), [], 'its day is not over yet');
  clock.advance(DAY_MS);
  const reminder = [{ whom: 'bearer', tenantId: BASRA_POLICE, governorateId: 'IQG02' }];
  assert.deepEqual(await sweepOverdue(ground), reminder);
  assert.equal(await overdue(), true);
  assert.deepEqual(await sweepOverdue(ground), [], 'said once');
  clock.advance(13 * DAY_MS);
  assert.deepEqual(await sweepOverdue(ground), []);
  clock.advance(DAY_MS);
  assert.deepEqual(await sweepOverdue(ground), [
    { whom: 'directorate', tenantId: BASRA_POLICE, governorateId: 'IQG02' },
  ]);
  assert.deepEqual(await sweepOverdue(ground), []);
  await command(ground, officer, id, { command: 'accept' });
  await command(ground, officer, id, { command: 'reportDone' });
  assert.deepEqual(await sweepOverdue(ground), []);
  assert.equal(await overdue(), false, 'what is reported done waits for the forum, not for the bearer');
  await command(ground, chair, id, { command: 'return', reason: 'لم يكتمل' });
  assert.deepEqual(await sweepOverdue(ground), [
    { whom: 'directorate', tenantId: BASRA_POLICE, governorateId: 'IQG02' },
  ]);
  assert.equal(await overdue(), true);
});
