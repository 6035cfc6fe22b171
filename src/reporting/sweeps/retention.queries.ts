import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Period } from '../../base/period.ts';
import type { Queries } from '../../storage/database.ts';
import type { ReportState } from '../model.ts';

type Tx = Queries;

/** A report whose time is over. */
export interface DueReport {
  readonly tenantId: Id;
  readonly id: Id;
  readonly state: ReportState;
}

/** How long reports are kept after what last happened to them (docs/invariants.md, "Retention"). */
export interface ReportRetention {
  /** Never opened by the desk that has it now. */
  readonly unopened: Period;
  /** Answered only, or closed without a case. */
  readonly answered: Period;
  /** Out of scope, or unreadable. */
  readonly outOfScope: Period;
  /** Open and quiet: nobody wrote, changed or opened it. */
  readonly quiet: Period;
  /** The report of a case, after its closure. */
  readonly caseClosed: Period;
}

/** How long before it is destroyed a desk is told, in days. */
const WARNED_DAYS = 30;

/**
 * Every report that can end, in scope of its tenant: the day on which its time is over (`ends`). A
 * report that she herself withdrew is not among them. Opening counts only where the desk works on it: a look keeps nothing that was
 * answered or out of scope.
 */
function reportEnds(keep: ReportRetention) {
  return sql`
    select report.tenant_id, report.id, report.day, report.state, report.expires_on, report.desk_messages, report.reporter_messages,
           -- What a desk could still work on: it is told first, however long the server was away.
           kept.rule = 'quiet' or report.state = 'outOfScope' as told_first,
           (kept.since + case kept.rule
              when 'unopened' then ${keep.unopened}::interval
              when 'answered' then ${keep.answered}::interval
              when 'outOfScope' then ${keep.outOfScope}::interval
              when 'quiet' then ${keep.quiet}::interval
              else ${keep.caseClosed}::interval
            end)::date + 1 as ends
      from report
      left join lateral (
        select day, from_state from report_event
         where report_event.tenant_id = report.tenant_id and report_event.report_id = report.id
         order by seq desc limit 1
      ) as last_event on true
      left join lateral (
        select max(day) as day from report_message
         where report_message.tenant_id = report.tenant_id and report_message.report_id = report.id
      ) as last_message on true
      left join lateral (
        select max(day) as day from access_notice
         where access_notice.tenant_id = report.tenant_id and access_notice.report_id = report.id
           -- A desk that gave it away may have opened it; hers now has not.
           and access_notice.desk_id = report.desk_id and kind in ('opened', 'madeOffline')
      ) as last_opening on true
      cross join lateral (
        select case
                 when state in ('received', 'unreadable') and last_opening.day is null then 'unopened'
                 when state = 'answeredOnly' then 'answered'
                 when state = 'closed' and last_event.from_state in ('answeredOnly', 'outOfScope', 'received') then 'answered'
                 when state in ('outOfScope', 'unreadable') then 'outOfScope'
                 when state = 'closed' then 'caseClosed'
                 else 'quiet'
               end as rule
      ) as ruled
      cross join lateral (
        select ruled.rule, greatest(
          report.day, last_event.day, last_message.day, case when ruled.rule = 'quiet' then last_opening.day end
        ) as since
      ) as kept
     where destroy_after is null and state not in ('withdrawn', 'expired')
  `;
}

/** Some reports of the tenant in scope whose time is over, locked. */
export async function takeExpired(tx: Tx, keep: ReportRetention, today: Day, limit: number): Promise<DueReport[]> {
  const { rows } = await sql<DueReport>`
    select report.tenant_id as "tenantId", report.id, report.state
      from report
      join (
        select * from (${reportEnds(keep)}) as each
         where ends <= ${today}::date and (not told_first or expires_on <= ${today}::date)
         order by day, id
         limit ${limit}
      ) as due on due.tenant_id = report.tenant_id and due.id = report.id
     -- Looked at again when its lock is held: she may have written, or another sweep may have been here.
     where report.state = due.state and report.destroy_after is null
       and report.desk_messages = due.desk_messages and report.reporter_messages = due.reporter_messages
     order by due.day, due.id
       for update of report skip locked
  `.execute(tx);
  return rows;
}

/**
 * Writes beside what is open and will end within thirty days the day on which it will be destroyed; what is worked on first has thirty
 * days from now, whatever its time. Takes the day away where it no longer ends.
 */
export async function markExpiring(tx: Tx, keep: ReportRetention, today: Day): Promise<void> {
  await sql`
    update report
       set expires_on = case when ends > ${today}::date + ${WARNED_DAYS}::integer then null
                             when told_first then greatest(ends, ${today}::date + ${WARNED_DAYS}::integer)
                             else ends end
      from (${reportEnds(keep)}) as each
     where report.tenant_id = each.tenant_id and report.id = each.id
       and each.state in ('received', 'caseOpened', 'answeredOnly', 'emergency', 'outOfScope', 'linked')
       and (ends > ${today}::date + ${WARNED_DAYS}::integer) = (each.expires_on is not null)
  `.execute(tx);
}
