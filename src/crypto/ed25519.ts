import { equalBytes, fromHex } from '../base/bytes.ts';
import { fail } from '../base/problem.ts';
import type { Ed25519 } from './ed25519-native.ts';
import { ed25519Native } from './ed25519-native.ts';

// RFC 8032, section 7.1, test 2
const SEED = '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb';
const PUBLIC = '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c';
const BYTES = '72';
const SIGNATURE =
  '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00';

let found: Promise<Ed25519> | undefined;

/** The platform's own Ed25519 where it passes the RFC's test, else the one in plain script (Chrome before 137); `unavailable` when that cannot be fetched. */
export function ed25519(): Promise<Ed25519> {
  found ??= passesTest(ed25519Native).then((passes) => (passes ? ed25519Native : inScript()));
  // the line was down: the next call tries again
  found.catch(() => (found = undefined));
  return found;
}

/** Whether an implementation gives the RFC's very bytes: one that is missing, half there or signs with fresh randomness does not. */
export async function passesTest({ publicKeyOf, sign, verify }: Ed25519): Promise<boolean> {
  const [seed, publicKey, bytes, signature] = [fromHex(SEED), fromHex(PUBLIC), fromHex(BYTES), fromHex(SIGNATURE)];
  try {
    return (
      equalBytes(await publicKeyOf(seed), publicKey) &&
      equalBytes(await sign(bytes, seed), signature) &&
      (await verify(signature, bytes, publicKey)) &&
      !(await verify(signature, signature, publicKey))
    );
  } catch {
    return false;
  }
}

async function inScript(): Promise<Ed25519> {
  const { ed25519InScript } = await import('./curves-script.ts').catch((cause: unknown) =>
    fail('unavailable', {}, cause),
  );
  return ed25519InScript;
}
