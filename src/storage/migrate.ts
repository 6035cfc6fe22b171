import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import type { Connection } from './connection.ts';
import { connectOnce } from './connection.ts';

/** One file of `migrations/`. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  readonly sha256: string;
}

/** A migration as the database remembers it. */
interface Applied {
  readonly number: number;
  readonly name: string;
  readonly sha256: string;
}

const FILE = /^(\d{4})-[a-z0-9-]+\.sql$/;
/** Any number will do, as long as every start takes the same. */
const LOCK = 7_205_759;
const OLDEST_SERVER = 160_000;

/** The migrations of a folder in their order. Throws a sentence for a file that does not fit. */
export function readMigrations(folder: string): readonly Migration[] {
  const migrations = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const number = FILE.exec(name)?.[1];
      if (number === undefined) throw new Error(`migrations/${name}: a migration is called NNNN-name.sql.`);
      const sql = readFileSync(join(folder, name), 'utf8');
      return { number: Number(number), name, sql, sha256: createHash('sha256').update(sql).digest('hex') };
    });
  if (migrations.length === 0) throw new Error(`There are no migrations in ${folder}.`);
  migrations.forEach((each, at) => {
    if (migrations[at + 1]?.number === each.number) throw new Error(`Two migrations have the number of ${each.name}.`);
  });
  return migrations;
}

/**
 * Brings the schema up to the code: each file in a transaction of its own, once, in order, forward only. Refuses, with a sentence
 * and before it touches anything, a file that changed or vanished after it was applied, and a database newer than the code.
 * @returns the names of what was applied now
 */
export async function migrate(
  owner: Connection,
  folder: string,
  log: (line: string) => void,
): Promise<readonly string[]> {
  const migrations = readMigrations(folder);
  const client = await connectOnce(owner);
  try {
    await refuseOldServer(client);
    await takeTurn(client, log);
    await client.query(`create table if not exists migration (
      number integer primary key,
      name text not null,
      sha256 text not null,
      at timestamptz not null default now()
    )`);
    const { rows: applied } = await client.query<Applied>('select number, name, sha256 from migration order by number');
    const open = pendingOf(migrations, applied);
    for (const [at, each] of open.entries()) {
      log(`database: migration ${at + 1} of ${open.length}: ${each.name}`);
      await apply(client, each);
    }
    return open.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** What is still to be applied. Throws a sentence when the database and the code do not fit together. */
export function pendingOf(migrations: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  const newest = Math.max(0, ...migrations.map(({ number }) => number));
  for (const done of applied) {
    if (done.number > newest) {
      throw new Error(
        `The database is newer than this version: it has ${done.name}. Start the version that wrote it, or a later one.`,
      );
    }
    const file = migrations.find(({ number }) => number === done.number);
    if (!file || file.name !== done.name)
      throw new Error(`The migration ${done.name} was applied but its file is missing.`);
    if (file.sha256 !== done.sha256) {
      throw new Error(`The migration ${done.name} was changed after it was applied: put it back and write a new one.`);
    }
  }
  const last = applied.at(-1)?.number ?? 0;
  const open = migrations.filter(({ number }) => !applied.some((done) => done.number === number));
  const late = open.find(({ number }) => number < last);
  if (late)
    throw new Error(`The migration ${late.name} comes before one that was already applied: give it a later number.`);
  return open;
}

async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin');
  try {
    await client.query(migration.sql);
    await client.query('insert into migration (number, name, sha256) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.sha256,
    ]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback').catch(() => undefined);
    throw new Error(`The migration ${migration.name} failed${placeOf(migration.sql, cause)}; nothing of it was kept.`, {
      cause,
    });
  }
}

/** Migrations hold no rows of people: PostgreSQL's own words may be shown. */
function placeOf(text: string, cause: unknown): string {
  if (!(cause instanceof Error)) return '';
  const position = 'position' in cause ? Number(cause.position) : 0;
  const line = position > 0 ? ` at line ${text.slice(0, position).split('\n').length}` : '';
  return `${line}: ${cause.message}`;
}

async function takeTurn(client: pg.Client, log: (line: string) => void): Promise<void> {
  const { rows } = await client.query<{ free: boolean }>(`select pg_try_advisory_lock(${LOCK}) as free`);
  if (rows[0]?.free) return;
  log('database: another start is migrating; waiting for it');
  await client.query(`select pg_advisory_lock(${LOCK})`);
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version_num') as version");
  if (Number(rows[0]?.version) < OLDEST_SERVER)
    throw new Error('The PostgreSQL server is too old: version 16 is the least.');
}
