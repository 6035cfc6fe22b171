import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { findStartTick, isRunning } from './running-process.ts';

/**
 * Takes the place of the one who does something; undefined while it is held, in this process or another living one. The lock of a
 * dead process is taken over.
 * @returns what gives the place back
 */
export function takeLock(path: string): (() => void) | undefined {
  const own = `${process.pid} ${findStartTick(process.pid) ?? ''}`;
  for (;;) {
    if (place(path, own)) {
      return () => {
        if (readLock(path) === own) rmSync(path, { force: true });
      };
    }
    const holder = readLock(path);
    if (holder === undefined) continue;
    if (isHeld(holder)) return undefined;
    clear(path, holder);
  }
}

/** A link puts the file there with its content, or not at all. */
function place(path: string, own: string): boolean {
  const aside = `${path}.${process.pid}-${randomUUID()}`;
  writeFileSync(aside, own, { mode: 0o600 });
  try {
    linkSync(aside, path);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

function isHeld(holder: string): boolean {
  const [pid = '', tick = ''] = holder.split(' ');
  return isRunning(Number(pid)) && (findStartTick(Number(pid)) ?? '') === tick;
}

/** Takes a dead holder's lock away; a living one that took its place in this very moment gets its own back. */
function clear(path: string, dead: string): void {
  const aside = `${path}.${process.pid}-${randomUUID()}`;
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
