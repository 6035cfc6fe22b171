import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { checkArchitecture } from './architecture/check.ts';
import type { Files } from './architecture/plants.ts';
import { lawful, plants } from './architecture/plants.ts';
import type { Violation } from './architecture/violation.ts';

const ROOT = join(import.meta.dirname, '..');

/** Every law that a planted violation must prove. */
const LAWS = [
  'arrow',
  'circle',
  'clock',
  'default-export',
  'docstring',
  'door',
  'empty-name',
  'enum',
  'file-name',
  'length',
  'node-in-browser',
  'old-phone',
  'outside',
  'package',
  'read-me',
  'reporter-loads',
  'slice-graph',
  'sql',
  'unknown-place',
];

test('a tree without code is refused, not passed', () => {
  assert.throws(() => check({ 'package.json': '{}' }), /nothing to check: 0 files/);
  assert.throws(() => check({ 'package.json': '{}', 'src/base/a.ts': 'export const a = 1;\n' }), /0 imports/);
});

test('a lawful tree passes', () => {
  assert.deepEqual(check(lawful), []);
});

for (const plant of plants) {
  test(`planted: ${plant.rule}: ${plant.what}`, () => {
    const broken = [...new Set(check({ ...lawful, ...plant.files }).map((each) => each.rule))];
    assert.deepEqual(broken, [plant.rule]);
  });
}

test('every law has a planted violation', () => {
  assert.deepEqual([...new Set(plants.map((plant) => plant.rule))].sort(), LAWS);
});

test('the project keeps the laws of the house', (t) => {
  const verdict = checkArchitecture(ROOT);
  t.diagnostic(`${verdict.files} files, ${verdict.imports} imports`);
  const lines = verdict.violations.map((each) => `${each.file}  ${each.rule}: ${each.says}`);
  assert.equal(lines.length, 0, `\n${lines.sort().join('\n')}\n`);
});

function check(files: Files): readonly Violation[] {
  const root = mkdtempSync(join(tmpdir(), 'muntada-architecture-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return checkArchitecture(root).violations;
  } finally {
    rmSync(root, { recursive: true });
  }
}
