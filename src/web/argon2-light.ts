import { blake2b } from './blake2b.ts';

/** What `hash-wasm` is asked for: one lane of Argon2id; `memorySize` in KiB, `hashLength` in bytes. */
type Question = {
  readonly password: Uint8Array;
  readonly salt: Uint8Array;
  readonly iterations: number;
  readonly memorySize: number;
  readonly hashLength: number;
};

/** The functions inside hash-wasm's binary. What goes in and out lies at `Hash_GetBuffer()` of `memory`. */
type Binary = {
  readonly memory: WebAssembly.Memory;
  readonly Hash_GetBuffer: () => number;
  readonly Hash_SetMemorySize: (bytes: number) => void;
  /** Fills the memory pass by pass and leaves the last block's mixture at its beginning. */
  readonly Hash_Calculate: (length: number, memoryKiB: number, unused: number) => void;
};

const LANES = 1;
const VERSION = 0x13;
const ARGON2ID = 2;
const BLOCK = 1024;
const HALF = 32;
const WHOLE = 64;

/**
 * Argon2id (RFC 9106) by hash-wasm's own binary, which does all the work but the few hashes at both ends, without the rest of its
 * wrapper: on the reporter's page the build puts this in the place of `hash-wasm`. The binary is a text, a character for each byte.
 */
export function argon2idOver(binary: string): (question: Question) => Promise<Uint8Array> {
  return async ({ password, salt, iterations, memorySize, hashLength }) => {
    const argon2 = await started(binary);
    // asked for once before it grows: that is where the binary puts its blocks
    argon2.Hash_GetBuffer();
    argon2.Hash_SetMemorySize((memorySize + 1) * BLOCK);
    // throws where the phone has not that much
    const memory = new Uint8Array(argon2.memory.buffer, argon2.Hash_GetBuffer(), (memorySize + 1) * BLOCK);
    // section 3.2: the parameters, which the binary reads behind its last block, give H0, and H0 the first two blocks
    const parameters = numbers(LANES, hashLength, memorySize, iterations, VERSION, ARGON2ID);
    memory.set(parameters, memorySize * BLOCK);
    const sized = [password, salt].flatMap((text) => [numbers(text.length), text]);
    const h0 = blake2b(WHOLE, parameters, ...sized, numbers(0, 0));
    for (const column of [0, 1]) memory.set(longHash(BLOCK, h0, numbers(column, 0)), column * BLOCK);
    argon2.Hash_Calculate(0, memorySize, 0);
    return longHash(hashLength, memory.slice(0, BLOCK));
  };
}

/** H′ of section 3.3: BLAKE2b of any length, out of the halves of a chain of hashes. */
function longHash(length: number, ...parts: readonly Uint8Array[]): Uint8Array {
  if (length <= WHOLE) return blake2b(length, numbers(length), ...parts);
  const whole = new Uint8Array(length);
  let link = blake2b(WHOLE, numbers(length), ...parts);
  let at = 0;
  for (; length - at > WHOLE; at += HALF) {
    whole.set(link.subarray(0, HALF), at);
    if (length - at - HALF > WHOLE) link = blake2b(WHOLE, link);
  }
  whole.set(blake2b(length - at, link), at);
  return whole;
}

async function started(binary: string): Promise<Binary> {
  const bytes = Uint8Array.from(binary, (byte) => byte.charCodeAt(0));
  const { instance } = await WebAssembly.instantiate(bytes);
  // checked at the boundary by the tests, which hold this binary against another implementation
  return instance.exports as unknown as Binary;
}

/** Whole numbers as Argon2 writes them: 32 bits, little-endian. */
function numbers(...values: readonly number[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(4 * values.length));
  for (const [at, value] of values.entries()) bytes.setUint32(4 * at, value, true);
  return new Uint8Array(bytes.buffer);
}
