import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGES = [...markdownIn('.'), ...markdownIn('docs'), ...markdownIn('docs/adr')];
const DECISIONS = markdownIn('docs/adr');
const ONE_PAGE_LINES = 72;

test('there are pages to check', () => {
  assert.ok(PAGES.length > 10 && DECISIONS.length > 5, PAGES.join(', '));
});

test('docs/dependencies.md names exactly the packages that run', () => {
  const { dependencies } = JSON.parse(read('package.json')) as { dependencies: Record<string, string> };
  const listed = [...read('docs/dependencies.md').matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name);
  assert.deepEqual(listed.sort(), Object.keys(dependencies).sort());
});

test('every link between pages leads somewhere', () => {
  const dead = PAGES.flatMap((page) =>
    [...read(page).matchAll(/\]\(([^)#\s]+)[^)]*\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => !existsSync(join(ROOT, dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  );
  assert.deepEqual(dead, []);
});

test('every npm command of the pages exists', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = PAGES.flatMap((page) =>
    [...read(page).matchAll(/npm (?:run )?([a-z]+)/g)].map(([, name = '']) => name),
  );
  const commands = [...new Set(named)].filter((name) => name !== 'run');
  assert.ok(commands.includes('start') && commands.includes('test'));
  assert.deepEqual(
    commands.filter((name) => !(name in scripts)),
    [],
  );
});

test('decisions are numbered without gaps, named by their number, and one page long', () => {
  assert.deepEqual(
    DECISIONS.map((page) => Number(/\/(\d{4})-[a-z0-9-]+\.md$/.exec(page)?.[1])),
    DECISIONS.map((_, at) => at + 1),
  );
  for (const page of DECISIONS) {
    const text = read(page);
    const number = /\/(\d{4})-/.exec(page)?.[1] ?? '';
    assert.ok(text.startsWith(`# ${number} · `), page);
    assert.match(text, /^Status: /m, page);
    assert.ok(text.split('\n').length <= ONE_PAGE_LINES, `${page} is longer than a page`);
  }
});

test('every decision that a page or a comment cites exists', () => {
  const cited = PAGES.flatMap((page) => [...read(page).matchAll(/ADR (\d{4})/g)].map(([, number]) => number));
  const known = DECISIONS.map((page) => /(\d{4})-/.exec(page)?.[1]);
  assert.ok(cited.length > 0);
  assert.deepEqual(
    cited.filter((number) => !known.includes(number)),
    [],
  );
});

function markdownIn(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.md'));
  return names.sort().map((name) => (folder === '.' ? name : `${folder}/${name}`));
}

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
