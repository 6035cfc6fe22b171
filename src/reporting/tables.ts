import type { Generated } from 'kysely';
import type { Day, HalfYear } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { AnswerBand, Aftercare, CloseReason } from './desk/desk.model.ts';
import type { NoticeKind, ReportCommand, ReportState } from './model.ts';

/** The slice's rows as PostgreSQL holds them (migrations/0005-reporting.sql, 0015-own-marks.sql, 0016-desk-changes.sql). */
export interface ReportingTables {
  mailbox: { id: Id; signing_key: Uint8Array };
  report_body: { report_id: Id; body: Uint8Array };
  report: {
    tenant_id: Id;
    id: Id;
    desk_id: Id;
    mailbox_id: Id;
    epoch: number;
    women: boolean;
    not_police: boolean;
    day: Day;
    state: Generated<ReportState>;
    destroy_after: Date | null;
    hidden_through: number | null;
    not_police_lifted: Uint8Array | null;
    own_marks: Uint8Array | null;
    urgent_until: Date | null;
    assignee_id: Id | null;
    due_on: Day | null;
    closure_by: Id | null;
    closure_reason: CloseReason | null;
    closure_aftercare: Aftercare | null;
    closure_seen: number | null;
    size: number;
    digest: Uint8Array;
    summary: Uint8Array | null;
    entry: Uint8Array | null;
    entry_epoch: number | null;
    desk_messages: Generated<number>;
    reporter_messages: Generated<number>;
    unread: Generated<boolean>;
    /** The day on which it will be destroyed unless somebody works on it; written thirty days before. */
    expires_on: Day | null;
    /** The transaction that last changed what a list shows (`xid8`, as text). */
    changed: Generated<string>;
  };
  report_key: { tenant_id: Id; report_id: Id; key_file: Uint8Array };
  report_message: {
    tenant_id: Id;
    report_id: Id;
    id: Id;
    side: 'reporter' | 'desk';
    seq: number;
    place: number;
    day: Day;
    body: Uint8Array;
    digest: Uint8Array;
  };
  access_notice: {
    tenant_id: Id;
    report_id: Id;
    id: Id;
    day: Day;
    kind: NoticeKind;
    desk_id: Id;
    role: string;
  };
  report_event: {
    tenant_id: Id;
    report_id: Id;
    seq: number;
    command: ReportCommand;
    from_state: ReportState;
    to_state: ReportState;
    day: Day;
    actor: string;
    reason: string | null;
  };
  link_request: {
    tenant_id: Id;
    id: Id;
    report_a: Id;
    report_b: Id;
    agreed_a: Generated<boolean>;
    agreed_b: Generated<boolean>;
    /** Her signed words, one from each mailbox. */
    word_a: Uint8Array | null;
    word_b: Uint8Array | null;
    /** Null: she said it herself, nobody asked. */
    proposed_by: Id | null;
    day: Day;
  };
  /** migrations/0012-alerts.sql */
  alert_mail: { tenant_id: Id; desk_id: Id; level: 1 | 2; account_id: Id; mark: Date };
  report_left: { tenant_id: Id; desk_id: Id; report_id: Id; women: boolean; day: Day; changed: Generated<string> };
  desk_rollup: { tenant_id: Id; desk_id: Id; half_year: HalfYear; band: AnswerBand; count: number };
}
