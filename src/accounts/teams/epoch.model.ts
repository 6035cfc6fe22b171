import type { Id } from '../../base/ids.ts';
import type { SealedRule } from '../../crypto/age-header.ts';

/** An age file to exactly one person. */
export const WRAP_RULE = { stanzas: 1, kind: 'X25519' } as const satisfies SealedRule;

/** The recovery of an epoch as a browser hands it over: its keys to a key that nobody holds whole, and that key's sealed shares. */
export interface NewRecovery {
  readonly recipient: string;
  readonly wrapped: string;
  readonly shares: readonly { readonly place: number; readonly trusteeId: Id; readonly sealed: string }[];
}

/** A new epoch as a browser hands it over; keys, wraps and signatures in base64url. */
export interface NewEpoch {
  readonly women: boolean;
  readonly n: number;
  readonly recipient: string;
  readonly signingKey: string;
  readonly wraps: readonly { readonly accountId: Id; readonly wrapped: string; readonly vouched: string }[];
  /** Null: this key has no recovery, and the desk says so. */
  readonly recovery: NewRecovery | null;
}
