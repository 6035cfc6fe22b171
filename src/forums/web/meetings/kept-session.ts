import { fromUtf8, utf8 } from '../../../base/bytes.ts';
import type { OutputOf } from '../../../base/endpoint.ts';
import type { Id } from '../../../base/ids.ts';
import { openWith, sealTo } from '../../../crypto/age.ts';
import type { DraftOwner } from '../../../web/desk/drafts.ts';
import { MEETING_PREFIX } from '../../../web/desk/kept-meetings.ts';
import { findKept, forget, keep, listKept } from '../../../web/desk/kept.ts';
import type { Known, Pending, Waiting } from '../../meetings/device.model.ts';
import type { readSession } from '../../meetings/session.contract.ts';

export type Session = OutputOf<typeof readSession>;

/** What of a session is with the server already: it can be forgotten. */
interface KeptPart {
  readonly session: Session;
  readonly known: Known;
  /** The pages of this browser that recorded. */
  readonly devices: readonly Id[];
}

/** The store of one meeting on this device, sealed to the own key: only she who recorded it reads it again. */
export interface SessionStore {
  readonly find: () => Promise<KeptPart | undefined>;
  readonly listWaiting: () => Promise<readonly Waiting[]>;
  readonly findPending: () => Promise<Pending | undefined>;
  /** Whether the browser did keep it. */
  readonly keep: (part: KeptPart) => Promise<boolean>;
  /** What is with the server goes from the device; what waits stays. */
  readonly forget: () => Promise<void>;
  readonly keepWaiting: (waiting: Waiting) => Promise<boolean>;
  readonly forgetWaiting: (id: Id) => Promise<void>;
  readonly keepPending: (pending: Pending) => Promise<boolean>;
}

/** The store of a meeting. What waits is kept apart from the rest: a sign-out forgets the rest alone. */
export function sessionStore(owner: DraftOwner, meetingId: Id): SessionStore {
  const name = MEETING_PREFIX + meetingId;
  const waitingName = (id: Id) => `waiting ${meetingId} ${id}`;
  const pendingName = `pending ${meetingId}`;
  const seal = async (at: string, value: unknown) =>
    keep(at, await sealTo([owner.recipient], utf8(JSON.stringify(value))));
  // What is sealed to her own key she put in herself, in the shape that is named here.
  const open = async <T>(sealed: unknown): Promise<T | undefined> => {
    if (!(sealed instanceof Uint8Array)) return undefined;
    try {
      return JSON.parse(fromUtf8(await openWith(owner.identity, sealed))) as T;
    } catch {
      return undefined;
    }
  };
  return {
    find: async () => open<KeptPart>(await findKept(name)),
    listWaiting: async () => {
      const all = await listKept(`waiting ${meetingId} `);
      const opened = await Promise.all(all.map((each) => open<Waiting>(each)));
      return opened.filter((each): each is Waiting => each !== undefined);
    },
    findPending: async () => open<Pending>(await findKept(pendingName)),
    keep: (part) => seal(name, part),
    forget: () => forget(name),
    keepWaiting: (waiting) => seal(waitingName(waiting.id), waiting),
    forgetWaiting: (id) => forget(waitingName(id)),
    keepPending: async (pending) => {
      if (pending.open !== null || pending.close) return seal(pendingName, pending);
      await forget(pendingName);
      return true;
    },
  };
}
