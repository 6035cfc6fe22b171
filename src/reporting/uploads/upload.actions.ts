import type { Readable } from 'node:stream';
import type { Actor } from '../../base/actor.ts';
import type { Clock } from '../../base/clock.ts';
import type { Input } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, isProblem, must } from '../../base/problem.ts';
import { provesWork } from '../../base/proof-of-work.ts';
import { checkSealed, HEADER_MOST } from '../../crypto/age-header.ts';
import type { Challenges } from '../../http/challenge.ts';
import type { Blobs } from '../../storage/blobs.ts';
import type { Database } from '../../storage/database.ts';
import type { Partials } from '../../storage/partials.ts';
import { mayOpen } from '../access.ts';
import { findReportForUpdate, listMailboxReports } from '../queries.ts';
import type { beginUpload } from './upload.contract.ts';
import { UPLOAD_RULE } from './upload.model.ts';
import type { UploadRow } from './upload.queries.ts';
import { deleteLooseUpload, findUpload, insertUpload, isNamedBy, setComplete } from './upload.queries.ts';

export interface UploadGround {
  readonly database: Database;
  readonly clock: Clock;
  readonly challenges: Challenges;
  readonly blobs: Blobs;
  readonly partials: Partials;
}

/**
 * Begins an upload, or finds it again. Anybody who does the work may: whose it is, the server learns when a report or a message names
 * it, and no sooner. Its random id is the only key to it. Files are what is refused first when the disk fills up.
 */
export async function begin(ground: UploadGround, asked: Input<typeof beginUpload>['body']): Promise<number> {
  const { id, size, proof } = asked;
  ground.challenges.mustStand(proof.challenge);
  must(await provesWork(proof.challenge, id, proof.nonce), 'proof_of_work');
  const db = ground.database.direct;
  const before = await findUpload(db, id);
  if (!before) {
    // Twice: at its end the stream is copied to its place.
    must((await ground.blobs.freeBytes()) >= 2 * size, 'storage_full');
    await ground.partials.begin(id);
    await insertUpload(db, id, size);
  }
  const upload = await getUpload(ground, id);
  must(upload.size === size, 'already_different');
  return offsetOf(ground, upload);
}

/** How much has arrived, of how much. */
export async function ask(ground: UploadGround, id: Id): Promise<{ offset: number; size: number }> {
  const upload = await getUpload(ground, id);
  return { offset: await offsetOf(ground, upload), size: upload.size };
}

/** Adds bytes at an offset; the new offset. What is no sealed file of ours is thrown away as soon as its header is there. */
export async function goOn(
  ground: UploadGround,
  id: Id,
  offset: number,
  content: AsyncIterable<Uint8Array>,
): Promise<number> {
  const upload = await getUpload(ground, id);
  if (upload.state !== 'arriving') {
    must(offset === upload.size, 'upload_offset');
    return offset;
  }
  const end = await ground.partials.append(id, offset, upload.size, content).catch(async (error: unknown) => {
    // The line broke: what came is kept, and there is nobody to answer.
    throw isProblem(error) ? error : await brokenLine(error);
  });
  if (end >= HEADER_MOST && (offset < HEADER_MOST || end === upload.size)) await checkHeader(ground, upload);
  if (end === upload.size) await complete(ground, id);
  return end;
}

/** The stream of files of a message, from a byte on, for who may open its report. Her key came by `open`, which told her. */
export async function fetchAtDesk(
  ground: UploadGround,
  actor: Actor,
  wanted: { readonly reportId: Id; readonly uploadId: Id },
  first: number,
): Promise<{ size: number; stream: Readable }> {
  const { reportId, uploadId } = wanted;
  await ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const report = (await findReportForUpdate(tx, reportId)) ?? fail('not_found');
    must(mayOpen(actor, { ...report, locked: report.destroyAfter !== null }), 'not_found');
    must(await isNamedBy(tx, reportId, uploadId), 'not_found');
  });
  return fetch(ground, uploadId, first);
}

/** The same for the holder of the receipt. Never logged. */
export async function fetchInMailbox(
  ground: UploadGround,
  mailboxId: Id,
  wanted: { readonly reportId: Id; readonly uploadId: Id },
  first: number,
): Promise<{ size: number; stream: Readable }> {
  const { reportId, uploadId } = wanted;
  const own = await ground.database.transact({ mailbox: mailboxId }, (tx) => listMailboxReports(tx, mailboxId));
  const { tenantId } = own.find((each) => each.id === reportId) ?? fail('not_found');
  const isNamed = await ground.database.transact({ tenant: tenantId, mailbox: mailboxId }, (tx) =>
    isNamedBy(tx, reportId, uploadId),
  );
  must(isNamed, 'not_found');
  return fetch(ground, uploadId, first);
}

async function fetch(ground: UploadGround, id: Id, first: number): Promise<{ size: number; stream: Readable }> {
  must(first < (await ground.blobs.sizeOf(id)), 'upload_offset');
  return ground.blobs.get(id, first);
}

async function getUpload(ground: UploadGround, id: Id): Promise<UploadRow> {
  const upload = await findUpload(ground.database.direct, id);
  return upload && upload.state !== 'gone' ? upload : fail('not_found');
}

/** Also ends what a stop of the server left between the last byte and its place. */
async function offsetOf(ground: UploadGround, upload: UploadRow): Promise<number> {
  if (upload.state !== 'arriving') return upload.size;
  const offset = (await ground.partials.findOffset(upload.id)) ?? fail('not_found');
  if (offset < upload.size) return offset;
  await checkHeader(ground, upload);
  await complete(ground, upload.id);
  return upload.size;
}

async function checkHeader(ground: UploadGround, upload: UploadRow): Promise<void> {
  try {
    checkSealed(await ground.partials.beginning(upload.id, HEADER_MOST), UPLOAD_RULE, upload.size);
  } catch (error) {
    await deleteLooseUpload(ground.database.direct, upload.id);
    await ground.partials.delete(upload.id);
    throw error;
  }
}

async function complete(ground: UploadGround, id: Id): Promise<void> {
  await ground.blobs.put(id, await ground.partials.read(id));
  const isKnown = await setComplete(ground.database.direct, id);
  await ground.partials.delete(id);
  if (isKnown) return;
  await ground.blobs.delete(id);
  fail('not_found');
}

async function brokenLine(error: unknown): Promise<unknown> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE' ? fail('unavailable', {}, error) : error;
}
