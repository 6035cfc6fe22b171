import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as without from './age-without.ts';

test('whatever is called of the parts left out is refused', () => {
  for (const part of [without.MLKEM768X25519, without.MLKEM768P256, without.p256, without.scrypt]) {
    const calls = typeof part === 'function' ? [part] : Object.values(part);
    assert.ok(calls.length > 0);
    for (const call of calls) assert.throws(() => call(), { code: 'unavailable' });
  }
});

test('age imports of those modules only what stands in for it here', () => {
  const folder = dirname(createRequire(import.meta.url).resolve('age-encryption'));
  const source = readFileSync(join(folder, 'recipients.js'), 'utf8');
  for (const path of without.LEFT_OUT) {
    const names = new RegExp(`import \\{ ([^}]*) \\} from "${path}"`).exec(source)?.[1]?.split(', ');
    assert.ok(names && names.every((name) => name in without), path);
  }
});
