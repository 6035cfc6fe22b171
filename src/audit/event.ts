import { createHash, randomBytes } from 'node:crypto';
import { canonicalJson } from '../base/canonical.ts';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import { randomId } from '../base/ids.ts';

/** One thing that somebody did, without content: who, what, to which object, on which day. */
export interface AuditEvent {
  readonly tenantId: Id;
  readonly id: Id;
  readonly day: Day;
  /** An account id, or `reporter`, or `system`. Never a mailbox id: it would link what must not be linked. */
  readonly actor: string;
  /** `report.submitted`, `report.opened` … */
  readonly verb: string;
  /** The id of the thing, as `report:<id>`. */
  readonly object: string;
}

/** An event with the salt and the leaf hash that stand for it in the tree. */
export interface AuditLeaf extends AuditEvent {
  readonly salt: Uint8Array;
  readonly leaf: Uint8Array;
}

/**
 * The leaf of an event: SHA-256(0x00 ‖ salt ‖ canonical event), after RFC 6962 §2.1. The salt keeps a reader of the published tree
 * from guessing events. Random ids (UUIDv4), because a v7 id would tell the millisecond of a report.
 */
export function newAuditLeaf(event: Omit<AuditEvent, 'id'>): AuditLeaf {
  const whole: AuditEvent = { ...event, id: randomId() };
  const salt = randomBytes(16);
  return { ...whole, salt, leaf: leafHash(whole, salt) };
}

/** The hash that an event and its salt must have. */
export function leafHash(event: AuditEvent, salt: Uint8Array): Uint8Array {
  const { tenantId, id, day, actor, verb, object } = event;
  return createHash('sha256')
    .update(Uint8Array.of(0))
    .update(salt)
    .update(canonicalJson({ tenantId, id, day, actor, verb, object }))
    .digest();
}

/** An RFC 6962 node. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest();
}
