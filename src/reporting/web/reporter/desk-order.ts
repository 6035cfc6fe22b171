import type { DeskRecord } from '../../../crypto/desk-record.ts';
import { DESK_KINDS } from '../../../crypto/desk-record.ts';
import type { Id } from '../../../base/ids.ts';

/** What she asks of a desk. */
export interface Wishes {
  readonly womenOnly: boolean;
  readonly notPolice: boolean;
  /** She is under 18. */
  readonly childrenFirst: boolean;
  /** Her governorate, or empty. */
  readonly near: string;
  /** A desk that is not offered. */
  readonly except?: Id | undefined;
}

/**
 * The desks that may be offered, in order: child protection first for who is under 18, then by kind (women's desk … forum contact),
 * then her own governorate. One without a women's key is not offered where she asked for a woman only, one of the police not where
 * she said "not the police" (invariants 16, 18, 21).
 */
export function fitting(records: readonly DeskRecord[], wishes: Wishes): readonly DeskRecord[] {
  const rank = (record: DeskRecord) =>
    (wishes.childrenFirst && !record.childProtection ? 100 : 0) +
    2 * DESK_KINDS.indexOf(record.kind) +
    (record.governorateId === wishes.near ? 0 : 1);
  return records
    .filter((record) => record.id !== wishes.except)
    .filter((record) => !wishes.womenOnly || record.epochs.women !== undefined)
    .filter((record) => !wishes.notPolice || !record.police)
    .sort((a, b) => rank(a) - rank(b));
}
