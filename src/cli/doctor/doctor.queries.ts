import { sql } from 'kysely';
import type pg from 'pg';
import type { Id } from '../../base/ids.ts';
import type { Migration } from '../../storage/migrate.ts';
import { pendingOf } from '../../storage/migrate.ts';
import type { Queries } from '../../storage/database.ts';

/** What the server says of itself. */
export async function describeServer(client: pg.Client): Promise<{ version: string; bytes: number }> {
  const { rows } = await client.query<{ version: string; bytes: number }>(
    `select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`,
  );
  return rows[0] ?? { version: 'unknown', bytes: 0 };
}

/** The names of the migrations that are still to come; throws a sentence when database and code do not fit together. */
export async function listPending(client: pg.Client, migrations: readonly Migration[]): Promise<string[]> {
  const { rows } = await client.query<{ number: number; name: string; sha256: string }>(
    'select number, name, sha256 from migration order by number',
  );
  return pendingOf(migrations, rows).map(({ name }) => name);
}

/** Roles of the process that could climb over row security, and tables whose own owner could. */
export async function listHoles(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ hole: string }>(
    `select 'the role ' || rolname || ' is not bound by row security' as hole from pg_roles
      where rolname in ('muntada_app', 'muntada_jobs', 'muntada_backup') and (rolsuper or rolbypassrls)
     union all
     select 'the table ' || relname || ' lets its owner past row security' from pg_class
      where relnamespace = 'public'::regnamespace and relrowsecurity and not relforcerowsecurity
     order by 1`,
  );
  return rows.map(({ hole }) => hole);
}

/** An organisation's newest signed directory with its records, and the desks as the intake takes reports for them. */
export interface DirectoryRow {
  readonly organisationId: Id;
  readonly version: number;
  readonly signed: Uint8Array;
  readonly records: readonly unknown[];
  readonly desks: readonly { readonly id: Id; readonly epoch: number | null; readonly womenEpoch: number | null }[];
}

/** The newest directory of every organisation that has one. */
export async function listDirectories(db: Queries): Promise<DirectoryRow[]> {
  const { rows } = await sql<DirectoryRow>`
    select newest.tenant_id as "organisationId", newest.version, newest.signed,
           coalesce((
             select json_agg(record) from desk_record
              where desk_record.tenant_id = newest.tenant_id and desk_record.version = newest.version
           ), '[]') as records,
           coalesce((
             select json_agg(json_build_object('id', id, 'epoch', epoch, 'womenEpoch', women_epoch)) from desk
              where desk.tenant_id = newest.tenant_id and desk.open
           ), '[]') as desks
      from (
        select distinct on (tenant_id) tenant_id, version, signed from key_directory order by tenant_id, version desc
      ) as newest
     order by 1
  `.execute(db);
  return rows;
}

/** Open desks of organisations that have signed nothing. */
export async function countUnsignedDesks(db: Queries): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from desk
     where open and not exists (select from key_directory where key_directory.tenant_id = desk.tenant_id)
  `.execute(db);
  return rows[0]?.count ?? 0;
}
