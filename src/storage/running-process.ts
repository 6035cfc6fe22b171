import { readFileSync } from 'node:fs';

/**
 * Whether a process with this id runs. A zombie does not: where nobody reaps orphans (a container whose first process is not an
 * init), a killed PostgreSQL stays in the table for ever and still answers signals.
 */
export function isRunning(pid: number): boolean {
  // 0 and below are groups of processes.
  if (!(pid > 0)) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it is there, it only is not ours.
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  const state = linuxStat(pid)?.[0];
  return state !== 'Z' && state !== 'X';
}

/** When a process started, in the kernel's ticks: tells a process from a later one with the same id. Linux only. */
export function findStartTick(pid: number): string | undefined {
  return linuxStat(pid)?.[19];
}

/** The command line of a process, its arguments divided by spaces. Linux only. */
export function findCommandLine(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return undefined;
  }
}

/** The fields of /proc/<pid>/stat from the third (state) on: the second, the name, may hold spaces and brackets. */
function linuxStat(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
