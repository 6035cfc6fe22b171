import type { Generated } from 'kysely';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Names } from '../base/shapes.ts';
import type { BearerKind, CommitmentCommand, CommitmentState } from './commitments/commitment.model.ts';
import type {
  AffectedGroup,
  IssueCategory,
  IssueChannel,
  IssueCommand,
  IssueState,
  RemitBody,
} from './issues/issue.model.ts';
import type { MeetingCommand, MeetingState } from './meetings/meeting.model.ts';
import type {
  Availability,
  Founder,
  MeetingSeries,
  MemberCategory,
  SeatRole,
  Sex,
  SubcommitteeTopic,
  VolunteerSkill,
} from './model.ts';
import type {
  AskerKind,
  RequestAudience,
  RequestCommand,
  RequestState,
  RequestTopic,
} from './requests/request.model.ts';

/** Counts of a forum in a month; each action adds to its own (`countMonth`). */
export interface MonthCounts {
  meetings_held: Generated<number>;
  minutes_in_time: Generated<number>;
  attended_women: Generated<number>;
  attended_men: Generated<number>;
  attended_youth: Generated<number>;
  officers_women: Generated<number>;
  officers_men: Generated<number>;
  issues_raised: Generated<number>;
  issues_diverted: Generated<number>;
  issues_solved: Generated<number>;
  issues_solved_in_90: Generated<number>;
  commitments_made: Generated<number>;
  commitments_done: Generated<number>;
  commitments_in_time: Generated<number>;
}

