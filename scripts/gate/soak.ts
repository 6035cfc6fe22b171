import { readFile, writeFile } from 'node:fs/promises';
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

/** One step for each script in test/soak/, or for the one of this name. Results gather in `results`. */
export function soakSteps(
  root: string,
  results: SoakResult[],
  write: (line: string) => void,
  name?: string,
): readonly Step[] {
  const isAsked = (path: string) => name === undefined || path.endsWith(`/${name}.ts`);
  const scripts = listFiles(root, ['test/soak'], (path) => path.endsWith('.ts') && isAsked(path));
  if (scripts.length === 0)
    return [{ title: 'soak', run: () => Promise.resolve(refused('test/soak/ holds no such long run')) }];
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

/** When and on what a run was made. */
export interface SoakPlace {
  readonly day: string;
  readonly machine: string;
}

/**
 * docs/reliability.md: a section for each run, with its day, its machine and the figures it gave. Sections of an earlier page (`before`)
 * stay where their run was not made again.
 */
export function reliabilityPage(results: readonly SoakResult[], { day, machine }: SoakPlace, before = ''): string {
  const sections = new Map(
    before
      .split(/^(?=## )/m)
      .slice(1)
      .map((text) => [/^## (.*)/.exec(text)?.[1] ?? '', text.trim()]),
  );
  for (const { name, figures, failed } of results) {
    const rows = Object.entries(figures).map(([figure, value]) => `| ${figure} | ${JSON.stringify(value)} |`);
    sections.set(
      name,
      [
        `## ${name}`,
        '',
        `${day}. Machine: ${machine}.${failed ? ' **It failed.**' : ''}`,
        ...(rows.length > 0 ? ['', '| figure | value |', '| --- | --- |', ...rows] : []),
      ].join('\n'),
    );
  }
  return [
    '# Reliability',
    '',
    'Written by `npm run soak` (all long runs) or `npm run soak -- <name>` (one of them). What each does stands at the head of its',
    'script in [test/soak](../test/soak).',
    '',
    [...sections]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, text]) => text)
      .join('\n\n'),
    '',
  ].join('\n');
}

/** Writes the page, unless nothing was measured. */
export async function writeReliability(root: string, results: readonly SoakResult[]): Promise<void> {
  if (results.length === 0) return;
  const machine = `${cpus().length} cores (${arch()}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  const day = new Date().toISOString().slice(0, 10);
  const path = join(root, 'docs', 'reliability.md');
  const before = await readFile(path, 'utf8').catch(() => '');
  const page = reliabilityPage(results, { day, machine }, before);
  await writeFile(path, await format(page, { ...(await resolveConfig(path)), filepath: path }));
}
