import { sql } from 'kysely';
import type { AuditLeaf } from '../../audit/event.ts';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { ReportingTables } from '../tables.ts';

const on = tablesOf<ReportingTables>;

/** A report as it arrives, bytes instead of text. */
export interface NewReport {
  readonly id: Id;
  readonly deskId: Id;
  readonly epoch: number;
  readonly women: boolean;
  readonly notPolice: boolean;
  /** She says that it is urgent: the mark to keep if somebody is on duty in this minute (0 = Saturday; since midnight in Baghdad). */
  readonly urgent: { readonly until: Date; readonly weekday: number; readonly minute: number } | null;
  readonly mailbox: { readonly id: Id; readonly signingKey: Uint8Array };
  readonly keyFile: Uint8Array;
  readonly summary: Uint8Array;
  readonly body: Uint8Array;
  readonly digest: Uint8Array;
  readonly day: Day;
  /** The upload that carries its files. */
  readonly uploadId?: Id | undefined;
}

/**
 * What became of it: `deskTaken` is false when no open desk has this id, key and mark; `uploadReady` when its upload is not
 * complete or is named already; `stored` for a repeated id, and with either of them.
 */
export interface Intake {
  readonly deskTaken: boolean;
  readonly uploadReady: boolean;
  readonly stored: boolean;
  /** Stored with the urgency mark. */
  readonly urgent: boolean;
}

/**
 * Stores a report, its key file, its mailbox and its audit leaf in one statement, so in one round trip and one commit. The first part
 * finds the open desk whose key it is sealed to and sets the row-security scope for the rest; a repeated id inserts nothing, no mailbox
 * either. The urgency mark is kept only in hours for which the desk's rota names somebody (invariant 19); without it the report is
 * stored all the same. `already_different` when another report has this mailbox.
 */
export async function insertReport(db: Queries, report: NewReport, audit: AuditLeaf): Promise<Intake> {
  const uploadId = report.uploadId ?? null;
  const { until, weekday, minute } = report.urgent ?? { until: null, weekday: null, minute: null };
  const { rows } = await sql<Intake>`
    with taken as materialized (
      select desk.tenant_id,
             set_config('app.tenant', desk.tenant_id::text, true),
             set_config('app.mailbox', ${report.mailbox.id}, true),
             case when exists (
               select from jsonb_to_recordset(desk.rota) as duty (weekday integer, "from" integer, "to" integer)
                where duty.weekday = ${weekday} and duty."from" <= ${minute} and duty."to" > ${minute}
             ) then ${until}::timestamptz end as urgent_until
        from desk
       where desk.id = ${report.deskId}
         and desk.open
         and case when ${report.women}::boolean then desk.women_epoch else desk.epoch end = ${report.epoch}
         and not (desk.police and ${report.notPolice}::boolean)
    ), files as materialized (
      select id from upload where id = ${uploadId} and state = 'complete' for update
    ), ready as materialized (
      select id as upload_id from files union all select null where ${uploadId}::uuid is null
    ), new_report as (
      insert into report (tenant_id, id, desk_id, mailbox_id, epoch, women, not_police, day, urgent_until, size, digest, summary, upload_id)
      select taken.tenant_id, ${report.id}, ${report.deskId}, ${report.mailbox.id}, ${report.epoch}, ${report.women}, ${report.notPolice},
             ${report.day}, taken.urgent_until, ${report.body.length}, ${report.digest}, ${report.summary}, ready.upload_id
        from taken, ready
      on conflict do nothing
      returning tenant_id, id, upload_id, urgent_until
    ), new_mailbox as (
      insert into mailbox (id, signing_key)
      select ${report.mailbox.id}, ${report.mailbox.signingKey} from new_report
    ), new_body as (
      insert into report_body (report_id, body) select id, ${report.body} from new_report
    ), new_key as (
      insert into report_key (tenant_id, report_id, key_file) select tenant_id, id, ${report.keyFile} from new_report
    ), kept as (
      update upload set state = 'kept' from new_report where upload.id = new_report.upload_id
    ), new_leaf as (
      insert into audit_event (tenant_id, id, day, actor, verb, object, salt, leaf)
      select ${audit.tenantId}, ${audit.id}, ${audit.day}, ${audit.actor}, ${audit.verb}, ${audit.object}, ${audit.salt}, ${audit.leaf}
        from new_report
    )
    select exists (select from taken) as "deskTaken", exists (select from ready) as "uploadReady",
           exists (select from new_report) as "stored",
           exists (select from new_report where urgent_until is not null) as "urgent"
  `.execute(db);
  return rows[0] ?? { deskTaken: false, uploadReady: false, stored: false, urgent: false };
}

/** A report that a mailbox already holds: digest, day, and whether its desk is or was alerted, as far as the mark tells. */
export async function findOwnReport(
  tx: Queries,
  id: Id,
): Promise<{ digest: Uint8Array; day: Day; urgent: boolean } | undefined> {
  return (
    on(tx)
      .selectFrom('report')
      // The first answer takes the mark off; whoever has been answered is not told that nobody was alerted.
      .select(['digest', 'day', sql<boolean>`urgent_until is not null or desk_messages > 0`.as('urgent')])
      .where('id', '=', id)
      .executeTakeFirst()
  );
}
