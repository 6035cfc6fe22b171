import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../base/clock.ts';
import { baghdadDay, MINUTE_MS } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Database } from '../storage/database.ts';
import type { CheckpointSigner } from './checkpoint.ts';
import type { Place, WaitingEvent } from './seal.queries.ts';
import {
  findFrontiers,
  insertCheckpoint,
  insertPlaces,
  listWaiting,
  setSealedUntil,
  takeTurn,
} from './seal.queries.ts';
import { append, emptyFrontier, rootOf } from './tree.ts';
import type { Frontier } from './tree.ts';

const EVERY_MS = 1_000;
const MOST_LEAVES = 1_000;
/** Within this time a database administrator could still take an event away unseen: longer is an alarm. */
const ALARM_MS = MINUTE_MS;

export interface SealerGround {
  readonly database: Database;
  readonly clock: Clock;
  readonly signer: CheckpointSigner;
}

/** What one sealing found: places given; `held` when committed events wait for an older open transaction; `busy` for another's turn. */
export interface Sealing {
  readonly placed: number;
  readonly held: boolean;
  readonly busy: boolean;
}

/**
 * Gives the events that wait their places and signs a checkpoint for each tenant, in one transaction: a crash in between leaves
 * nothing, and the next sealing does the same again. Events themselves are never touched.
 */
export async function sealOnce(ground: SealerGround, limit = MOST_LEAVES): Promise<Sealing> {
  return ground.database.transact({}, async (tx) => {
    if (!(await takeTurn(tx))) return { placed: 0, held: false, busy: true };
    const { events, until, held } = await listWaiting(tx, limit);
    if (events.length === 0) return { placed: 0, held, busy: false };
    const { places, trees } = place(events, await findFrontiers(tx, [...new Set(events.map((each) => each.tenantId))]));
    await insertPlaces(tx, places);
    const day = baghdadDay(ground.clock());
    for (const [tenantId, tree] of trees) {
      const checkpoint = { tenantId, size: tree.size, day, root: rootOf(tree) };
      await insertCheckpoint(tx, { ...checkpoint, signature: ground.signer.sign(checkpoint) }, tree.roots);
    }
    await setSealedUntil(tx, until);
    return { placed: events.length, held: false, busy: false };
  });
}

/** A sealer at work. */
export interface Sealer {
  /** Seals what waits a last time and ends. */
  readonly stop: () => Promise<void>;
}

/** Seals every second, or at once again while a thousand leaves wait. `onTrouble` gets a sentence a minute while events wait too long. */
export function startSealer(ground: SealerGround, onTrouble: (sentence: string) => void): Sealer {
  const stopping = new AbortController();
  let wellAt = ground.clock();

  async function attempt(): Promise<number> {
    try {
      const { placed, held } = await sealOnce(ground);
      if (!held) wellAt = ground.clock();
      return placed;
    } catch {
      // The database is away, or restarts: what waits will be sealed when it is back; too long, and the alarm says so.
      return 0;
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const placed = await attempt();
      if (ground.clock() - wellAt > ALARM_MS) {
        onTrouble('audit: events have waited for their seal for over a minute; run "muntada doctor".');
        wellAt = ground.clock();
      }
      if (placed < MOST_LEAVES) await wait(EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
    while ((await attempt()) === MOST_LEAVES);
  }

  const running = run();
  return {
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

function place(
  events: readonly WaitingEvent[],
  known: ReadonlyMap<Id, Frontier>,
): { places: Place[]; trees: ReadonlyMap<Id, Frontier> } {
  const trees = new Map<Id, Frontier>();
  const places = events.map(({ tenantId, id, leaf }) => {
    const tree = trees.get(tenantId) ?? known.get(tenantId) ?? emptyFrontier;
    trees.set(tenantId, append(tree, leaf));
    return { tenantId, seq: tree.size, eventId: id };
  });
  return { places, trees };
}
