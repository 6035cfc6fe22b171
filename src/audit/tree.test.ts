import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { fromHex, toHex } from '../base/bytes.ts';
import {
  append,
  consistencyProof,
  emptyFrontier,
  inclusionProof,
  provesConsistency,
  provesInclusion,
  rootOf,
  rootOfLeaves,
} from './tree.ts';

/** The inputs and roots that the implementations of RFC 6962 share as test vectors (google/certificate-transparency). */
const INPUTS = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const leafOf = (data: Uint8Array) =>
  new Uint8Array(createHash('sha256').update(Uint8Array.of(0)).update(data).digest());
const leaves = INPUTS.map((input) => leafOf(fromHex(input)));
const numbered = (count: number) => Array.from({ length: count }, (_, at) => leafOf(Uint8Array.of(at % 256, at >> 8)));

/** RFC 6962 §2.1 word by word. */
function plainRoot(list: readonly Uint8Array[]): Uint8Array {
  if (list.length === 0) return new Uint8Array(createHash('sha256').digest());
  const [only] = list;
  if (list.length === 1 && only) return only;
  let split = 1;
  while (split * 2 < list.length) split *= 2;
  const hash = createHash('sha256').update(Uint8Array.of(1));
  return new Uint8Array(
    hash
      .update(plainRoot(list.slice(0, split)))
      .update(plainRoot(list.slice(split)))
      .digest(),
  );
}

test('a proof is refused for another leaf, another place, another size and another root', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 70 }), fc.nat(), fc.nat(), (count, at, spoilt) => {
      const list = numbered(count);
      const index = at % count;
      const root = rootOfLeaves(list);
      const proof = inclusionProof(list, index);
      const leaf = list[index] ?? root;
      assert.ok(provesInclusion(leaf, index, count, proof, root));
      assert.ok(!provesInclusion(leafOf(Uint8Array.of(9, 9, 9)), index, count, proof, root));
      assert.ok(!provesInclusion(leaf, (index + 1) % count, count, proof, root));
      assert.ok(!provesInclusion(leaf, index, count, proof, leafOf(root)));
      assert.ok(!provesInclusion(leaf, index, count, proof.slice(1), root));
      const wrong = proof.map((hash, place) => (place === spoilt % proof.length ? leafOf(hash) : hash));
      assert.ok(!provesInclusion(leaf, index, count, wrong, root));
    }),
  );
});

test('a rewritten beginning is refused', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 60 }), fc.nat(), (old, more, changed) => {
      const before = numbered(old);
      const after = numbered(old + more).map((leaf, at) => (at === changed % old ? leafOf(leaf) : leaf));
      const first = { size: old, root: rootOfLeaves(before) };
      const second = { size: old + more, root: rootOfLeaves(after) };
      assert.ok(!provesConsistency(first, second, consistencyProof(after, old)));
      assert.ok(!provesConsistency(second, first, []));
    }),
  );
});

test('has the known roots of 0 to 8 leaves', () => {
  let tree = emptyFrontier;
  assert.equal(toHex(rootOf(tree)), ROOTS[0]);
  for (const [at, leaf] of leaves.entries()) {
    tree = append(tree, leaf);
    assert.equal(toHex(rootOf(tree)), ROOTS[at + 1], `${at + 1} leaves`);
    assert.equal(tree.size, at + 1);
  }
});

test('appending leaf by leaf gives the root of the definition, and remembers no more than the logarithm', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), (count) => {
      const tree = numbered(count).reduce(append, emptyFrontier);
      assert.equal(toHex(rootOf(tree)), toHex(plainRoot(numbered(count))));
      assert.ok(tree.roots.length <= Math.ceil(Math.log2(count + 1)));
    }),
  );
});

test('every tree is proved to be the beginning of every later one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 80 }), fc.integer({ min: 0, max: 80 }), (old, more) => {
      const list = numbered(old + more);
      const first = { size: old, root: rootOfLeaves(list.slice(0, old)) };
      const second = { size: list.length, root: rootOfLeaves(list) };
      assert.ok(provesConsistency(first, second, consistencyProof(list, old)));
    }),
  );
});
