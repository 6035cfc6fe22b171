import { fromBase64url, toBase64url } from '../../../base/bytes.ts';
import { searchKeys } from '../../../base/text.ts';
import { openEntry, sealEntry } from '../../../crypto/entry.ts';
import type { Summary } from '../../../crypto/summary.ts';
import { openSummary, readSummary } from '../../../crypto/summary.ts';
import type { OpenDesk, OpenEpoch } from '../../../web/desk/desk-keys.ts';
import { findEpoch, findLivingEpoch } from '../../../web/desk/desk-keys.ts';
import type { SealedRow } from './inbox-feed.ts';

/** A row of the inbox as it is shown. `summary` is missing where neither entry nor summary opens: the report itself may still. */
export interface InboxRow extends Omit<SealedRow, 'entry' | 'entryEpoch' | 'summary'> {
  readonly summary: Summary | undefined;
  /** What the search looks through. */
  readonly keys: readonly string[];
}

/** A row that was opened, and the entry that should take the place of its summary on the server. */
export interface ReadRow {
  readonly row: InboxRow;
  readonly reseal: { readonly epoch: OpenEpoch; readonly summary: Summary } | undefined;
}

/** The words under which a row is found: her first words, and in the reader's language what it is about and where. */
export type WordsOf = (summary: Summary) => readonly string[];

/** Opens a row with the desk's keys. */
export async function readRow(desk: OpenDesk, sealed: SealedRow, wordsOf: WordsOf): Promise<ReadRow> {
  const { entry: _entry, entryEpoch, summary: _summary, ...plain } = sealed;
  const fromEntry = await readEntry(desk, sealed);
  const summary = fromEntry ?? (await readSealedSummary(desk, sealed));
  const living = findLivingEpoch(desk, sealed.women === true);
  const stale = fromEntry === undefined || (living !== undefined && entryEpoch !== undefined && entryEpoch < living.n);
  return {
    row: { ...plain, summary, keys: summary === undefined ? [] : keysOf(summary, wordsOf) },
    reseal: summary && living && stale ? { epoch: living, summary } : undefined,
  };
}

/** The keys of a summary, for the search. */
export function keysOf(summary: Summary, wordsOf: WordsOf): readonly string[] {
  return searchKeys([summary.head, ...wordsOf(summary)].join(' '));
}

/** A summary as the list entry that replaces it, base64url. */
export async function sealRow(epoch: OpenEpoch, summary: Summary): Promise<string> {
  return toBase64url(await sealEntry(epoch.index, summary.reportId, { ...summary, marks: [...summary.marks] }));
}

async function readEntry(desk: OpenDesk, row: SealedRow): Promise<Summary | undefined> {
  const epoch = row.entryEpoch === undefined ? undefined : findEpoch(desk, row.women === true, row.entryEpoch);
  if (row.entry === undefined || epoch === undefined) return undefined;
  return await orNothing(async () => readSummary(await openEntry(epoch.index, row.id, fromBase64url(row.entry ?? ''))));
}

async function readSealedSummary(desk: OpenDesk, row: SealedRow): Promise<Summary | undefined> {
  const sealed = row.summary;
  const identities = desk.epochs.filter((each) => (each.key === 'women') === (row.women === true));
  if (sealed === undefined || identities.length === 0) return undefined;
  return await orNothing(async () =>
    openSummary(
      identities.map((each) => each.identity),
      fromBase64url(sealed),
      row.id,
    ),
  );
}

/** A row that does not open is a row without words, never an error of the whole list. */
async function orNothing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch {
    return undefined;
  }
}
