import { utf8 } from '../base/bytes.ts';
import { uuidOf } from '../base/ids.ts';
import type { Id } from '../base/ids.ts';
import { must } from '../base/problem.ts';
import { identityOf } from './age.ts';
import type { AgeIdentity } from './age.ts';
import { argon2id, RECEIPT_COST } from './argon2.ts';
import type { Argon2Cost, Argon2id } from './argon2.ts';
import { deriveKey, digestOf } from './derive.ts';
import { randomBelow, systemRandom } from './random.ts';
import type { RandomBytes } from './random.ts';
import { signingKeyOf } from './sign.ts';
import type { SigningKey } from './sign.ts';

/** 21 Latin digits: 20 random ones (66 bits) and a check digit. The only thing a reporter has to keep. */
export type Receipt = string;

export type MailboxKeys = AgeIdentity & { readonly mailboxId: Id; readonly signing: SigningKey };

const RANDOM_DIGITS = 20;
/** Its form, without blanks. */
export const RECEIPT = /^[0-9]{21}$/;
const GROUP = /.{1,4}/g;

/** H. M. Damm's quasigroup of order 10: catches every single wrong digit and every swap of neighbours. */
const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

/** A new receipt. */
export function newReceipt(random: RandomBytes = systemRandom): Receipt {
  let digits = '';
  while (digits.length < RANDOM_DIGITS) digits += String(randomBelow(10, random));
  return digits + String(dammOf(digits));
}

/** In groups of four, as it is shown: `1234 5678 9012 3456 7890 1`. */
export function formatReceipt(receipt: Receipt): string {
  return (receipt.match(GROUP) ?? []).join(' ');
}

/**
 * The mailbox behind a receipt: its id, the key that signs her messages and the identity that opens her key files. A page passes
 * its worker's `stretch`, so that it stays alive meanwhile.
 */
export async function deriveMailbox(
  receipt: Receipt,
  cost: Argon2Cost = RECEIPT_COST,
  stretch: Argon2id = argon2id,
): Promise<MailboxKeys> {
  must(RECEIPT.test(receipt), 'receipt_digits');
  // one salt for all: the mailbox has to be found by the receipt alone, on any phone
  const salt = await digestOf(utf8('muntada/receipt/1'));
  const secret = await stretch(utf8(receipt), salt, cost, 32);
  return {
    mailboxId: uuidOf(await deriveKey(secret, 'muntada/mailbox/id/1', 16), 8),
    signing: await signingKeyOf(await deriveKey(secret, 'muntada/mailbox/signing/1', 32)),
    ...(await identityOf(await deriveKey(secret, 'muntada/mailbox/identity/1', 32))),
  };
}

/** Damm's check over digits: 0 when the last one fits. */
export function dammOf(digits: string): number {
  let interim = 0;
  for (const digit of digits) interim = Number(DAMM[interim]?.[Number(digit)]);
  return interim;
}
