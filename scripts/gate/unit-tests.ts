import { join } from 'node:path';
import { runChild } from './child.ts';
import { listFiles } from './files.ts';
import type { Outcome } from './step.ts';
import { refused, verdict } from './step.ts';
import type { TestEnd } from './test-events.ts';
import { readTestEnd } from './test-events.ts';

const THIRTY_MINUTES_MS = 1_800_000;
const SAY_SOMETHING_EVERY_MS = 20_000;

/** The node:test files of the project; the slow ones only when asked for. */
export function listTests(root: string, withSlow: boolean): string[] {
  const isTest = (path: string) => path.endsWith('.test.ts') && (withSlow || !path.endsWith('.slow.test.ts'));
  return listFiles(root, ['src', 'scripts', 'test', 'bench'], isTest);
}

/** Runs test files, two at a time, each in a process of its own, and counts the tests in them. */
export async function runTests(
  root: string,
  files: readonly string[],
  write: (line: string) => void,
): Promise<Outcome> {
  if (files.length === 0) return verdict(false, 0, 'tests');
  const ends: TestEnd[] = [];
  const progress = setInterval(() => write(`   … ${ends.length} tests`), SAY_SOMETHING_EVERY_MS);
  const script = join(import.meta.dirname, 'run-node-tests.ts');
  const { code, output, timedOut } = await runChild(process.execPath, [script, ...files], {
    cwd: root,
    // Each file is a process of its own, and each would compile the same modules again.
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/muntada-node') },
    timeoutMs: THIRTY_MINUTES_MS,
    onLine: (line) => {
      const end = readTestEnd(line);
      if (end) ends.push(end);
    },
  });
  clearInterval(progress);
  return tallyTests(ends, files.length, code === 0 && !timedOut ? undefined : output);
}

/** Counts the ends of tests. `broken` is the output of a runner that did not end well. */
export function tallyTests(ends: readonly TestEnd[], files: number, broken?: string): Outcome {
  const failures = ends.filter((end) => end.result === 'failed');
  const skipped = ends.filter((end) => end.result === 'skipped');
  const passed = ends.length - failures.length - skipped.length;
  const details = [
    ...failures.flatMap((end) => [`✖ ${end.name}  (${end.file})`, ...end.why.map((line) => `    ${line}`)]),
    ...skipped.map((end) => `skipped: ${end.name}  (${end.file})`),
  ];
  if (ends.length === 0) return refused('no test ran', broken?.split('\n').slice(-40));
  const note = `${ends.length} tests in ${files} files`;
  const stopped = broken !== undefined && failures.length === 0;
  if (stopped) return { passed, failed: 1, skipped: skipped.length, note, details: broken.split('\n').slice(-40) };
  return { passed, failed: failures.length, skipped: skipped.length, note, details };
}
