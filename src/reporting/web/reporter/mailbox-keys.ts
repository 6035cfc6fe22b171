import type { MailboxKeys, Receipt } from '../../../crypto/receipt.ts';
import { deriveMailbox, newReceipt } from '../../../crypto/receipt.ts';
import { argon2idInWorker } from '../../../web/argon2-in-worker.ts';

/** A receipt and the mailbox behind it, which takes a phone a second or two. */
export type Mailbox = { readonly receipt: Receipt; readonly keys: Promise<MailboxKeys> };

/** A new receipt; its mailbox is derived in a worker meanwhile. */
export function newMailbox(): Mailbox {
  const receipt = newReceipt();
  const keys = openMailbox(receipt);
  // awaited when she sends; a failure before that must not go unheard as a stray rejection
  keys.catch(() => undefined);
  return { receipt, keys };
}

/** The mailbox of a receipt, derived in a worker. */
export async function openMailbox(receipt: Receipt): Promise<MailboxKeys> {
  return await deriveMailbox(receipt, undefined, argon2idInWorker);
}
