import assert from 'node:assert/strict';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { checkFormat, checkLint, checkTypeCoverage, checkTypes, checkUnused, checkWebTypes } from './checks.ts';
import { withProject } from './plant.ts';
import type { Outcome } from './step.ts';

/** Each checker: what it must refuse, with a word of its complaint, and what it lets pass. */
const checkers: readonly {
  readonly name: string;
  readonly check: (root: string) => Promise<Outcome>;
  readonly good: Readonly<Record<string, string>>;
  readonly bad: readonly (readonly [file: string, text: string, complaint: RegExp])[];
}[] = [
  {
    name: 'types, server',
    check: (root) => checkTypes(root, 'tsconfig.json'),
    good: { 'src/base/a.ts': 'export const a: number = 1;\n' },
    bad: [
      ['src/base/b.ts', "export const b: number = 'text';\n", /b\.ts.*TS2322/],
      ['src/base/b.ts', 'export const b = document.title;\n', /b\.ts.*document/],
      ['src/base/b.ts', 'export enum Colour {\n  red,\n}\n', /b\.ts.*TS1294/],
      ['bench/b.ts', 'export const b: string | undefined = [1][0];\n', /bench\/b\.ts/],
    ],
  },
  {
    name: 'types, web',
    check: checkWebTypes,
    good: { 'src/web/ui/A.svelte': '<script lang="ts">\n  const a: number = 1;\n</script>\n\n<p>{a}</p>\n' },
    bad: [
      [
        'src/web/ui/B.svelte',
        '<script lang="ts">\n  const b: number = \'text\';\n</script>\n\n<p>{b}</p>\n',
        /B\.svelte/,
      ],
      ['src/web/ui/B.svelte', '<img src="a.png" />\n', /B\.svelte.*alt/],
      ['src/web/b.ts', 'export const b = process.pid;\n', /process/],
      ['src/web/b.ts', 'export const b = [1].at(0);\n', /'at'/],
      ['src/base/b.ts', "export const b = Buffer.from('a');\n", /Buffer/],
      ['src/reporting/b.model.ts', "export const b = 'a'.replaceAll('a', 'b');\n", /replaceAll/],
    ],
  },
  {
    name: 'types, every file has a program',
    check: (root) => checkTypeCoverage(root, ['tsconfig.json', 'tsconfig.web.json', 'tsconfig.both.json']),
    good: { 'src/base/a.ts': 'export const a = 1;\n', 'src/web/a.test.ts': 'export const a = 1;\n' },
    bad: [['src/web/b.browser.ts', 'export const b = 1;\n', /b\.browser\.ts belongs to no program/]],
  },
  {
    name: 'lint',
    check: checkLint,
    good: { 'src/base/a.ts': 'export const a = 1;\n' },
    bad: [
      ['src/base/b.ts', 'export const b: any = 1;\n', /no-explicit-any/],
      ['src/base/b.ts', 'export const b = (a?: { c: number }) => a!.c;\n', /no-non-null-assertion/],
      ['src/base/b.ts', 'export default 1;\n', /no-default-export/],
      ['src/base/b.ts', 'export const b = (a: number) => a == 1;\n', /eqeqeq/],
      ['src/base/b.ts', 'export const b = () => {\n  Promise.resolve(1);\n};\n', /no-floating-promises/],
      ['src/web/b.ts', 'export const b = () => {\n  Promise.resolve(1);\n};\n', /no-floating-promises/],
      ['src/base/b.ts', 'export const b = () => [1].forEach(async () => {});\n', /no-misused-promises/],
      ['src/base/b.ts', "import { A } from './c.ts';\nexport type B = A;\n", /consistent-type-imports/],
      ['src/base/b.ts', 'export const b = () => {\n  const c = 1;\n};\n', /no-unused-vars/],
      ['src/base/b.ts', "console.log('her report');\n", /no-console/],
      ['src/base/b.ts', "export const b = process.env['X'];\n", /no-process-env/],
      ['src/web/ui/B.svelte', '<script lang="ts">\n  export const b: any = 1;\n</script>\n', /no-explicit-any/],
      ['scripts/b.mjs', 'var b = 1;\nexport { b };\n', /no-var/],
    ],
  },
  {
    name: 'format',
    check: checkFormat,
    good: { 'src/base/a.ts': 'export const a = 1;\n' },
    bad: [
      ['src/base/b.ts', 'export const b = "text"\n', /src\/base\/b\.ts/],
      ['src/web/ui/B.svelte', '<p   >a</p>\n', /B\.svelte/],
      ['docs/b.md', '* one\n\n\n\n* two\n', /docs\/b\.md/],
    ],
  },
  {
    name: 'unused',
    check: checkUnused,
    good: {
      'src/main.ts': "import { a } from './base/a.ts';\na();\n",
      'src/base/a.ts': 'export function a(): void {}\n',
    },
    bad: [
      ['src/base/b.ts', 'export const b = 1;\n', /src\/base\/b\.ts/],
      ['src/base/a.ts', 'export function a(): void {}\nexport function b(): void {}\n', /a\.ts: b/],
      ['src/main.ts', "import { a } from './base/a.ts';\nimport 'never-declared';\na();\n", /never-declared/],
    ],
  },
];

for (const { name, check, good, bad } of checkers) {
  test(`${name}: refuses a project without files`, async () => {
    const outcome = await withProject({}, async (root) => {
      // The settings are files too: for linter and compilers one of them, for the formatter all.
      if (check === checkFormat) for (const each of readdirSync(root)) rmSync(join(root, each), { recursive: true });
      else if (check !== checkUnused) rmSync(join(root, 'scripts'), { recursive: true });
      return await check(root);
    });
    assert.equal(outcome.failed, 1, JSON.stringify(outcome));
  });
  for (const [file, text, complaint] of bad) {
    test(`${name}: refuses ${file}: ${text.trim()}`, async () => {
      const outcome = await withProject({ ...good, [file]: text }, check);
      assert.equal(outcome.failed, 1, JSON.stringify(outcome));
      assert.match(outcome.details.join('\n'), complaint);
    });
  }
  test(`${name}: lets good files pass`, async () => {
    const outcome = await withProject(good, check);
    assert.deepEqual([outcome.passed, outcome.failed], [1, 0], JSON.stringify(outcome));
  });
}
