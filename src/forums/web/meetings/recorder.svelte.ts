import { baghdadDay, systemClock } from '../../../base/clock.ts';
import type { OutputOf } from '../../../base/endpoint.ts';
import type { Id } from '../../../base/ids.ts';
import { randomId } from '../../../base/ids.ts';
import { isProblem } from '../../../base/problem.ts';
import { deskCall, openSession } from '../../../web/desk/session.svelte.ts';
import type { KeptSession } from '../../meetings/device.model.ts';
import { newDevice, NOTHING_PENDING, stateHere } from '../../meetings/device.model.ts';
import type { MeetingState } from '../../meetings/meeting.model.ts';
import type { MeetingRecord, RecordOperation } from '../../meetings/record.model.ts';
import type { listOperations, readSession } from '../../meetings/session.contract.ts';
import type { Session } from './kept-session.ts';
import { sessionStore } from './kept-session.ts';

/** A moment after the last stroke, so that what is being written goes out as one. */
const SOON_MS = 2_500;
const OFTEN_MS = 15_000;
/** Pages of this browser that are remembered as its own. */
const MOST_DEVICES = 50;

/** What the screen of a session stands on. */
export interface Recorder {
  readonly session: Session;
  readonly record: MeetingRecord;
  readonly kept: KeptSession;
  /** What the session is for this device: what it decided without a line counts already. */
  readonly state: MeetingState;
  /** Whether anything can be written down now. */
  readonly recording: boolean;
  readonly line: 'sending' | 'there' | 'broken';
  /** The browser keeps nothing: the page must stay open until everything is sent. */
  readonly unkept: boolean;
  /** What the server refused, and why (a problem's code). */
  readonly refused: ReadonlyMap<Id, string>;
  /** Whether an operation was made in this browser. */
  readonly isOwn: (operationId: Id) => boolean;
  readonly write: (operation: RecordOperation) => Promise<Id>;
  readonly open: () => Promise<void>;
  readonly close: () => Promise<void>;
  readonly unclose: () => Promise<void>;
  readonly sync: () => Promise<void>;
  /** Begins to send and to learn by itself; returns what ends it. */
  readonly start: () => () => void;
}

/** Opens the session of a meeting on this device: from the server, or without a line from what was kept. Throws what `deskCall` throws. */
export async function openRecorder(meetingId: Id): Promise<Recorder> {
  const { me, keys } = openSession();
  const store = sessionStore(keys, meetingId);
  const path = `/api/meetings/${meetingId}`;
  const before = await store.find();
  const fetched = await deskCall<OutputOf<typeof readSession>>('GET', `${path}/session`).catch((error: unknown) => {
    if (before !== undefined && isProblem(error, 'unavailable')) return undefined;
    throw error;
  });
  const session = fetched ?? before?.session;
  if (session === undefined) throw new Error('neither fetched nor kept');
  const nothing = { operations: [], state: session.state, lastSeq: 0, closedSeq: null };
  const first: KeptSession = {
    // Without a line what was learned last counts, and not what the session was when it was fetched.
    known: fetched === undefined ? (before?.known ?? nothing) : { ...(before?.known ?? nothing), state: fetched.state },
    waiting: await store.listWaiting(),
    pending: (await store.findPending()) ?? NOTHING_PENDING,
  };

  let kept: KeptSession = $state.raw(first);
  let record: MeetingRecord = $state.raw({ tally: [], present: [], entries: [], clock: 0 });
  let line: Recorder['line'] = $state(fetched === undefined ? 'broken' : 'there');
  let unkept = $state(false);
  let refused: ReadonlyMap<Id, string> = $state.raw(new Map());
  const here = randomId();
  const devices = [...(before?.devices ?? []), here].slice(-MOST_DEVICES);
  const sure = async (work: Promise<boolean>) => {
    if (!(await work)) unkept = true;
  };
  const device = newDevice(
    { accountId: me.id, device: here, kept: first },
    {
      keepKnown: (known) => sure(store.keep({ session, known, devices })),
      keepWaiting: (waiting) => sure(store.keepWaiting(waiting)),
      forgetWaiting: store.forgetWaiting,
      keepPending: (pending) => sure(store.keepPending(pending)),
      command: (command, heldOn) =>
        deskCall('POST', `${path}/session/commands`, { command, ...(heldOn === null ? {} : { heldOn }) }),
      add: (operations) => deskCall('POST', `${path}/operations`, { operations }),
      pull: (after) => deskCall<OutputOf<typeof listOperations>>('GET', `${path}/operations?after=${after}`),
    },
    () => {
      kept = device.kept();
      record = device.record();
    },
  );
  record = device.record();
  await sure(store.keep({ session, known: first.known, devices }));

  const state = $derived(stateHere(kept));
  let soon: ReturnType<typeof setTimeout> | undefined;
  let syncing: Promise<void> | undefined;

  async function syncOnce(): Promise<void> {
    if (kept.waiting.length > 0) line = 'sending';
    try {
      refused = await device.sync();
      line = 'there';
      // It holds members' names, which a device is not to keep longer than it needs them.
      if (kept.known.closedSeq !== null && kept.waiting.length === 0) await store.forget();
    } catch {
      // Whatever it is, everything is kept and goes out the next time; a session that has ended leads to the sign-in by itself.
      line = 'broken';
    }
  }

  function sync(): Promise<void> {
    clearTimeout(soon);
    syncing ??= syncOnce().finally(() => (syncing = undefined));
    return syncing;
  }

  function later(): void {
    clearTimeout(soon);
    soon = setTimeout(() => void sync(), SOON_MS);
  }

  async function after<T>(work: Promise<T>): Promise<T> {
    const done = await work;
    later();
    return done;
  }

  return {
    session,
    get record() {
      return record;
    },
    get kept() {
      return kept;
    },
    get state() {
      return state;
    },
    get recording() {
      return state === 'inSession';
    },
    get line() {
      return line;
    },
    get unkept() {
      return unkept;
    },
    get refused() {
      return refused;
    },
    isOwn: (id) =>
      kept.waiting.some((each) => each.id === id) ||
      kept.known.operations.some((each) => each.id === id && devices.includes(each.device)),
    write: (operation) => after(device.write(operation)),
    open: () => after(device.open(baghdadDay(systemClock()))),
    close: () => after(device.close()),
    unclose: () => device.unclose(),
    sync,
    start: () => {
      const now = () => void sync();
      now();
      const timer = setInterval(now, OFTEN_MS);
      addEventListener('online', now);
      return () => {
        clearTimeout(soon);
        clearInterval(timer);
        removeEventListener('online', now);
      };
    },
  };
}