/** The slice's rows as PostgreSQL holds them (migrations/0020-forums.sql; `forum` begins in 0003). */
export interface ForumsTables {
  forum: {
    tenant_id: Id;
    id: Id;
    names: Names;
    governorate_id: string;
    district_id: string | null;
    subdistrict: string | null;
    quarter: Names | null;
    founder: Founder;
    founded_on: Day | null;
    planned_for: Day | null;
    closed_on: Day | null;
    last_met_on: Day | null;
    meets: MeetingSeries | null;
    source: Names | null;
    illustrative: boolean;
    place_illustrative: Generated<boolean>;
    founding_illustrative: Generated<boolean>;
  };
  forum_record: { tenant_id: Id; forum_id: Id; since: Day; record: unknown };
  forum_office: { tenant_id: Id; forum_id: Id; office_tenant_id: Id; office_id: Id };
  office_state: {
    tenant_id: Id;
    office_id: Id;
    since: Day;
    rooms: number | null;
    patrols: number | null;
    staff_low: number | null;
    staff_high: number | null;
    staff_women: number | null;
    note: Names | null;
    source: Names | null;
    illustrative: Generated<boolean>;
  };
  forum_month: { tenant_id: Id; forum_id: Id; month: Day } & MonthCounts;
  forum_seat: { tenant_id: Id; forum_id: Id; account_id: Id; role: SeatRole };
  forum_member: {
    tenant_id: Id;
    id: Id;
    forum_id: Id;
    category: MemberCategory;
    sex: Sex;
    youth: boolean | null;
    chair: Generated<boolean>;
    name: string | null;
    named_on: Day | null;
    joined_on: Day;
    left_on: Day | null;
  };
  volunteer: {
    tenant_id: Id;
    id: Id;
    forum_id: Id;
    sex: Sex;
    youth: boolean | null;
    name: string | null;
    named_on: Day | null;
    skills: Generated<VolunteerSkill[]>;
    availability: Generated<Availability[]>;
    code_signed_on: Day | null;
    joined_on: Day;
    left_on: Day | null;
  };
  subcommittee: {
    tenant_id: Id;
    id: Id;
    forum_id: Id | null;
    governorate_id: string | null;
    topic: SubcommitteeTopic;
    names: Names;
    women: Generated<number>;
    men: Generated<number>;
    founded_on: Day | null;
    closed_on: Day | null;
  };
  issue: {
    tenant_id: Id;
    id: Id;
    forum_id: Id;
    digest: Uint8Array;
    category: IssueCategory;
    text: string | null;
    place: string | null;
    affected: Generated<AffectedGroup[]>;
    channel: IssueChannel;
    state: IssueState;
    raised_on: Day;
    solved_on: Day | null;
    published_text: string | null;
    published_solution: Generated<string | null>;
    published_on: Day | null;
    merged_into: Id | null;
    remit_body: RemitBody | null;
    remit_until: Day | null;
    remit_outcome: string | null;
    subcommittee_id: Id | null;
  };
  issue_event: {
    tenant_id: Id;
    issue_id: Id;
    seq: number;
    command: IssueCommand | 'raise';
    state: IssueState;
    day: Day;
    actor: Id | null;
    reason: string | null;
  };
  meeting: {
    tenant_id: Id;
    id: Id;
    forum_id: Id;
    planned_on: Day;
    starts_at: number;
    ends_at: number;
    place: string | null;
    state: MeetingState;
    quorum: Generated<number>;
    quorum_women: Generated<number>;
    postponed_from: Day | null;
    agenda_approved_by: Id | null;
    agenda_out_on: Day | null;
    agenda_mailed_on: Day | null;
    held_on: Day | null;
    last_seq: Generated<number>;
    closed_seq: number | null;
  };
  meeting_event: {
    tenant_id: Id;
    meeting_id: Id;
    seq: number;
    command: MeetingCommand | 'plan';
    state: MeetingState;
    day: Day;
    actor: Id;
    reason: string | null;
  };
  agenda_item: {
    tenant_id: Id;
    meeting_id: Id;
    id: Id;
    position: number;
    kind: 'issue' | 'commitment' | 'other';
    issue_id: Id | null;
    commitment_id: Id | null;
    title: string;
  };
  meeting_operation: {
    tenant_id: Id;
    meeting_id: Id;
    id: Id;
    seq: number;
    device: Id;
    clock: number;
    account_id: Id;
    day: Day;
    operation: unknown;
  };
  minutes: {
    tenant_id: Id;
    meeting_id: Id;
    version: number;
    content: unknown;
    redacted: unknown;
    secretary_id: Id | null;
    secretary_signed_on: Day | null;
    chair_id: Id | null;
    chair_signed_on: Day | null;
    published_on: Day | null;
  };
  solution: {
    tenant_id: Id;
    id: Id;
    forum_id: Id;
    issue_id: Id | null;
    meeting_id: Id | null;
    text: string;
    decided_by: 'consensus' | 'vote';
    votes_for: number | null;
    votes_against: number | null;
    abstained: number | null;
    dissent: string | null;
    agreed_on: Day;
  };
  commitment: {
    tenant_id: Id;
    id: Id;
    forum_id: Id;
    issue_id: Id | null;
    solution_id: Id | null;
    text: string;
    bearer_kind: BearerKind;
    bearer_tenant_id: Id | null;
    bearer_office_id: Id | null;
    bearer_unit_id: Id | null;
    bearer_body: string | null;
    state: CommitmentState;
    made_on: Day;
    handed_over_on: Day | null;
    due_on: Day | null;
    reported_done_on: Day | null;
    verified_on: Day | null;
    overdue: Generated<boolean>;
    reminded: Generated<number>;
    percent: Generated<number>;
    cost_iqd: number | null;
    last_seq: Generated<number>;
    published_text: string | null;
  };
  commitment_event: {
    tenant_id: Id;
    bearer_tenant_id: Id | null;
    commitment_id: Id;
    seq: number;
    command: CommitmentCommand | 'propose';
    state: CommitmentState;
    day: Day;
    actor: Id | null;
    reason: string | null;
    percent: number | null;
    evidence: string | null;
  };
  commitment_milestone: {
    tenant_id: Id;
    bearer_tenant_id: Id | null;
    commitment_id: Id;
    id: Id;
    position: number;
    text: string;
    due_on: Day | null;
    percent: number;
    reached_on: Day | null;
  };
  awareness_request: {
    tenant_id: Id;
    id: Id;
    forum_id: Id;
    digest: Uint8Array;
    asker_kind: AskerKind;
    asker_name: string;
    topic: RequestTopic;
    audience: RequestAudience;
    expected: number | null;
    wanted_month: Day | null;
    locale: 'ar' | 'ckb' | 'en';
    contact: string | null;
    note: string | null;
    state: RequestState;
    received_on: Day;
    scheduled_on: Day | null;
    delivered_on: Day | null;
    women: number | null;
    men: number | null;
    evaluation: string | null;
  };
  awareness_event: {
    tenant_id: Id;
    request_id: Id;
    seq: number;
    command: RequestCommand | 'receive';
    state: RequestState;
    day: Day;
    actor: Id | null;
    reason: string | null;
  };
  safety_priority: { tenant_id: Id; id: Id; forum_id: Id; year: number; position: number; title: string };
  safety_item: { tenant_id: Id; priority_id: Id; kind: 'issue' | 'commitment'; object_id: Id };
}
