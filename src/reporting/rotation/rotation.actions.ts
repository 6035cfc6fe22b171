import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { fromBase64url, toBase64url } from '../../base/bytes.ts';
import type { Clock } from '../../base/clock.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { checkSealed } from '../../crypto/age-header.ts';
import { KEY_FILE_RULE } from '../../crypto/key-file.ts';
import { findDesk } from '../../directory/index.ts';
import type { Database, Queries } from '../../storage/database.ts';
import { maySeeDesk } from '../access.ts';
import type { listKeyFiles, putKeyFiles } from './rotation.contract.ts';
import { ROTATION_BATCH } from './rotation.contract.ts';
import { countKeyFilesUnder, listKeyFilesUnder, moveToEpoch } from './rotation.queries.ts';

export interface RotationGround {
  readonly database: Database;
  readonly clock: Clock;
}

/**
 * A page of key files under a key that has been replaced. A key file opens nothing without the report's body, which is handed out by
 * `open` alone, with its notice to her; so the pages leave an audit leaf and no notice.
 */
export async function readKeyFiles(
  ground: RotationGround,
  actor: Actor,
  deskId: Id,
  { women, epoch, cursor }: Input<typeof listKeyFiles>['query'],
): Promise<OutputOf<typeof listKeyFiles>> {
  return onReplacedKey(ground, actor, { deskId, women, n: epoch }, 'desk.keyFilesRead', async (tx) => {
    const under = { deskId, women, n: epoch };
    const rows = await listKeyFilesUnder(tx, under, cursor, ROTATION_BATCH);
    return {
      rows: rows.map((row) => ({
        reportId: row.reportId,
        keyFile: toBase64url(row.keyFile),
        entry: row.entry && toBase64url(row.entry),
        summary: row.summary && toBase64url(row.summary),
      })),
      left: await countKeyFilesUnder(tx, under),
      cursor: rows.length === ROTATION_BATCH ? (rows.at(-1)?.reportId ?? null) : null,
    };
  });
}

/** Puts rewritten key files and entries in the place of the old ones; `epoch_ended` when the new key is not the one in force. */
export async function rewriteKeyFiles(
  ground: RotationGround,
  actor: Actor,
  deskId: Id,
  batch: Input<typeof putKeyFiles>['body'],
): Promise<number> {
  const under = { deskId, women: batch.women, n: batch.from };
  return onReplacedKey(ground, actor, under, 'desk.keyFilesRewritten', async (tx, current) => {
    must(batch.to === current, 'epoch_ended');
    let moved = 0;
    for (const item of batch.items) {
      const keyFile = item.keyFile === null ? null : fromBase64url(item.keyFile);
      if (keyFile) checkSealed(keyFile, KEY_FILE_RULE);
      const entry = item.entry === null ? null : fromBase64url(item.entry);
      if (await moveToEpoch(tx, under, batch.to, { reportId: item.reportId, keyFile, entry })) moved++;
    }
    return moved;
  });
}

/** Only for members who hold the key, and only for a key with a newer one in force: `transition_refused` otherwise. */
async function onReplacedKey<T>(
  ground: RotationGround,
  actor: Actor,
  { deskId, women, n }: { readonly deskId: Id; readonly women: boolean; readonly n: number },
  verb: string,
  work: (tx: Queries, current: number) => Promise<T>,
): Promise<T> {
  const holds =
    maySeeDesk(actor, deskId) && actor.desks.some((seat) => seat.deskId === deskId && (!women || seat.women));
  must(holds, 'not_allowed');
  const day = baghdadDay(ground.clock());
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const desk = (await findDesk(tx, actor.tenantId, deskId)) ?? fail('not_found');
    const current = women ? desk.womenEpoch : desk.epoch;
    must(current !== null && n < current, 'transition_refused', { why: 'inForce' });
    const result = await work(tx, current);
    await record(tx, { tenantId: actor.tenantId, day, actor: actor.accountId, verb, object: `desk:${deskId}` });
    return result;
  });
}
