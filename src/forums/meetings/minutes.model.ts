import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { DivertReason } from '../issues/screen.model.ts';
import { screenText } from '../issues/screen.model.ts';
import type { Bearer, EntryValue, MeetingRecord, NoteFrame, Outcome } from './record.model.ts';
import { hasQuorum, noteFrames, valuesOf } from './record.model.ts';

/** What was decided about an item. */
export type Decision = Omit<Extract<EntryValue, { part: 'decision' }>, 'part'>;

/** What the minutes say of an item of the agenda. Ids of solutions and commitments are those that they are carried out under. */
export interface MinutesItem {
  readonly itemId: Id;
  readonly title: string;
  readonly notes: readonly { readonly frame: NoteFrame; readonly text: string }[];
  readonly decision: Decision | null;
  readonly solutions: readonly { readonly id: Id; readonly text: string }[];
  readonly commitments: readonly {
    readonly id: Id;
    readonly text: string;
    readonly bearer: Bearer;
    readonly dueOn: Day | null;
  }[];
}

/** Who attended; people, never names. */
export interface Attendance {
  readonly women: number;
  readonly men: number;
  readonly youth: number;
  readonly officersWomen: number;
  readonly officersMen: number;
}

/** What somebody writes: the items and a last word. */
export interface MinutesText {
  readonly items: readonly MinutesItem[];
  readonly closing: string | null;
}

export interface MinutesContent extends MinutesText {
  readonly attendance: Attendance;
  readonly quorumMet: boolean;
  /** The newest operation of the record that it was drafted from: what arrives later has a higher number. */
  readonly recordSeq: number;
}

/** What the record makes of an item; where two devices decided differently and nobody settled it, `unsettled` and no decision. */
export interface DraftItem extends MinutesItem {
  readonly unsettled: boolean;
}

interface Texts {
  readonly text: string;
}

/** Items as they are sent back: without the lines that whoever wrote emptied, and without what only a draft says of itself. */
export function withoutEmptied<
  Item extends {
    readonly unsettled?: boolean | undefined;
    readonly notes: readonly Texts[];
    readonly solutions: readonly Texts[];
    readonly commitments: readonly Texts[];
  },
>(items: readonly Item[]) {
  const filled = <Line extends Texts>(lines: readonly Line[]) => lines.filter(({ text }) => text.trim() !== '');
  return items.map(({ unsettled: _unsettled, ...item }) => ({
    ...item,
    notes: filled<Item['notes'][number]>(item.notes),
    solutions: filled<Item['solutions'][number]>(item.solutions),
    commitments: filled<Item['commitments'][number]>(item.commitments),
  }));
}

/** The minutes as the record makes them, in the order of the agenda. Nothing that was written is left out. */
export function draftMinutes(
  record: MeetingRecord,
  agenda: readonly { readonly id: Id; readonly title: string }[],
  attendance: Attendance,
  { quorum, quorumWomen, lastSeq }: { readonly quorum: number; readonly quorumWomen: number; readonly lastSeq: number },
): MinutesContent & { readonly items: readonly DraftItem[] } {
  return {
    attendance,
    quorumMet: hasQuorum(attendance, { quorum, quorumWomen }),
    recordSeq: lastSeq,
    items: agenda.map(({ id, title }) => draftItem(record, id, title)),
    closing: null,
  };
}

function draftItem(record: MeetingRecord, itemId: Id, title: string): DraftItem {
  const notes = valuesOf(record, itemId, 'note');
  const decisions = distinct(valuesOf(record, itemId, 'decision').map(({ value: { part: _part, ...rest } }) => rest));
  return {
    itemId,
    title,
    notes: noteFrames.flatMap((frame) => {
      const texts = distinct(notes.filter(({ value }) => value.frame === frame).map(({ value }) => value.text));
      return texts.length === 0 ? [] : [{ frame, text: texts.join('\n') }];
    }),
    decision: decisions.length === 1 ? (decisions[0] ?? null) : null,
    unsettled: decisions.length > 1,
    solutions: idsOf(valuesOf(record, itemId, 'solution')).map(({ id, value: { text } }) => ({ id, text })),
    commitments: idsOf(valuesOf(record, itemId, 'commitment')).map(({ id, value: { part: _part, ...rest } }) => ({
      id,
      ...rest,
    })),
  };
}

