import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { listFiles } from '../../scripts/gate/files.ts';
import { assertFresh } from './document.ts';
import { machines } from './machines.ts';
import { statesPage } from './states.ts';

const ROOT = join(import.meta.dirname, '..', '..');

test('every transition table of the code is in the list, and every one of the list is in the code', () => {
  const files = listFiles(ROOT, ['src'], (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
  assert.ok(files.length > 100);
  const tables = files.flatMap((path) =>
    [...readFileSync(join(ROOT, path), 'utf8').matchAll(/^export const (\w+): readonly Transition</gm)].map(
      ([, name = '']) => `${path}: ${name}`,
    ),
  );
  assert.ok(tables.length > 0);
  assert.deepEqual(machines.map(({ table }) => table).sort(), tables.sort());
});

test('a table holds no word that its lists do not know, and leads into every state but the first', () => {
  for (const { name, states, commands, transitions } of machines) {
    for (const { command, from, to } of transitions) {
      assert.ok(commands.includes(command), `${name}: ${command}`);
      for (const state of [...from, to]) assert.ok(states.includes(state), `${name}: ${state}`);
    }
    const reached = new Set(transitions.map(({ to }) => to));
    assert.deepEqual(
      states.slice(1).filter((state) => !reached.has(state)),
      [],
      name,
    );
    for (const command of commands)
      assert.ok(
        transitions.some((each) => each.command === command),
        `${name}: ${command}`,
      );
  }
});

test('docs/states.md is what the tables say', () => assertFresh('docs/states.md', statesPage(machines)));
