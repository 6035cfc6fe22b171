import { createHash, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { after } from 'node:test';
import type pg from 'pg';
import type { Connection } from '../../src/storage/connection.ts';
import { as, connectOnce } from '../../src/storage/connection.ts';
import type { Database } from '../../src/storage/database.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { migrate, readMigrations } from '../../src/storage/migrate.ts';
import { APP, ensureLogin, JOBS } from '../../src/storage/roles.ts';
import { isRunning } from '../../src/storage/running-process.ts';
import type { TestServer } from './test-server.ts';
import { getTestServer, TEST_FOLDER } from './test-server.ts';
import { inTurn } from './turn.ts';

export const MIGRATIONS = join(import.meta.dirname, '..', '..', 'migrations');

const LOCK = join(TEST_FOLDER, 'template.lock');
const POOL_SIZE = 5;

/** A migrated, empty database of one test file. */
export interface TestDatabase {
  /** As the role of the process. */
  readonly database: Database;
  readonly name: string;
  readonly connections: {
    readonly app: Connection;
    readonly jobs: Connection;
    readonly migrator: Connection;
    readonly admin: Connection;
  };
  /** One statement (or several without values) as the server's administrator, who sees past row security. */
  readonly asAdmin: <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** The same as the owner of the tables, for making some of the test's own. */
  readonly asOwner: <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]) => Promise<Row[]>;
}

/**
 * A database of its own for a test file, called at its top level: `const { database } = await withDatabase();`. It is a copy of a
 * template that is migrated once for each state of `migrations/`, and is dropped after the file's last test.
 */
export async function withDatabase({ poolSize = POOL_SIZE } = {}): Promise<TestDatabase> {
  const server = await getTestServer();
  const name = `t_${process.pid}_${randomBytes(6).toString('hex')}`;
  await inTurn(LOCK, () => makeDatabase(server, name));
  const connections = {
    app: as(server.migrator, { database: name, user: APP, password: server.passwordOf(APP) }),
    jobs: as(server.migrator, { database: name, user: JOBS, password: server.passwordOf(JOBS) }),
    migrator: as(server.migrator, { database: name }),
    admin: as(server.admin, { database: name }),
  };
  const database = openDatabase({ connection: connections.app, poolSize });
  const admin = lazy(connections.admin);
  const owner = lazy(connections.migrator);
  after(async () => {
    await Promise.all([database.close(), admin.end(), owner.end()]);
    await onServer(server.admin, (client) => client.query(`drop database if exists ${name} with (force)`));
  });
  return { database, name, connections, asAdmin: admin.query, asOwner: owner.query };
}

async function makeDatabase(server: TestServer, name: string): Promise<void> {
  await onServer(server.admin, async (client) => {
    const template = await ensureTemplate(client, server);
    await client.query(
      `create database ${name} template ${template} owner ${client.escapeIdentifier(server.migrator.user)}`,
    );
    // Rights on the database itself are not copied with a template.
    await client.query(
      `revoke all on database ${name} from public; grant connect on database ${name} to ${APP}, ${JOBS}`,
    );
  });
}

/** The name of the migrated template; made when the migrations are new. Half-made and outdated ones are dropped. */
async function ensureTemplate(client: pg.Client, server: TestServer): Promise<string> {
  const hash = createHash('sha256').update(server.migrator.user);
  for (const { sha256 } of readMigrations(MIGRATIONS)) hash.update(sha256);
  const template = `template_${hash.digest('hex').slice(0, 12)}`;
  const { rows } = await client.query<{ name: string; ready: boolean }>(
    `select datname as name, datistemplate as ready from pg_database where datname ~ '^(template_[0-9a-f]{12}|t_[0-9]+_[0-9a-f]+)$'`,
  );
  if (rows.some(({ name, ready }) => name === template && ready)) return template;
  for (const { name } of rows.filter(({ name: each }) => !isInUse(each))) {
    await client.query(`alter database ${name} is_template false`);
    await client.query(`drop database if exists ${name} with (force)`);
  }
  await client.query(`create database ${template} owner ${client.escapeIdentifier(server.migrator.user)}`);
  const migrator = as(server.migrator, { database: template });
  await migrate(migrator, MIGRATIONS, () => undefined);
  for (const role of [APP, JOBS] as const) await ensureLogin(migrator, role, server.passwordOf);
  await client.query(`alter database ${template} is_template true`);
  return template;
}

/** Whether a test database belongs to a process that still runs. */
function isInUse(name: string): boolean {
  const pid = /^t_(\d+)_/.exec(name)?.[1];
  return pid !== undefined && isRunning(Number(pid));
}

async function onServer<T>(connection: Connection, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connectOnce(connection);
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A connection that is made when it is first used. */
function lazy(connection: Connection) {
  let client: Promise<pg.Client> | undefined;
  return {
    query: async <Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]> => {
      client ??= connectOnce(connection);
      const { rows } = await (await client).query<Row>(text, values && [...values]);
      return rows;
    },
    end: async () => (await client)?.end(),
  };
}
