import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { MIGRATIONS, withDatabase } from '../../test/harness/database.ts';
import type { StorageOptions } from './storage.ts';
import { openStorage } from './storage.ts';

const { connections, name } = await withDatabase();

const root = mkdtempSync(join(tmpdir(), 'muntada-storage-'));
chmodSync(root, 0o755);
after(() => rmSync(root, { recursive: true }));

function optionsOf(dataDir: string, lines: string[] = []): StorageOptions {
  const passwordOf = (role: string) => `illustrative ${role}`;
  return { dataDir: join(root, dataDir), passwordOf, migrations: MIGRATIONS, log: (line) => lines.push(line) };
}

test('refuses a server that is not there, or that does not know us, with a sentence', async () => {
  const gone = { ...optionsOf('none'), databaseUrl: 'postgres://muntada:x@127.0.0.1:1/muntada' };
  await assert.rejects(openStorage(gone), /The database at 127\.0\.0\.1:1 cannot be reached/);
  const { host, port } = connections.migrator;
  const stranger = `postgres://nobody:wrong@/${name}?host=${encodeURIComponent(host)}&port=${port}`;
  await assert.rejects(
    openStorage({ ...optionsOf('none'), databaseUrl: stranger }),
    /refuses the user nobody \(28\w{3}\)/,
  );
});

test('the built-in database is made, migrated, opened as the role of the process, and stopped; the second start finds it done', async () => {
  const lines: string[] = [];
  for (const start of ['first', 'second']) {
    const before = lines.length;
    const storage = await openStorage(optionsOf('own', lines));
    const { rows } = await sql<{ user: string; database: string }>`
      select current_user as user, current_database() as database`.execute(storage.database.direct);
    assert.deepEqual(rows, [{ user: 'muntada_app', database: 'muntada' }]);
    assert.equal(
      lines.slice(before).some((line) => line.includes('migration 1 of')),
      start === 'first',
    );
    await storage.stop();
    await assert.rejects(sql`select 1`.execute(storage.database.direct));
  }
});

test('a server by its address: the same, and it is left running', async () => {
  const { host, port, user, password } = connections.migrator;
  const address = `postgres://${user}:${encodeURIComponent(password)}@/${name}?host=${encodeURIComponent(host)}&port=${port}`;
  // The roles' passwords belong to the whole server: those of the other test files must stay.
  const passwordOf = (role: string) =>
    role === connections.app.user ? connections.app.password : connections.jobs.password;
  const storage = await openStorage({ ...optionsOf('none'), databaseUrl: address, passwordOf });
  const { rows } = await sql`select current_user as user`.execute(storage.database.direct);
  assert.deepEqual(rows, [{ user: 'muntada_app' }]);
  await storage.stop();
  const again = await openStorage({ ...optionsOf('none'), databaseUrl: address, passwordOf });
  await again.stop();
});
