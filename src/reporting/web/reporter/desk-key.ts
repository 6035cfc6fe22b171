import { must } from '../../../base/problem.ts';
import type { DeskRecord, EpochPublic } from '../../../crypto/desk-record.ts';
import type { OwnMarks } from '../../../crypto/own-marks.ts';

/**
 * The one key of a desk to which a report with her marks may be sealed: whatever seals or moves a report asks here. `desk_closed`
 * where she said "not the police" and the desk is, or asked for a woman only and no key is only women's (invariants 16, 21).
 */
export function epochFor(desk: DeskRecord, marks: OwnMarks): EpochPublic {
  const epoch = marks.womenOnly ? desk.epochs.women : desk.epochs.general;
  must(epoch && !(marks.notPolice && desk.police), 'desk_closed');
  return epoch;
}
