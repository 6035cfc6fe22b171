import { sql } from 'kysely';
import type { Id } from '../base/ids.ts';
import type { Queries } from '../storage/database.ts';
import { tablesOf } from '../storage/database.ts';
import type { SignedCheckpoint } from './checkpoint.ts';
import type { AuditEvent } from './event.ts';
import type { AuditTables } from './tables.ts';

const on = tablesOf<AuditTables>;

/** Everybody who has an audit log. */
export async function listLogs(tx: Queries): Promise<Id[]> {
  const { rows } = await sql<{ tenantId: Id }>`
    select tenant_id as "tenantId" from audit_checkpoint
    union select tenant_id from audit_place
    order by 1
  `.execute(tx);
  return rows.map(({ tenantId }) => tenantId);
}

/** A place with what stands in it: the event, or only its hash once the event has gone after its five years. */
export interface PlacedEvent extends Omit<AuditEvent, 'id' | 'tenantId'> {
  readonly seq: number;
  readonly eventId: Id | null;
  readonly keptLeaf: Uint8Array | null;
  /** Null, like every other part of the event, when it is not there. */
  readonly salt: Uint8Array | null;
  readonly leaf: Uint8Array | null;
}

/** The next places of the tenant in scope, from a number on. */
export async function listPlaced(tx: Queries, tenantId: Id, from: number, limit: number): Promise<PlacedEvent[]> {
  const { rows } = await sql<PlacedEvent>`
    select place.seq, place.event_id as "eventId", place.leaf as "keptLeaf",
           event.day, event.actor, event.verb, event.object, event.salt, event.leaf
      from audit_place as place
      left join audit_event as event on event.tenant_id = place.tenant_id and event.id = place.event_id
     where place.tenant_id = ${tenantId} and place.seq >= ${from}
     order by place.seq
     limit ${limit}
  `.execute(tx);
  return rows;
}

export interface CheckpointRow extends SignedCheckpoint {
  readonly roots: readonly Uint8Array[];
}

/** All checkpoints of a tenant, the smallest first. */
export async function listCheckpoints(tx: Queries, tenantId: Id): Promise<CheckpointRow[]> {
  return on(tx)
    .selectFrom('audit_checkpoint')
    .select(['tenant_id as tenantId', 'size', 'day', 'root', 'roots', 'signature'])
    .where('tenant_id', '=', tenantId)
    .orderBy('size')
    .execute();
}

/** Lets the transaction see the events of all tenants. */
export async function seeAllLogs(tx: Queries): Promise<void> {
  await sql`select set_config('app.sealer', 'on', true)`.execute(tx);
}

/** The ids of committed events without a place, of all tenants. */
export async function listUnsealed(tx: Queries): Promise<Id[]> {
  const { rows } = await sql<{ id: Id }>`
    select audit_event.id
      from audit_event
     where not exists (
       select from audit_place
        where audit_place.tenant_id = audit_event.tenant_id and audit_place.event_id = audit_event.id
     )
  `.execute(tx);
  return rows.map(({ id }) => id);
}
