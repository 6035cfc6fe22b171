/** RFC 7693, section 2.6: the beginnings of the square roots of the first eight primes. */
const START = [
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
];

/** Section 2.7: the order in which the words of a block are mixed in, round by round; the last two rounds begin anew. */
const ORDER = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
  '0123456789abcdef',
  'ea489fd61c02b753',
];

const BLOCK = 128;
const WORD_BITS = 64n;

/**
 * BLAKE2b (RFC 7693) without a key, of a few hundred bytes at most: Argon2id asks for it some sixty times, to begin and to end, and a
 * second WebAssembly binary for that would weigh five times as much. `length` from 1 to 64 bytes.
 */
export function blake2b(length: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = Uint8Array.from(parts.flatMap((part) => [...part]));
  const state = BigUint64Array.from(START);
  mix(state, 0, 0x01010000n ^ BigInt(length));
  const blocks = Math.max(1, Math.ceil(bytes.length / BLOCK));
  for (let at = 1; at <= blocks; at++) {
    const block = new Uint8Array(BLOCK);
    block.set(bytes.subarray((at - 1) * BLOCK, at * BLOCK));
    compress(state, new BigUint64Array(block.buffer), Math.min(at * BLOCK, bytes.length), at === blocks);
  }
  return new Uint8Array(state.buffer).slice(0, length);
}

/** Section 3.2; `seen` bytes so far. The words are little-endian, as every phone's own are. */
function compress(state: BigUint64Array, block: BigUint64Array, seen: number, last: boolean): void {
  const words = BigUint64Array.from([...state, ...START]);
  mix(words, 12, BigInt(seen));
  if (last) mix(words, 14, -1n);
  for (const order of ORDER) {
    // four columns, then four diagonals
    for (let at = 0; at < 8; at++) {
      const [turn, a] = [at >> 2, at & 3];
      const [b, c, d] = [4 + ((a + turn) & 3), 8 + ((a + 2 * turn) & 3), 12 + ((a + 3 * turn) & 3)];
      for (const [half, first, second] of [
        [0, 32n, 24n],
        [1, 16n, 63n],
      ] as const) {
        words[a] = word(words, a) + word(words, b) + word(block, parseInt(order.charAt(2 * at + half), 16));
        turnedMix(words, d, a, first);
        words[c] = word(words, c) + word(words, d);
        turnedMix(words, b, c, second);
      }
    }
  }
  for (let at = 0; at < 8; at++) mix(state, at, word(words, at) ^ word(words, at + 8));
}

/** Stored, a number loses what is beyond 64 bits. */
function mix(words: BigUint64Array, at: number, other: bigint): void {
  words[at] = word(words, at) ^ other;
}

function turnedMix(words: BigUint64Array, at: number, other: number, bits: bigint): void {
  mix(words, at, word(words, other));
  words[at] = (word(words, at) >> bits) | (word(words, at) << (WORD_BITS - bits));
}

function word(words: BigUint64Array, at: number): bigint {
  return words[at] ?? 0n;
}
