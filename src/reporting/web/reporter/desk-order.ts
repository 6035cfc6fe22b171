import type { DeskRecord } from '../../../crypto/desk-record.ts';
import { DESK_KINDS } from '../../../crypto/desk-record.ts';
import type { Id } from '../../../base/ids.ts';
import { distanceBetween } from './governorate-distance.ts';

/** What she asks of a desk. */
export interface Wishes {
  readonly womenOnly: boolean;
  readonly notPolice: boolean;
  /** A child may be concerned. */
  readonly childrenFirst: boolean;
  /** The governorate from which near and far are reckoned, or empty. */
  readonly near: string;
  /** A desk that is not offered. */
  readonly except?: Id | undefined;
}

/**
 * The desks that may be offered, in order: child protection first where a child may be concerned, then by kind (women's desk … forum
 * contact), then the nearest governorate. One without a women's key is not offered where she asked for a woman only, one of the
 * police not where she said "not the police" (invariants 16, 18, 21).
 */
export function fitting(records: readonly DeskRecord[], wishes: Wishes): readonly DeskRecord[] {
  const { near, childrenFirst } = wishes;
  const last = (record: DeskRecord) => (childrenFirst && !record.childProtection ? 1 : 0);
  const kind = (record: DeskRecord) => DESK_KINDS.indexOf(record.kind);
  const far = (record: DeskRecord) => (near === '' ? 0 : distanceBetween(near, record.governorateId));
  return records
    .filter((record) => record.id !== wishes.except)
    .filter((record) => !wishes.womenOnly || record.epochs.women !== undefined)
    .filter((record) => !wishes.notPolice || !record.police)
    .sort((a, b) => last(a) - last(b) || kind(a) - kind(b) || far(a) - far(b));
}

/**
 * Whether the desks of one governorate are enough to choose from, or others must be looked for: one that fits, and where a child may
 * be concerned one with child protection (invariant 18).
 */
export function isEnough(records: readonly DeskRecord[], wishes: Wishes): boolean {
  return fitting(records, wishes).some((record) => record.childProtection || !wishes.childrenFirst);
}
