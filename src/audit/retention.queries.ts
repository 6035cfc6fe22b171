import { sql } from 'kysely';
import type { Day } from '../base/clock.ts';
import type { Queries } from '../storage/database.ts';

/** Keeps the hash of every placed event before a day in its place. */
export async function keepLeavesBefore(tx: Queries, day: Day): Promise<void> {
  await sql`
    update audit_place set leaf = audit_event.leaf
      from audit_event
     where audit_event.tenant_id = audit_place.tenant_id and audit_event.id = audit_place.event_id
       and audit_event.day < ${day} and audit_place.leaf is null
  `.execute(tx);
}

/** Deletes the events before a day whose hash is kept. */
export async function deleteEventsBefore(tx: Queries, day: Day): Promise<void> {
  await sql`
    delete from audit_event
     using audit_place
     where audit_place.tenant_id = audit_event.tenant_id and audit_place.event_id = audit_event.id
       and audit_place.leaf is not null and audit_event.day < ${day}
  `.execute(tx);
}

/** Deletes the checkpoints of days before this one but the last of each. */
export async function deleteCheckpointsBefore(tx: Queries, day: Day): Promise<void> {
  await sql`
    delete from audit_checkpoint
     using (
       select tenant_id, day, max(size) as size from audit_checkpoint where day < ${day} group by tenant_id, day
     ) as last
     where last.tenant_id = audit_checkpoint.tenant_id and last.day = audit_checkpoint.day
       and audit_checkpoint.size < last.size
  `.execute(tx);
}
