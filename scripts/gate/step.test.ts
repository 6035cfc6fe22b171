import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { Outcome, Step } from './step.ts';
import { MOST_DETAIL_LINES, refused, runSteps, verdict } from './step.ts';

test('a checker that saw nothing has failed, whatever it says', () => {
  const outcome = verdict(true, 0, 'files');
  assert.deepEqual([outcome.passed, outcome.failed], [0, 1]);
  assert.match(outcome.note, /saw no files/);
});

test('a verdict counts as one and keeps its reasons only when it failed', () => {
  assert.deepEqual(verdict(true, 3, 'files', ['x']), {
    passed: 1,
    failed: 0,
    skipped: 0,
    note: '3 files',
    details: [],
  });
  assert.deepEqual(verdict(false, 3, 'files', ['x']).details, ['x']);
});

test('a step that throws has failed and the next one runs', async () => {
  const lines: string[] = [];
  const steps: Step[] = [
    { title: 'first', run: () => Promise.reject(new Error('broken')) },
    { title: 'second', run: () => Promise.resolve(verdict(true, 1, 'files')) },
  ];
  const outcomes = await runSteps(steps, 1, (line) => lines.push(line));
  assert.deepEqual(
    outcomes.map((each) => each.failed),
    [1, 0],
  );
  assert.ok(lines.some((line) => line.includes('broken')));
});

test('two at a time, told in their order', async () => {
  let running = 0;
  let most = 0;
  const step = (title: string, ms: number): Step => ({
    title,
    run: async (): Promise<Outcome> => {
      most = Math.max(most, ++running);
      await wait(ms);
      running--;
      return verdict(true, 1, title);
    },
  });
  const lines: string[] = [];
  await runSteps([step('slow', 60), step('quick', 1), step('last', 1)], 2, (line) => lines.push(line));
  assert.equal(most, 2);
  assert.deepEqual(
    lines.filter((line) => line.startsWith('== ')),
    ['== slow', '== quick', '== last'],
  );
});

test('a flood of reasons is cut, and says by how much', async () => {
  const many = Array.from({ length: MOST_DETAIL_LINES + 5 }, (_, at) => `line ${at}`);
  const lines: string[] = [];
  await runSteps([{ title: 'it', run: () => Promise.resolve(refused('so', many)) }], 1, (line) => lines.push(line));
  assert.ok(lines.includes('   … and 5 more lines'));
});
