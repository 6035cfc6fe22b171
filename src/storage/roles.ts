import type { Connection } from './connection.ts';
import { as, connectOnce } from './connection.ts';
import { findPostgresCode } from './postgres-error.ts';
import { scramVerifier } from './scram.ts';

/** Owns the schema and runs migrations. */
const MIGRATOR = 'muntada_migrator';
/** The process: no DDL, bound by row security. */
export const APP = 'muntada_app';
/** Owns the job queue's schema and runs the jobs. */
export const JOBS = 'muntada_jobs';

/** A role's password, derived from the secret file: the same on every start, known to no one. */
export type PasswordOf = (role: string) => string;

/** Makes the migrator and its database in a cluster of our own; nothing that is there is touched. The migrator's connection. */
export async function prepareDatabase(
  superuser: Connection,
  database: string,
  passwordOf: PasswordOf,
): Promise<Connection> {
  const migrator = as(superuser, { user: MIGRATOR, password: passwordOf(MIGRATOR), database });
  if (await mayLogIn(migrator)) return migrator;
  const client = await connectOnce(superuser);
  try {
    const { rows } = await client.query<{ roles: number; databases: number }>(
      `select (select count(*) from pg_roles where rolname = $1) as roles,
              (select count(*) from pg_database where datname = $2) as databases`,
      [MIGRATOR, database],
    );
    const verifier = scramVerifier(passwordOf(MIGRATOR));
    const verb = rows[0]?.roles === 0 ? 'create' : 'alter';
    await client.query(`${verb} role ${MIGRATOR} login createrole createdb password '${verifier}'`);
    if (rows[0]?.databases === 0)
      await client.query(`create database ${client.escapeIdentifier(database)} owner ${MIGRATOR}`);
  } finally {
    await client.end();
  }
  return migrator;
}

/**
 * Lets a role of the process log in with its derived password. Does nothing when it already may; otherwise the migrator must be
 * allowed to change the role, and the sentence says what the server's administrator has to run when it is not.
 */
export async function ensureLogin(
  migrator: Connection,
  role: typeof APP | typeof JOBS,
  passwordOf: PasswordOf,
): Promise<Connection> {
  const connection = as(migrator, { user: role, password: passwordOf(role) });
  if (await mayLogIn(connection)) return connection;
  const statement = `alter role ${role} login password '${scramVerifier(passwordOf(role))}'`;
  const client = await connectOnce(migrator);
  try {
    await client.query(statement);
  } catch (cause) {
    const code = findPostgresCode(cause) ?? 'unreachable';
    throw new Error(
      `${migrator.user} may not set the password of ${role} (${code}). Run as the server's administrator: ${statement};`,
      { cause },
    );
  } finally {
    await client.end();
  }
  if (await mayLogIn(connection)) return connection;
  throw new Error(`${role} may not log in to the database ${migrator.database}: look at pg_hba.conf of the server.`);
}

async function mayLogIn(connection: Connection): Promise<boolean> {
  try {
    const client = await connectOnce(connection);
    await client.end();
    return true;
  } catch (error) {
    const code = findPostgresCode(error) ?? '';
    // Wrong password, may not log in, no such database, no right to connect.
    if (code.startsWith('28') || code === '3D000' || code === '42501') return false;
    throw error;
  }
}
