-- The forums: the register with its history, issues raised, monthly meetings, commitments, requests for awareness sessions, the yearly
-- safety plan. No table here holds anything of a report or a case, and none points to one (docs/invariants.md, "Two walls").

-- What the directory knew of a forum was its name and place.
alter table forum
  add column subdistrict text,
  add column founder text not null default 'programme' check (founder in ('programme', 'police')),
  -- Null: planned.
  add column founded_on date,
  add column planned_for date,
  add column closed_on date,
  -- Of the last meeting that was held: a forum that has not met for 60 days is dormant.
  add column last_met_on date,
  -- When it meets: {week 1–4, weekday 0–6 from Saturday, from, to (minutes since midnight)}.
  add column meets jsonb,
  add column place_illustrative boolean not null default false,
  -- Its source tells of the forum and not of the day on which it was founded.
  add column founding_illustrative boolean not null default false,
  -- Its id is public, and belongs to one organisation.
  add constraint forum_id unique (id),
  add constraint forum_times check (closed_on is null or (founded_on is not null and closed_on >= founded_on));

-- The register as of any day: each change of a forum's record, by the day from which it holds.
create table forum_record (
  tenant_id uuid not null,
  forum_id uuid not null,
  since date not null,
  record jsonb not null,
  primary key (tenant_id, forum_id, since),
  foreign key (tenant_id, forum_id) references forum
);

-- The community-police offices a forum works with; they may belong to another organisation.
create table forum_office (
  tenant_id uuid not null,
  forum_id uuid not null,
  office_tenant_id uuid not null,
  office_id uuid not null,
  primary key (tenant_id, forum_id, office_tenant_id, office_id),
  foreign key (tenant_id, forum_id) references forum,
  foreign key (office_tenant_id, office_id) references office
);
create index forum_office_by_office on forum_office (office_tenant_id, office_id);

-- An office through the years: rooms, patrols, staff. A range where the source gives one.
create table office_state (
  tenant_id uuid not null,
  office_id uuid not null,
  since date not null,
  rooms integer check (rooms >= 0),
  patrols integer check (patrols >= 0),
  staff_low integer check (staff_low >= 0),
  staff_high integer check (staff_high >= staff_low),
  staff_women integer check (staff_women between 0 and staff_high),
  note jsonb,
  source jsonb,
  illustrative boolean not null default false,
  primary key (tenant_id, office_id, since),
  foreign key (tenant_id, office_id) references office
);
alter table unit add column since date;
alter table office add constraint office_id unique (id);

-- Counts by forum and month, kept by the actions themselves: a screen over ten years costs what a screen over one costs. No row of a person.
create table forum_month (
  tenant_id uuid not null,
  forum_id uuid not null,
  -- Its first day.
  month date not null,
  meetings_held integer not null default 0,
  minutes_in_time integer not null default 0,
  attended_women integer not null default 0,
  attended_men integer not null default 0,
  attended_youth integer not null default 0,
  officers_women integer not null default 0,
  officers_men integer not null default 0,
  issues_raised integer not null default 0,
  issues_diverted integer not null default 0,
  issues_solved integer not null default 0,
  issues_solved_in_90 integer not null default 0,
  commitments_made integer not null default 0,
  commitments_done integer not null default 0,
  commitments_in_time integer not null default 0,
  primary key (tenant_id, forum_id, month),
  foreign key (tenant_id, forum_id) references forum
);
create index forum_month_by_month on forum_month (month);

-- Which people of the organisation have a seat in which forum.
create table forum_seat (
  tenant_id uuid not null,
  forum_id uuid not null,
  account_id uuid not null,
  role text not null check (role in ('chair', 'secretary', 'member', 'volunteer')),
  primary key (tenant_id, forum_id, account_id, role),
  foreign key (tenant_id, forum_id) references forum,
  foreign key (tenant_id, account_id) references account
);
create index forum_seat_by_account on forum_seat (tenant_id, account_id);

-- Members, who need not be users. The name is optional and goes after twelve months; the count stays.
create table forum_member (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  category text not null,
  sex text not null check (sex in ('woman', 'man')),
  youth boolean,
  chair boolean not null default false,
  name text,
  named_on date,
  joined_on date not null,
  left_on date check (left_on >= joined_on),
  primary key (tenant_id, id),
  foreign key (tenant_id, forum_id) references forum
);
create index forum_member_by_forum on forum_member (tenant_id, forum_id);

-- Volunteers; they never see a case.
create table volunteer (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  sex text not null check (sex in ('woman', 'man')),
  youth boolean,
  name text,
  named_on date,
  skills text[] not null default '{}',
  availability text[] not null default '{}',
  -- The day on which the code of conduct was signed.
  code_signed_on date,
  joined_on date not null,
  left_on date check (left_on >= joined_on),
  primary key (tenant_id, id),
  foreign key (tenant_id, forum_id) references forum
);
create index volunteer_by_forum on volunteer (tenant_id, forum_id);

