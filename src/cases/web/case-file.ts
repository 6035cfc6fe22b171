import { fromBase64url, toBase64url } from '../../base/bytes.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { randomId } from '../../base/ids.ts';
import { must } from '../../base/problem.ts';
import type { IndexKey } from '../../crypto/entry.ts';
import { sealEntry } from '../../crypto/entry.ts';
import type { OpenDesk } from '../../web/desk/desk-keys.ts';
import { findEpoch, findLivingEpoch } from '../../web/desk/desk-keys.ts';
import { deskCall } from '../../web/desk/session.svelte.ts';
import { importCaseKey, newCaseKey, openNote, sealNote, unwrapCaseKey, wrapCaseKey } from '../case-key.model.ts';
import type { getCase, putCaseKey } from '../contract.ts';
import type { Stub } from '../model.ts';
import { stubAsJson } from '../model.ts';

type WrappedKey = NonNullable<OutputOf<typeof getCase>['key']>;

/** Which report, and under which of the desk's keys it lies. */
export interface CaseOf {
  readonly reportId: Id;
  readonly women: boolean;
  readonly epoch: number;
}

/** A note on the screen; without text where it does not open. */
export interface OpenNote {
  readonly id: Id;
  readonly authorId: Id;
  readonly day: string;
  readonly text: string | undefined;
}

/** What the desk has noted about a report, opened on this device. */
export interface CaseFile {
  readonly id: Id | undefined;
  readonly key: IndexKey | undefined;
  readonly notes: readonly OpenNote[];
  readonly counted: boolean;
  /** Her stub is sealed here and has not left yet. */
  readonly pending: boolean;
}

/** Fetches and opens the internal notes of a report. */
export async function fetchCase(desk: OpenDesk, of: CaseOf): Promise<CaseFile> {
  const {
    key: wrapped,
    notes,
    counted,
    pending,
  } = await deskCall<OutputOf<typeof getCase>>('GET', `/api/reports/${of.reportId}/case`);
  if (wrapped === null) return { id: undefined, key: undefined, notes: [], counted, pending };
  const key = await openCaseKey(desk, of.women, wrapped);
  const opened = await Promise.all(
    notes.map(async ({ id, authorId, day, body }) => ({
      id,
      authorId,
      day,
      text: await openNote(key, id, fromBase64url(body)).catch(() => undefined),
    })),
  );
  return { id: wrapped.id, key, notes: opened, counted, pending };
}

/** Seals and sends an internal note; the first one makes the case key. */
export async function addNote(desk: OpenDesk, of: CaseOf, file: CaseFile, text: string): Promise<void> {
  const { id: caseId, key } = await ensureKey(desk, of, file);
  const id = randomId();
  const body = toBase64url(await sealNote(key, id, text));
  await deskCall('POST', `/api/reports/${of.reportId}/notes`, { id, caseId, body });
}

/** Settles the statistics of a closed report: her stub, sealed until the batch, or only the count. */
export async function settleStatistics(
  desk: OpenDesk,
  of: CaseOf,
  file: CaseFile,
  stub: Stub | undefined,
): Promise<void> {
  let sealed: string | null = null;
  if (stub !== undefined) {
    const { key } = await ensureKey(desk, of, file);
    sealed = toBase64url(await sealEntry(key, of.reportId, stubAsJson(stub)));
  }
  await deskCall('PUT', `/api/reports/${of.reportId}/statistics`, { stub: sealed });
}

/** A wrapped case key, opened with whichever epoch it lies under. */
export async function openCaseKey(desk: OpenDesk, women: boolean, wrapped: WrappedKey): Promise<IndexKey> {
  const epoch = findEpoch(desk, women, wrapped.epoch) ?? findLivingEpoch(desk, women);
  must(epoch, 'epoch_ended');
  return await importCaseKey(await unwrapCaseKey([epoch.identity], fromBase64url(wrapped.wrapped), wrapped.id));
}

/** The case key, made and stored when there is none; where another device was quicker, that one's. */
async function ensureKey(desk: OpenDesk, of: CaseOf, file: CaseFile): Promise<{ id: Id; key: IndexKey }> {
  if (file.id !== undefined && file.key !== undefined) return { id: file.id, key: file.key };
  const epoch = findEpoch(desk, of.women, of.epoch);
  must(epoch, 'epoch_ended');
  const id = randomId();
  const wrapped = toBase64url(await wrapCaseKey(epoch.recipient, id, newCaseKey()));
  const stored = await deskCall<OutputOf<typeof putCaseKey>>('PUT', `/api/reports/${of.reportId}/case-key`, {
    id,
    epoch: of.epoch,
    wrapped,
  });
  return { id: stored.key.id, key: await openCaseKey(desk, of.women, stored.key) };
}
