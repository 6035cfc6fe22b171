import { sql } from 'kysely';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';

/** One of a desk's keys, in scope of its tenant. */
export interface SealedUnder {
  readonly deskId: Id;
  readonly women: boolean;
  readonly n: number;
}

/** What a device needs to carry one report to a new key. */
export interface KeyFileRow {
  readonly reportId: Id;
  readonly keyFile: Uint8Array;
  readonly entry: Uint8Array | null;
  readonly summary: Uint8Array | null;
}

/** Live key files under an epoch, by report id. A withdrawal that waits is among them: she may still undo it. */
export async function listKeyFilesUnder(
  tx: Queries,
  epoch: SealedUnder,
  after: Id | undefined,
  limit: number,
): Promise<KeyFileRow[]> {
  const { rows } = await sql<KeyFileRow>`
    select report.id as "reportId", report_key.key_file as "keyFile", report.entry, report.summary
      from report join report_key on report_key.tenant_id = report.tenant_id and report_key.report_id = report.id
     where report.desk_id = ${epoch.deskId} and report.women = ${epoch.women} and report.epoch = ${epoch.n}
       and report.state not in ('withdrawn', 'expired')
       and (${after ?? null}::uuid is null or report.id > ${after ?? null}::uuid)
     order by report.id
     limit ${limit}
  `.execute(tx);
  return rows;
}

/** How many live key files are sealed to an epoch: while there is one, the epoch cannot end. */
export async function countKeyFilesUnder(tx: Queries, epoch: SealedUnder): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
      from report join report_key on report_key.tenant_id = report.tenant_id and report_key.report_id = report.id
     where report.desk_id = ${epoch.deskId} and report.women = ${epoch.women} and report.epoch = ${epoch.n}
       and report.state not in ('withdrawn', 'expired')
  `.execute(tx);
  return rows[0]?.count ?? 0;
}

/**
 * Moves one report from an epoch to another; false when it is no longer under the first. Without a key file the old one stays (it
 * did not open); without an entry the summary stays for what it is worth.
 */
export async function moveToEpoch(
  tx: Queries,
  epoch: SealedUnder,
  to: number,
  item: { readonly reportId: Id; readonly keyFile: Uint8Array | null; readonly entry: Uint8Array | null },
): Promise<boolean> {
  const { rows } = await sql<{ moved: number }>`
    with moved as (
      update report
         set epoch = ${to},
             entry = ${item.entry}::bytea,
             entry_epoch = case when ${item.entry}::bytea is null then null else ${to}::integer end,
             summary = case when ${item.entry}::bytea is null then summary end
       where id = ${item.reportId} and desk_id = ${epoch.deskId} and women = ${epoch.women} and epoch = ${epoch.n}
         and state not in ('withdrawn', 'expired')
      returning tenant_id, id
    ), rewritten as (
      update report_key set key_file = ${item.keyFile}::bytea
        from moved
       where report_key.tenant_id = moved.tenant_id and report_key.report_id = moved.id
         and ${item.keyFile}::bytea is not null
    )
    select count(*)::int as moved from moved
  `.execute(tx);
  return rows[0]?.moved === 1;
}
