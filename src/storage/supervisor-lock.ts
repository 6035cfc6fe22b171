import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { findStartTick, isRunning } from './running-process.ts';

/**
 * Takes the place of the one process that watches over something; undefined while another living process holds it. A dead holder's
 * lock is taken over.
 * @returns what gives the place back
 */
export function takeLock(path: string): (() => void) | undefined {
  const own = `${process.pid} ${findStartTick(process.pid) ?? ''}`;
  for (;;) {
    try {
      writeFileSync(path, own, { flag: 'wx', mode: 0o600 });
      return () => {
        if (readLock(path) === own) rmSync(path, { force: true });
      };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = readLock(path);
    if (holder === own) return () => rmSync(path, { force: true });
    if (holder === undefined) continue;
    if (isHeld(holder)) return undefined;
    clear(path, holder);
  }
}

function isHeld(holder: string): boolean {
  const [pid = '', tick = ''] = holder.split(' ');
  return isRunning(Number(pid)) && (findStartTick(Number(pid)) ?? '') === tick;
}

/** Takes a dead holder's lock away; a living one that took its place in this very moment gets its own back. */
function clear(path: string, dead: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (readLock(aside) !== dead) linkSync(aside, path);
  } catch {
    // Somebody else was quicker with either step.
  } finally {
    rmSync(aside, { force: true });
  }
}

function readLock(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
