import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { isProblem } from '../../base/problem.ts';
import type { MeetingState } from './meeting.model.ts';
import type { MeetingRecord, PlacedOperation, RecordOperation } from './record.model.ts';
import { recordOf } from './record.model.ts';
import type { KeptOperation, SentOperation } from './session.model.ts';
import { batchesOf } from './session.model.ts';

/** An operation that the server is not known to have. Once it was tried it may be there, and never changes any more. */
export type Waiting = SentOperation & { readonly tried: boolean };

/** How far the server is, as it says with every answer. */
export interface Progress {
  readonly state: MeetingState;
  readonly lastSeq: number;
  readonly closedSeq: number | null;
}

/** What a device knows to be with the server; `lastSeq` is the number up to which it has asked. */
export interface Known extends Progress {
  readonly operations: readonly KeptOperation[];
}

/** What was decided without a line and still has to be said to the server. */
export interface Pending {
  /** The day on which the session was opened here. */
  readonly open: Day | null;
  readonly close: boolean;
}

export const NOTHING_PENDING: Pending = { open: null, close: false };

/** All that a device keeps of a session between two visits. */
export interface KeptSession {
  readonly known: Known;
  readonly waiting: readonly Waiting[];
  readonly pending: Pending;
}

/** What a device stands on: a store that survives the page, and a line that may fail. Each write is done when its promise is. */
export interface DevicePorts {
  readonly keepKnown: (known: Known) => Promise<void>;
  readonly keepWaiting: (waiting: Waiting) => Promise<void>;
  readonly forgetWaiting: (id: Id) => Promise<void>;
  readonly keepPending: (pending: Pending) => Promise<void>;
  readonly command: (command: 'open' | 'close', heldOn: Day | null) => Promise<unknown>;
  readonly add: (operations: readonly SentOperation[]) => Promise<unknown>;
  readonly pull: (after: number) => Promise<Progress & { operations: readonly KeptOperation[]; more: boolean }>;
}

/** A page that records a session. */
export interface Device {
  readonly kept: () => KeptSession;
  /** What was recorded, here and elsewhere, as far as this device knows. */
  readonly record: () => MeetingRecord;
  /** Writes down what was done, on this device first; gives the operation's id. */
  readonly write: (operation: RecordOperation) => Promise<Id>;
  readonly open: (heldOn: Day) => Promise<void>;
  readonly close: () => Promise<void>;
  /** As long as the server was not told: goes on recording. */
  readonly unclose: () => Promise<void>;
  /** Sends what waits and learns what others did. Throws what the line throws; everything stays kept. What the server refused: why. */
  readonly sync: () => Promise<ReadonlyMap<Id, string>>;
}

/**
 * A page that records. `device` belongs to this page alone: two windows of one laptop are two devices, so that no two operations ever
 * have one place. Everything is written to the store before the page goes on, and is forgotten there only once the server showed it.
 */
