import pg from 'pg';
import { columnTypes } from './column-types.ts';

/** Where a PostgreSQL is and as whom we come: what `pg` and graphile-worker take. */
export interface Connection {
  /** A host, or the folder of a unix socket. */
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly ssl: pg.ClientConfig['ssl'];
}

/** The parts of a `postgres://` address. */
export function connectionOfUrl(url: string): Connection {
  // The client reads addresses in libpq's way (sockets, sslmode); it does not connect here.
  const { host, port, database, user, password, ssl } = new pg.Client({ connectionString: url });
  return { host, port, database: database ?? '', user: user ?? '', password: password ?? '', ssl };
}

/** The same server as somebody else, or another database of it. */
export function as(connection: Connection, other: Partial<Connection>): Connection {
  return { ...connection, ...other };
}

/**
 * One connection of its own, for work that is not a request: migrations, copies, tests. The caller ends it. Errors are PostgreSQL's
 * own.
 */
export async function connectOnce(connection: Connection, timeoutMs = 10_000): Promise<pg.Client> {
  const client = new pg.Client({
    ...connection,
    types: columnTypes,
    application_name: 'muntada',
    connectionTimeoutMillis: timeoutMs,
  });
  // A lost connection fails the query under way; without a listener it would end the process too.
  client.on('error', () => undefined);
  await client.connect();
  return client;
}
