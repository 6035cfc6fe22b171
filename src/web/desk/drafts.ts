import { fromUtf8, utf8 } from '../../base/bytes.ts';
import { openWith, sealTo } from '../../crypto/age.ts';
import { findKept, forget, forgetAll, keep } from './kept.ts';

/** Whose drafts: sealed to her own key, so that only she reads them after a reload or behind the idle lock. */
export interface DraftOwner {
  readonly identity: string;
  readonly recipient: string;
}

const PREFIX = 'draft ';

/** Seals what is being written and keeps it on the device; an empty text is forgotten. */
export async function keepDraft(owner: DraftOwner, name: string, text: string): Promise<void> {
  if (text.trim() === '') await forget(PREFIX + name);
  else await keep(PREFIX + name, await sealTo([owner.recipient], utf8(text)));
}

/** What was being written; undefined when there is nothing, or it is sealed to somebody else. */
export async function findDraft(owner: DraftOwner, name: string): Promise<string | undefined> {
  const sealed = await findKept(PREFIX + name);
  if (!(sealed instanceof Uint8Array)) return undefined;
  try {
    return fromUtf8(await openWith(owner.identity, sealed));
  } catch {
    return undefined;
  }
}

/** Forgets every draft on the device. */
export async function forgetDrafts(): Promise<void> {
  await forgetAll(PREFIX);
}
