import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLint } from './checks.ts';
import { readJourneys } from './journeys.ts';
import { readSoakResult, reliabilityPage } from './soak.ts';
import { readTestEnd, writeTestEnd } from './test-events.ts';
import { tallyTests } from './unit-tests.ts';

const spec = (status: string, message?: string) => ({
  title: `is ${status}`,
  file: 'a.journey.ts',
  line: 3,
  tests: [{ status, results: message === undefined ? [] : [{ error: { message } }] }],
});

test('lint: no report, no files and a complaint are failures', () => {
  assert.equal(readLint(0, 'Segmentation fault').failed, 1);
  assert.equal(readLint(0, '{"diagnostics":[],"number_of_files":0}').failed, 1);
  const complaint = { message: 'no', code: 'x(y)', filename: 'a.ts', labels: [{ span: { line: 2, column: 5 } }] };
  const report = readLint(0, JSON.stringify({ diagnostics: [complaint], number_of_files: 1 }));
  assert.deepEqual([report.failed, report.details], [1, ['a.ts:2:5 x(y) no']]);
  assert.equal(readLint(0, '{"diagnostics":[],"number_of_files":7}').passed, 1);
});

test('journeys: none, a failed and a flaky one are failures; a skipped one is told', () => {
  assert.equal(readJourneys('{"suites":[]}').failed, 1);
  assert.equal(readJourneys(JSON.stringify({ suites: [{ specs: [spec('skipped')] }] })).failed, 1);
  assert.equal(readJourneys('{"suites":[],"errors":[{"message":"no such module"}]}').failed, 1);
  const suites = [
    { specs: [spec('expected'), spec('skipped')], suites: [{ specs: [spec('flaky'), spec('unexpected', 'why')] }] },
  ];
  const outcome = readJourneys(JSON.stringify({ suites }));
  assert.deepEqual([outcome.passed, outcome.failed, outcome.skipped], [1, 2, 1]);
  assert.ok(outcome.details.includes('    why'));
  assert.ok(outcome.details.some((line) => line.startsWith('skipped: ')));
});

test('tests: none is a failure, and so is a runner that broke after passing ones', () => {
  assert.equal(tallyTests([], 3).failed, 1);
  const passed = { result: 'passed', name: 'a', file: 'a.test.ts', why: [] } as const;
  assert.equal(tallyTests([passed], 1, 'out of memory').failed, 1);
  const outcome = tallyTests(
    [passed, { ...passed, result: 'skipped' }, { ...passed, result: 'failed', why: ['no'] }],
    1,
    'x',
  );
  assert.deepEqual([outcome.passed, outcome.failed, outcome.skipped], [1, 1, 1]);
});

test('an end of a test survives the way between two processes; other lines are none', () => {
  const end = { result: 'failed', name: 'ينتظر', file: 'a.test.ts', why: ['two\nlines'] } as const;
  assert.deepEqual(readTestEnd(writeTestEnd(end).trimEnd()), end);
  assert.equal(readTestEnd('{"result":"passed"}'), undefined);
});

test('a long run without a result on its last line has none', () => {
  assert.equal(readSoakResult('done\n'), undefined);
  assert.equal(readSoakResult('{"name":"x"}\n'), undefined);
  const result = readSoakResult('round 1\n{"name":"kill","figures":{"rounds":100,"lost":0}}\n');
  assert.deepEqual(result, { name: 'kill', figures: { rounds: 100, lost: 0 } });
  assert.ok(result);
  const place = { day: '2026-11-21', machine: 'two cores' };
  const page = reliabilityPage([result], place);
  assert.match(page, /## kill\n\n2026-11-21\. Machine: two cores\.\n\n.*\| lost \| 0 \|/s);
  const broken = reliabilityPage([{ name: 'fuzz', figures: {}, failed: true }], { ...place, day: '2026-11-22' }, page);
  assert.match(broken, /## fuzz\n\n2026-11-22\. Machine: two cores\. \*\*It failed\.\*\*/, 'it stands on the page');
  assert.match(broken, /## kill\n\n2026-11-21/, 'what was not run again keeps its day');
  const again = reliabilityPage([{ name: 'kill', figures: { lost: 1 } }], place, broken);
  assert.deepEqual([again.match(/^## /gm)?.length, /\| lost \| 1 \|/.test(again)], [2, true]);
});
