import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { takeLock } from './process-lock.ts';
import { findStartTick, isRunning } from './running-process.ts';

const LOCK_MODULE = join(import.meta.dirname, 'process-lock.ts');
const folder = mkdtempSync(join(tmpdir(), 'muntada-lock-'));
after(() => rmSync(folder, { recursive: true }));

test('is refused while it is held, by this process or another, and free again when it was given back', () => {
  const path = join(folder, 'held');
  const release = takeLock(path);
  assert.ok(release);
  assert.equal(takeLock(path), undefined);
  assert.equal(takenByAnother(path), false);
  release();
  assert.equal(takenByAnother(path), true);
  assert.ok(takeLock(path));
});

test('is taken over from a process that ended, and from one whose number was given to another', () => {
  const ended = spawnSync(process.execPath, ['-e', '']).pid;
  assert.equal(isRunning(ended), false);
  for (const holder of [`${ended} 1`, `${process.pid} 1`, '']) {
    const path = join(folder, `dead ${holder}`);
    writeFileSync(path, holder);
    assert.ok(takeLock(path), holder);
  }
});

test('is had by exactly one of many processes that find a dead holder, and nothing stays beside it', async () => {
  const path = join(folder, 'many');
  writeFileSync(path, '999999999 1');
  const taker = join(folder, 'taker.mts');
  writeFileSync(
    taker,
    `import { takeLock } from ${JSON.stringify(LOCK_MODULE)};
    process.stdout.write(takeLock(${JSON.stringify(path)}) ? 'won' : 'lost');
    process.stdin.resume();`,
  );
  const takers = Array.from({ length: 8 }, () =>
    spawn(process.execPath, [taker], { stdio: ['pipe', 'pipe', 'inherit'] }),
  );
  // Each holds what it has until the last one has tried.
  const answers = await Promise.all(takers.map(async ({ stdout }) => String((await once(stdout, 'data'))[0])));
  for (const { stdin } of takers) stdin.end();
  assert.deepEqual(answers.sort(), [...Array.from({ length: 7 }, () => 'lost'), 'won']);
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('many')),
    ['many'],
  );
});

test('a process that is not there does not run; we do', () => {
  assert.equal(isRunning(999_999_999), false);
  assert.equal(isRunning(process.pid), true);
  assert.equal(findStartTick(999_999_999), undefined);
});

function takenByAnother(path: string): boolean {
  const code = `import { takeLock } from ${JSON.stringify(LOCK_MODULE)};
    const release = takeLock(${JSON.stringify(path)}); release?.(); console.log(release !== undefined);`;
  const file = join(folder, 'other.mts');
  writeFileSync(file, code);
  return spawnSync(process.execPath, [file], { encoding: 'utf8' }).stdout.trim() === 'true';
}
