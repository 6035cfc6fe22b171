import { equalBytes } from '../base/bytes.ts';
import type { Id } from '../base/ids.ts';
import type { Database } from '../storage/database.ts';
import type { SignedCheckpoint } from './checkpoint.ts';
import { checkpointVerifier } from './checkpoint.ts';
import { leafHash } from './event.ts';
import type { CheckpointRow, PlacedEvent } from './inspect.queries.ts';
import { listCheckpoints, listLogs, listPlaced, listUnsealed, seeAllLogs } from './inspect.queries.ts';
import type { Frontier } from './tree.ts';
import { append, consistencyProof, emptyFrontier, provesConsistency, rootOf } from './tree.ts';

const PAGE = 5_000;

/** What a look at one organisation's log found. `faults` are sentences; none means that all of it holds. */
export interface InspectedLog {
  readonly tenantId: Id;
  readonly leaves: number;
  readonly checkpoints: number;
  readonly faults: readonly string[];
}

export interface InspectOptions {
  readonly database: Database;
  /** The key that must have signed. */
  readonly publicKey: Uint8Array;
  /** Checkpoints that somebody kept: each must be the beginning of today's tree. */
  readonly kept?: readonly SignedCheckpoint[];
  readonly onProgress?: (leaves: number) => void;
}

/** Recomputes every log: each leaf from its event, the places without a gap, each checkpoint's root, and the signatures. */
export async function inspectLogs(options: InspectOptions): Promise<InspectedLog[]> {
  const logs: InspectedLog[] = [];
  for (const tenantId of await options.database.transact({}, listLogs)) {
    logs.push(await inspectLog(options, tenantId));
  }
  const known = new Set(logs.map(({ tenantId }) => tenantId));
  const lost = (options.kept ?? []).filter(({ tenantId }) => !known.has(tenantId));
  return [
    ...logs,
    ...lost.map(({ tenantId, size }) => ({
      tenantId,
      leaves: 0,
      checkpoints: 0,
      faults: [`the whole log is gone; a kept checkpoint had ${size} leaves`],
    })),
  ];
}

/** The ids of committed events that have no place yet. */
export async function findUnsealed(database: Database): Promise<ReadonlySet<Id>> {
  return database.transact({}, async (tx) => {
    await seeAllLogs(tx);
    return new Set(await listUnsealed(tx));
  });
}

async function inspectLog(options: InspectOptions, tenantId: Id): Promise<InspectedLog> {
  const faults: string[] = [];
  // Checkpoints first: what is sealed meanwhile only adds leaves behind them.
  const checkpoints = await options.database.transact({ tenant: tenantId }, (tx) => listCheckpoints(tx, tenantId));
  const leaves = await readLeaves(options, tenantId, faults);
  faults.push(...checkCheckpoints(checkpoints, leaves, options.publicKey));
  faults.push(...checkKept(options, tenantId, checkpoints, leaves));
  const sealed = checkpoints.at(-1)?.size ?? 0;
  return { tenantId, leaves: Math.max(leaves.length, sealed), checkpoints: checkpoints.length, faults };
}

async function readLeaves(options: InspectOptions, tenantId: Id, faults: string[]): Promise<Uint8Array[]> {
  const leaves: Uint8Array[] = [];
  for (;;) {
    const from = leaves.length;
    const page = await options.database.transact({ tenant: tenantId }, (tx) => listPlaced(tx, tenantId, from, PAGE));
    for (const placed of page) {
      if (placed.seq !== leaves.length) {
        faults.push(`place ${leaves.length} is missing`);
        return leaves;
      }
      const { leaf, fault } = leafOf(tenantId, placed);
      if (fault) faults.push(`place ${placed.seq}: ${fault}`);
      leaves.push(leaf);
    }
    options.onProgress?.(leaves.length);
    if (page.length < PAGE) return leaves;
  }
}

function leafOf(tenantId: Id, placed: PlacedEvent): { leaf: Uint8Array; fault?: string } {
  const { eventId, keptLeaf, salt, leaf, day, actor, verb, object } = placed;
  if (eventId === null || !salt || !leaf) {
    return keptLeaf ? { leaf: keptLeaf } : { leaf: new Uint8Array(32), fault: 'its event is gone' };
  }
  const made = leafHash({ tenantId, id: eventId, day, actor, verb, object }, salt);
  return equalBytes(made, leaf) ? { leaf } : { leaf: made, fault: 'the event does not fit its hash' };
}

function checkCheckpoints(
  checkpoints: readonly CheckpointRow[],
  leaves: readonly Uint8Array[],
  publicKey: Uint8Array,
): string[] {
  const faults: string[] = [];
  const isSigned = checkpointVerifier(publicKey);
  let tree: Frontier = emptyFrontier;
  let unsigned = 0;
  for (const checkpoint of checkpoints) {
    if (!isSigned(checkpoint)) unsigned++;
    if (checkpoint.size > leaves.length) {
      faults.push(`the checkpoint of ${checkpoint.size} leaves has only ${leaves.length} places`);
      break;
    }
    for (const leaf of leaves.slice(tree.size, checkpoint.size)) tree = append(tree, leaf);
    const fits =
      equalBytes(rootOf(tree), checkpoint.root) &&
      tree.roots.length === checkpoint.roots.length &&
      tree.roots.every((root, at) => equalBytes(root, checkpoint.roots[at] ?? new Uint8Array()));
    if (!fits) faults.push(`the checkpoint of ${checkpoint.size} leaves has another root than its leaves`);
  }
  if (unsigned > 0) faults.push(`${unsigned} checkpoints are not signed by this installation's key`);
  if (leaves.length > 0 && checkpoints.length === 0) faults.push('there are places but no checkpoint');
  return faults;
}

/** A checkpoint that a partner kept must be signed by us and be the beginning of the tree as it is now. */
function checkKept(
  { kept = [], publicKey }: InspectOptions,
  tenantId: Id,
  checkpoints: readonly CheckpointRow[],
  leaves: readonly Uint8Array[],
): string[] {
  const newest = checkpoints.at(-1);
  const isSigned = checkpointVerifier(publicKey);
  return kept
    .filter((each) => each.tenantId === tenantId)
    .flatMap((old) => {
      if (!isSigned(old))
        return [`the kept checkpoint of ${old.size} leaves was not signed by this installation's key`];
      const proof = newest ? consistencyProof(leaves.slice(0, newest.size), old.size) : [];
      return newest && provesConsistency(old, newest, proof)
        ? []
        : [`the kept checkpoint of ${old.size} leaves is not the beginning of this log: it was rewritten`];
    });
}
