import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { deriveSecret, readOrMakeSecret } from './secret.ts';

test('refuses a damaged secret and one that others may read, and leaves both as they are', (context) => {
  const folder = makeFolder(context);
  const path = join(folder, 'secret');
  writeFileSync(path, 'short', { mode: 0o600 });
  assert.throws(() => readOrMakeSecret(folder), /damaged \(5 bytes instead of 32\)/);
  writeFileSync(path, Buffer.alloc(32, 7));
  chmodSync(path, 0o640);
  assert.throws(() => readOrMakeSecret(folder), /Others may read/);
  chmodSync(path, 0o600);
  assert.deepEqual(readOrMakeSecret(folder), new Uint8Array(32).fill(7));
});

test('is made once, closed to others, with nothing left beside it', (context) => {
  const folder = join(makeFolder(context), 'new');
  const secret = readOrMakeSecret(folder);
  assert.equal(secret.length, 32);
  assert.deepEqual(readOrMakeSecret(folder), secret);
  assert.equal(statSync(join(folder, 'secret')).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(folder), ['secret']);
});

test('gives each purpose a key of its own', () => {
  const secret = new Uint8Array(32).fill(1);
  assert.deepEqual(deriveSecret(secret, 'a'), deriveSecret(secret, 'a'));
  assert.notDeepEqual(deriveSecret(secret, 'a'), deriveSecret(secret, 'b'));
  assert.notDeepEqual(deriveSecret(secret, 'a'), deriveSecret(new Uint8Array(32).fill(2), 'a'));
  assert.equal(deriveSecret(secret, 'a').length, 32);
});

function makeFolder(context: { after: (work: () => void) => void }): string {
  const folder = mkdtempSync(join(tmpdir(), 'muntada-secret-'));
  context.after(() => rmSync(folder, { recursive: true }));
  return folder;
}
