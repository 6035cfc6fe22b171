import { createHash } from 'node:crypto';
import { equalBytes } from '../base/bytes.ts';
import { nodeHash } from './event.ts';

/**
 * A Merkle tree (RFC 6962) that only remembers the roots of its full subtrees, largest first: enough to append and to give the root,
 * in memory that grows with the logarithm of the leaves.
 */
export interface Frontier {
  readonly size: number;
  readonly roots: readonly Uint8Array[];
}

export const emptyFrontier: Frontier = { size: 0, roots: [] };

/** The tree with one more leaf. */
export function append(frontier: Frontier, leaf: Uint8Array): Frontier {
  const roots = [...frontier.roots];
  let node = leaf;
  // Every full subtree of the same size as the new node joins it: as many as the size has trailing one bits.
  for (let size = frontier.size; size % 2 === 1; size = (size - 1) / 2) {
    const left = roots.pop();
    if (!left) break;
    node = nodeHash(left, node);
  }
  roots.push(node);
  return { size: frontier.size + 1, roots };
}

/** The root over all leaves. */
export function rootOf(frontier: Frontier): Uint8Array {
  const [last, ...rest] = [...frontier.roots].reverse();
  if (!last) return createHash('sha256').digest();
  return rest.reduce((right, left) => nodeHash(left, right), last);
}

/** The root over a list of leaf hashes. */
export function rootOfLeaves(leaves: readonly Uint8Array[]): Uint8Array {
  return rootOf(leaves.reduce(append, emptyFrontier));
}

/** The hashes that lead from a leaf to the root, from below (RFC 6962 §2.1.1). */
export function inclusionProof(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (leaves.length <= 1) return [];
  const split = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return index < split
    ? [...inclusionProof(left, index), rootOfLeaves(right)]
    : [...inclusionProof(right, index - split), rootOfLeaves(left)];
}

/** Whether a leaf stands at this index of the tree with this size and root. */
export function provesInclusion(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (index < 0 || index >= size) return false;
  let node = leaf;
  let [at, last] = [index, size - 1];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      node = nodeHash(sibling, node);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      node = nodeHash(node, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && equalBytes(node, root);
}

/** The hashes that show that the first `size` leaves are the beginning of all of them (RFC 6962 §2.1.2). */
export function consistencyProof(leaves: readonly Uint8Array[], size: number): Uint8Array[] {
  if (size <= 0 || size >= leaves.length) return [];
  return subproof(leaves, size, true);
}

/** Whether the tree of the first size and root is the beginning of the second one: nothing was taken out or changed. */
export function provesConsistency(
  first: { readonly size: number; readonly root: Uint8Array },
  second: { readonly size: number; readonly root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (first.size > second.size) return false;
  if (first.size === second.size) return proof.length === 0 && equalBytes(first.root, second.root);
  if (first.size === 0) return proof.length === 0;
  let [at, last] = [first.size - 1, second.size - 1];
  while (at % 2 === 1) [at, last] = [(at - 1) / 2, Math.floor(last / 2)];
  const [start, ...rest] = at === 0 ? [first.root, ...proof] : proof;
  if (!start) return false;
  let [old, whole] = [start, start];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      old = nodeHash(sibling, old);
      whole = nodeHash(sibling, whole);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      whole = nodeHash(whole, sibling);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && equalBytes(old, first.root) && equalBytes(whole, second.root);
}

function subproof(leaves: readonly Uint8Array[], size: number, isWhole: boolean): Uint8Array[] {
  if (size === leaves.length) return isWhole ? [] : [rootOfLeaves(leaves)];
  const split = largestPowerBelow(leaves.length);
  const [left, right] = [leaves.slice(0, split), leaves.slice(split)];
  return size <= split
    ? [...subproof(left, size, isWhole), rootOfLeaves(right)]
    : [...subproof(right, size - split, false), rootOfLeaves(left)];
}

/** The largest power of two below a number greater than one. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
