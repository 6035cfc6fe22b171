import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoPublic } from '../../src/demo/folder.ts';
import { findDemo } from '../../src/demo/folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');
/** The options with which `npm start` starts it: its young memory stays small, which costs no time and saves 100 MB. */
const START_OPTIONS = /exec node (.+) src\/main\.ts"/
  .exec(readFileSync(join(ROOT, 'package.json'), 'utf8'))?.[1]
  ?.split(' ');
/** Linux counts CPU time in ticks of 10 ms. */
const TICK_MS = 10;

/** A server of our own, as its own process on a data directory of its own, with the demo. */
export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  readonly dataDir: string;
  readonly demo: DemoPublic;
  /** Everything it has printed so far. */
  readonly printed: () => string;
  /** Stops it with SIGTERM and removes its data, unless `keep`. */
  readonly stop: (how?: { keep: boolean }) => Promise<void>;
}

export interface ServerOptions {
  /** An existing data directory; a fresh one otherwise. */
  readonly dataDir?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Options of Node itself, such as `--heapsnapshot-signal=SIGUSR2`. */
  readonly nodeOptions?: readonly string[];
}

/** Starts `src/main.ts` on a free port and waits until it listens. */
export async function startServer({ dataDir, env = {}, nodeOptions = [] }: ServerOptions = {}): Promise<RunningServer> {
  if (!START_OPTIONS) throw new Error('package.json starts the server in another way');
  const data = dataDir ?? mkdtempSync(join(tmpdir(), 'muntada-test-'));
  const child = spawn(process.execPath, [...START_OPTIONS, ...nodeOptions, join(ROOT, 'src', 'main.ts')], {
    env: { ...process.env, MUNTADA_DATA_DIR: data, PORT: '0', MUNTADA_DEMO_COST: 'low', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: data,
  });
  const output: string[] = [];
  child.stderr.on('data', (chunk) => output.push(String(chunk)));
  const url = await addressOf(child, output);
  const demo = findDemo(data);
  if (!demo) throw new Error(`the server made no demo:\n${output.join('')}`);
  return {
    url,
    demo,
    dataDir: data,
    pid: child.pid ?? 0,
    printed: () => output.join(''),
    stop: async ({ keep } = { keep: false }) => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      if (!keep)
        rmSync(data, {
          recursive: true,
          force: true,
        });
    },
  };
}

async function addressOf(child: ChildProcess, output: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('exit', () => reject(new Error(`the server did not start:\n${output.join('')}`)));
    child.stdout?.on('data', (chunk) => {
      output.push(String(chunk));
      const url = /http:\/\/[\d.]+:\d+/.exec(output.join(''))?.[0];
      if (url) resolve(url);
    });
  });
}

/** CPU time that a process has used so far, in ms (user and system). */
export function cpuMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

/** The most memory that a process has held, in MB. */
export function peakRssMb(pid: number): number {
  const kib = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}
