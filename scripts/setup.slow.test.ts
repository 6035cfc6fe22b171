import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { test } from 'node:test';

/** Stands in for npm: does what `npm ci` does as far as the set-up looks at it, slowly, and counts how often. */
const NPM = `
  const fs = require('node:fs');
  fs.appendFileSync('calls', process.argv.slice(2).join(' ') + '\\n');
  if (fs.existsSync('broken')) { console.error('npm error the lockfile does not fit'); process.exit(1); }
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 400);
  fs.mkdirSync('node_modules/cup', { recursive: true });
  const { packages } = JSON.parse(fs.readFileSync('package-lock.json', 'utf8'));
  const present = { packages: { 'node_modules/cup': packages['node_modules/cup'] } };
  fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify(present));
`;

function makeProject(context: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'muntada-setup-test-'));
  context.after(() => rmSync(root, { recursive: true }));
  mkdirSync(join(root, 'scripts'));
  cpSync(join(import.meta.dirname, 'setup.mjs'), join(root, 'scripts', 'setup.mjs'));
  writeFileSync(join(root, 'npm-cli.js'), NPM);
  declare(root, '1.0.0');
  return root;
}

function declare(root: string, version: string): void {
  const dependencies = { cup: version };
  writeFileSync(join(root, 'package.json'), JSON.stringify({ dependencies }));
  writeFileSync(
    join(root, 'package-lock.json'),
    JSON.stringify({
      packages: {
        '': { dependencies },
        'node_modules/cup': { version },
        'node_modules/elsewhere': { version, optional: true },
      },
    }),
  );
}

async function setUp(root: string): Promise<{ code: number; output: string; errors: string }> {
  const child = spawn(process.execPath, [join(root, 'scripts', 'setup.mjs')], {
    cwd: root,
    env: { ...process.env, npm_execpath: join(root, 'npm-cli.js') },
  });
  const [[code], output, errors] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  return { code: Number(code), output, errors };
}

function callsIn(root: string): number {
  const calls = join(root, 'calls');
  return existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n').length : 0;
}

test('a failed install is told in the words of npm, ends with 1 and is tried again', async (context) => {
  const root = makeProject(context);
  writeFileSync(join(root, 'broken'), '');
  const failed = await setUp(root);
  assert.equal(failed.code, 1);
  assert.match(failed.errors, /npm error the lockfile does not fit\n+setup: installing packages .*: failed/);
  rmSync(join(root, 'broken'));
  assert.equal((await setUp(root)).code, 0);
  assert.equal(callsIn(root), 2);
});

test('installs once, says so in one line, and says nothing when there is nothing to do', async (context) => {
  const root = makeProject(context);
  assert.match((await setUp(root)).output, /^setup: installing packages \(about half a minute\) … done in \d+ s\n$/);
  assert.deepEqual(await setUp(root), { code: 0, output: '', errors: '' });
  assert.equal(callsIn(root), 1);
});

test('installs again when the lockfile changed', async (context) => {
  const root = makeProject(context);
  await setUp(root);
  declare(root, '1.0.1');
  await setUp(root);
  assert.equal(callsIn(root), 2);
});

test('leaves packages alone that somebody installed by hand, unless they are others', async (context) => {
  const root = makeProject(context);
  mkdirSync(join(root, 'node_modules', 'cup'), { recursive: true });
  const list = join(root, 'node_modules', '.package-lock.json');
  writeFileSync(list, JSON.stringify({ packages: { 'node_modules/cup': { version: '1.0.0' } } }));
  await setUp(root);
  assert.equal(callsIn(root), 0);
  rmSync(join(root, 'node_modules', '.muntada-stamp'));
  rmSync(join(root, 'node_modules', 'cup'), { recursive: true });
  await setUp(root);
  assert.equal(callsIn(root), 1);
});

test('two at once: one installs, the other waits', async (context) => {
  const root = makeProject(context);
  const both = await Promise.all([setUp(root), setUp(root)]);
  assert.deepEqual(
    both.map(({ code }) => code),
    [0, 0],
  );
  assert.equal(both.filter(({ output }) => output.includes('another set-up is running')).length, 1);
  assert.equal(callsIn(root), 1);
});

test('builds the browser bundles when the script is there, and fails with it', async (context) => {
  const root = makeProject(context);
  const script = join(root, 'scripts', 'build.ts');
  writeFileSync(script, `console.log('built', process.argv[2] satisfies string | undefined);`);
  assert.match((await setUp(root)).output, /built --if-stale\n$/);
  writeFileSync(script, 'process.exit(3);');
  const failed = await setUp(root);
  assert.deepEqual(
    [failed.code, failed.errors],
    [1, 'setup: the browser bundles could not be built; the lines above say why.\n'],
  );
});
