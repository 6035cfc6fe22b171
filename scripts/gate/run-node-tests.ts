/** Runs the test files named as arguments and prints one line for each test that ended (test-events.ts). */
import { relative, resolve } from 'node:path';
import { run } from 'node:test';
import type { EventData } from 'node:test';
import { writeTestEnd } from './test-events.ts';

const MOST_LINES_OF_A_FAILURE = 70;
const files = process.argv.slice(2).map((file) => resolve(file));

// Two files at a time: the machine the project is built for has two cores, and each file may hold a database.
const stream = run({ files, concurrency: 2, isolation: 'process', timeout: 600_000 });
stream.on('test:pass', (data) => report(data, false));
stream.on('test:fail', (data) => report(data, true));
stream.on('test:stderr', ({ message }) => process.stderr.write(message));
stream.resume();

function report(data: EventData.TestPass | EventData.TestFail, failed: boolean): void {
  const file = relative(process.cwd(), data.file ?? data.name);
  if (data.details.type === 'suite' && !failed) return;
  if (data.skip !== undefined || data.todo !== undefined) {
    process.stdout.write(writeTestEnd({ result: 'skipped', name: data.name, file, why: [] }));
    return;
  }
  // A file that ran without a test of its own is reported as one passed test by its name.
  const isFile = data.nesting === 0 && files.includes(resolve(data.name));
  if (isFile && !failed) {
    process.stdout.write(writeTestEnd({ result: 'failed', name: 'holds no test', file, why: [] }));
    return;
  }
  const error: unknown = failed && 'error' in data.details ? data.details.error : undefined;
  if (failed && failureType(error) === 'subtestsFailed') return;
  process.stdout.write(
    writeTestEnd({ result: failed ? 'failed' : 'passed', name: data.name, file, why: reason(error) }),
  );
}

function failureType(error: unknown): unknown {
  return error instanceof Error && 'failureType' in error ? error.failureType : undefined;
}

function reason(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  const cause = error.cause instanceof Error ? error.cause : error;
  const text = cause.stack ?? cause.message;
  return text
    .split('\n')
    .filter((line) => !line.includes('node:internal') && !line.includes('(node:'))
    .slice(0, MOST_LINES_OF_A_FAILURE);
}
