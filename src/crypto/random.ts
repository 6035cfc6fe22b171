/** Source of random bytes; passed in where a test must repeat it. */
export type RandomBytes = (length: number) => Uint8Array;

const UINT32 = 2 ** 32;

/** The platform's generator; at most 65,536 bytes a call (a limit of WebCrypto). */
export const systemRandom: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/** A whole number in [0, limit), every one equally likely: draws above the last full multiple are thrown away. */
export function randomBelow(limit: number, random: RandomBytes = systemRandom): number {
  const ceiling = UINT32 - (UINT32 % limit);
  for (;;) {
    const drawn = random(4).reduce((sum, byte) => sum * 256 + byte, 0);
    if (drawn < ceiling) return drawn % limit;
  }
}

/** A copy in random order (Fisher–Yates). */
export function shuffled<T>(items: readonly T[], random: RandomBytes = systemRandom): T[] {
  const left = [...items];
  const order: T[] = [];
  while (left.length > 0) order.push(...left.splice(randomBelow(left.length, random), 1));
  return order;
}
