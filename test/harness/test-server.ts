import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { toBase64url } from '../../src/base/bytes.ts';
import { deriveSecret, readOrMakeSecret } from '../../src/config/secret.ts';
import type { ClusterOptions } from '../../src/storage/cluster.ts';
import { prepareCluster } from '../../src/storage/cluster.ts';
import type { Connection } from '../../src/storage/connection.ts';
import { connectionOfUrl } from '../../src/storage/connection.ts';
import type { Postmaster } from '../../src/storage/postmaster.ts';
import { ensurePostmaster, findPostmaster, stopPostmaster } from '../../src/storage/postmaster.ts';
import type { PasswordOf } from '../../src/storage/roles.ts';
import { prepareDatabase } from '../../src/storage/roles.ts';
import { inTurn } from './turn.ts';

/** Everything that tests leave behind, in one folder of the checkout. */
export const TEST_FOLDER = join(import.meta.dirname, '..', '..', '.test');

const DATA = join(TEST_FOLDER, 'database');
const LOCK = join(TEST_FOLDER, 'database.lock');

/** Tests may lose their rows in a power cut. Those about durability start a cluster of their own. */
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

/** The server of a test run. */
export interface TestServer {
  /** May do everything, for looking at what row security hides and for making databases. */
  readonly admin: Connection;
  /** Owns the databases and migrates them. */
  readonly migrator: Connection;
  readonly passwordOf: PasswordOf;
}

/** The server named by MUNTADA_DATABASE_URL (a superuser's, of a server that holds nothing else), else the one in `.test`, started by whichever process comes first. */
export async function getTestServer(): Promise<TestServer> {
  const secret = readOrMakeSecret(TEST_FOLDER);
  const passwordOf: PasswordOf = (role) => toBase64url(deriveSecret(secret, `role ${role}`));
  const url = process.env['MUNTADA_DATABASE_URL'];
  if (url) {
    const admin = connectionOfUrl(url);
    return { admin, migrator: admin, passwordOf };
  }
  return inTurn(LOCK, async () => {
    const { connection } = await start({ ...options(passwordOf) });
    return { admin: connection, migrator: await prepareDatabase(connection, 'muntada', passwordOf), passwordOf };
  });
}

/** Stops the server in `.test`, if it runs: for the end of a whole run. Its files stay for the next one. */
export async function stopTestDatabase(): Promise<void> {
  if (process.env['MUNTADA_DATABASE_URL']) return;
  const secret = readOrMakeSecret(TEST_FOLDER);
  await inTurn(LOCK, async () => {
    const running = await findPostmaster(
      prepareCluster(options((role) => toBase64url(deriveSecret(secret, `role ${role}`)))),
    );
    if (running) await stopPostmaster(running);
  });
}

async function start(wanted: ClusterOptions): Promise<Postmaster> {
  try {
    return await ensurePostmaster(prepareCluster(wanted), wanted.log);
  } catch {
    // Killed without fsync, or made with another secret: there is nothing in it that a run needs.
    rmSync(DATA, { recursive: true, force: true });
    return ensurePostmaster(prepareCluster(wanted), wanted.log);
  }
}

function options(passwordOf: PasswordOf): ClusterOptions {
  return { dataDir: DATA, superuserPassword: passwordOf('postgres'), settings: SETTINGS, log: () => undefined };
}
