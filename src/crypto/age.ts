import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { bech32 } from '@scure/base';
import { fail, isProblem, must, Problem } from '../base/problem.ts';
import { readAgeHeader } from './age-header.ts';

/** An age X25519 key: `AGE-SECRET-KEY-1…` (74 characters) and `age1…` (62 characters). */
export type AgeIdentity = { readonly identity: string; readonly recipient: string };

const SEED_BYTES = 32;

/** A new random identity. */
export async function newIdentity(): Promise<AgeIdentity> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The identity of a 32-byte seed (the X25519 scalar). */
export async function identityOf(seed: Uint8Array): Promise<AgeIdentity> {
  must(seed.length === SEED_BYTES, 'malformed');
  const identity = bech32.encodeFromBytes('AGE-SECRET-KEY-', seed).toUpperCase();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The recipient of an identity; `malformed` when it is none. */
export async function recipientOf(identity: string): Promise<string> {
  try {
    return await identityToRecipient(identity);
  } catch (cause) {
    return fail('malformed', {}, cause);
  }
}

/**
 * An age file to all the recipients, in this order. `malformed` for an empty list or for what is no recipient;
 * `recipients_mixed` when post-quantum and classical ones meet, because the weaker would decide.
 */
export async function sealTo(recipients: readonly string[], plain: Uint8Array): Promise<Uint8Array> {
  const encrypter = encrypterFor(recipients);
  try {
    return await encrypter.encrypt(plain);
  } catch (cause) {
    // a recipient that is no usable point of the curve
    return fail('malformed', {}, cause);
  }
}

/**
 * The plaintext of an age file. `envelope_not_for_you`: no recipient stanza opens with these identities (a stanza damaged in its
 * body looks the same, the format cannot tell); `envelope_damaged`: anything else, from the header's syntax to the last byte.
 */
export async function openWith(identities: string | readonly string[], sealed: Uint8Array): Promise<Uint8Array> {
  readAgeHeader(sealed);
  const { decrypter, refusal } = decrypterFor(identities);
  try {
    return await decrypter.decrypt(sealed);
  } catch (cause) {
    throw refusal(cause);
  }
}

/** What seals to these recipients, in this order; refusals as `sealTo`. */
export function encrypterFor(recipients: readonly string[]): Encrypter {
  must(recipients.length > 0, 'malformed');
  const quantum = recipients.filter((recipient) => recipient.startsWith('age1pq1')).length;
  must(quantum === 0 || quantum === recipients.length, 'recipients_mixed');
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    // neither hardware tags nor plugins: what we seal must open with the keys this system makes
    must(quantum > 0 || (recipient.startsWith('age1') && recipient.length === 62), 'malformed');
    try {
      encrypter.addRecipient(recipient);
    } catch (cause) {
      fail('malformed', {}, cause);
    }
  }
  return encrypter;
}

/** What opens, and what its failure means: `openWith` says which. */
type Opening = { readonly decrypter: Decrypter; readonly refusal: (cause: unknown) => Problem };

/** What opens with these identities. */
export function decrypterFor(identities: string | readonly string[]): Opening {
  const decrypter = new Decrypter();
  for (const identity of typeof identities === 'string' ? [identities] : identities) {
    try {
      decrypter.addIdentity(identity);
    } catch (cause) {
      fail('malformed', {}, cause);
    }
  }
  let asked = false;
  // The library asks one identity after the other: this last one learns that none before it fitted.
  decrypter.addIdentity({
    unwrapFileKey() {
      asked = true;
      return null;
    },
  });
  const refusal = (cause: unknown) =>
    isProblem(cause) ? cause : new Problem(asked ? 'envelope_not_for_you' : 'envelope_damaged', {}, cause);
  return { decrypter, refusal };
}
