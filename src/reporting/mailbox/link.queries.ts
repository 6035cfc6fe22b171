import { sql } from 'kysely';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { ReportRow } from '../queries.ts';
import type { ReportingTables } from '../tables.ts';

type Tx = Queries;
const on = tablesOf<ReportingTables>;

/** The other report of a link as far as it decides whether the two may be joined. */
export type OtherReport = Pick<ReportRow, 'deskId' | 'women' | 'state' | 'destroyAfter'>;

/** Another report of the tenant in scope. */
export async function findOther(tx: Tx, id: Id): Promise<OtherReport | undefined> {
  return on(tx)
    .selectFrom('report')
    .select(['desk_id as deskId', 'women', 'state', 'destroy_after as destroyAfter'])
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Keeps the signed word of one side of a link that was named before, by the desk or from the other mailbox; false when none was. */
export async function keepWord(tx: Tx, reportId: Id, otherId: Id, word: Uint8Array): Promise<boolean> {
  const { rows } = await sql`
    update link_request
       set agreed_a = agreed_a or report_a = ${reportId}, agreed_b = agreed_b or report_b = ${reportId},
           word_a = case when report_a = ${reportId} then ${word}::bytea else word_a end,
           word_b = case when report_b = ${reportId} then ${word}::bytea else word_b end
     where (report_a = ${reportId} and report_b = ${otherId}) or (report_b = ${reportId} and report_a = ${otherId})
    returning id
  `.execute(tx);
  return rows.length > 0;
}

/** Adds a link that she names herself, with the word of this side. */
export async function insertOwnLink(
  tx: Tx,
  link: Pick<ReportingTables['link_request'], 'tenant_id' | 'id' | 'report_a' | 'report_b' | 'day'>,
  word: Uint8Array,
): Promise<void> {
  await on(tx)
    .insertInto('link_request')
    .values({ ...link, agreed_a: true, word_a: word, word_b: null, proposed_by: null })
    .execute();
}

/** Shows a report at the top of its desk's list as one that has something new. */
export async function markUnread(tx: Tx, reportId: Id): Promise<void> {
  await on(tx).updateTable('report').set({ unread: true }).where('id', '=', reportId).execute();
}

/**
 * The links that a desk proposed for a report and that its mailbox has not agreed to yet. What was said from another mailbox alone is
 * not shown: whoever said it may not be her.
 */
export async function listProposedLinks(tx: Tx, reportId: Id): Promise<{ otherId: Id }[]> {
  const { rows } = await sql<{ otherId: Id }>`
    select case when report_a = ${reportId} then report_b else report_a end as "otherId"
      from link_request
     where proposed_by is not null
       and ((report_a = ${reportId} and not agreed_a) or (report_b = ${reportId} and not agreed_b))
     order by id
  `.execute(tx);
  return rows;
}
