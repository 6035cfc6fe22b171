import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { withDatabase } from '../../test/harness/database.ts';
import { migrate, readMigrations } from './migrate.ts';

const { connections, asOwner } = await withDatabase();
await asOwner('drop table migration');

const root = mkdtempSync(join(tmpdir(), 'muntada-migrate-'));
after(() => rmSync(root, { recursive: true }));

const FIRST = { '0001-cup.sql': 'create table cup (n int);', '0002-fill.sql': 'insert into cup values (1);' };

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(root, 'm-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function run(files: Readonly<Record<string, string>>, log: (line: string) => void = () => undefined) {
  return migrate(connections.migrator, folderOf(files), log);
}

test('refuses a folder without migrations, a wrong name and a number given twice', () => {
  assert.throws(() => readMigrations(folderOf({ 'README.md': '' })), /no migrations/);
  assert.throws(() => readMigrations(folderOf({ '1-cup.sql': '' })), /is called NNNN-name\.sql/);
  assert.throws(() => readMigrations(folderOf({ '0001-cup.sql': '', '0001-jug.sql': '' })), /number of 0001-cup\.sql/);
});

test('applies each file once, in order, and says so', async () => {
  const lines: string[] = [];
  assert.deepEqual(await run(FIRST, (line) => lines.push(line)), ['0001-cup.sql', '0002-fill.sql']);
  assert.deepEqual(lines, ['database: migration 1 of 2: 0001-cup.sql', 'database: migration 2 of 2: 0002-fill.sql']);
  assert.deepEqual(await run(FIRST), []);
  assert.deepEqual(await asOwner('select n from cup'), [{ n: 1 }]);
});

test('refuses a changed, a renamed and a missing file, one that comes too late, and a database newer than the code', async () => {
  await assert.rejects(run({ ...FIRST, '0002-fill.sql': 'insert into cup values (2);' }), /0002-fill\.sql was changed/);
  await assert.rejects(
    run({ '0001-mug.sql': FIRST['0001-cup.sql'], '0002-fill.sql': FIRST['0002-fill.sql'] }),
    /0001-cup\.sql .* missing/,
  );
  await assert.rejects(run({ '0002-fill.sql': FIRST['0002-fill.sql'] }), /0001-cup\.sql .* missing/);
  await assert.rejects(
    run({ '0001-cup.sql': FIRST['0001-cup.sql'] }),
    /newer than this version: it has 0002-fill\.sql/,
  );
  await run({ ...FIRST, '0004-more.sql': 'insert into cup values (4);' });
  await assert.rejects(
    run({ ...FIRST, '0003-late.sql': 'select 1;', '0004-more.sql': 'insert into cup values (4);' }),
    /0003-late\.sql comes before/,
  );
  await assert.rejects(run(FIRST), /newer than this version: it has 0004-more\.sql/);
  assert.deepEqual(await asOwner('select n from cup order by n'), [{ n: 1 }, { n: 4 }]);
});

test('keeps nothing of a file that fails, names its line, and applies it once it is mended', async () => {
  const files = { ...FIRST, '0004-more.sql': 'insert into cup values (4);' };
  const broken = { ...files, '0005-jug.sql': 'create table jug (n int);\n\nselect * from nowhere;\n' };
  await assert.rejects(
    run(broken),
    /0005-jug\.sql failed at line 3: relation "nowhere" does not exist; nothing of it was kept/,
  );
  await assert.rejects(asOwner('select * from jug'));
  assert.deepEqual(await run({ ...files, '0005-jug.sql': 'create table jug (n int);' }), ['0005-jug.sql']);
});

test('two starters at once: one applies, the other waits and finds it done', async () => {
  const files = {
    ...FIRST,
    '0004-more.sql': 'insert into cup values (4);',
    '0005-jug.sql': 'create table jug (n int);',
    '0006-slow.sql': 'select pg_sleep(0.3); insert into cup values (6);',
  };
  const folder = folderOf(files);
  const lines: string[] = [];
  const starts = Array.from({ length: 4 }, () => migrate(connections.migrator, folder, (line) => lines.push(line)));
  assert.deepEqual((await Promise.all(starts)).flat(), ['0006-slow.sql']);
  assert.equal(lines.filter((line) => line.includes('another start is migrating')).length, 3);
  assert.deepEqual(await asOwner('select n from cup where n = 6'), [{ n: 6 }]);
});
