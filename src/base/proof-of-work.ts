import { utf8 } from './bytes.ts';

/**
 * A small fixed proof of work: it slows a flood of reports without a limit by address (a whole forum shares one address). The proof
 * is bound to the id it is sent with, so a copied proof only repeats a write that is idempotent.
 */
export const PROOF_OF_WORK_BITS = 12;

/** Tries handed to the platform at once: enough that waiting for it is no part of the work, few enough that a page stays alive. */
const AT_ONCE = 64;

/** The smallest nonce whose SHA-256 with challenge and subject begins with enough zero bits; about 4,000 tries. */
export async function findProof(challenge: string, subject: string, bits = PROOF_OF_WORK_BITS): Promise<number> {
  for (let from = 0; ; from += AT_ONCE) {
    const tries = Array.from({ length: AT_ONCE }, (_, at) => provesWork(challenge, subject, from + at, bits));
    const at = (await Promise.all(tries)).indexOf(true);
    if (at >= 0) return from + at;
  }
}

/** Whether a nonce is a proof for this challenge and subject. */
export async function provesWork(
  challenge: string,
  subject: string,
  nonce: number,
  bits = PROOF_OF_WORK_BITS,
): Promise<boolean> {
  const text = new Uint8Array(utf8(`${challenge}:${subject}:${nonce}`));
  const head = new DataView(await crypto.subtle.digest('SHA-256', text)).getUint32(0);
  return head >>> (32 - bits) === 0;
}
