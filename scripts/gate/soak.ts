import { writeFile } from 'node:fs/promises';
import { arch, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { runChild } from './child.ts';
import { listFiles } from './files.ts';
import type { Outcome, Step } from './step.ts';
import { refused } from './step.ts';

const TWELVE_HOURS_MS = 43_200_000;

/** What a long run found: its last line of output, `{"name":…,"figures":{…}}`. `failed` says so where it did not end well. */
export interface SoakResult {
  readonly name: string;
  readonly figures: Readonly<Record<string, unknown>>;
  readonly failed?: boolean;
}

/** One step for each script in test/soak/. Results gather in `results`. */
export function soakSteps(root: string, results: SoakResult[], write: (line: string) => void): Step[] {
  const scripts = listFiles(root, ['test/soak'], (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
  if (scripts.length === 0)
    return [{ title: 'soak', run: () => Promise.resolve(refused('test/soak/ holds no long run')) }];
  return scripts.map((script) => ({ title: script, run: () => runOne(root, script, results, write) }));
}

async function runOne(
  root: string,
  script: string,
  results: SoakResult[],
  write: (line: string) => void,
): Promise<Outcome> {
  const { code, output } = await runChild(process.execPath, [script], {
    cwd: root,
    timeoutMs: TWELVE_HOURS_MS,
    onLine: (line) => write(`   ${line}`),
  });
  const result = readSoakResult(output);
  const good = code === 0 && result !== undefined;
  // What failed stands on the page too: a page of the good runs alone would be a lie.
  results.push({ ...(result ?? { name: script, figures: {} }), ...(good ? {} : { failed: true }) });
  if (good) return { passed: 1, failed: 0, skipped: 0, note: result.name, details: [] };
  return refused(
    code === 0 ? 'its last line is no result' : `it ended with ${code}`,
    output.trimEnd().split('\n').slice(-40),
  );
}

/** The result on the last line that is one. */
export function readSoakResult(output: string): SoakResult | undefined {
  const line = output
    .trimEnd()
    .split('\n')
    .findLast((each) => each.startsWith('{'));
  try {
    const value: unknown = JSON.parse(line ?? '');
    if (typeof value !== 'object' || value === null || !('name' in value) || !('figures' in value)) return undefined;
    return value as SoakResult;
  } catch {
    return undefined;
  }
}

/** docs/reliability.md: what was run, on what, on which day, and the figures it gave. */
export function reliabilityPage(results: readonly SoakResult[], day: string, machine: string): string {
  const rows = results.flatMap(({ name, figures, failed }) => [
    ...(failed ? [`| ${name} | **failed** | true |`] : []),
    ...Object.entries(figures).map(([figure, value]) => `| ${name} | ${figure} | ${JSON.stringify(value)} |`),
  ]);
  return [
    '# Reliability',
    '',
    `Written by \`npm run soak\` on ${day}. Machine: ${machine}. What each run does stands at the head of its script in`,
    '[test/soak](../test/soak).',
    '',
    '| run | figure | value |',
    '| --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

/** Writes the page, unless nothing was measured. */
export async function writeReliability(root: string, results: readonly SoakResult[]): Promise<void> {
  if (results.length === 0) return;
  const machine = `${cpus().length} cores (${arch()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const day = new Date().toISOString().slice(0, 10);
  const path = join(root, 'docs', 'reliability.md');
  const page = await format(reliabilityPage(results, day, machine), { ...(await resolveConfig(path)), filepath: path });
  await writeFile(path, page);
}
