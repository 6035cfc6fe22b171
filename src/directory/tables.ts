import type { Generated } from 'kysely';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Names } from '../base/shapes.ts';
import type {
  DeskHours,
  DeskKind,
  DutyHours,
  HomeJurisdiction,
  Jurisdiction,
  OfficeKind,
  OpenHours,
  OrganisationKind,
  ReviewState,
  UnitKind,
} from './model.ts';

/** The slice's rows as PostgreSQL holds them (migrations/0003-directory.sql, 0013-records-in-three-languages.sql, 0018-units.sql). */
export interface DirectoryTables {
  place: {
    id: string;
    kind: 'governorate' | 'district' | 'subdistrict';
    parent_id: string | null;
    pcode: string | null;
    kurdistan_region: boolean;
    hotlines: HomeJurisdiction[] | null;
    names: Names;
    search_keys: string[];
  };
  organisation: {
    id: Id;
    kind: OrganisationKind;
    names: Names;
    parent_id: Id | null;
    governorate_id: string | null;
    platform: Generated<boolean>;
    source: Names | null;
    illustrative: boolean;
  };
  office: {
    tenant_id: Id;
    id: Id;
    kind: OfficeKind;
    names: Names;
    governorate_id: string;
    district_id: string | null;
    address: Names | null;
    hours: OpenHours[];
    women_hours: OpenHours[];
    referral_centre: boolean;
    closed: Generated<boolean>;
    source: Names | null;
    illustrative: boolean;
  };
  unit: { tenant_id: Id; id: Id; office_id: Id; kind: UnitKind; names: Names; closed: Generated<boolean> };
  desk: {
    tenant_id: Id;
    id: Id;
    kind: DeskKind;
    names: Names;
    governorate_id: string;
    office_id: Id | null;
    police: boolean;
    child_protection: boolean;
    works_here: Names;
    must_pass_on: Names;
    never_without_asking: Names;
    law_checked_on: Day | null;
    hours: DeskHours[];
    rota: DutyHours[];
    open: boolean;
    epoch: number | null;
    women_epoch: number | null;
    illustrative: boolean;
  };
  key_directory: { tenant_id: Id; version: number; signed: Uint8Array };
  desk_record: { tenant_id: Id; desk_id: Id; version: number; record: unknown };
  hotline: {
    id: Id;
    number: string;
    names: Names;
    note: Names | null;
    jurisdiction: Jurisdiction;
    position: number;
    source: Names;
    review: ReviewState;
    verified_on: Day | null;
    verified_before: Generated<Day | null>;
  };
  provision: {
    id: Id;
    law: Names;
    article: string;
    text: Names;
    jurisdiction: HomeJurisdiction;
    position: number;
    source: Names;
    review: ReviewState;
    verified_on: Day | null;
    verified_before: Generated<Day | null>;
  };
}
