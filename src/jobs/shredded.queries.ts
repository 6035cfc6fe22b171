import { sql } from 'kysely';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Queries } from '../storage/database.ts';
import { tablesOf } from '../storage/database.ts';

interface ShreddedTables {
  shredded: { kind: 'report' | 'case'; id: Id; day: Day; state: string };
}
const on = tablesOf<ShreddedTables>;

/** What can never be opened again. */
export interface Shredded {
  readonly kind: 'report' | 'case';
  readonly id: Id;
  readonly day: Day;
  /** What its tombstone says. */
  readonly state: string;
}

/** All that was shredded, in a fixed order. Ids whose key was only moved to another desk are forgotten first. */
export async function listShredded(db: Queries): Promise<Shredded[]> {
  await sql`select forget_moved()`.execute(db);
  return on(db)
    .selectFrom('shredded')
    .select(['kind', 'id', 'day', 'state'])
    .orderBy('day')
    .orderBy('kind')
    .orderBy('id')
    .execute();
}

/** Forgets what was shredded before a day: no backup with its key can be left. */
export async function forgetShreddedBefore(db: Queries, day: Day): Promise<void> {
  await on(db).deleteFrom('shredded').where('day', '<', day).execute();
}

/** How many bytes the tables of keys take on disk. */
export async function sizeOfKeys(db: Queries): Promise<number> {
  const { rows } = await sql<{ bytes: number }>`
    select pg_total_relation_size('report_key') + pg_total_relation_size('case_key') as bytes
  `.execute(db);
  return rows[0]?.bytes ?? 0;
}

/**
 * Takes the bytes of deleted keys out of the tables' files. A plain vacuum only marks the room as free and leaves the bytes in it;
 * `full` writes the tables anew, under a lock.
 */
export async function vacuumKeys(db: Queries, full: boolean): Promise<void> {
  await (full ? sql`vacuum (full) report_key` : sql`vacuum report_key`).execute(db);
  await (full ? sql`vacuum (full) case_key` : sql`vacuum case_key`).execute(db);
}

/** Begins a new file of the write-ahead log and lets go of the old ones. Refused (42501) where the role has no right to. */
export async function switchLog(db: Queries): Promise<void> {
  await sql`select pg_switch_wal()`.execute(db);
  await sql`checkpoint`.execute(db);
}
