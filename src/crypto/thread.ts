import type { Id } from '../base/ids.ts';
import { isProblem } from '../base/problem.ts';
import type { ProblemCode } from '../base/problem.ts';
import { openMessage } from './message.ts';
import type { Message, Side, ThreadKeys } from './message.ts';

/** A message as the server hands it out; `id` is the server's word for it and must be the one inside. */
export type SealedMessage = { readonly id: Id; readonly sealed: Uint8Array };

/** What stands at one place of a thread: a message, or the reason why there is no text to show. */
export type ThreadEntry =
  | { readonly id: Id; readonly state: 'ok'; readonly message: Message }
  | { readonly id: Id; readonly state: 'refused'; readonly reason: ProblemCode };

/** Messages `from`…`to` of a side that are known to have been written and are not there. */
export type Gap = { readonly side: Side; readonly from: number; readonly to: number };

export type Thread = {
  readonly entries: readonly ThreadEntry[];
  readonly missing: readonly Gap[];
  /** The last `seq` known of each side: the next message takes the one after it. */
  readonly last: Readonly<Record<Side, number>>;
};

/**
 * Opens a thread in the order in which the server gives it. A message that does not open, is not signed by its side, belongs to
 * another report, was there before or stands in the wrong place is refused and never shown as text; what is missing is named.
 */
export async function readThread(
  identity: string,
  reportId: Id,
  messages: readonly SealedMessage[],
  keys: ThreadKeys,
): Promise<Thread> {
  const place = threadOrder();
  const entries: ThreadEntry[] = [];
  for (const { id, sealed } of messages) {
    try {
      const message = await openMessage(identity, sealed, reportId, keys);
      const reason = message.id === id ? place.findFault(message) : 'signature_refused';
      entries.push(reason === undefined ? { id, state: 'ok', message } : { id, state: 'refused', reason });
    } catch (error) {
      if (!isProblem(error)) throw error;
      entries.push({ id, state: 'refused', reason: error.code });
    }
  }
  return { entries, missing: place.missing, last: place.last };
}

/** Follows both sides' counts; each message says its own number and how far it had read the other side. */
function threadOrder() {
  const last: Record<Side, number> = { reporter: 0, desk: 0 };
  const places = new Set<string>();
  const ids = new Set<Id>();
  const missing: Gap[] = [];

  const know = (side: Side, seq: number) => {
    if (seq > last[side]) missing.push({ side, from: last[side] + 1, to: seq });
    last[side] = Math.max(last[side], seq);
  };

  const findFault = (message: Message): ProblemCode | undefined => {
    const place = `${message.side} ${message.seq}`;
    if (ids.has(message.id) || places.has(place)) return 'message_replayed';
    ids.add(message.id);
    places.add(place);
    // a later one, or an answer to it, stood before it
    if (message.seq <= last[message.side]) return 'message_out_of_order';
    know(message.side, message.seq - 1);
    last[message.side] = message.seq;
    know(message.side === 'reporter' ? 'desk' : 'reporter', message.seenOther);
    return undefined;
  };

  return { last, missing, findFault };
}
