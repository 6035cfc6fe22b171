import { join } from 'node:path';
import { toBase64url } from '../base/bytes.ts';
import type { Config } from '../config/config.ts';
import { readConfig } from '../config/config.ts';
import { deriveSecret, readOrMakeSecret } from '../config/secret.ts';
import { seedReference } from '../directory/index.ts';
import { openDatabase } from '../storage/database.ts';
import type { Storage } from '../storage/storage.ts';
import { openStorage } from '../storage/storage.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

/** What the process and every command begin with: configuration, the installation's secret, the migrated database. */
export interface Ground {
  readonly config: Config;
  readonly secret: Uint8Array;
  readonly storage: Storage;
}

/** Reads the configuration, opens and migrates the database and puts in the reference records. */
export async function openGround(log: (line: string) => void): Promise<Ground> {
  const config = readConfig(process.env);
  const secret = readOrMakeSecret(config.dataDir);
  const storage = await openStorage({
    dataDir: config.dataDir,
    databaseUrl: config.databaseUrl,
    passwordOf: (role) => toBase64url(deriveSecret(secret, `password of ${role}`)),
    migrations: join(ROOT, 'migrations'),
    log,
  });
  const migrator = openDatabase({ connection: storage.connections.migrator, poolSize: 1 });
  try {
    await migrator.transact({}, seedReference);
  } finally {
    await migrator.close();
  }
  return { config, secret, storage };
}

/** The keys of sign-in, derived from the installation's secret. */
export function signInKeys(secret: Uint8Array): { pepper: Uint8Array; totpKey: Uint8Array } {
  return { pepper: deriveSecret(secret, 'authentication pepper'), totpKey: deriveSecret(secret, 'totp') };
}
