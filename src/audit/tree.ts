import { createHash } from 'node:crypto';
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
