import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface Ended {
  /** Exit code; null when a signal or the time limit ended it. */
  readonly code: number | null;
  /** Standard output and error as they came. */
  readonly output: string;
  readonly timedOut: boolean;
}

export interface ChildOptions {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  /** Gets each line of standard output as it comes. */
  readonly onLine?: (line: string) => void;
  /** Where standard error goes as it comes (progress of long work); it is kept in `output` all the same. */
  readonly onError?: (text: string) => void;
}

const running = new Set<number>();
let stopped = false;
const TEN_MINUTES_MS = 600_000;
const GRACE_MS = 3000;

/**
 * Runs a program in a process group of its own and waits for it; whatever it left behind in its group is ended with it. The Node that
 * runs this comes first on its PATH. Never throws: a program that cannot be started ends with code null and the reason as output.
 */
export async function runChild(command: string, args: readonly string[], options: ChildOptions): Promise<Ended> {
  if (stopped) return { code: null, output: 'not started: the gate was stopped\n', timedOut: false };
  const path = `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`;
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: environment({ ...options.env, PATH: path }),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  let unfinished = '';
  let timedOut = false;
  const group = child.pid;
  if (group !== undefined) running.add(group);
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    const lines = (unfinished + text).split('\n');
    unfinished = lines.pop() ?? '';
    for (const line of lines) options.onLine?.(line);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    options.onError?.(text);
  });
  const timer = setTimeout(() => {
    timedOut = true;
    if (group !== undefined) void stopGroup(group);
  }, options.timeoutMs ?? TEN_MINUTES_MS);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', (error) => {
      output += `${error.message}\n`;
      resolve(null);
    });
    // `exit` and a moment, not `close` alone: a grandchild that kept the pipe open would hold us for ever.
    child.once('exit', (status) => {
      const late = setTimeout(() => resolve(status), 1000);
      child.once('close', () => {
        clearTimeout(late);
        resolve(status);
      });
    });
  });
  clearTimeout(timer);
  if (group !== undefined) {
    endGroup(group);
    running.delete(group);
  }
  if (unfinished !== '') options.onLine?.(unfinished);
  return { code, output, timedOut };
}

/** Ends every group that is still running and lets no other start: for a signal to the runner itself. */
export async function stopAllChildren(): Promise<void> {
  stopped = true;
  await Promise.all([...running].map(stopGroup));
}

/** Ours, without colours, and without the mark by which node:test refuses to run inside a test. */
function environment(more: Readonly<Record<string, string>>): Record<string, string | undefined> {
  const { NODE_TEST_CONTEXT: _inTest, ...rest } = process.env;
  return { ...rest, NO_COLOR: '1', FORCE_COLOR: '0', ...more };
}

/** Asks first: Playwright's browsers are in groups of their own, and only it can end them. */
async function stopGroup(group: number): Promise<void> {
  endGroup(group, 'SIGTERM');
  await wait(GRACE_MS);
  endGroup(group);
}

function endGroup(group: number, signal: NodeJS.Signals = 'SIGKILL'): void {
  try {
    process.kill(-group, signal);
  } catch {
    // Nobody of the group is left.
  }
}
