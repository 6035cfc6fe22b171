import type { Id } from '../../base/ids.ts';
import { uuidOf } from '../../base/ids.ts';
import type { MeetingRecord, NoteFrame, PlacedOperation } from './record.model.ts';
import { attendanceOf, noteFrames } from './record.model.ts';
import type { MeetingState } from './meeting.model.ts';
import type { MemberCategory, Sex } from '../model.ts';

/** An operation as a device sends it: whose it is the server knows; `seen` is the server's newest number when it was made. */
export type SentOperation = Omit<PlacedOperation, 'accountId'> & { readonly seen: number };

/** An operation as the server has it: its number, and whether it came after the session was closed. */
export type KeptOperation = PlacedOperation & { readonly seq: number; readonly late: boolean };

/** Longest note, solution or commitment, in characters. */
export const LONGEST_ENTRY = 2000;
/** Most operations that one request carries. */
export const BATCH = 50;
/** Most operations of one session: far above a long day's, and an end to whatever runs wild. */
export const MOST_OPERATIONS = 20_000;
/** Largest Lamport clock: a device that says more is not counting operations. */
export const MOST_CLOCK = 1_000_000;

/**
 * Whether an operation may still be added. While the session is open, all may; once it is closed, those that were made without having
 * seen the end (a second device without a line), whatever has become of the minutes meanwhile. Before it is opened, none.
 */
export function mayAdd(
  meeting: { readonly state: MeetingState; readonly closedSeq: number | null },
  operation: Pick<SentOperation, 'seen'>,
): boolean {
  if (meeting.state === 'inSession') return true;
  return meeting.closedSeq !== null && operation.seen < meeting.closedSeq;
}

/** What an item has one of, so that two devices that write it write the same entry: a note in each frame, and the decision. */
export type Slot = NoteFrame | 'decision';

const slots: readonly Slot[] = [...noteFrames, 'decision'];

/** The entry of an item's slot: every device computes the same id, so that what two write at once stands beside each other. */
export function entryIdOf(itemId: Id, slot: Slot): Id {
  const digits = itemId.replace(/-/g, '');
  const bytes = new Uint8Array(16).map((_byte, at) => Number.parseInt(digits.slice(2 * at, 2 * at + 2), 16));
  // The version's byte is marked by `uuidOf`; the one after it tells the slots apart.
  bytes[7] = (bytes[7] ?? 0) ^ (slots.indexOf(slot) + 1);
  return uuidOf(bytes, 8);
}

/** Cuts what waits into requests, in the order in which it was made: at most `BATCH`, and few enough bytes. */
export function batchesOf<Operation extends SentOperation>(
  waiting: readonly Operation[],
  mostBytes = 100_000,
): readonly (readonly Operation[])[] {
  const batches: Operation[][] = [];
  let size = 0;
  for (const each of [...waiting].sort((one, other) => one.clock - other.clock)) {
    // At most three bytes for each unit of UTF-16.
    const bytes = JSON.stringify(each).length * 3;
    const last = batches[batches.length - 1];
    if (last === undefined || last.length >= BATCH || size + bytes > mostBytes) {
      batches.push([each]);
      size = bytes;
    } else {
      last.push(each);
      size += bytes;
    }
  }
  return batches;
}

interface CountedMember {
  readonly id: Id;
  readonly category: MemberCategory;
  readonly sex: Sex;
  readonly youth: boolean | null;
}

/** What a session adds to its forum's counts of the month. */
export function countsOf(record: MeetingRecord, members: readonly CountedMember[]) {
  const all = attendanceOf(record, members);
  const police = attendanceOf(
    { ...record, tally: record.tally.filter(({ category }) => category === 'communityPolice') },
    members.filter(({ category }) => category === 'communityPolice'),
  );
  return {
    attended_women: all.women,
    attended_men: all.men,
    attended_youth: all.youth,
    officers_women: police.women,
    officers_men: police.men,
  };
}
