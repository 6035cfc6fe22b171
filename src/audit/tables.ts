import type { Generated } from 'kysely';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';

/** The audit log's rows as PostgreSQL holds them (migrations/0002-audit.sql). */
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
    /** A transaction's number, as text. */
    xact: Generated<string>;
  };
  audit_place: { tenant_id: Id; seq: number; event_id: Id | null; leaf: Uint8Array | null };
  audit_checkpoint: {
    tenant_id: Id;
    size: number;
    day: Day;
    root: Uint8Array;
    roots: Uint8Array[];
    signature: Uint8Array;
  };
  audit_sealed: { one: boolean; until: string };
}
