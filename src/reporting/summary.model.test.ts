import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomId } from '../base/ids.ts';
import { readSummary } from '../crypto/summary.ts';
import { summaryOf, takenOverSummary } from './summary.model.ts';

const reportId = randomId();
const told = (answers: Record<string, unknown>) =>
  summaryOf({ reportId, language: 'ckb', answers, text: ' one\n two ' }, true);

test('answers that are missing or of another kind are not made up: no area, not safe until she says so', () => {
  const { kind, area, marks } = told({ governorateId: 2, under18: 'yes', deadline: 'later' });
  assert.deepEqual([kind, area, marks], ['somethingElse', '', ['notSafe']]);
});

test('all her marks are in it, the deadline of today too, and the district before the governorate', () => {
  const answers = { kind: 'eExtortion', safeNow: 'no', under18: true, deadline: 'today', governorateId: 'IQG02' };
  assert.deepEqual(told(answers).marks, ['notSafe', 'under18', 'deadlineToday']);
  assert.equal(told(answers).area, 'IQG02');
  assert.equal(told({ ...answers, districtId: 'IQG02-x' }).area, 'IQG02-x');
  assert.deepEqual(readSummary(told({ ...answers, safeNow: 'yes' })), {
    v: 1,
    reportId,
    kind: 'eExtortion',
    urgent: true,
    language: 'ckb',
    marks: ['under18', 'deadlineToday'],
    area: 'IQG02',
    head: 'one two',
  });
});

test('a report taken over without its text says that and nothing else', () => {
  const { kind, marks, area, head } = readSummary(takenOverSummary(reportId, 'ar'));
  assert.deepEqual([kind, marks, area, head], ['', ['takenOver'], '', '']);
});
