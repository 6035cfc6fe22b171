import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { ReportingTables } from '../tables.ts';

type Tx = Queries;
const on = tablesOf<ReportingTables>;

/** A sealed message of a thread. */
export interface MessageRow {
  readonly id: Id;
  readonly side: 'reporter' | 'desk';
  readonly seq: number;
  readonly day: Day;
  readonly body: Uint8Array;
}

/** A report's messages in the order in which they arrived: by day, then by what each side had seen of the other. */
export async function listMessages(tx: Tx, reportId: Id): Promise<MessageRow[]> {
  return on(tx)
    .selectFrom('report_message')
    .select(['id', 'side', 'seq', 'day', 'body'])
    .where('report_id', '=', reportId)
    .orderBy('place')
    .execute();
}

/** The digest of a message that is already there under this id. */
export async function findMessageDigest(tx: Tx, reportId: Id, id: Id): Promise<Uint8Array | undefined> {
  const row = await on(tx)
    .selectFrom('report_message')
    .select('digest')
    .where('report_id', '=', reportId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.digest;
}

/** Adds a message and counts it on its side; the caller has locked the report, so `place` is the next of the thread. */
export async function insertMessage(
  tx: Tx,
  message: Omit<ReportingTables['report_message'], 'place'> & { readonly upload_id?: Id | null },
): Promise<void> {
  await sql`
    insert into report_message (tenant_id, report_id, id, side, seq, place, day, body, digest, upload_id)
    select ${message.tenant_id}, ${message.report_id}, ${message.id}, ${message.side}, ${message.seq},
           desk_messages + reporter_messages + 1, ${message.day}, ${message.body}, ${message.digest},
           ${message.upload_id ?? null}
      from report where id = ${message.report_id}
  `.execute(tx);
  await on(tx)
    .updateTable('report')
    .set(
      message.side === 'desk'
        ? { desk_messages: message.seq, urgent_until: null, expires_on: null }
        : { reporter_messages: message.seq, unread: true, expires_on: null },
    )
    .where('id', '=', message.report_id)
    .execute();
}
