import type { Queries } from '../storage/database.ts';
import { tablesOf } from '../storage/database.ts';
import type { AuditEvent } from './event.ts';
import { newAuditLeaf } from './event.ts';
import type { AuditTables } from './tables.ts';

const on = tablesOf<AuditTables>;

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
