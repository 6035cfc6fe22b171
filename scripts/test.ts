/**
 * The gate: `npm test` (everything), `npm run check` (--fast: no browser, no slow tests), `npm run soak` (--soak: the long runs, or the one named behind it).
 * Ends with the line `N passed, N failed, N skipped`; exit code 1 when anything failed.
 */
import { join } from 'node:path';
import { stopAllChildren } from './gate/child.ts';
import { checkFormat, checkLint, checkTypeCoverage, checkTypes, checkUnused, checkWebTypes } from './gate/checks.ts';
import { stopDatabase } from './gate/database.ts';
import { runScript } from './gate/script.ts';
import { runJourneys } from './gate/journeys.ts';
import { getAge } from './gate/programs.ts';
import type { SoakResult } from './gate/soak.ts';
import { soakSteps, writeReliability } from './gate/soak.ts';
import type { Outcome, Step } from './gate/step.ts';
import { runSteps } from './gate/step.ts';
import { listTests, runTests } from './gate/unit-tests.ts';

const ROOT = join(import.meta.dirname, '..');
const PROGRAMS = ['tsconfig.json', 'tsconfig.web.json', 'tsconfig.both.json'];
const MODES = ['--fast', '--soak'];

const build: Step = { title: 'build', run: () => runScript(ROOT, 'scripts/build.ts', ['--if-stale']) };
const checks: readonly Step[] = [
  { title: 'types, server', run: () => checkTypes(ROOT, 'tsconfig.json') },
  { title: 'types, web', run: () => checkWebTypes(ROOT) },
  { title: 'types, tests of both sides', run: () => checkTypes(ROOT, 'tsconfig.both.json') },
  { title: 'types, every file has a program', run: () => checkTypeCoverage(ROOT, PROGRAMS) },
  { title: 'lint', run: () => checkLint(ROOT) },
  { title: 'format', run: () => checkFormat(ROOT) },
  { title: 'unused', run: () => checkUnused(ROOT) },
];
const tests = (withSlow: boolean): Step => ({
  title: 'tests',
  run: async () => {
    if (withSlow) await getAge(ROOT, say);
    return await runTests(ROOT, listTests(ROOT, withSlow), say);
  },
});
const journeys: Step = { title: 'browser journeys', run: () => runJourneys(ROOT, say) };

process.exitCode = await main(process.argv.slice(2));

async function main(args: readonly string[]): Promise<number> {
  const [mode, name, ...more] = args;
  if ((mode !== undefined && !MODES.includes(mode)) || (name !== undefined && mode !== '--soak') || more.length > 0) {
    say(`usage: node scripts/test.ts [--fast | --soak [name]]`);
    return 2;
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopEverything(signal));
  const outcomes = mode === '--soak' ? await soak(name) : await gate(mode === '--fast');
  await stopDatabase(say);
  return conclude(outcomes);
}

async function gate(fast: boolean): Promise<readonly Outcome[]> {
  return [
    ...(await runSteps([build], 1, say)),
    // The machine has two cores: two checkers at a time.
    ...(await runSteps(checks, 2, say)),
    ...(await runSteps(fast ? [tests(false)] : [tests(true), journeys], 1, say)),
  ];
}

async function soak(name: string | undefined): Promise<readonly Outcome[]> {
  const results: SoakResult[] = [];
  const outcomes = await runSteps([build, ...soakSteps(ROOT, results, say, name)], 1, say);
  await writeReliability(ROOT, results);
  return outcomes;
}

function conclude(outcomes: readonly Outcome[]): number {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const failed = sum((outcome) => outcome.failed);
  say(`\n${sum((outcome) => outcome.passed)} passed, ${failed} failed, ${sum((outcome) => outcome.skipped)} skipped`);
  return failed > 0 ? 1 : 0;
}

async function stopEverything(signal: string): Promise<void> {
  say(`\nstopped by ${signal}`);
  await stopAllChildren();
  await stopDatabase(say);
  process.exit(130);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
