import { must } from '../../../base/problem.ts';
import type { DeskRecord, EpochPublic } from '../../../crypto/desk-record.ts';

/** The epoch of a desk that a report is sealed to; `desk_closed` when a woman only was asked for and the desk has no such key. */
export function epochFor(desk: DeskRecord, womenOnly: boolean): EpochPublic {
  const epoch = womenOnly ? desk.epochs.women : desk.epochs.general;
  must(epoch, 'desk_closed');
  return epoch;
}
