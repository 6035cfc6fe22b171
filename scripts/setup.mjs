/**
 * Puts in place what a command needs, on any machine with Node 20 or later: a Node 24, the packages, the browser bundles. npm runs it
 * before `npm start`, `npm test` and the like. Each step is skipped when it is already done; a run that does nothing takes a blink.
 * Plain JavaScript on purpose: the machine's own Node may be too old for anything else.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const NEEDED_NODE = 24;
const POLL_MS = 200;
const OUTPUT_LINES = 20;

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const runtime = join(root, 'scripts', 'runtime');

await inTurn(() => {
  const node = getNode();
  installPackages(node);
  linkNode(node);
  build(node);
});

/** A Node that is new enough: the one that runs this, else the one from npm. */
function getNode() {
  const own = realpathSync(process.execPath);
  const isMachines = !own.startsWith(runtime + sep);
  if (isMachines && Number(process.versions.node.split('.')[0]) >= NEEDED_NODE) return own;
  const name = `node-${process.platform}-${process.arch}`;
  const node = join(runtime, 'node_modules', name, 'bin', 'node');
  const wanted = jsonOf(join(runtime, 'package-lock.json')).packages[`node_modules/${name}`]?.version;
  if (existsSync(node) && jsonOf(join(runtime, 'node_modules', name, 'package.json'))?.version === wanted) return node;
  const advice = `install Node ${NEEDED_NODE} (https://nodejs.org) and run the command again`;
  if (!(name in jsonOf(join(runtime, 'package.json')).optionalDependencies)) {
    stop(
      `Node ${process.versions.node} is too old, and for ${process.platform} ${process.arch} npm has no newer one: ${advice}.`,
    );
  }
  run(`fetching Node ${NEEDED_NODE} (this machine has ${process.versions.node})`, own, npmArguments(), runtime, advice);
  const works = existsSync(node) && spawnSync(node, ['--version']).status === 0;
  if (!works) stop(`the Node ${NEEDED_NODE} from npm does not run on this machine: ${advice}.`);
  return node;
}

/** The packages of the lockfile. Under the new Node: npm chooses older versions of packages that ask for a newer one. */
function installPackages(node) {
  const stamp = join(modules, '.muntada-stamp');
  const state = hashOf(join(root, 'package.json'), join(root, 'package-lock.json'));
  if (textOf(stamp) === state) return;
  if (!isInstalled()) {
    run('installing packages (about half a minute)', node, npmArguments(), root, 'look at the lines above');
  }
  writeFileSync(stamp, state);
}

/** Whether somebody has installed exactly the lockfile's packages already: npm keeps a list of what it put there. */
function isInstalled() {
  const wanted = jsonOf(join(root, 'package-lock.json'))?.packages;
  const present = jsonOf(join(modules, '.package-lock.json'))?.packages;
  if (!wanted || !present) return false;
  const declared = jsonOf(join(root, 'package.json'));
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    if (JSON.stringify(sorted(declared[kind])) !== JSON.stringify(sorted(wanted[''][kind]))) return false;
  }
  const same = (path) => wanted[path]?.version === present[path]?.version && existsSync(join(root, path));
  return (
    Object.keys(present).every(same) &&
    Object.keys(wanted).every(
      (path) => path === '' || path in present || [wanted[path].optional, wanted[path].peer].includes(true),
    )
  );
}

/** npm puts node_modules/.bin first on the PATH of its scripts: a link there makes them run under the new Node. */
function linkNode(node) {
  const link = join(modules, '.bin', 'node');
  const target = relative(dirname(link), node);
  if (!node.startsWith(runtime + sep)) {
    rmSync(link, { force: true });
    return;
  }
  if (existsSync(link) && realpathSync(link) === realpathSync(node)) return;
  mkdirSync(dirname(link), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(target, link);
}

function build(node) {
  const script = join(root, 'scripts', 'build.ts');
  if (!existsSync(script)) return;
  const built = spawnSync(node, [script, '--if-stale'], { cwd: root, stdio: 'inherit' });
  if (built.status !== 0) stop('the browser bundles could not be built; the lines above say why.');
}

function npmArguments() {
  const flags = ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  return [npmProgram(), ...flags];
}

/** npm's own script: the one that runs us, else the one on the PATH. */
function npmProgram() {
  const running = process.env['npm_execpath'];
  if (running?.endsWith('npm-cli.js')) return running;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const candidate = join(folder, 'npm');
    if (!existsSync(candidate)) continue;
    const script = realpathSync(candidate);
    if (script.endsWith('npm-cli.js')) return script;
  }
  return stop('npm was not found: run this by "npm start" or "npm test".');
}

/** Runs a Node script with one line of progress; its output is shown only when it fails. */
function run(what, node, args, cwd, advice) {
  const began = Date.now();
  process.stdout.write(`setup: ${what} …`);
  const path = [dirname(node), process.env['PATH']].join(delimiter);
  // What npm told its script about this project would be read as settings by the npm that we start.
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^npm_(?:package|lifecycle|config_local_prefix)/i.test(name),
  );
  const env = { ...Object.fromEntries(kept), PATH: path, NODE_ENV: 'development' };
  const ended = spawnSync(node, args, { cwd, env, encoding: 'utf8', maxBuffer: 1e8 });
  if (ended.status === 0) {
    process.stdout.write(` done in ${Math.round((Date.now() - began) / 1000)} s\n`);
    return;
  }
  process.stdout.write(' failed\n');
  // npm tells the reason first and its whole manual after it.
  const lines = [ended.error?.message, ended.stderr, ended.stdout].filter(Boolean).join('\n').split('\n');
  process.stderr.write(`${lines.slice(0, OUTPUT_LINES).join('\n')}\n`);
  stop(`${what}: failed; ${advice}.`);
}

/** One set-up of this folder at a time: `npm start` and `npm test` may be started together. */
async function inTurn(work) {
  const lock = join(
    tmpdir(),
    `muntada-setup-${createHash('sha256').update(realpathSync(root)).digest('hex').slice(0, 16)}`,
  );
  for (let waited = false; ; waited = true) {
    if (takeLock(lock)) break;
    const holder = Number(textOf(lock));
    if (holder > 0 && !isRunning(holder)) dropLock(lock, holder);
    else if (!waited) process.stdout.write('setup: another set-up is running; waiting for it\n');
    await new Promise((settle) => setTimeout(settle, waited ? POLL_MS : 0));
  }
  process.once('exit', () => {
    if (Number(textOf(lock)) === process.pid) rmSync(lock, { force: true });
  });
  work();
}

/** A link puts the file there with its content, or not at all. */
function takeLock(lock) {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** A rename takes a dead holder's lock away once, however many are waiting. */
function dropLock(lock, holder) {
  const aside = `${lock}.${process.pid}`;
  try {
    renameSync(lock, aside);
    if (Number(textOf(aside)) !== holder) renameSync(aside, lock);
  } catch {
    // Somebody else was quicker.
  }
  rmSync(aside, { force: true });
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function sorted(record = {}) {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

function hashOf(...paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(readFileSync(path));
  return hash.digest('hex');
}

function jsonOf(path) {
  const text = textOf(path);
  return text === undefined ? undefined : JSON.parse(text);
}

function textOf(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function stop(sentence) {
  process.stderr.write(`setup: ${sentence}\n`);
  process.exit(1);
}
