import { record } from '../audit/queries.ts';
import type { Actor } from '../base/actor.ts';
import { fromBase64url, toBase64url } from '../base/bytes.ts';
import type { Clock } from '../base/clock.ts';
import { baghdadDay } from '../base/clock.ts';
import type { Input, OutputOf } from '../base/endpoint.ts';
import type { Id } from '../base/ids.ts';
import { fail, must } from '../base/problem.ts';
import { checkSealed } from '../crypto/age-header.ts';
import { isSealedEntry } from '../crypto/entry.ts';
import { findDesk } from '../directory/index.ts';
import { onReport } from '../reporting/index.ts';
import type { Database, Queries } from '../storage/database.ts';
import type { addNote, getCase, listCaseKeys, putCaseKey, putCaseKeys } from './contract.ts';
import type { CaseKeyRow } from './queries.ts';
import {
  countCaseKeysUnder,
  findCaseKey,
  insertCaseKey,
  insertNote,
  listCaseKeysUnder,
  listNotes,
  moveCaseKey,
} from './queries.ts';
import { findSettled } from './stub.queries.ts';

export interface CasesGround {
  readonly database: Database;
  readonly clock: Clock;
}

const ROTATION_BATCH = 100;

/** The sealed case key and notes of a report that the actor may open. */
export async function readCase(ground: CasesGround, actor: Actor, reportId: Id): Promise<OutputOf<typeof getCase>> {
  return onReport(ground, actor, reportId, async (tx) => {
    const key = await findCaseKey(tx, reportId);
    const notes = key ? await listNotes(tx, key.id) : [];
    return {
      key: key ? keyAsText(key) : null,
      notes: notes.map((note) => ({ ...note, body: toBase64url(note.body) })),
      ...(await findSettled(tx, reportId)),
    };
  });
}

/** Stores a case key under the report's own epoch; the first one stays and is given back, so that two devices never make two. */
export async function saveCaseKey(
  ground: CasesGround,
  actor: Actor,
  reportId: Id,
  made: Input<typeof putCaseKey>['body'],
): Promise<OutputOf<typeof putCaseKey>> {
  const wrapped = wrapOf(made.wrapped);
  return onReport(ground, actor, reportId, async (tx, report) => {
    must(made.epoch === report.epoch, 'epoch_ended');
    await insertCaseKey(tx, {
      tenant_id: report.tenantId,
      id: made.id,
      report_id: reportId,
      desk_id: report.deskId,
      women: report.women,
      epoch: made.epoch,
      wrapped,
    });
    // Another case's id is no new case: nothing was stored.
    const key = (await findCaseKey(tx, reportId)) ?? fail('already_different');
    return { key: keyAsText(key) };
  });
}

/** Adds an internal note under the report's case key. */
export async function writeNote(
  ground: CasesGround,
  actor: Actor,
  reportId: Id,
  note: Input<typeof addNote>['body'],
): Promise<void> {
  const body = fromBase64url(note.body);
  must(isSealedEntry(body), 'envelope_damaged');
  await onReport(ground, actor, reportId, async (tx, report) => {
    const key = await findCaseKey(tx, reportId);
    must(key?.id === note.caseId, 'already_different');
    const day = baghdadDay(ground.clock());
    const added = await insertNote(tx, {
      tenant_id: report.tenantId,
      case_id: note.caseId,
      id: note.id,
      author_id: actor.accountId,
      day,
      body,
    });
    if (!added) return;
    await record(tx, {
      tenantId: report.tenantId,
      day,
      actor: actor.accountId,
      verb: 'case.noted',
      object: `report:${reportId}`,
    });
  });
}

/** Case keys under a key of the desk that has been replaced, for a member who holds it. */
export async function readCaseKeys(
  ground: CasesGround,
  actor: Actor,
  deskId: Id,
  { women, epoch }: Input<typeof listCaseKeys>['query'],
): Promise<OutputOf<typeof listCaseKeys>> {
  const under = { deskId, women, n: epoch };
  return onReplacedKey(ground, actor, under, async (tx) => ({
    keys: (await listCaseKeysUnder(tx, under, ROTATION_BATCH)).map(keyAsText),
    left: await countCaseKeysUnder(tx, under),
  }));
}

/** Puts case keys wrapped to the key in force in the place of the old ones. */
export async function rewrapCaseKeys(
  ground: CasesGround,
  actor: Actor,
  deskId: Id,
  batch: Input<typeof putCaseKeys>['body'],
): Promise<number> {
  const under = { deskId, women: batch.women, n: batch.from };
  return onReplacedKey(ground, actor, under, async (tx, current) => {
    must(batch.to === current, 'epoch_ended');
    let moved = 0;
    for (const { id, wrapped } of batch.keys) {
      if (await moveCaseKey(tx, under, batch.to, { id, wrapped: wrapped === null ? null : wrapOf(wrapped) })) moved++;
    }
    return moved;
  });
}

/** Only for a member who holds the key, and only for a key with a newer one in force. */
async function onReplacedKey<T>(
  ground: CasesGround,
  actor: Actor,
  { deskId, women, n }: { readonly deskId: Id; readonly women: boolean; readonly n: number },
  work: (tx: Queries, current: number) => Promise<T>,
): Promise<T> {
  must(
    actor.desks.some((seat) => seat.deskId === deskId && (!women || seat.women)),
    'not_allowed',
  );
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const desk = (await findDesk(tx, actor.tenantId, deskId)) ?? fail('not_found');
    const current = women ? desk.womenEpoch : desk.epoch;
    must(current !== null && n < current, 'transition_refused', { why: 'inForce' });
    return work(tx, current);
  });
}

/** A wrapped key as far as a blind server can check it: one age file to one recipient. */
function wrapOf(text: string): Uint8Array {
  const wrapped = fromBase64url(text);
  checkSealed(wrapped, { stanzas: 1, kind: 'X25519' });
  return wrapped;
}

function keyAsText(key: CaseKeyRow) {
  return { id: key.id, epoch: key.epoch, wrapped: toBase64url(key.wrapped) };
}
