import { sql } from 'kysely';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Queries } from '../storage/database.ts';
import { tablesOf } from '../storage/database.ts';
import type { SignedCheckpoint } from './checkpoint.ts';
import type { AuditTables } from './tables.ts';
import type { Frontier } from './tree.ts';

const on = tablesOf<AuditTables>;

/** Any number will do, as long as every sealer takes the same. */
const LOCK = 7_205_760;

/**
 * Lets the transaction see the events of all tenants, and takes the sealer's turn: false while another process has it. What waits is a
 * few rows at the end of an index, whatever the history; the planner cannot know that and would read all of it.
 */
export async function takeTurn(tx: Queries): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(${LOCK}) as mine, set_config('app.sealer', 'on', true),
           set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
           set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)
  `.execute(tx);
  return rows[0]?.mine ?? false;
}

/** An event that waits for its place. */
export interface WaitingEvent {
  readonly tenantId: Id;
  readonly id: Id;
  readonly leaf: Uint8Array;
}

export interface Waiting {
  readonly events: readonly WaitingEvent[];
  /** Every event of a transaction before this one is placed once `events` are. */
  readonly until: string;
  /** Whether events are committed that an older, still open transaction keeps waiting. */
  readonly held: boolean;
}

/**
 * The next events without a place, in the order of their transactions. Only those of transactions before the oldest one that is
 * still open: nothing can be committed among them any more, so the order is final.
 */
export async function listWaiting(tx: Queries, limit: number): Promise<Waiting> {
  const { rows } = await sql<WaitingEvent & { from: string; oldest: string; ready: boolean }>`
    select tenant_id as "tenantId", id, leaf, audit_event.xact::text as "from",
           pg_snapshot_xmin(pg_current_snapshot())::text as oldest,
           audit_event.xact < pg_snapshot_xmin(pg_current_snapshot()) as ready
      from audit_event
     where audit_event.xact >= (select until from audit_sealed)
       and not exists (
         select from audit_place
          where audit_place.tenant_id = audit_event.tenant_id and audit_place.event_id = audit_event.id
       )
     order by audit_event.xact, leaf
     limit ${limit}
  `.execute(tx);
  const ready = rows.filter((row) => row.ready);
  const last = ready.at(-1);
  return {
    events: ready.map(({ tenantId, id, leaf }) => ({ tenantId, id, leaf })),
    // A full page may end in the middle of a transaction: its number is looked at again.
    until: (rows.length < limit || ready.length < rows.length ? rows[0]?.oldest : last?.from) ?? '0',
    held: ready.length === 0 && rows.length > 0,
  };
}

/** The trees of some tenants as their last checkpoints left them; a tenant without one is not in it. */
export async function findFrontiers(tx: Queries, tenants: readonly Id[]): Promise<ReadonlyMap<Id, Frontier>> {
  const { rows } = await sql<{ tenantId: Id; size: number; roots: Uint8Array[] }>`
    select wanted.tenant_id as "tenantId", newest.size, newest.roots
      from unnest(${tenants}::uuid[]) as wanted (tenant_id)
      cross join lateral (
        select size, roots from audit_checkpoint
         where audit_checkpoint.tenant_id = wanted.tenant_id
         order by size desc limit 1
      ) as newest
  `.execute(tx);
  return new Map(rows.map(({ tenantId, size, roots }) => [tenantId, { size, roots }]));
}

export interface Place {
  readonly tenantId: Id;
  readonly seq: number;
  readonly eventId: Id;
}

/** Gives events their places. */
export async function insertPlaces(tx: Queries, places: readonly Place[]): Promise<void> {
  await sql`
    insert into audit_place (tenant_id, seq, event_id)
    select * from unnest(
      ${places.map((place) => place.tenantId)}::uuid[],
      ${places.map((place) => place.seq)}::bigint[],
      ${places.map((place) => place.eventId)}::uuid[]
    )
  `.execute(tx);
}

/** Adds a signed checkpoint with the roots of the full subtrees below it. */
export async function insertCheckpoint(
  tx: Queries,
  checkpoint: SignedCheckpoint,
  roots: readonly Uint8Array[],
): Promise<void> {
  const { tenantId, size, day, root, signature } = checkpoint;
  await on(tx)
    .insertInto('audit_checkpoint')
    .values({ tenant_id: tenantId, size, day, root, roots: [...roots], signature })
    .execute();
}

/** Remembers how far everything is placed. */
export async function setSealedUntil(tx: Queries, until: string): Promise<void> {
  await sql`update audit_sealed set until = ${until}::xid8`.execute(tx);
}

/** The last checkpoint of each tenant before a day. */
export async function listLastBefore(db: Queries, day: Day): Promise<SignedCheckpoint[]> {
  return on(db)
    .selectFrom('audit_checkpoint')
    .distinctOn('tenant_id')
    .select(['tenant_id as tenantId', 'size', 'day', 'root', 'signature'])
    .where('day', '<', day)
    .orderBy('tenant_id')
    .orderBy('size', 'desc')
    .execute();
}
