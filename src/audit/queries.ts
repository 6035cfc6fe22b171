import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Queries } from '../storage/database.ts';
import { tablesOf } from '../storage/database.ts';
import type { AuditEvent } from './event.ts';
import { newAuditLeaf } from './event.ts';

const on = tablesOf<AuditTables>;

/** The audit log's rows (migrations/0002-audit.sql). */
export interface AuditTables {
  audit_event: {
    tenant_id: Id;
    id: Id;
    day: Day;
    actor: string;
    verb: string;
    object: string;
    salt: Uint8Array;
    leaf: Uint8Array;
  };
  audit_place: { tenant_id: Id; seq: number; event_id: Id };
  audit_checkpoint: {
    tenant_id: Id;
    size: number;
    day: Day;
    root: Uint8Array;
    roots: Uint8Array[];
    signature: Uint8Array;
  };
}

/** Writes what somebody did, in the transaction in which it is done: no lock, no sequence, one insert. */
export async function record(tx: Queries, event: Omit<AuditEvent, 'id'>): Promise<void> {
  const leaf = newAuditLeaf(event);
  await on(tx)
    .insertInto('audit_event')
    .values({
      tenant_id: leaf.tenantId,
      id: leaf.id,
      day: leaf.day,
      actor: leaf.actor,
      verb: leaf.verb,
      object: leaf.object,
      salt: leaf.salt,
      leaf: leaf.leaf,
    })
    .execute();
}
