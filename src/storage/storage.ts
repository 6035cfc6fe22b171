import type { Connection } from './connection.ts';
import { connectionOfUrl, connectOnce } from './connection.ts';
import type { Database } from './database.ts';
import { openDatabase } from './database.ts';
import { startEmbedded } from './embedded.ts';
import { migrate } from './migrate.ts';
import { findPostgresCode } from './postgres-error.ts';
import type { PasswordOf } from './roles.ts';
import { APP, ensureLogin, JOBS, prepareDatabase } from './roles.ts';

const DATABASE = 'muntada';
const SUPERUSER_PURPOSE = 'postgres';

export interface StorageOptions {
  readonly dataDir: string;
  /** A server to use instead of the built-in one; its role runs the migrations. */
  readonly databaseUrl?: string | undefined;
  readonly passwordOf: PasswordOf;
  readonly migrations: string;
  readonly poolSize?: number;
  readonly log: (line: string) => void;
}

/** The database, ready for use. */
export interface Storage {
  /** As the role of the process. */
  readonly database: Database;
  readonly connections: { readonly app: Connection; readonly jobs: Connection; readonly migrator: Connection };
  /** Closes every connection, and stops the built-in PostgreSQL when it is ours to stop. */
  readonly stop: () => Promise<void>;
}

/** Starts or reaches the database, migrates it and opens it as the role of the process. Throws a sentence for the operator. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { server, stop } = await reach(options);
  try {
    await migrate(server, options.migrations, options.log);
    const app = await ensureLogin(server, APP, options.passwordOf);
    const jobs = await ensureLogin(server, JOBS, options.passwordOf);
    const database = openDatabase({
      connection: app,
      ...(options.poolSize === undefined ? {} : { poolSize: options.poolSize }),
    });
    return {
      database,
      connections: { app, jobs, migrator: server },
      stop: async () => {
        await database.close();
        await stop();
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The migrator's connection, and how to let go of the server. */
async function reach(options: StorageOptions): Promise<{ server: Connection; stop: () => Promise<void> }> {
  if (options.databaseUrl !== undefined) {
    const server = connectionOfUrl(options.databaseUrl);
    await greet(server);
    return { server, stop: async () => undefined };
  }
  const embedded = await startEmbedded({
    dataDir: options.dataDir,
    superuserPassword: options.passwordOf(SUPERUSER_PURPOSE),
    log: options.log,
  });
  try {
    return { server: await prepareDatabase(embedded.connection, DATABASE, options.passwordOf), stop: embedded.stop };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

/** Finds out early, and in words, what is wrong with an address. Its password is never repeated. */
async function greet(server: Connection): Promise<void> {
  const place = `${server.host}:${server.port}`;
  try {
    await (await connectOnce(server)).end();
  } catch (cause) {
    const code = findPostgresCode(cause);
    if (code?.startsWith('28'))
      throw new Error(`The database at ${place} refuses the user ${server.user} (${code}).`, { cause });
    if (code === '3D000') throw new Error(`There is no database ${server.database} at ${place}.`, { cause });
    const reason = cause instanceof Error ? cause.message : 'no reason given';
    throw new Error(`The database at ${place} cannot be reached: ${reason}`, { cause });
  }
}
