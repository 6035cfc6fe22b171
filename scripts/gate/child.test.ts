import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { runChild, stopAllChildren } from './child.ts';

const cwd = import.meta.dirname;
const node = process.execPath;

test('a program that does not exist ends without a code and says why', async () => {
  const { code, output } = await runChild('/nowhere/at-all', [], { cwd });
  assert.equal(code, null);
  assert.match(output, /ENOENT/);
});

test('code, output and lines come back', async () => {
  const lines: string[] = [];
  const script = "console.log('one'); console.error('two'); process.stdout.write('three'); process.exitCode = 3";
  const ended = await runChild(node, ['-e', script], { cwd, onLine: (line) => lines.push(line) });
  assert.equal(ended.code, 3);
  assert.match(ended.output, /two/);
  assert.deepEqual(lines, ['one', 'three']);
});

test('a program that takes too long is ended', async () => {
  const ended = await runChild(node, ['-e', 'setInterval(() => 0, 1000)'], { cwd, timeoutMs: 300 });
  assert.deepEqual([ended.code, ended.timedOut], [null, true]);
});

test('what a program leaves behind is ended with it', { skip: process.platform !== 'linux' }, async () => {
  const grandchild =
    "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' })";
  const { output } = await runChild(node, ['-e', `const it = ${grandchild}; it.unref(); console.log(it.pid)`], { cwd });
  const pid = Number(output.trim());
  assert.ok(pid > 0);
  for (let tries = 0; isAlive(pid) && tries < 50; tries++) await wait(20);
  assert.equal(isAlive(pid), false);
});

test('the Node that runs this comes first on the path', async () => {
  const { output } = await runChild('node', ['-p', 'process.execPath'], { cwd });
  assert.equal(output.trim(), node);
});

// The last test: nothing starts after it.
test('a stopped gate ends what runs and starts nothing more', async () => {
  const under = runChild(node, ['-e', 'setInterval(() => 0, 1000)'], { cwd });
  await stopAllChildren();
  assert.equal((await under).code, null);
  const { code, output } = await runChild(node, ['-p', '1'], { cwd });
  assert.equal(code, null);
  assert.match(output, /not started/);
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // Ended, but not yet fetched by its adoptive parent.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