-- Of a forum, or of a governorate (prevention of violent extremism).
create table subcommittee (
  tenant_id uuid not null references organisation,
  id uuid not null,
  forum_id uuid,
  governorate_id text references place,
  topic text not null check (topic in ('violentExtremism', 'women', 'youth', 'schools', 'drugs', 'tribal', 'other')),
  names jsonb not null,
  women integer not null default 0 check (women >= 0),
  men integer not null default 0 check (men >= 0),
  founded_on date,
  closed_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, forum_id) references forum,
  check ((forum_id is null) <> (governorate_id is null))
);

-- What somebody raised. Days, never hours; random ids, because whoever raised it may be known by the minute.
create table issue (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  -- SHA-256 of what was sent: the same again is answered again, something else under the same id is refused.
  digest bytea not null check (length(digest) = 32),
  category text not null check (category in ('domesticViolence', 'drugs', 'familyDispute', 'eExtortion', 'tribalDispute', 'services',
    'property', 'documents', 'traffic', 'other')),
  -- Null once diverted: nothing of it is kept.
  text text check (length(text) <= 2000),
  place text check (length(place) <= 200),
  affected text[] not null default '{}',
  channel text not null check (channel in ('site', 'member', 'paper')),
  state text not null,
  raised_on date not null,
  solved_on date,
  -- What the public page says of it, written by the forum; null: not published.
  published_text text check (length(published_text) <= 2000),
  -- What was agreed, in the forum's words.
  published_solution text check (length(published_solution) <= 2000),
  published_on date,
  merged_into uuid,
  -- Out of remit: who is responsible, when the forum asks again, what came of it.
  remit_body text check (remit_body in ('education', 'health', 'municipality', 'water', 'electricity', 'court', 'displacement', 'other')),
  remit_until date,
  remit_outcome text,
  subcommittee_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, forum_id) references forum,
  foreign key (tenant_id, merged_into) references issue,
  foreign key (tenant_id, subcommittee_id) references subcommittee,
  check ((text is null) = (state = 'diverted'))
);
create index issue_by_forum on issue (tenant_id, forum_id, raised_on desc, id);
create index issue_by_state on issue (tenant_id, forum_id, state);
create index issue_published on issue (forum_id, published_on desc, id) where published_on is not null;
create index issue_published_lately on issue (published_on desc, id) where published_on is not null;

create table issue_event (
  tenant_id uuid not null,
  issue_id uuid not null,
  seq integer not null,
  command text not null,
  state text not null,
  day date not null,
  -- Null: somebody on the public site.
  actor uuid,
  reason text check (length(reason) <= 500),
  primary key (tenant_id, issue_id, seq),
  foreign key (tenant_id, issue_id) references issue
);

create table meeting (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  planned_on date not null,
  -- Minutes since midnight in Baghdad.
  starts_at integer not null check (starts_at between 0 and 1439),
  ends_at integer not null check (ends_at between 1 and 1440),
  place text check (length(place) <= 200),
  state text not null,
  quorum integer not null default 0 check (quorum >= 0),
  quorum_women integer not null default 0 check (quorum_women >= 0),
  postponed_from date,
  agenda_approved_by uuid,
  agenda_out_on date,
  -- When the members were mailed that the agenda is out.
  agenda_mailed_on date,
  held_on date,
  -- Of the newest operation: numbers are given under this row's lock, so that no cursor ever misses one.
  last_seq integer not null default 0,
  -- The number that closing the session took: what was recorded without having seen it arrives late, and is kept all the same.
  closed_seq integer check (closed_seq <= last_seq),
  primary key (tenant_id, id),
  foreign key (tenant_id, forum_id) references forum,
  check (starts_at < ends_at)
);
create index meeting_by_forum on meeting (tenant_id, forum_id, planned_on desc);
create index meeting_by_day on meeting (planned_on) where state in ('planned', 'agendaOut', 'postponed');

create table meeting_event (
  tenant_id uuid not null,
  meeting_id uuid not null,
  seq integer not null,
  command text not null,
  state text not null,
  day date not null,
  actor uuid not null,
  reason text check (length(reason) <= 500),
  primary key (tenant_id, meeting_id, seq),
  foreign key (tenant_id, meeting_id) references meeting
);

create table agenda_item (
  tenant_id uuid not null,
  meeting_id uuid not null,
  id uuid not null,
  position integer not null,
  kind text not null check (kind in ('issue', 'commitment', 'other')),
  issue_id uuid,
  commitment_id uuid,
  title text not null check (length(title) <= 300),
  primary key (tenant_id, id),
  foreign key (tenant_id, meeting_id) references meeting,
  foreign key (tenant_id, issue_id) references issue
);
create index agenda_item_by_meeting on agenda_item (tenant_id, meeting_id, position);

