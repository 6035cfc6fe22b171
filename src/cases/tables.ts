import type { Day, HalfYear } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';

/** The slice's rows as PostgreSQL holds them (migrations/0006-cases.sql). */
export interface CasesTables {
  case_key: {
    tenant_id: Id;
    id: Id;
    report_id: Id;
    desk_id: Id;
    women: boolean;
    epoch: number;
    wrapped: Uint8Array;
  };
  case_note: { tenant_id: Id; case_id: Id; id: Id; author_id: Id; day: Day; place: number; body: Uint8Array };
  case_stub: {
    tenant_id: Id;
    report_id: Id;
    desk_id: Id;
    women: boolean;
    half_year: HalfYear;
    body: Uint8Array | null;
  };
  stub_batch: { tenant_id: Id; desk_id: Id; women: boolean; sent_on: Day };
  stat_stub: StatStubRow;
}

/** What a stub leaves for counting: the process adds to it and cannot read it, the role of the jobs reads and deletes it. */
export interface StatStubRow {
  stub_id: Id;
  half_year: HalfYear;
  governorate_id: string;
  e_extortion_facet: string | null;
  gbv_type: string | null;
  age_band: string | null;
  sex: string | null;
  residence_status: string | null;
  channel: string | null;
  delay_band: string | null;
  perpetrator_kind: string | null;
  services_offered: string[];
  referral_outcome: string[];
  closure_reason: string | null;
  days_open_band: string | null;
  satisfaction: number | null;
  woman_worker_asked: boolean | null;
  woman_worker_given: boolean | null;
}
