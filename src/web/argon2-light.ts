/** What `hash-wasm` is asked for: one lane of Argon2id; `memorySize` in KiB, `hashLength` in bytes. */
type Question = {
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly memorySize: number;
  readonly hashLength: number;
};

/** The functions inside both of hash-wasm's binaries. What goes in and out lies at `Hash_GetBuffer()` of `memory`. */
type Binary = {
  readonly memory: WebAssembly.Memory;
  readonly Hash_GetBuffer: () => number;
  readonly Hash_SetMemorySize: (bytes: number) => void;
  readonly Hash_Init: (bits: number) => void;
  readonly Hash_Update: (length: number) => void;
  readonly Hash_Final: (padding: number) => void;
  readonly Hash_Calculate: (length: number, memoryKiB: number, unused: number) => void;
};

const LANES = 1;
const VERSION = 0x13;
const ARGON2ID = 2;
const BLOCK = 1024;
const HALF = 32;
const WHOLE = 64;
/** The hasher takes no longer piece than this at once; a longer one throws. */
const HASHER_BYTES = 16 * 1024;

/**
 * Argon2id by hash-wasm's own two binaries, without the other half of its wrapper (base64, resumable states, other forms of output): on
 * the reporter's page the build puts this in the place of `hash-wasm`. The binaries are texts, a character for each byte.
 */
export function argon2idOver(argon2: string, blake2b: string): (question: Question) => Promise<Uint8Array> {
  return async ({ password, salt, iterations, memorySize, hashLength }) => {
    const [filler, hasher] = await Promise.all([started(argon2), started(blake2b)]);
    const hash = (length: number, ...parts: readonly Uint8Array[]) => blake2bOf(hasher, length, parts);
    // asked for once before it grows: that is where the binary puts its blocks
    filler.Hash_GetBuffer();
    filler.Hash_SetMemorySize((memorySize + 1) * BLOCK);
    // throws where the phone has not that much
    const memory = new Uint8Array(filler.memory.buffer, filler.Hash_GetBuffer(), (memorySize + 1) * BLOCK);
    // RFC 9106, section 3.2: the parameters stand behind the last block, the first two blocks come out of H0
    const parameters = numbers(LANES, hashLength, memorySize, iterations, VERSION, ARGON2ID);
    memory.set(parameters, memorySize * BLOCK);
    const sized = [password, salt].flatMap((text) => [numbers(text.length), text]);
    const h0 = hash(WHOLE, parameters, ...sized, numbers(0, 0));
    for (const column of [0, 1]) memory.set(longHash(hash, BLOCK, h0, numbers(column, 0)), column * BLOCK);
    filler.Hash_Calculate(0, memorySize, 0);
    return longHash(hash, hashLength, memory.slice(0, BLOCK));
  };
}

type Hash = (length: number, ...parts: readonly Uint8Array[]) => Uint8Array;

/** H′ of RFC 9106, section 3.3: BLAKE2b of any length, from the halves of a chain of hashes. */
function longHash(hash: Hash, length: number, ...parts: readonly Uint8Array[]): Uint8Array {
  if (length <= WHOLE) return hash(length, numbers(length), ...parts);
  const whole = new Uint8Array(length);
  let link = hash(WHOLE, numbers(length), ...parts);
  let at = 0;
  for (; length - at > WHOLE; at += HALF) {
    whole.set(link.subarray(0, HALF), at);
    if (length - at - HALF > WHOLE) link = hash(WHOLE, link);
  }
  whole.set(hash(length - at, link), at);
  return whole;
}

function blake2bOf(hasher: Binary, length: number, parts: readonly Uint8Array[]): Uint8Array {
  const buffer = new Uint8Array(hasher.memory.buffer, hasher.Hash_GetBuffer(), HASHER_BYTES);
  hasher.Hash_Init(length * 8);
  for (const part of parts) {
    buffer.set(part);
    hasher.Hash_Update(part.length);
  }
  hasher.Hash_Final(0);
  return buffer.slice(0, length);
}

async function started(binary: string): Promise<Binary> {
  const bytes = Uint8Array.from(binary, (byte) => byte.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(bytes);
  // checked at the boundary by the tests, which hold these binaries against another implementation
  return instance.exports as unknown as Binary;
}

/** Whole numbers as Argon2 writes them: 32 bits, little-endian. */
function numbers(...values: readonly number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * values.length));
  for (const [at, value] of values.entries()) bytes.setUint32(4 * at, value, true);
  return new Uint8Array(bytes.buffer);
}
