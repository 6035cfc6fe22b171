import { join } from 'node:path';
import { getFileInfo } from 'prettier';
import { runChild } from './child.ts';
import { listFiles } from './files.ts';
import type { Outcome } from './step.ts';
import { refused, verdict } from './step.ts';

const CODE_FOLDERS = ['src', 'scripts', 'test', 'bench'];
const BROWSER_CODE = /^src\/(web|[^/]+\/web)\/.+\.(svelte|ts)$/;

/** One TypeScript program (its tsconfig) with the native compiler; counts the project's own files in it. */
export async function checkTypes(root: string, config: string): Promise<Outcome> {
  const remembered = join(root, 'node_modules/.cache/muntada-tsc', `${config}.tsbuildinfo`);
  const args = ['-p', config, '--pretty', 'false', '--listFiles', '--incremental', '--tsBuildInfoFile', remembered];
  const { code, output } = await runTool(root, 'tsc', args);
  const lines = output.split('\n').filter((line) => line !== '');
  const files = ownFiles(root, lines);
  const complaints = lines.filter((line) => /error TS\d+|^\s/.test(line));
  return verdict(code === 0, files.length, 'files', complaints);
}

/** The browser's program: components and the pure files they share with the server. */
export async function checkWebTypes(root: string): Promise<Outcome> {
  const args = ['--tsconfig', 'tsconfig.web.json', '--fail-on-warnings', '--output', 'machine'];
  const { code, output } = await runTool(root, 'svelte-check', args);
  const own = listFiles(root, ['src'], (path) => BROWSER_CODE.test(path) && !path.endsWith('.test.ts')).length;
  const read = Number(/COMPLETED (\d+) FILES/.exec(output)?.[1] ?? 0);
  const complaints = output.split('\n').filter((line) => / (ERROR|WARNING) "/.test(line));
  if (read < own) return refused(`svelte-check read ${read} files of at least ${own}`, complaints);
  return verdict(
    code === 0,
    own,
    'files of the browser',
    complaints.map((line) => line.replace(/^\d+ /, '')),
  );
}

/** Every TypeScript file belongs to one of the programs; one that belongs to none would be checked by nobody. */
export async function checkTypeCoverage(root: string, configs: readonly string[]): Promise<Outcome> {
  const own = listFiles(root, CODE_FOLDERS, (path) => path.endsWith('.ts') && !path.endsWith('.d.ts'));
  const covered = new Set<string>();
  for (const config of configs) {
    const { output } = await runTool(root, 'tsc', ['-p', config, '--listFilesOnly']);
    for (const file of ownFiles(root, output.split('\n'))) covered.add(file);
  }
  const missing = own.filter((file) => !covered.has(file));
  return verdict(
    missing.length === 0,
    own.length,
    'files',
    missing.map((file) => `${file} belongs to no program`),
  );
}

/** oxlint with its type-aware rules. */
export async function checkLint(root: string): Promise<Outcome> {
  const files = listFiles(root, CODE_FOLDERS, (path) => /\.(ts|svelte|mjs|js)$/.test(path));
  if (files.length === 0) return verdict(false, 0, 'files');
  const { code, output } = await runTool(root, 'oxlint', [
    '--type-aware',
    '--deny-warnings',
    '--format=json',
    ...files,
  ]);
  return readLint(code, output);
}

interface LintReport {
  readonly number_of_files?: number;
  readonly diagnostics?: readonly {
    readonly message: string;
    readonly code?: string;
    readonly filename: string;
    readonly labels: readonly { readonly span: { readonly line?: number; readonly column?: number } }[];
  }[];
}

/** The verdict in oxlint's JSON; anything else it prints is a failure. */
export function readLint(code: number | null, output: string): Outcome {
  let report: LintReport;
  try {
    report = JSON.parse(output.slice(output.indexOf('{'))) as LintReport;
  } catch {
    return refused('oxlint gave no report', output.split('\n').slice(0, 20));
  }
  const complaints = (report.diagnostics ?? []).map((each) => {
    const span = each.labels[0]?.span;
    return `${each.filename}:${span?.line ?? 0}:${span?.column ?? 0} ${each.code ?? ''} ${each.message}`;
  });
  return verdict(code === 0 && complaints.length === 0, report.number_of_files ?? 0, 'files', complaints);
}

/** Prettier over everything it formats; files it ignores do not count. */
export async function checkFormat(root: string): Promise<Outcome> {
  const ignorePath = ['.gitignore', '.prettierignore'].map((name) => join(root, name));
  const all = listFiles(root, ['.'], (path) => /\.(ts|mjs|js|svelte|css|json|md|html)$/.test(path));
  const infos = await Promise.all(
    all.map(async (file) => ({ file, info: await getFileInfo(join(root, file), { ignorePath }) })),
  );
  const files = infos.filter(({ info }) => !info.ignored).map(({ file }) => file);
  if (files.length === 0) return verdict(false, 0, 'files');
  const args = [
    '--check',
    '--cache',
    '--cache-location',
    'node_modules/.cache/muntada-prettier',
    '--ignore-unknown',
    ...files,
  ];
  const { code, output } = await runTool(root, 'prettier', args);
  const complaints = output.split('\n').filter((line) => /^\[(warn|error)\]/.test(line));
  return verdict(code === 0, files.length, 'files', complaints);
}

/** knip: files, exports and packages that nobody uses, and packages that nobody declared. */
export async function checkUnused(root: string): Promise<Outcome> {
  const args = [
    '--no-progress',
    '--no-config-hints',
    '--reporter',
    'compact',
    '--reporter',
    './scripts/gate/knip.reporter.ts',
  ];
  const { code, output } = await runTool(root, 'knip', args);
  // Its own reporter is one of the files it reads.
  const seen = Math.max(0, Number(/^knip read (\d+) files$/m.exec(output)?.[1] ?? 0) - 1);
  const complaints = output.split('\n').filter((line) => line !== '' && !line.startsWith('knip read'));
  return verdict(code === 0, seen, 'files', complaints);
}

function ownFiles(root: string, lines: readonly string[]): string[] {
  const prefix = `${root.replaceAll('\\', '/')}/`;
  return lines
    .map((line) => line.trim().replaceAll('\\', '/'))
    .filter((line) => line.startsWith(prefix) && !line.includes('/node_modules/') && line.endsWith('.ts'))
    .map((line) => line.slice(prefix.length));
}

async function runTool(root: string, tool: string, args: readonly string[]) {
  return await runChild(join(root, 'node_modules', '.bin', tool), args, { cwd: root, env: { CI: '1' } });
}
