import { spawnSync } from 'node:child_process';
import { findChromium } from '../../test/journeys/browser.ts';
import { runChild } from './child.ts';

type Command = readonly [command: string, ...args: string[]];
type Write = (line: string) => void;

/** Makes sure of a browser: the machine's, else Playwright's, else the distribution's. Undefined when there is one, else why not. */
export async function getChromium(root: string, write: Write): Promise<readonly string[] | undefined> {
  const isThere = () => findChromium() !== undefined;
  if (isThere()) return undefined;
  const withSystem = isRoot() ? ['--with-deps'] : [];
  const own: Command = ['node_modules/.bin/playwright', 'install', ...withSystem, 'chromium'];
  const why = await install(root, [own, ...fromDebian('chromium')], isThere, write);
  return why && ['none on this machine (CHROMIUM_PATH, PATH, Playwright’s own)', ...why];
}

/** Makes sure of the age tool, which opens our files and whose files open here; without it those tests say that they were skipped. */
export async function getAge(root: string, write: Write): Promise<void> {
  const isThere = () => spawnSync('age', ['--version']).error === undefined;
  if (!isThere()) await install(root, fromDebian('age'), isThere, write);
}

function fromDebian(name: string): Command[] {
  if (!isRoot()) return [];
  return [
    ['apt-get', 'update'],
    ['apt-get', 'install', '-y', '--no-install-recommends', name],
  ];
}

/** Tries one command after another until the program is there; undefined when it is, else what each said. */
async function install(root: string, commands: readonly Command[], isThere: () => boolean, write: Write) {
  const why: string[] = isRoot() ? [] : ['apt-get install was not tried: it needs root'];
  for (const [command, ...args] of commands) {
    const said = [command, ...args].join(' ');
    write(`   not on this machine yet: ${said}`);
    const { code, output } = await runChild(command, args, { cwd: root, env: { DEBIAN_FRONTEND: 'noninteractive' } });
    if (isThere()) return undefined;
    const last = output.trim().split('\n').slice(-3);
    why.push(`${said}: ended with ${code}`, ...last.map((line) => `    ${line}`));
  }
  return why;
}

const isRoot = () => process.getuid?.() === 0;
