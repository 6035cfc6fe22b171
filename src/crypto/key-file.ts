import { fromUtf8, utf8 } from '../base/bytes.ts';
import { fail, must } from '../base/problem.ts';
import { newIdentity, openWith, recipientOf, sealTo } from './age.ts';
import type { SealedRule } from './age-header.ts';
import { shuffled } from './random.ts';
import { readIdentity, readRecipient } from './shape.ts';

/** Every key file has so many recipients, whoever they are. */
const KEY_FILE_RECIPIENTS = 3;

/** `# age1…` (64) and `AGE-SECRET-KEY-1…` (74), a line each. */
const PLAIN_BYTES = 64 + 1 + 74 + 1;

/** What the blind server checks of a key file. */
export const KEY_FILE_RULE = {
  stanzas: KEY_FILE_RECIPIENTS,
  kind: 'X25519',
  exactBytes: PLAIN_BYTES,
} as const satisfies SealedRule;

/**
 * The way into a report: its identity, and the mailbox that must always stay among the recipients. The mailbox stands inside, so
 * that nobody has to take the server's word for it when the file is sealed anew.
 */
export type ReportKey = { readonly identity: string; readonly mailbox: string };

/**
 * The report's key as an age file to its mailbox and up to two others (the desk's epoch, a case). Dummies fill up to three and the
 * order is random: the file tells neither how many can open it nor which stanza is whose. The plaintext is an age identity file with
 * the mailbox as its comment, so that the standard tool opens the report in two commands.
 */
export async function sealKeyFile(key: ReportKey, others: readonly string[]): Promise<Uint8Array> {
  readIdentity(key.identity);
  const everybody = [readRecipient(key.mailbox), ...others];
  must(everybody.length <= KEY_FILE_RECIPIENTS, 'malformed');
  must(new Set(everybody).size === everybody.length, 'malformed');
  // the dummy's identity is never kept
  while (everybody.length < KEY_FILE_RECIPIENTS) everybody.push((await newIdentity()).recipient);
  return await sealTo(shuffled(everybody), utf8(`# ${key.mailbox}\n${key.identity}\n`));
}

/** The report's key; refusals as `openWith`, and `envelope_damaged` when something else was sealed. */
export async function openKeyFile(identities: string | readonly string[], file: Uint8Array): Promise<ReportKey> {
  const plain = await openWith(identities, file);
  try {
    const [, mailbox, identity] = /^# (\S+)\n(\S+)\n$/.exec(fromUtf8(plain)) ?? [];
    const key = { identity: readIdentity(identity), mailbox: readRecipient(mailbox) };
    await recipientOf(key.identity);
    return key;
  } catch (cause) {
    return fail('envelope_damaged', {}, cause);
  }
}

/** The same key to its mailbox and these others: rotation, transfer, change of desk, joining a case. The body stays as it is. */
export async function rewrapKeyFile(
  identities: string | readonly string[],
  file: Uint8Array,
  others: readonly string[],
): Promise<Uint8Array> {
  return await sealKeyFile(await openKeyFile(identities, file), others);
}
