import type { Actor } from '../base/actor.ts';
import type { Id } from '../base/ids.ts';

/** The facts about a report that decide who may touch it. */
export interface ReportFacts {
  readonly tenantId: Id;
  readonly deskId: Id;
  /** Sealed to the desk's women's key. */
  readonly women: boolean;
  /** Locked by her withdrawal. */
  readonly locked: boolean;
}

/** Whether somebody may see that reports wait at a desk, and read its list entries. */
export function maySeeDesk(actor: Actor, deskId: Id): boolean {
  return actor.desks.some((seat) => seat.deskId === deskId);
}

/** Whether somebody may have the key file of a report: a seat at its desk, the women's key where she asked for a woman, no lock. */
export function mayOpen(actor: Actor, report: ReportFacts): boolean {
  if (actor.tenantId !== report.tenantId || report.locked) return false;
  return actor.desks.some((seat) => seat.deskId === report.deskId && (!report.women || seat.women));
}

/** Whether somebody may answer, triage or close a report: whoever may open it. */
export function mayWorkOn(actor: Actor, report: ReportFacts): boolean {
  return mayOpen(actor, report);
}