-- What was recorded in a session, device by device; the record is the fold of these (src/forums/meetings/record.model.ts).
create table meeting_operation (
  tenant_id uuid not null,
  meeting_id uuid not null,
  id uuid not null,
  seq integer not null,
  device uuid not null,
  -- Lamport clock of the device.
  clock integer not null check (clock > 0),
  account_id uuid not null,
  day date not null,
  operation jsonb not null,
  primary key (tenant_id, meeting_id, id),
  unique (tenant_id, meeting_id, seq),
  unique (tenant_id, meeting_id, device, clock),
  foreign key (tenant_id, meeting_id) references meeting
);

create table minutes (
  tenant_id uuid not null,
  meeting_id uuid not null,
  -- Raised with each change: a signature holds for one version.
  version integer not null,
  content jsonb not null,
  -- What may be published, in up to three languages; null: not redacted yet.
  redacted jsonb,
  secretary_id uuid,
  secretary_signed_on date,
  chair_id uuid,
  chair_signed_on date,
  published_on date,
  primary key (tenant_id, meeting_id),
  foreign key (tenant_id, meeting_id) references meeting,
  -- Two people (invariant 12); published only after redaction (invariant 7).
  check (chair_id is null or (secretary_id is not null and chair_id <> secretary_id)),
  check (published_on is null or (redacted is not null and chair_id is not null))
);
create index minutes_published on minutes (tenant_id, published_on desc) where published_on is not null;

create table solution (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  issue_id uuid,
  meeting_id uuid,
  text text not null check (length(text) <= 2000),
  decided_by text not null check (decided_by in ('consensus', 'vote')),
  votes_for integer check (votes_for >= 0),
  votes_against integer check (votes_against >= 0),
  abstained integer check (abstained >= 0),
  dissent text check (length(dissent) <= 1000),
  agreed_on date not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, forum_id) references forum,
  foreign key (tenant_id, issue_id) references issue,
  foreign key (tenant_id, meeting_id) references meeting
);
create index solution_by_issue on solution (tenant_id, issue_id);

create table commitment (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  issue_id uuid,
  solution_id uuid,
  text text not null check (length(text) <= 2000),
  -- The duty bearer: an office, a unit of it, or another body by name.
  bearer_kind text not null check (bearer_kind in ('office', 'unit', 'body')),
  bearer_tenant_id uuid,
  bearer_office_id uuid,
  bearer_unit_id uuid,
  bearer_body text check (length(bearer_body) <= 200),
  state text not null,
  made_on date not null,
  handed_over_on date,
  due_on date,
  reported_done_on date,
  verified_on date,
  -- Kept by a sweep: past its day and not done. 1: the bearer was reminded, 2: the governorate's directorate was told.
  overdue boolean not null default false,
  reminded integer not null default 0,
  percent integer not null default 0 check (percent between 0 and 100),
  cost_iqd bigint check (cost_iqd >= 0),
  -- Of the newest event: a duty bearer sees only the part of the timeline that is its own, and numbers it all the same.
  last_seq integer not null default 0,
  -- What the public page says; null: not published.
  published_text text check (length(published_text) <= 2000),
  primary key (tenant_id, id),
  foreign key (tenant_id, forum_id) references forum,
  foreign key (tenant_id, issue_id) references issue,
  foreign key (tenant_id, solution_id) references solution,
  foreign key (bearer_tenant_id, bearer_office_id) references office,
  foreign key (bearer_tenant_id, bearer_unit_id) references unit,
  check ((bearer_kind = 'body') = (bearer_tenant_id is null)),
  check ((bearer_kind = 'body') = (bearer_body is not null)),
  check ((bearer_kind = 'body') = (bearer_office_id is null)),
  check (bearer_unit_id is null or bearer_kind = 'unit')
);
create index commitment_by_forum on commitment (tenant_id, forum_id, state);
create index commitment_by_issue on commitment (tenant_id, issue_id);
create index commitment_by_bearer on commitment (bearer_tenant_id, bearer_office_id, state);
create index commitment_due on commitment (tenant_id, due_on) where state in ('handedOver', 'accepted', 'inProgress', 'returned');

create table commitment_event (
  tenant_id uuid not null,
  bearer_tenant_id uuid,
  commitment_id uuid not null,
  seq integer not null,
  command text not null,
  state text not null,
  day date not null,
  actor uuid,
  reason text check (length(reason) <= 500),
  percent integer check (percent between 0 and 100),
  -- What shows that it was done, without a personal datum.
  evidence text check (length(evidence) <= 1000),
  primary key (tenant_id, commitment_id, seq),
  foreign key (tenant_id, commitment_id) references commitment
);

