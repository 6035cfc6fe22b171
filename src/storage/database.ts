import type { Compilable, Kysely, RawBuilder, Transaction } from 'kysely';
import { sql } from 'kysely';
import pg from 'pg';
import type { Id } from '../base/ids.ts';
import { isUuid } from '../base/ids.ts';
import { fail, must } from '../base/problem.ts';
import { columnTypes } from './column-types.ts';
import type { Connection } from './connection.ts';
import type { Lent, NoTables } from './kysely-on-pool.ts';
import { kyselyOn, lend, run } from './kysely-on-pool.ts';
import { failFromDatabase } from './postgres-error.ts';

const POOL_SIZE = 10;
const STATEMENT_LIMIT_MS = 30_000;
const LOCK_LIMIT_MS = 10_000;
const CONNECT_LIMIT_MS = 10_000;
const IDLE_LIMIT_MS = 60_000;

/** An open transaction. It names no table: a slice says `tablesOf<ItsTables>(tx)` in its queries. */
export type Tx = Transaction<NoTables>;

/** What statements run on: a transaction, or `database.direct`. */
export type Queries = Kysely<NoTables>;

/** Whose rows a transaction may see (row security): the organisation, the person who acts, or the mailbox. Unset sees none. */
export interface Scope {
  readonly tenant?: Id | undefined;
  readonly actor?: Id | undefined;
  readonly mailbox?: Id | undefined;
}

export interface DatabaseOptions {
  readonly connection: Connection;
  /** Connections at most; 10 without it. */
  readonly poolSize?: number;
  /** How long one statement may take, in ms; 30 s without it. */
  readonly statementLimitMs?: number;
}

/** A pool of connections as one role. */
export interface Database {
  /** Single statements, each by itself, without a scope: reference tables, and functions that know their own rights. */
  readonly direct: Kysely<NoTables>;
  readonly connection: Connection;
  readonly transact: <T>(scope: Scope, work: (tx: Tx) => Promise<T>) => Promise<T>;
  readonly transactAtOnce: <Row>(scope: Scope, build: (tx: Tx) => Compilable<Row> | RawBuilder<Row>) => Promise<Row[]>;
  /** Waits for what is under way, then closes every connection. */
  readonly close: () => Promise<void>;
}

/** A pool of connections; connects on first use. Errors of everything that runs through it are translated (`postgres-error.ts`). */
export function openDatabase({
  connection,
  poolSize = POOL_SIZE,
  statementLimitMs = STATEMENT_LIMIT_MS,
}: DatabaseOptions): Database {
  const pool = new pg.Pool({
    ...connection,
    max: poolSize,
    types: columnTypes,
    application_name: 'muntada',
    // Every statement here is small and prepared: planning the intake anew for each report cost twice what running it does.
    options: '-c plan_cache_mode=force_generic_plan',
    // Statements are sent without waiting for the answer to the one before: `begin` and the scope cost no round trip.
    pipeline: true,
    idleTimeoutMillis: IDLE_LIMIT_MS,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
    statement_timeout: statementLimitMs,
    idle_in_transaction_session_timeout: statementLimitMs,
    lock_timeout: Math.min(LOCK_LIMIT_MS, statementLimitMs),
  });
  // A connection that is cut fails the statement under way; without listeners it would end the process as well.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const { kysely, transactionOn } = kyselyOn(pool);

  async function transact<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
    const begin = beginIn(scope);
    const lent = await lend(pool);
    const begun = lent.client.query(begin);
    // Awaited below; what follows fails with it, because nothing of it is outside the transaction.
    begun.catch(() => undefined);
    try {
      const result = await work(transactionOn(lent));
      lent.over = true;
      await begun.catch(failFromDatabase);
      await commit(lent);
      lent.client.release();
      return result;
    } catch (error) {
      lent.over = true;
      await rollback(lent);
      throw error;
    }
  }

  async function transactAtOnce<Row>(
    scope: Scope,
    build: (tx: Tx) => Compilable<Row> | RawBuilder<Row>,
  ): Promise<Row[]> {
    const begin = beginIn(scope);
    const lent = await lend(pool);
    try {
      const tx = transactionOn(lent);
      const built = build(tx);
      const query = 'toOperationNode' in built && 'as' in built ? built.compile(tx) : built.compile();
      // Sent together: PostgreSQL makes the commit a rollback when the statement fails.
      const [begun, done, committed] = await Promise.allSettled([
        lent.client.query(begin),
        run(lent, query),
        commit(lent),
      ]);
      if (begun.status === 'rejected') return failFromDatabase(begun.reason);
      if (done.status === 'rejected') throw done.reason;
      if (committed.status === 'rejected') throw committed.reason;
      lent.client.release();
      return done.value.rows;
    } catch (error) {
      await rollback(lent);
      throw error;
    }
  }

  return { direct: kysely, connection, transact, transactAtOnce, close: () => pool.end() };
}

/** One transaction in which row security sees this scope. The scope costs no round trip: it travels with the first statement. */
export async function inScope<T>(database: Database, scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return database.transact(scope, work);
}

/** One statement in one transaction in one round trip: begin, scope, statement and commit are sent together. Its rows. */
export async function inScopeAtOnce<Row>(
  database: Database,
  scope: Scope,
  build: (tx: Tx) => Compilable<Row> | RawBuilder<Row>,
): Promise<Row[]> {
  return database.transactAtOnce(scope, build);
}

/** The same transaction (or `database.direct`), with the tables that a slice declares in its `queries.ts`. */
export function tablesOf<Tables>(on: Kysely<NoTables>): Kysely<Tables> {
  // Types only: the slice's tables are checked against the migrations by its own tests.
  return on as unknown as Kysely<Tables>;
}

/** A value for a `jsonb` column or parameter; null is SQL's own. */
export function json<T>(value: T): RawBuilder<T> {
  return sql<T>`${value === null ? null : JSON.stringify(value)}::jsonb`;
}

/** Whether the database answers at all; throws what is in the way. */
export async function ping(database: Database): Promise<void> {
  await sql`select 1`.execute(database.direct);
}

function beginIn(scope: Scope): string {
  const settings = Object.entries({ tenant: scope.tenant, actor: scope.actor, mailbox: scope.mailbox });
  const words = settings.flatMap(([name, id]) => {
    if (id === undefined) return [];
    // It becomes a part of the statement: only the exact form of a UUID does.
    must(isUuid(id), 'malformed');
    return [`set local app.${name} = '${id}'`];
  });
  return ['begin', ...words].join('; ');
}

async function commit(lent: Lent): Promise<void> {
  const { command } = await lent.client.query('commit').catch(failFromDatabase);
  // A statement failed, somebody caught its error, and went on: nothing was kept.
  if (command !== 'COMMIT') fail('internal', {}, new Error('the transaction was already rolled back'));
}

async function rollback(lent: Lent): Promise<void> {
  try {
    await lent.client.query('rollback');
    lent.client.release();
  } catch {
    lent.client.release(true);
  }
}
