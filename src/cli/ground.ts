import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckpointSigner } from '../audit/checkpoint.ts';
import { checkpointSignerOf } from '../audit/checkpoint.ts';
import { toBase64url } from '../base/bytes.ts';
import type { Config } from '../config/config.ts';
import { readConfig } from '../config/config.ts';
import { deriveSecret, readOrMakeSecret } from '../config/secret.ts';
import { seedReference } from '../directory/index.ts';
import { SUPERUSER } from '../storage/cluster.ts';
import type { Connection } from '../storage/connection.ts';
import { as, connectionOfUrl } from '../storage/connection.ts';
import { openDatabase } from '../storage/database.ts';
import { startEmbedded } from '../storage/embedded.ts';
import type { PasswordOf } from '../storage/roles.ts';
import { APP, prepareDatabase } from '../storage/roles.ts';
import type { Storage } from '../storage/storage.ts';
import { openStorage } from '../storage/storage.ts';
import { prepareShredding } from './shredding.queries.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

/** The name of the database in a PostgreSQL of our own (`storage.ts`). */
const DATABASE = 'muntada';

/** What the process and every command begin with: configuration, the installation's secret, the migrated database. */
export interface Ground {
  readonly config: Config;
  readonly secret: Uint8Array;
  readonly storage: Storage;
}

/** Reads the configuration, and opens and migrates the database, empty as it may be. */
export async function openEmptyGround(log: (line: string) => void): Promise<Ground> {
  const config = readConfig(process.env);
  const secret = readOrMakeSecret(config.dataDir);
  const passwordOf = passwordsOf(secret);
  const storage = await openStorage({
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    passwordOf,
    migrations: join(ROOT, 'migrations'),
    log,
  });
  if (config.databaseUrl === undefined) {
    await prepareShredding(as(storage.connections.migrator, { user: SUPERUSER, password: passwordOf(SUPERUSER) }));
  }
  return { config, secret, storage };
}

/** Reads the configuration, opens and migrates the database and puts in the reference records. */
export async function openGround(log: (line: string) => void): Promise<Ground> {
  const ground = await openEmptyGround(log);
  const migrator = openDatabase({ connection: ground.storage.connections.migrator, poolSize: 1 });
  try {
    await migrator.transact({}, seedReference);
  } finally {
    await migrator.close();
  }
  return ground;
}

/** An installation as it stands: nothing is made, migrated or filled in. */
export interface Installation {
  readonly config: Config;
  readonly secret: Uint8Array;
  readonly connections: { readonly migrator: Connection; readonly app: Connection };
  /** Lets go of the database; stops the built-in one if it was started for this. */
  readonly stop: () => Promise<void>;
}

/** Reaches the installation of the environment; throws a sentence when there is none. */
export async function reachInstallation(log: (line: string) => void): Promise<Installation> {
  const config = readConfig(process.env);
  if (!existsSync(join(config.dataDir, 'secret'))) {
    throw new Error(`There is no installation in ${config.dataDir} (MUNTADA_DATA_DIR): it has no secret file.`);
  }
  const secret = readOrMakeSecret(config.dataDir);
  const passwordOf = passwordsOf(secret);
  const { migrator, stop } = await reachServer(config, passwordOf, log);
  return {
    config,
    secret,
    connections: { migrator, app: as(migrator, { user: APP, password: passwordOf(APP) }) },
    stop,
  };
}

async function reachServer(
  config: Config,
  passwordOf: PasswordOf,
  log: (line: string) => void,
): Promise<{ migrator: Connection; stop: () => Promise<void> }> {
  if (config.databaseUrl !== undefined) {
    return { migrator: connectionOfUrl(config.databaseUrl), stop: async () => undefined };
  }
  const embedded = await startEmbedded({
    dataDir: config.dataDir,
    superuserPassword: passwordOf(SUPERUSER),
    log,
  });
  try {
    return { migrator: await prepareDatabase(embedded.connection, DATABASE, passwordOf), stop: embedded.stop };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

/** The keys of sign-in, derived from the installation's secret. */
export function signInKeys(secret: Uint8Array): { pepper: Uint8Array; totpKey: Uint8Array } {
  return { pepper: deriveSecret(secret, 'authentication pepper'), totpKey: deriveSecret(secret, 'totp') };
}

/** What signs the checkpoints of the audit log, derived from the installation's secret. */
export function auditSigner(secret: Uint8Array): CheckpointSigner {
  return checkpointSignerOf(deriveSecret(secret, 'audit checkpoint'));
}

function passwordsOf(secret: Uint8Array): PasswordOf {
  return (role) => toBase64url(deriveSecret(secret, `password of ${role}`));
}
