import { sha256 } from '@noble/hashes/sha2.js';
import { utf8 } from './bytes.ts';

/**
 * A small fixed proof of work: it slows a flood of reports without a limit by address (a whole forum shares one address). The proof
 * is bound to the id it is sent with, so a copied proof only repeats a write that is idempotent.
 */
export const PROOF_OF_WORK_BITS = 12;

/** The smallest nonce whose SHA-256 with challenge and subject begins with enough zero bits; about 4,000 tries. */
export function findProof(challenge: string, subject: string, bits = PROOF_OF_WORK_BITS): number {
  let nonce = 0;
  while (!provesWork(challenge, subject, nonce, bits)) nonce++;
  return nonce;
}

/** Whether a nonce is a proof for this challenge and subject. */
export function provesWork(challenge: string, subject: string, nonce: number, bits = PROOF_OF_WORK_BITS): boolean {
  const hash = sha256(utf8(`${challenge}:${subject}:${nonce}`));
  const head = ((hash[0] ?? 255) << 16) | ((hash[1] ?? 255) << 8) | (hash[2] ?? 255);
  return head >>> (24 - bits) === 0;
}
