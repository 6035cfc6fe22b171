import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { MemberCategory, Sex } from '../model.ts';

/** How an item is talked through: what happens, why, what will be done, how it will be known. */
export const noteFrames = ['scan', 'analyse', 'respond', 'assess'] as const;
export type NoteFrame = (typeof noteFrames)[number];

/** What a meeting makes of an item; each is a command of the issue (`issueTransitions`). */
export const outcomes = ['solve', 'defer', 'escalate', 'toSubCommittee', 'reject'] as const;
export type Outcome = (typeof outcomes)[number];

/** The duty bearer of a commitment, as the meeting names it. */
export type Bearer =
  | { readonly kind: 'office'; readonly tenantId: Id; readonly officeId: Id; readonly name: string }
  | { readonly kind: 'unit'; readonly tenantId: Id; readonly officeId: Id; readonly unitId: Id; readonly name: string }
  | { readonly kind: 'body'; readonly name: string };

/** What is written down about an item; each is an entry that both sides of a concurrent edit survive. */
export type EntryValue =
  | { readonly part: 'note'; readonly frame: NoteFrame; readonly text: string }
  | {
      readonly part: 'decision';
      readonly outcome: Outcome;
      readonly by: 'consensus' | 'vote';
      readonly votes: { readonly for: number; readonly against: number; readonly abstained: number } | null;
      readonly dissent: string | null;
      readonly reason: string | null;
    }
  | { readonly part: 'solution'; readonly text: string }
  | { readonly part: 'commitment'; readonly text: string; readonly bearer: Bearer; readonly dueOn: Day | null };

/** One thing that somebody did on one device in a session. It never changes and is never taken back, only answered by another one. */
export type RecordOperation =
  | {
      /** Somebody came (1) or the tally was wrong (-1); people without a name. */
      readonly kind: 'tally';
      readonly category: MemberCategory;
      readonly sex: Sex;
      readonly youth: boolean;
      readonly step: 1 | -1;
    }
  | { readonly kind: 'present'; readonly memberId: Id; readonly here: boolean }
  | {
      readonly kind: 'entry';
      readonly itemId: Id;
      readonly entryId: Id;
      /** Null: taken out. */
      readonly value: EntryValue | null;
      /** The versions that were on the screen when this one was written. Whatever else there is stays beside it. */
      readonly replaces: readonly Id[];
    };

/** An operation with its place in the order that every device computes alike. */
export interface PlacedOperation {
  readonly id: Id;
  readonly device: Id;
  /** Lamport clock of the device: above everything that it had seen. */
  readonly clock: number;
  readonly accountId: Id;
  readonly operation: RecordOperation;
}

/** One of the versions of an entry that nobody has replaced; more than one: two devices wrote at the same time, and both are shown. */
export interface Version {
  readonly operationId: Id;
  readonly accountId: Id;
  readonly value: EntryValue | null;
}

export interface Entry {
  readonly id: Id;
  readonly itemId: Id;
  readonly versions: readonly Version[];
}

export interface TallyLine {
  readonly category: MemberCategory;
  readonly sex: Sex;
  readonly youth: boolean;
  readonly count: number;
}

/** What a session has recorded. */
export interface MeetingRecord {
  readonly tally: readonly TallyLine[];
  readonly present: readonly Id[];
  readonly entries: readonly Entry[];
  /** The highest clock seen; the next operation of a device is one above. */
  readonly clock: number;
}

/**
 * The record that a set of operations makes: the same for every order in which they arrive and however often (each counts once by its
 * id), so that two devices and the server agree without asking each other.
 */
export function recordOf(operations: readonly PlacedOperation[]): MeetingRecord {
  const ordered = inOrder(operations);
  const tally = new Map<string, { line: Omit<TallyLine, 'count'>; sum: number }>();
  const present = new Map<Id, boolean>();
  const entries = new Map<Id, { itemId: Id; versions: Version[] }>();
  const replaced = new Set(ordered.flatMap(({ operation }) => (operation.kind === 'entry' ? operation.replaces : [])));
  for (const { id, accountId, operation } of ordered) {
    switch (operation.kind) {
      case 'tally': {
        const { category, sex, youth, step } = operation;
        const key = `${category} ${sex} ${youth}`;
        const known = tally.get(key) ?? { line: { category, sex, youth }, sum: 0 };
        tally.set(key, { ...known, sum: known.sum + step });
        break;
      }
      case 'present':
        present.set(operation.memberId, operation.here);
        break;
      case 'entry': {
        const entry = entries.get(operation.entryId) ?? { itemId: operation.itemId, versions: [] };
        if (!replaced.has(id)) entry.versions.push({ operationId: id, accountId, value: operation.value });
        entries.set(operation.entryId, entry);
        break;
      }
    }
  }
  return {
    tally: [...tally.values()]
      .map(({ line, sum }) => ({ ...line, count: Math.max(0, sum) }))
      .filter(({ count }) => count > 0),
    present: [...present].filter(([, here]) => here).map(([memberId]) => memberId),
    entries: [...entries]
      .map(([id, { itemId, versions }]) => ({ id, itemId, versions }))
      .filter(({ versions }) => versions.some(({ value }) => value !== null)),
    clock: ordered[ordered.length - 1]?.clock ?? 0,
  };
}

/** Each operation once, by clock, then device, then id: what saw more comes later. */
function inOrder(operations: readonly PlacedOperation[]): PlacedOperation[] {
  const once = new Map(operations.map((each) => [each.id, each]));
  return [...once.values()].sort(
    (one, other) => one.clock - other.clock || compare(one.device, other.device) || compare(one.id, other.id),
  );
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** The living values of an entry's part in an item, in the order in which they were first written. */
export function valuesOf<Part extends EntryValue['part']>(
  record: MeetingRecord,
  itemId: Id,
  part: Part,
): readonly { readonly entry: Entry; readonly value: Extract<EntryValue, { part: Part }> }[] {
  return record.entries
    .filter((entry) => entry.itemId === itemId)
    .flatMap((entry) => entry.versions.flatMap(({ value }) => (isPart(value, part) ? [{ entry, value }] : [])));
}

function isPart<Part extends EntryValue['part']>(
  value: EntryValue | null,
  part: Part,
): value is Extract<EntryValue, { part: Part }> {
  return value?.part === part;
}

/** How many attend, by sex: those counted and those checked in by name. */
export function attendanceOf(
  record: MeetingRecord,
  members: readonly { readonly id: Id; readonly sex: Sex; readonly youth: boolean | null }[],
): { readonly women: number; readonly men: number; readonly youth: number } {
  const here = members.filter(({ id }) => record.present.includes(id));
  const counted = (of: (line: TallyLine) => boolean) =>
    record.tally.filter(of).reduce((sum, { count }) => sum + count, 0);
  return {
    women: counted(({ sex }) => sex === 'woman') + here.filter(({ sex }) => sex === 'woman').length,
    men: counted(({ sex }) => sex === 'man') + here.filter(({ sex }) => sex === 'man').length,
    youth: counted(({ youth }) => youth) + here.filter(({ youth }) => youth === true).length,
  };
}

/** Whether enough people, and enough women, are there. */
export function hasQuorum(
  attendance: { readonly women: number; readonly men: number },
  needed: { readonly quorum: number; readonly quorumWomen: number },
): boolean {
  return attendance.women + attendance.men >= needed.quorum && attendance.women >= needed.quorumWomen;
}
