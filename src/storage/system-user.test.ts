import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chooseLauncher, findClosedFolder } from './system-user.ts';

const STRANGER = { uid: 54_321, gid: 54_321 };

const root = mkdtempSync(join(tmpdir(), 'muntada-user-'));
chmodSync(root, 0o755);
after(() => rmSync(root, { recursive: true }));
const inner = join(root, 'outer', 'inner');
mkdirSync(inner, { recursive: true });

test('names the folder that another user may not pass', () => {
  chmodSync(join(root, 'outer'), 0o754);
  assert.equal(findClosedFolder(join(inner, 'data'), STRANGER), join(root, 'outer'));
  chmodSync(join(root, 'outer'), 0o711);
  assert.equal(findClosedFolder(join(inner, 'data'), STRANGER), undefined);
});

test('the owner and the group are judged by their own bits', () => {
  const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  chmodSync(inner, 0o011);
  assert.equal(findClosedFolder(join(inner, 'data'), own), inner);
  assert.equal(findClosedFolder(join(inner, 'data'), { ...STRANGER, gid: own.gid }), undefined);
  chmodSync(inner, 0o701);
  assert.equal(findClosedFolder(join(inner, 'data'), { ...STRANGER, gid: own.gid }), inner);
  chmodSync(inner, 0o755);
});

test('root hands the data to another user, anybody else keeps it', () => {
  const launcher = chooseLauncher(join(inner, 'postgres'), [join(inner, 'postgres')]);
  if (process.getuid?.() === 0) assert.ok(launcher.owner && launcher.owner.uid !== 0);
  else assert.deepEqual(launcher, { owner: undefined, ids: undefined, prefix: [] });
});