/** The id of each value: its entry's, and for a second version that stands beside it the operation's own. */
function idsOf<Value extends EntryValue>(
  found: readonly {
    readonly entry: { readonly id: Id; readonly versions: readonly { operationId: Id; value: unknown }[] };
    readonly value: Value;
  }[],
): readonly { readonly id: Id; readonly value: Value }[] {
  const taken = new Set<Id>();
  return found.map(({ entry, value }) => {
    const own = entry.versions.find((version) => version.value === value)?.operationId ?? entry.id;
    const id = taken.has(entry.id) ? own : entry.id;
    taken.add(entry.id);
    return { id, value };
  });
}

function distinct<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Map(values.map((each) => [JSON.stringify(each), each])).values()];
}

const NEEDS_REASON: readonly Outcome[] = ['reject', 'escalate'];

/** The item of which the minutes lack something to be carried out: a reason that its decision needs. */
export function incompleteItem({ items }: Pick<MinutesText, 'items'>): MinutesItem | undefined {
  return items.find(({ decision }) => decision !== null && NEEDS_REASON.includes(decision.outcome) && !decision.reason);
}

/** Whether anything was said about an item: one that was not reached waits for the next meeting. */
export function wasDiscussed(item: Omit<MinutesItem, 'itemId' | 'title'>): boolean {
  return item.notes.length + item.solutions.length + item.commitments.length > 0 || item.decision !== null;
}

/** A place in the minutes where somebody wrote freely: `<item>.title`, `<item>.scan`, `closing`. */
export interface FreeText {
  readonly place: string;
  readonly text: string;
}

/** Everything in the minutes that somebody wrote freely. */
function freeTexts({ items, closing }: MinutesText): readonly FreeText[] {
  return [
    ...items.flatMap(({ itemId, title, notes, decision, solutions, commitments }) =>
      [
        { place: 'title', text: title },
        ...notes.map(({ frame, text }) => ({ place: frame, text })),
        { place: 'dissent', text: decision?.dissent ?? '' },
        { place: 'reason', text: decision?.reason ?? '' },
        ...solutions.map(({ id, text }) => ({ place: id, text })),
        ...commitments.map(({ id, text }) => ({ place: id, text })),
        ...commitments.map(({ id, bearer }) => ({
          place: `${id}.bearer`,
          text: bearer.kind === 'body' ? bearer.name : '',
        })),
      ].map(({ place, text }) => ({ place: `${itemId}.${place}`, text })),
    ),
    { place: 'closing', text: closing ?? '' },
  ].filter(({ text }) => text !== '');
}

export interface Mark extends FreeText {
  readonly why: DivertReason;
}

/** Where the judge of texts suspects a name, a way to reach somebody, or violence against one. A person decides (invariant 7). */
export function marksIn(minutes: MinutesText): readonly Mark[] {
  return freeTexts(minutes).flatMap(({ place, text }) => {
    const why = screenText(text);
    return why === undefined ? [] : [{ place, text, why }];
  });
}

/** What may be published of minutes: the text after redaction, and which marked texts a person read and let stand. */
export interface Redaction extends MinutesText {
  readonly letStand: readonly string[];
}

/** Whether somebody decided about every mark in what is to be published. A text that was changed is decided about anew. */
export function isRedacted(redaction: Redaction | null): redaction is Redaction {
  return redaction !== null && marksIn(redaction).every(({ text }) => redaction.letStand.includes(text));
}

/** Whether a redaction only leaves out and rewords: what was decided, and by how many, stands as it was approved. */
export function fitsMinutes(content: MinutesText, { items }: MinutesText): boolean {
  const ids = items.map(({ itemId }) => itemId);
  return (
    new Set(ids).size === ids.length &&
    items.every((item) => {
      const approved = content.items.find(({ itemId }) => itemId === item.itemId);
      return (
        approved !== undefined &&
        sameDecision(approved.decision, item.decision) &&
        item.notes.every(({ frame }) => approved.notes.some((each) => each.frame === frame)) &&
        item.solutions.every(({ id }) => approved.solutions.some((each) => each.id === id)) &&
        item.commitments.every(({ id, dueOn }) =>
          approved.commitments.some((each) => each.id === id && each.dueOn === dueOn),
        )
      );
    })
  );
}

function sameDecision(one: Decision | null, other: Decision | null): boolean {
  const core = (decision: Decision | null) =>
    decision && [
      decision.outcome,
      decision.by,
      decision.votes?.for,
      decision.votes?.against,
      decision.votes?.abstained,
    ];
  return JSON.stringify(core(one)) === JSON.stringify(core(other));
}
