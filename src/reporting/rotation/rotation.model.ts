import { fromBase64url, toBase64url } from '../../base/bytes.ts';
import type { Id } from '../../base/ids.ts';
import type { EpochKeys } from '../../crypto/epoch.ts';
import type { IndexKey } from '../../crypto/entry.ts';
import { importIndexKey, openEntry, sealEntry } from '../../crypto/entry.ts';
import { must } from '../../base/problem.ts';
import { rewrapKeyFile } from '../../crypto/key-file.ts';
import { openSummary } from '../../crypto/summary.ts';

/** A report's sealed parts that hang on the desk's key, base64url as they travel. */
export interface KeyFileText {
  readonly reportId: Id;
  readonly keyFile: string;
  readonly entry: string | null;
  readonly summary: string | null;
}

/** The same parts under the next key; null where the old one does not open. */
export interface RewrittenText {
  readonly reportId: Id;
  readonly keyFile: string | null;
  readonly entry: string | null;
}

/**
 * Carries reports from one key of a desk to the next, on the device of a member who holds both. Bodies stay as they are. Only to the
 * same desk and between keys of one kind: what only women may open is not sealed to all (`women_only`; invariants 16 and 21).
 */
export async function newRewriter(
  from: EpochKeys,
  to: EpochKeys,
): Promise<(row: KeyFileText) => Promise<RewrittenText>> {
  must(from.deskId === to.deskId && from.key === to.key, 'women_only');
  const [before, after] = [await importIndexKey(from.indexKey), await importIndexKey(to.indexKey)];
  return async (row) => ({
    reportId: row.reportId,
    keyFile: await orNull(async () =>
      toBase64url(await rewrapKeyFile(from.identity, fromBase64url(row.keyFile), [to.recipient])),
    ),
    entry: await orNull(async () => toBase64url(await reseal(row, from, before, after))),
  });
}

/** The list entry again; where the desk has not listed the report yet, its summary becomes one. */
async function reseal(row: KeyFileText, from: EpochKeys, before: IndexKey, after: IndexKey): Promise<Uint8Array> {
  const content =
    row.entry === null
      ? await openSummary(from.identity, fromBase64url(row.summary ?? ''), row.reportId)
      : await openEntry(before, row.reportId, fromBase64url(row.entry));
  return sealEntry(after, row.reportId, content);
}

/** What does not open is carried along as it is and shown as unreadable: one bad file must not hold the others. */
async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch {
    return null;
  }
}
