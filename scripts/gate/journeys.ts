import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runChild } from './child.ts';
import { listFiles } from './files.ts';
import { getChromium } from './programs.ts';
import type { Outcome } from './step.ts';
import { refused, verdict } from './step.ts';

const REPORT = '.test/journeys.json';
const TWENTY_MINUTES_MS = 1_200_000;

/** The journeys in a real browser. No browser to be had is a failure with its reason, never a silent skip. */
export async function runJourneys(root: string, write: (line: string) => void): Promise<Outcome> {
  const journeys = listFiles(root, ['test/journeys'], (path) => path.endsWith('.journey.ts'));
  if (journeys.length === 0) return verdict(false, 0, 'journeys');
  const missing = await getChromium(root, write);
  if (missing) return refused('no Chromium to be had', missing);
  const report = join(root, REPORT);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const { output, timedOut } = await runChild(join(root, 'node_modules/.bin/playwright'), ['test'], {
    cwd: root,
    env: { MUNTADA_JOURNEY_REPORT: report },
    timeoutMs: TWENTY_MINUTES_MS,
    onLine: (line) => {
      if (/^\s+[✓✘-] /.test(line)) write(` ${line}`);
    },
  });
  const json = await readFile(report, 'utf8').catch(() => undefined);
  if (json === undefined) return refused('Playwright left no report', output.split('\n').slice(-40));
  const outcome = readJourneys(json);
  return timedOut
    ? { ...outcome, failed: outcome.failed + 1, note: `${outcome.note}; stopped, it took too long` }
    : outcome;
}

interface Suite {
  readonly suites?: readonly Suite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly line: number;
    readonly tests: readonly {
      readonly status: 'expected' | 'unexpected' | 'flaky' | 'skipped';
      readonly results: readonly { readonly error?: { readonly message?: string } }[];
    }[];
  }[];
}
interface Report extends Suite {
  readonly errors?: readonly { readonly message?: string }[];
}

/** Counts Playwright's JSON report. A flaky journey has failed: it is wrong now and then. */
export function readJourneys(json: string): Outcome {
  const report = JSON.parse(json) as Report;
  const details = (report.errors ?? []).flatMap((error) => lines(error.message));
  let failed = details.length > 0 ? 1 : 0;
  let passed = 0;
  let skipped = 0;
  const count = (suite: Suite): void => {
    for (const spec of suite.specs ?? []) {
      for (const { status, results } of spec.tests) {
        if (status === 'expected') passed++;
        else if (status === 'skipped') skipped++;
        else {
          failed++;
          const why = results.find((result) => result.error)?.error?.message;
          details.push(`✖ ${spec.title}  (${spec.file}:${spec.line})`, ...lines(why).map((line) => `    ${line}`));
        }
        if (status === 'skipped') details.push(`skipped: ${spec.title}  (${spec.file}:${spec.line})`);
      }
    }
    suite.suites?.forEach(count);
  };
  count(report);
  if (passed + failed === 0) return refused('no journey ran', details);
  return { passed, failed, skipped, note: `${passed + failed + skipped} journeys`, details };
}

function lines(text: string | undefined): string[] {
  return (text ?? '')
    .replace(/\u001B\[[\d;]*m/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 25);
}