export function newDevice(
  { accountId, device, kept: first }: { accountId: Id; device: Id; kept: KeptSession },
  ports: DevicePorts,
  changed: () => void = () => undefined,
): Device {
  let kept = first;
  const set = (changes: Partial<KeptSession>) => {
    kept = { ...kept, ...changes };
    changed();
  };
  const placed = (): readonly PlacedOperation[] => [
    ...kept.waiting.map((each) => ({ ...each, accountId })),
    // Last, because the server's form of an operation is the one that counts.
    ...kept.known.operations,
  ];

  async function write(operation: RecordOperation): Promise<Id> {
    const made = amendable(kept.waiting, device, operation) ?? {
      id: randomId(),
      device,
      clock: recordOf(placed()).clock + 1,
      seen: kept.known.lastSeq,
      operation,
      tried: false,
    };
    set({ waiting: [...kept.waiting.filter(({ id }) => id !== made.id), made] });
    await ports.keepWaiting(made);
    return made.id;
  }

  async function decide(pending: Pending): Promise<void> {
    set({ pending });
    await ports.keepPending(pending);
  }

  async function sync(): Promise<ReadonlyMap<Id, string>> {
    const refused = new Map<Id, string>();
    const opened = kept.pending.open;
    if (opened !== null) await tell('open', opened);
    for (const batch of batchesOf(kept.waiting)) await send(batch, refused);
    await learn();
    // Only now, so that the session is never for a moment what it was before; told twice it is refused, and that is well.
    if (opened !== null) await decide({ ...kept.pending, open: null });
    if (kept.pending.close && kept.waiting.length === 0) {
      await tell('close', null);
      await learn();
      await decide({ ...kept.pending, close: false });
    }
    return refused;
  }

  /** A command that another device gave already is refused by its state, and that is well. */
  async function tell(command: 'open' | 'close', heldOn: Day | null): Promise<void> {
    try {
      await ports.command(command, heldOn);
    } catch (error) {
      if (!isProblem(error, 'transition_refused')) throw error;
    }
  }

  /** Sends a batch; where the server refuses it, each by itself, so that one does not hold up the others. */
  async function send(batch: readonly Waiting[], refused: Map<Id, string>): Promise<void> {
    const current = batch.map(({ id }) => kept.waiting.find((each) => each.id === id)).filter(isThere);
    const tried = current.map((each) => ({ ...each, tried: true }));
    set({ waiting: kept.waiting.map((each) => tried.find(({ id }) => id === each.id) ?? each) });
    for (const each of tried) await ports.keepWaiting(each);
    try {
      await ports.add(tried.map(({ tried: _tried, ...each }) => each));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const [only, ...others] = tried;
      if (only === undefined) return;
      if (others.length > 0) {
        for (const each of tried) await send([each], refused);
      } else if (error.code === 'already_different' && only.operation.kind === 'entry') await again(only);
      else refused.set(only.id, error.code);
    }
  }

  /** The server has an earlier form of it, from another window of this browser: it is written anew, in the place of that one. */
  async function again(only: Waiting): Promise<void> {
    if (only.operation.kind !== 'entry') return;
    await write({ ...only.operation, replaces: [...only.operation.replaces, only.id] });
    await forget([only.id]);
  }

  async function learn(): Promise<void> {
    for (let more = true; more;) {
      const after = kept.known.lastSeq;
      const answer = await ports.pull(after);
      const known = new Map([...kept.known.operations, ...answer.operations].map((each) => [each.id, each]));
      const last = answer.operations[answer.operations.length - 1]?.seq ?? after;
      const { state, closedSeq } = answer;
      more = answer.more && last > after;
      set({
        known: { operations: [...known.values()], state, closedSeq, lastSeq: answer.more ? last : answer.lastSeq },
      });
      await ports.keepKnown(kept.known);
      await forget(kept.waiting.map(({ id }) => id).filter((id) => known.has(id)));
    }
  }

  async function forget(ids: readonly Id[]): Promise<void> {
    if (ids.length === 0) return;
    set({ waiting: kept.waiting.filter(({ id }) => !ids.includes(id)) });
    for (const id of ids) await ports.forgetWaiting(id);
  }

  return {
    kept: () => kept,
    record: () => recordOf(placed()),
    write,
    open: (heldOn) => decide({ ...kept.pending, open: heldOn }),
    close: () => decide({ ...kept.pending, close: true }),
    unclose: () => decide({ ...kept.pending, close: false }),
    sync,
  };
}

/** What a session is for a device that has decided something and could not say it yet. */
export function stateHere({ known, pending }: KeptSession): MeetingState {
  if (pending.close) return 'minutesDraft';
  return known.state === 'agendaOut' && pending.open !== null ? 'inSession' : known.state;
}

/** What is still being written on this page becomes longer in its place, as long as nobody can have seen it. */
function amendable(waiting: readonly Waiting[], device: Id, operation: RecordOperation): Waiting | undefined {
  if (operation.kind !== 'entry' || operation.replaces.length !== 1) return undefined;
  const known = waiting.find(({ id }) => id === operation.replaces[0]);
  if (known === undefined || known.tried || known.device !== device || known.operation.kind !== 'entry')
    return undefined;
  if (known.operation.entryId !== operation.entryId) return undefined;
  return { ...known, operation: { ...operation, replaces: known.operation.replaces } };
}

/** Whether the server looked at it and said no; everything else may be better the next time. */
function isRefusal(error: unknown): error is { readonly code: string } {
  return (
    isProblem(error) && error.status >= 400 && error.status < 500 && !['sign_in_first', 'too_many'].includes(error.code)
  );
}

function isThere<T>(value: T | undefined): value is T {
  return value !== undefined;
}