create table commitment_milestone (
  tenant_id uuid not null,
  bearer_tenant_id uuid,
  commitment_id uuid not null,
  id uuid not null,
  position integer not null,
  text text not null check (length(text) <= 300),
  due_on date,
  percent integer not null check (percent between 1 and 100),
  reached_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, commitment_id) references commitment
);
create index commitment_milestone_of on commitment_milestone (tenant_id, commitment_id, position);

-- A school, university or association asks for an awareness session. Whom to reach goes when it is closed.
create table awareness_request (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  digest bytea not null check (length(digest) = 32),
  asker_kind text not null check (asker_kind in ('school', 'university', 'association', 'other')),
  asker_name text not null check (length(asker_name) <= 200),
  topic text not null,
  audience text not null,
  expected integer check (expected between 1 and 100000),
  wanted_month date,
  locale text not null check (locale in ('ar', 'ckb', 'en')),
  contact text check (length(contact) <= 200),
  note text check (length(note) <= 1000),
  state text not null,
  received_on date not null,
  scheduled_on date,
  delivered_on date,
  women integer check (women >= 0),
  men integer check (men >= 0),
  evaluation text check (length(evaluation) <= 2000),
  primary key (tenant_id, id),
  foreign key (tenant_id, forum_id) references forum
);
create index awareness_request_by_forum on awareness_request (tenant_id, forum_id, received_on desc);

create table awareness_event (
  tenant_id uuid not null,
  request_id uuid not null,
  seq integer not null,
  command text not null,
  state text not null,
  day date not null,
  actor uuid,
  reason text check (length(reason) <= 500),
  primary key (tenant_id, request_id, seq),
  foreign key (tenant_id, request_id) references awareness_request
);

-- The yearly plan: issues and commitments under a few priorities.
create table safety_priority (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  year integer not null check (year between 2000 and 2100),
  position integer not null,
  title text not null check (length(title) <= 300),
  primary key (tenant_id, id),
  foreign key (tenant_id, forum_id) references forum
);
create index safety_priority_of on safety_priority (tenant_id, forum_id, year, position);
create table safety_item (
  tenant_id uuid not null,
  priority_id uuid not null,
  kind text not null check (kind in ('issue', 'commitment')),
  object_id uuid not null,
  primary key (tenant_id, priority_id, kind, object_id),
  foreign key (tenant_id, priority_id) references safety_priority on delete cascade
);

do $$
declare
  name text;
  own constant text := 'tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid';
  bearer constant text := 'bearer_tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid';
begin
  foreach name in array array['forum_seat', 'forum_member', 'volunteer', 'subcommittee', 'issue', 'issue_event', 'meeting',
    'meeting_event', 'agenda_item', 'meeting_operation', 'minutes', 'solution', 'commitment', 'commitment_event', 'commitment_milestone', 'awareness_request',
    'awareness_event', 'safety_priority', 'safety_item'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format('create policy %I on %I using (%s) with check (%s)', name || '_tenant', name, own, own);
  end loop;
  -- The duty bearer may belong to another organisation: it sees and answers what was handed over to it.
  foreach name in array array['commitment_event', 'commitment_milestone'] loop
    execute format('create policy %I on %I using (%s) with check (%s)', name || '_bearer', name, bearer, bearer);
  end loop;
  execute format($policy$create policy commitment_bearer on commitment using (%s and state not in ('proposed', 'agreed')) with check (%s)$policy$,
    bearer, bearer);
end $$;
-- What a forum has published, a reader without a scope may read; inside an organisation's scope there is that organisation's alone.
create policy issue_published on issue for select
  using (published_on is not null and published_text is not null and coalesce(current_setting('app.tenant', true), '') = '');
create policy commitment_published on commitment for select
  using (published_text is not null and coalesce(current_setting('app.tenant', true), '') = '');
create policy minutes_published on minutes for select
  using (published_on is not null and coalesce(current_setting('app.tenant', true), '') = '');
create policy meeting_published on meeting for select
  using (coalesce(current_setting('app.tenant', true), '') = ''
    and exists (select from minutes where minutes.tenant_id = meeting.tenant_id and minutes.meeting_id = meeting.id and minutes.published_on is not null));

grant select, insert on forum_record to muntada_app;
grant update on forum_record to muntada_app;
grant select, insert, delete on forum_office, forum_seat to muntada_app;
grant select, insert, update, delete on office_state, agenda_item, commitment_milestone, safety_priority, safety_item to muntada_app;
grant select, insert, update on forum_month, forum_member, volunteer, subcommittee, issue, meeting, minutes, solution, commitment,
  awareness_request to muntada_app;
grant select, insert on issue_event, meeting_event, meeting_operation, commitment_event, awareness_event to muntada_app;
