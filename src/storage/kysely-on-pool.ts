import type { CompiledQuery, DatabaseConnection, Dialect, Driver } from 'kysely';
import {
  CompiledQuery as Query,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  Transaction,
} from 'kysely';
import type pg from 'pg';
import { setTimeout as wait } from 'node:timers/promises';
import { failFromDatabase, isUnreachable } from './postgres-error.ts';

/** The tables that `storage` knows: none. A slice brings its own by `tablesOf`. */
export interface NoTables {
  readonly [none]?: never;
}
declare const none: unique symbol;

/** Distinct statements that a connection keeps prepared; a statement beyond them is planned each time. */
const PREPARED_LIMIT = 1_000;
/** A restart of PostgreSQL takes 1.4 s: whoever asks in that time waits instead of failing. */
const PATIENCE_MS = 5_000;
const RETRY_MS = 50;

const names = new Map<string, string>();

/** Kysely over a pool: each statement is prepared once per connection, each error translated once. */
export function kyselyOn(pool: pg.Pool): {
  kysely: Kysely<NoTables>;
  transactionOn: (lent: Lent) => Transaction<NoTables>;
} {
  const driver = driverOn(pool);
  const dialect: Dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  const config = { dialect };
  const kysely = new Kysely<NoTables>(config);
  return {
    kysely,
    // Kysely's own transactions wait for an answer to `begin`; ours sends it along with the first statement.
    transactionOn: (lent) => {
      const connection = connectionOn(lent);
      const executor = kysely.getExecutor().withConnectionProvider({ provideConnection: (work) => work(connection) });
      return new Transaction<NoTables>({ config, dialect, driver, executor });
    },
  };
}

/** A connection lent out of the pool; `over` once it went back. */
export interface Lent {
  readonly client: pg.PoolClient;
  over: boolean;
}

interface RowsOf<Row> {
  readonly command: string;
  readonly rowCount: number | null;
  readonly rows: Row[];
}

/** A connection of the pool; waits while PostgreSQL is being restarted, then `unavailable`. */
export async function lend(pool: pg.Pool): Promise<Lent> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return { client: await pool.connect(), over: false };
    } catch (error) {
      if (!isUnreachable(error) || pool.ending || performance.now() > until) return failFromDatabase(error);
      await wait(RETRY_MS);
    }
  }
}

/** Carries out one statement. The rows have the type that the query was built with. */
export async function run<Row>(lent: Lent, query: CompiledQuery<Row>): Promise<RowsOf<Row>> {
  if (lent.over) throw new Error('A statement came after its transaction was over.');
  const name = nameOf(query.sql);
  try {
    const values = [...query.parameters];
    const { command, rowCount, rows } = await lent.client.query({ text: query.sql, values, ...(name && { name }) });
    return { command, rowCount, rows: rows as Row[] };
  } catch (error) {
    return failFromDatabase(error);
  }
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= PREPARED_LIMIT) return known;
  const name = `m${names.size + 1}`;
  names.set(text, name);
  return name;
}

function connectionOn(lent: Lent): DatabaseConnection {
  return {
    executeQuery: async <Row>(query: CompiledQuery) => {
      // Kysely hands the statement on without its type.
      const { command, rowCount, rows } = await run(lent, query as CompiledQuery<Row>);
      const wrote = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE';
      return wrote && rowCount !== null ? { rows, numAffectedRows: BigInt(rowCount) } : { rows };
    },
    streamQuery: () => {
      throw new Error(
        'Page by a cursor column, or open a connection of its own (connectOnce): streams are not supported here.',
      );
    },
  };
}

function driverOn(pool: pg.Pool): Driver {
  const lentOf = new WeakMap<DatabaseConnection, Lent>();
  return {
    init: async () => undefined,
    acquireConnection: async () => {
      const lent = await lend(pool);
      const connection = connectionOn(lent);
      lentOf.set(connection, lent);
      return connection;
    },
    releaseConnection: async (connection) => lentOf.get(connection)?.client.release(),
    beginTransaction: async (connection) => void (await connection.executeQuery(Query.raw('begin'))),
    commitTransaction: async (connection) => void (await connection.executeQuery(Query.raw('commit'))),
    rollbackTransaction: async (connection) => void (await connection.executeQuery(Query.raw('rollback'))),
    destroy: async () => pool.end(),
  };
}
