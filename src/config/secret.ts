import { hkdfSync, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

const SECRET_BYTES = 32;
const NAME = 'secret';

/**
 * The installation's secret: 32 random bytes in a file that only its owner may read, outside the database and its backups. Made on
 * the first start. Throws a sentence when the file is not what it should be, and never makes a new one over it.
 */
export function readOrMakeSecret(dataDir: string): Uint8Array {
  const path = join(dataDir, NAME);
  return findSecret(path) ?? makeSecret(dataDir, path);
}

/** A key of its own for each purpose, 32 bytes (HKDF-SHA-256, RFC 5869). */
export function deriveSecret(secret: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, new Uint8Array(), `muntada ${purpose}`, SECRET_BYTES));
}

function findSecret(path: string): Uint8Array | undefined {
  let secret: Buffer;
  try {
    secret = readFileSync(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new Error(`The secret file ${path} cannot be read: start as the user that owns it.`, { cause: error });
  }
  if (secret.length !== SECRET_BYTES) {
    throw new Error(
      `The secret file ${path} is damaged (${secret.length} bytes instead of ${SECRET_BYTES}): restore it.`,
    );
  }
  if ((statSync(path).mode & 0o077) !== 0) {
    throw new Error(`Others may read the secret file ${path}: run "chmod 600 ${path}", and think of it as known.`);
  }
  return new Uint8Array(secret);
}

function makeSecret(dataDir: string, path: string): Uint8Array {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const making = `${path}.making-${process.pid}`;
  const file = openSync(making, 'wx', 0o600);
  try {
    writeSync(file, randomBytes(SECRET_BYTES));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    // A link, unlike a rename, never replaces the secret that another start has just made.
    linkSync(making, path);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  } finally {
    rmSync(making);
  }
  const folder = openSync(dataDir, 'r');
  fsyncSync(folder);
  closeSync(folder);
  return readOrMakeSecret(dataDir);
}
