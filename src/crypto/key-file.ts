import { fromUtf8, utf8 } from '../base/bytes.ts';
import { fail, must } from '../base/problem.ts';
import { newIdentity, openWith, recipientOf, sealTo } from './age.ts';
import type { SealedRule } from './age-header.ts';
import { shuffled } from './random.ts';
import { readIdentity } from './shape.ts';

/** Every key file has so many recipients, whoever they are. */
export const KEY_FILE_RECIPIENTS = 3;

/** An age identity in text. */
export const IDENTITY_BYTES = 74;

/** What the blind server checks of a key file. */
export const KEY_FILE_RULE = {
  stanzas: KEY_FILE_RECIPIENTS,
  kind: 'X25519',
  exactBytes: IDENTITY_BYTES,
} as const satisfies SealedRule;

/**
 * The report's identity as an age file to one, two or three recipients (the desk's epoch, the mailbox, a case). Dummies fill up
 * to three and the order is random: the file tells neither how many can open it nor which stanza is whose.
 */
export async function sealKeyFile(reportIdentity: string, recipients: readonly string[]): Promise<Uint8Array> {
  readIdentity(reportIdentity);
  must(recipients.length >= 1 && recipients.length <= KEY_FILE_RECIPIENTS, 'malformed');
  must(new Set(recipients).size === recipients.length, 'malformed');
  const everybody = [...recipients];
  // the dummy's identity is never kept
  while (everybody.length < KEY_FILE_RECIPIENTS) everybody.push((await newIdentity()).recipient);
  return await sealTo(shuffled(everybody), utf8(reportIdentity));
}

/** The report's identity; refusals as `openWith`, and `envelope_damaged` when something else was sealed. */
export async function openKeyFile(identities: string | readonly string[], file: Uint8Array): Promise<string> {
  const plain = await openWith(identities, file);
  try {
    const identity = readIdentity(fromUtf8(plain));
    await recipientOf(identity);
    return identity;
  } catch (cause) {
    return fail('envelope_damaged', {}, cause);
  }
}

/** The same identity to other recipients: rotation, transfer, change of desk, joining a case. The body stays as it is. */
export async function rewrapKeyFile(
  identities: string | readonly string[],
  file: Uint8Array,
  recipients: readonly string[],
): Promise<Uint8Array> {
  return await sealKeyFile(await openKeyFile(identities, file), recipients);
}
