import type pg from 'pg';

/** A table with the columns that a backup holds. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

/** The role that reads every row while a backup is made (migrations/0007-jobs.sql). */
const READER = 'muntada_backup';

/** Bookkeeping of this very database: another one has its own. */
const LOCAL_TABLES = ['migration', 'audit_sealed'];
const LOCAL_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  // A transaction's number means nothing in another cluster.
  audit_event: ['xact'],
};

/** Tables that a start fills by itself: their rows give way to those of a backup. */
const SEEDED_TABLES = ['place', 'hotline', 'provision'];

/**
 * Tables of what opens something, and those that hang on them. They stand in a part of their own, which expires. By the column with the
 * id that `shredded` knows.
 */
const KEY_TABLES: Readonly<Record<string, string>> = { report_key: 'report_id', case_key: 'id', case_note: 'case_id' };

/** Whether a table belongs to the part with the keys. */
export function isKeyTable(name: string): boolean {
  return name in KEY_TABLES;
}

/** The place, from 0, of the column whose id is shredded together with a row of a table of keys. */
export function shreddedColumn({ name, columns }: TableShape): number {
  return columns.indexOf(KEY_TABLES[name] ?? '');
}

/** Every table of the product, those that others point to first. Throws a sentence when they point in a circle. */
export async function listTables(client: pg.Client): Promise<TableShape[]> {
  const { rows: columns } = await client.query<{ name: string; columns: string[] }>(
    `select pg_class.relname as name, array_agg(attname::text order by attnum) as columns
       from pg_class join pg_attribute on attrelid = pg_class.oid
      where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped and attgenerated = ''
      group by relname order by relname`,
  );
  const { rows: arrows } = await client.query<{ from: string; to: string }>(
    `select distinct a.relname as "from", b.relname as "to"
       from pg_constraint join pg_class a on a.oid = conrelid join pg_class b on b.oid = confrelid
      where contype = 'f' and conrelid <> confrelid and a.relnamespace = 'public'::regnamespace`,
  );
  const lost = arrows.find(({ from, to }) => isKeyTable(to) && !isKeyTable(from));
  if (lost) throw new Error(`${lost.from} hangs on ${lost.to}, so it belongs among KEY_TABLES: no backup without it.`);
  const waiting = new Map(
    columns
      .filter(({ name }) => !LOCAL_TABLES.includes(name))
      .map(({ name, columns: all }) => [name, all.filter((each) => !LOCAL_COLUMNS[name]?.includes(each))]),
  );
  const ordered: TableShape[] = [];
  while (waiting.size > 0) {
    const next = [...waiting].find(([name]) => !arrows.some(({ from, to }) => from === name && waiting.has(to)));
    if (!next) throw new Error(`Tables point to each other in a circle: ${[...waiting.keys()].join(', ')}.`);
    waiting.delete(next[0]);
    ordered.push({ name: next[0], columns: next[1] });
  }
  return ordered;
}

/** What a database has been migrated with, oldest first. */
export async function listApplied(client: pg.Client): Promise<{ name: string; sha256: string }[]> {
  const { rows } = await client.query<{ name: string; sha256: string }>(
    'select name, sha256 from migration order by number',
  );
  return rows;
}

/** Lets the reading role see every row of every table, also of those that came since the last backup. As the migrator. */
export async function openToReader(client: pg.Client): Promise<void> {
  await client.query(`grant select on all tables in schema public to ${READER}`);
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relrowsecurity
        and not exists (select from pg_policy where polrelid = pg_class.oid and polname = 'backup_read')`,
  );
  for (const { name } of rows) {
    await client.query(`create policy backup_read on ${quoted(client, name)} for select to ${READER} using (true)`);
  }
}

/** Begins the one transaction of a backup: everything in it is as of this moment. */
export async function beginReading(client: pg.Client): Promise<void> {
  await client.query(`begin isolation level repeatable read read only; set local role ${READER}`);
}

async function countRows(client: pg.Client, name: string): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`select count(*) as count from ${quoted(client, name)}`);
  return rows[0]?.count ?? 0;
}

/** The statement that writes a table out. */
export function copyOutStatement(client: pg.Client, { name, columns }: TableShape): string {
  const list = columns.map((column) => quoted(client, column)).join(', ');
  // A key that was only moved, and not yet forgotten as such, is not shredded.
  const where = name === 'shredded' ? 'where not exists (select from report_key where report_id = shredded.id)' : '';
  return `copy (select ${list} from ${quoted(client, name)} ${where}) to stdout (format binary)`;
}

/** The statement that reads a table in. */
export function copyInStatement(client: pg.Client, { name, columns }: TableShape): string {
  const list = columns.map((column) => quoted(client, column)).join(', ');
  return `copy ${quoted(client, name)} (${list}) from stdin (format binary)`;
}

/** The first table that holds rows of somebody's; undefined in a database that may be filled. As the migrator, `openToAll` before. */
export async function findFilledTable(client: pg.Client, tables: readonly TableShape[]): Promise<string | undefined> {
  for (const { name } of tables.filter((table) => !SEEDED_TABLES.includes(table.name))) {
    if ((await countRows(client, name)) > 0) return name;
  }
  return undefined;
}

/**
 * Lets the owner of the tables past row security until `closeToOwner`, within one transaction: rows are copied in by him alone, into a
 * database that nobody uses yet.
 */
export async function openToOwner(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class
      where relnamespace = 'public'::regnamespace and relforcerowsecurity order by relname`,
  );
  for (const { name } of rows) await client.query(`alter table ${quoted(client, name)} no force row level security`);
  return rows.map(({ name }) => name);
}

/** Puts row security back over the owner. */
export async function closeToOwner(client: pg.Client, names: readonly string[]): Promise<void> {
  for (const name of names) await client.query(`alter table ${quoted(client, name)} force row level security`);
}

/** Takes out what a start put in by itself. */
export async function clearSeeds(client: pg.Client): Promise<void> {
  for (const name of SEEDED_TABLES) await client.query(`delete from ${quoted(client, name)}`);
}

/** Sets every sequence behind the largest number in its column. */
export async function setSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select relname as "table", attname as "column", pg_get_serial_sequence(quote_ident(relname), attname) as sequence
       from pg_class join pg_attribute on attrelid = pg_class.oid
      where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0 and not attisdropped
        and pg_get_serial_sequence(quote_ident(relname), attname) is not null`,
  );
  for (const { table, column, sequence } of rows) {
    await client.query(
      `select setval($1, greatest(1, max(${quoted(client, column)})), max(${quoted(client, column)}) is not null)
         from ${quoted(client, table)}`,
      [sequence],
    );
  }
}

function quoted(client: pg.Client, name: string): string {
  return client.escapeIdentifier(name);
}
