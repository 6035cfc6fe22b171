-- The whole schema, generated from the migrations by test/documents/schema.test.ts. Not for running.

create table access_notice (
  tenant_id uuid not null,
  report_id uuid not null,
  id uuid not null,
  day date not null,
  kind text not null,
  desk_id uuid not null,
  role text not null,
  PRIMARY KEY (tenant_id, report_id, id),
  FOREIGN KEY (tenant_id, report_id) REFERENCES report(tenant_id, id) ON UPDATE CASCADE,
  CHECK ((kind = ANY (ARRAY['opened'::text, 'madeOffline'::text, 'moved'::text, 'answered'::text, 'caseOpened'::text, 'unreadable'::text, 'closed'::text, 'reopened'::text, 'accessRefused'::text])))
);
alter table access_notice enable row level security;
alter table access_notice force row level security;
create policy access_notice_tenant on access_notice for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select on access_notice to muntada_app;

create table account (
  tenant_id uuid not null,
  id uuid not null,
  login text not null,
  display_name text not null,
  sex text not null,
  state text not null,
  salt bytea,
  memory_kib integer,
  passes integer,
  auth_hash bytea,
  recipient text,
  signing_key bytea,
  envelope bytea,
  totp_sealed bytea,
  totp_last_step bigint,
  trustee boolean not null default false,
  demo boolean not null default false,
  alert_email text,
  UNIQUE (id),
  UNIQUE (login),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id) REFERENCES organisation(id),
  CHECK ((length(alert_email) <= 254)),
  CHECK ((length(auth_hash) = 32)),
  CHECK ((length(salt) = 16)),
  CHECK ((sex = ANY (ARRAY['woman'::text, 'man'::text]))),
  CHECK ((length(signing_key) = 32)),
  CHECK ((state = ANY (ARRAY['invited'::text, 'active'::text, 'revoked'::text])))
);
grant insert, select, update on account to muntada_app;

create table agenda_item (
  tenant_id uuid not null,
  meeting_id uuid not null,
  id uuid not null,
  "position" integer not null,
  kind text not null,
  issue_id uuid,
  commitment_id uuid,
  title text not null,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, issue_id) REFERENCES issue(tenant_id, id),
  FOREIGN KEY (tenant_id, meeting_id) REFERENCES meeting(tenant_id, id),
  CHECK ((kind = ANY (ARRAY['issue'::text, 'commitment'::text, 'other'::text]))),
  CHECK ((length(title) <= 300))
);
CREATE INDEX agenda_item_by_meeting ON public.agenda_item USING btree (tenant_id, meeting_id, "position");
alter table agenda_item enable row level security;
alter table agenda_item force row level security;
create policy agenda_item_tenant on agenda_item for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select, update on agenda_item to muntada_app;

create table alert_mail (
  tenant_id uuid not null,
  desk_id uuid not null,
  level smallint not null,
  account_id uuid not null,
  mark timestamp with time zone not null,
  PRIMARY KEY (tenant_id, desk_id, level, account_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  FOREIGN KEY (tenant_id, desk_id) REFERENCES desk(tenant_id, id),
  CHECK ((level = ANY (ARRAY[1, 2])))
);
alter table alert_mail enable row level security;
alter table alert_mail force row level security;
create policy alert_mail_tenant on alert_mail for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select, update on alert_mail to muntada_app;

create table audit_checkpoint (
  tenant_id uuid not null,
  size bigint not null,
  day date not null,
  root bytea not null,
  roots bytea[] not null,
  signature bytea not null,
  PRIMARY KEY (tenant_id, size),
  CHECK ((length(root) = 32)),
  CHECK ((length(signature) = 64))
);
grant insert, select on audit_checkpoint to muntada_app;
grant delete, select on audit_checkpoint to muntada_jobs;

create table audit_event (
  tenant_id uuid not null,
  id uuid not null,
  day date not null,
  actor text not null,
  verb text not null,
  object text not null,
  salt bytea not null,
  leaf bytea not null,
  xact xid8 not null default pg_current_xact_id(),
  PRIMARY KEY (tenant_id, id),
  CHECK ((length(leaf) = 32)),
  CHECK ((length(salt) = 16))
);
CREATE INDEX audit_event_by_xact ON public.audit_event USING btree (xact);
alter table audit_event enable row level security;
alter table audit_event force row level security;
create policy audit_event_expire on audit_event for delete using ((day < (CURRENT_DATE - '5 years'::interval)));
create policy audit_event_expired on audit_event for select using ((day < (CURRENT_DATE - '5 years'::interval)));
create policy audit_event_insert on audit_event for insert using (true) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
create policy audit_event_read on audit_event for select using (((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid) OR (current_setting('app.sealer'::text, true) = 'on'::text)));
grant insert, select on audit_event to muntada_app;
grant delete, select on audit_event to muntada_jobs;

create table audit_place (
  tenant_id uuid not null,
  seq bigint not null,
  event_id uuid,
  leaf bytea,
  UNIQUE (tenant_id, event_id),
  PRIMARY KEY (tenant_id, seq),
  FOREIGN KEY (tenant_id, event_id) REFERENCES audit_event(tenant_id, id) ON DELETE SET NULL (event_id),
  CHECK (((event_id IS NOT NULL) OR (leaf IS NOT NULL))),
  CHECK ((length(leaf) = 32))
);
grant insert, select on audit_place to muntada_app;
grant select on audit_place to muntada_jobs;

create table audit_sealed (
  one boolean not null default true,
  until xid8 not null,
  PRIMARY KEY (one),
  CHECK (one)
);
grant select, update on audit_sealed to muntada_app;

create table awareness_event (
  tenant_id uuid not null,
  request_id uuid not null,
  seq integer not null,
  command text not null,
  state text not null,
  day date not null,
  actor uuid,
  reason text,
  PRIMARY KEY (tenant_id, request_id, seq),
  FOREIGN KEY (tenant_id, request_id) REFERENCES awareness_request(tenant_id, id),
  CHECK ((length(reason) <= 500))
);
alter table awareness_event enable row level security;
alter table awareness_event force row level security;
create policy awareness_event_tenant on awareness_event for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select on awareness_event to muntada_app;

create table awareness_request (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  digest bytea not null,
  asker_kind text not null,
  asker_name text not null,
  topic text not null,
  audience text not null,
  expected integer,
  wanted_month date,
  locale text not null,
  contact text,
  note text,
  state text not null,
  received_on date not null,
  scheduled_on date,
  delivered_on date,
  women integer,
  men integer,
  evaluation text,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, forum_id) REFERENCES forum(tenant_id, id),
  CHECK ((asker_kind = ANY (ARRAY['school'::text, 'university'::text, 'association'::text, 'other'::text]))),
  CHECK ((length(asker_name) <= 200)),
  CHECK ((length(contact) <= 200)),
  CHECK ((length(digest) = 32)),
  CHECK ((length(evaluation) <= 2000)),
  CHECK (((expected >= 1) AND (expected <= 100000))),
  CHECK ((locale = ANY (ARRAY['ar'::text, 'ckb'::text, 'en'::text]))),
  CHECK ((men >= 0)),
  CHECK ((length(note) <= 1000)),
  CHECK ((women >= 0))
);
CREATE INDEX awareness_request_by_forum ON public.awareness_request USING btree (tenant_id, forum_id, received_on DESC);
alter table awareness_request enable row level security;
alter table awareness_request force row level security;
create policy awareness_request_tenant on awareness_request for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select, update on awareness_request to muntada_app;

create table case_key (
  tenant_id uuid not null,
  id uuid not null,
  report_id uuid not null,
  desk_id uuid not null,
  women boolean not null,
  epoch integer not null,
  wrapped bytea not null,
  UNIQUE (tenant_id, report_id),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id) REFERENCES organisation(id),
  FOREIGN KEY (tenant_id, report_id) REFERENCES report(tenant_id, id)
);
CREATE INDEX case_key_by_epoch ON public.case_key USING btree (tenant_id, desk_id, women, epoch);
alter table case_key enable row level security;
alter table case_key force row level security;
create policy case_key_tenant on case_key for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select, update on case_key to muntada_app;

create table case_note (
  tenant_id uuid not null,
  case_id uuid not null,
  id uuid not null,
  author_id uuid not null,
  day date not null,
  place integer not null,
  body bytea not null,
  UNIQUE (tenant_id, case_id, place),
  PRIMARY KEY (tenant_id, case_id, id),
  FOREIGN KEY (tenant_id, case_id) REFERENCES case_key(tenant_id, id) ON DELETE CASCADE
);
alter table case_note enable row level security;
alter table case_note force row level security;
create policy case_note_tenant on case_note for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select on case_note to muntada_app;

create table case_stub (
  tenant_id uuid not null,
  report_id uuid not null,
  desk_id uuid not null,
  women boolean not null,
  half_year text not null,
  body bytea,
  PRIMARY KEY (tenant_id, report_id),
  FOREIGN KEY (tenant_id, report_id) REFERENCES report(tenant_id, id),
  CHECK ((half_year ~ '^[0-9]{4}-H[12]$'::text))
);
CREATE INDEX case_stub_pending ON public.case_stub USING btree (tenant_id, desk_id, women, half_year) WHERE (body IS NOT NULL);
alter table case_stub enable row level security;
alter table case_stub force row level security;
create policy case_stub_tenant on case_stub for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select, update on case_stub to muntada_app;

create table cited_comparison (
  id uuid not null,
  before_id uuid not null,
  after_id uuid not null,
  between_text jsonb not null,
  PRIMARY KEY (id),
  FOREIGN KEY (after_id) REFERENCES cited_figure(id),
  FOREIGN KEY (before_id) REFERENCES cited_figure(id),
  CHECK ((before_id <> after_id))
);
grant insert, select, update on cited_comparison to muntada_app;

create table cited_figure (
  id uuid not null,
  value integer not null,
  from_day date not null,
  until_day date not null,
  what jsonb not null,
  place jsonb not null,
  source jsonb not null,
  form text not null default 'count'::text,
  upto integer,
  period jsonb,
  PRIMARY KEY (id),
  CHECK ((from_day <= until_day)),
  CHECK ((upto > value)),
  CHECK ((form = ANY (ARRAY['count'::text, 'about'::text, 'percent'::text]))),
  CHECK ((value >= 0))
);
grant insert, select, update on cited_figure to muntada_app;

create table commitment (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  issue_id uuid,
  solution_id uuid,
  text text not null,
  bearer_kind text not null,
  bearer_tenant_id uuid,
  bearer_office_id uuid,
  bearer_unit_id uuid,
  bearer_body text,
  state text not null,
  made_on date not null,
  handed_over_on date,
  due_on date,
  reported_done_on date,
  verified_on date,
  overdue boolean not null default false,
  reminded integer not null default 0,
  percent integer not null default 0,
  cost_iqd bigint,
  last_seq integer not null default 0,
  published_text text,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (bearer_tenant_id, bearer_office_id) REFERENCES office(tenant_id, id),
  FOREIGN KEY (bearer_tenant_id, bearer_unit_id) REFERENCES unit(tenant_id, id),
  FOREIGN KEY (tenant_id, forum_id) REFERENCES forum(tenant_id, id),
  FOREIGN KEY (tenant_id, issue_id) REFERENCES issue(tenant_id, id),
  FOREIGN KEY (tenant_id, solution_id) REFERENCES solution(tenant_id, id),
  CHECK ((length(bearer_body) <= 200)),
  CHECK ((bearer_kind = ANY (ARRAY['office'::text, 'unit'::text, 'body'::text]))),
  CHECK (((bearer_kind = 'body'::text) = (bearer_tenant_id IS NULL))),
  CHECK (((bearer_kind = 'body'::text) = (bearer_body IS NOT NULL))),
  CHECK (((bearer_kind = 'body'::text) = (bearer_office_id IS NULL))),
  CHECK (((bearer_unit_id IS NULL) OR (bearer_kind = 'unit'::text))),
  CHECK ((cost_iqd >= 0)),
  CHECK (((percent >= 0) AND (percent <= 100))),
  CHECK ((length(published_text) <= 2000)),
  CHECK ((length(text) <= 2000))
);
CREATE INDEX commitment_by_bearer ON public.commitment USING btree (bearer_tenant_id, bearer_office_id, state);
CREATE INDEX commitment_by_forum ON public.commitment USING btree (tenant_id, forum_id, state);
CREATE INDEX commitment_by_issue ON public.commitment USING btree (tenant_id, issue_id);
CREATE INDEX commitment_due ON public.commitment USING btree (tenant_id, due_on) WHERE (state = ANY (ARRAY['handedOver'::text, 'accepted'::text, 'inProgress'::text, 'returned'::text]));
alter table commitment enable row level security;
alter table commitment force row level security;
create policy commitment_bearer on commitment for all using (((bearer_tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid) AND (state <> ALL (ARRAY['proposed'::text, 'agreed'::text])))) with check ((bearer_tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
create policy commitment_published on commitment for select using (((published_text IS NOT NULL) AND (COALESCE(current_setting('app.tenant'::text, true), ''::text) = ''::text)));
create policy commitment_tenant on commitment for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select, update on commitment to muntada_app;

create table commitment_event (
  tenant_id uuid not null,
  bearer_tenant_id uuid,
  commitment_id uuid not null,
  seq integer not null,
  command text not null,
  state text not null,
  day date not null,
  actor uuid,
  reason text,
  percent integer,
  evidence text,
  PRIMARY KEY (tenant_id, commitment_id, seq),
  FOREIGN KEY (tenant_id, commitment_id) REFERENCES commitment(tenant_id, id),
  CHECK ((length(evidence) <= 1000)),
  CHECK (((percent >= 0) AND (percent <= 100))),
  CHECK ((length(reason) <= 500))
);
alter table commitment_event enable row level security;
alter table commitment_event force row level security;
create policy commitment_event_bearer on commitment_event for all using ((bearer_tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((bearer_tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
create policy commitment_event_tenant on commitment_event for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select on commitment_event to muntada_app;

create table commitment_milestone (
  tenant_id uuid not null,
  bearer_tenant_id uuid,
  commitment_id uuid not null,
  id uuid not null,
  "position" integer not null,
  text text not null,
  due_on date,
  percent integer not null,
  reached_on date,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, commitment_id) REFERENCES commitment(tenant_id, id),
  CHECK (((percent >= 1) AND (percent <= 100))),
  CHECK ((length(text) <= 300))
);
CREATE INDEX commitment_milestone_of ON public.commitment_milestone USING btree (tenant_id, commitment_id, "position");
alter table commitment_milestone enable row level security;
alter table commitment_milestone force row level security;
create policy commitment_milestone_bearer on commitment_milestone for all using ((bearer_tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((bearer_tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
create policy commitment_milestone_tenant on commitment_milestone for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select, update on commitment_milestone to muntada_app;

create table desk (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  names jsonb not null,
  governorate_id text not null,
  office_id uuid,
  police boolean not null,
  child_protection boolean not null default false,
  works_here jsonb not null,
  must_pass_on jsonb not null,
  never_without_asking jsonb not null,
  law_checked_on date,
  hours jsonb not null default '[]'::jsonb,
  rota jsonb not null default '[]'::jsonb,
  open boolean not null default false,
  epoch integer,
  women_epoch integer,
  illustrative boolean not null default false,
  UNIQUE (id),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (governorate_id) REFERENCES place(id),
  FOREIGN KEY (tenant_id) REFERENCES organisation(id),
  FOREIGN KEY (tenant_id, office_id) REFERENCES office(tenant_id, id),
  CHECK ((kind = ANY (ARRAY['women'::text, 'lawyerNgo'::text, 'referralCentre'::text, 'office'::text, 'forumContact'::text])))
);
CREATE INDEX desk_by_governorate ON public.desk USING btree (governorate_id) WHERE open;
grant insert, select, update on desk to muntada_app;

create table desk_epoch (
  tenant_id uuid not null,
  desk_id uuid not null,
  women boolean not null,
  n integer not null,
  recipient text not null,
  signing_key bytea not null,
  due_since date,
  ended boolean not null default false,
  PRIMARY KEY (tenant_id, desk_id, women, n),
  FOREIGN KEY (tenant_id, desk_id) REFERENCES desk(tenant_id, id),
  CHECK ((length(signing_key) = 32))
);
grant insert, select, update on desk_epoch to muntada_app;

create table desk_member (
  tenant_id uuid not null,
  desk_id uuid not null,
  account_id uuid not null,
  women boolean not null default false,
  admitted_by uuid not null,
  admission bytea not null,
  PRIMARY KEY (tenant_id, desk_id, account_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  FOREIGN KEY (tenant_id, desk_id) REFERENCES desk(tenant_id, id)
);
grant delete, insert, select on desk_member to muntada_app;

create table desk_record (
  tenant_id uuid not null,
  desk_id uuid not null,
  version integer not null,
  record jsonb not null,
  PRIMARY KEY (tenant_id, desk_id, version),
  FOREIGN KEY (tenant_id, desk_id) REFERENCES desk(tenant_id, id)
);
grant insert, select on desk_record to muntada_app;

create table desk_rollup (
  tenant_id uuid not null,
  desk_id uuid not null,
  band text not null,
  count integer not null default 0,
  half_year text not null,
  PRIMARY KEY (tenant_id, desk_id, half_year, band),
  FOREIGN KEY (tenant_id, desk_id) REFERENCES desk(tenant_id, id),
  CHECK ((band = ANY (ARRAY['underOneHour'::text, 'oneToFourHours'::text, 'fourToTwentyFourHours'::text, 'oneToThreeDays'::text, 'overThreeDays'::text]))),
  CHECK ((half_year ~ '^[0-9]{4}-H[12]$'::text))
);
alter table desk_rollup enable row level security;
alter table desk_rollup force row level security;
create policy desk_rollup_tenant on desk_rollup for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select, update on desk_rollup to muntada_app;

create table epoch_recovery (
  tenant_id uuid not null,
  desk_id uuid not null,
  women boolean not null,
  n integer not null,
  recipient text not null,
  wrapped bytea not null,
  PRIMARY KEY (tenant_id, desk_id, women, n),
  FOREIGN KEY (tenant_id, desk_id, women, n) REFERENCES desk_epoch(tenant_id, desk_id, women, n)
);
alter table epoch_recovery enable row level security;
alter table epoch_recovery force row level security;
create policy epoch_recovery_tenant on epoch_recovery for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select on epoch_recovery to muntada_app;

create table epoch_wrap (
  tenant_id uuid not null,
  desk_id uuid not null,
  women boolean not null,
  n integer not null,
  account_id uuid not null,
  wrapped bytea not null,
  vouched bytea not null,
  PRIMARY KEY (tenant_id, desk_id, women, n, account_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  FOREIGN KEY (tenant_id, desk_id, women, n) REFERENCES desk_epoch(tenant_id, desk_id, women, n),
  CHECK ((length(vouched) = 64))
);
CREATE INDEX epoch_wrap_by_account ON public.epoch_wrap USING btree (tenant_id, account_id);
alter table epoch_wrap enable row level security;
alter table epoch_wrap force row level security;
create policy epoch_wrap_tenant on epoch_wrap for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select on epoch_wrap to muntada_app;

create table forum (
  tenant_id uuid not null,
  id uuid not null,
  names jsonb not null,
  governorate_id text not null,
  district_id text,
  quarter jsonb,
  source jsonb,
  illustrative boolean not null default false,
  subdistrict text,
  founder text not null default 'programme'::text,
  founded_on date,
  planned_for date,
  closed_on date,
  last_met_on date,
  meets jsonb,
  place_illustrative boolean not null default false,
  founding_illustrative boolean not null default false,
  UNIQUE (id),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (district_id) REFERENCES place(id),
  FOREIGN KEY (governorate_id) REFERENCES place(id),
  FOREIGN KEY (tenant_id) REFERENCES organisation(id),
  CHECK ((founder = ANY (ARRAY['programme'::text, 'police'::text]))),
  CHECK (((closed_on IS NULL) OR ((founded_on IS NOT NULL) AND (closed_on >= founded_on))))
);
CREATE INDEX forum_by_governorate ON public.forum USING btree (governorate_id);
grant insert, select, update on forum to muntada_app;

create table forum_member (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  category text not null,
  sex text not null,
  youth boolean,
  chair boolean not null default false,
  name text,
  named_on date,
  joined_on date not null,
  left_on date,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, forum_id) REFERENCES forum(tenant_id, id),
  CHECK ((left_on >= joined_on)),
  CHECK ((sex = ANY (ARRAY['woman'::text, 'man'::text])))
);
CREATE INDEX forum_member_by_forum ON public.forum_member USING btree (tenant_id, forum_id);
alter table forum_member enable row level security;
alter table forum_member force row level security;
create policy forum_member_tenant on forum_member for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select, update on forum_member to muntada_app;

create table forum_month (
  tenant_id uuid not null,
  forum_id uuid not null,
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
  PRIMARY KEY (tenant_id, forum_id, month),
  FOREIGN KEY (tenant_id, forum_id) REFERENCES forum(tenant_id, id)
);
CREATE INDEX forum_month_by_month ON public.forum_month USING btree (month);
grant insert, select, update on forum_month to muntada_app;

create table forum_office (
  tenant_id uuid not null,
  forum_id uuid not null,
  office_tenant_id uuid not null,
  office_id uuid not null,
  PRIMARY KEY (tenant_id, forum_id, office_tenant_id, office_id),
  FOREIGN KEY (office_tenant_id, office_id) REFERENCES office(tenant_id, id),
  FOREIGN KEY (tenant_id, forum_id) REFERENCES forum(tenant_id, id)
);
CREATE INDEX forum_office_by_office ON public.forum_office USING btree (office_tenant_id, office_id);
grant delete, insert, select on forum_office to muntada_app;

create table forum_record (
  tenant_id uuid not null,
  forum_id uuid not null,
  since date not null,
  record jsonb not null,
  PRIMARY KEY (tenant_id, forum_id, since),
  FOREIGN KEY (tenant_id, forum_id) REFERENCES forum(tenant_id, id)
);
grant insert, select, update on forum_record to muntada_app;

create table forum_seat (
  tenant_id uuid not null,
  forum_id uuid not null,
  account_id uuid not null,
  role text not null,
  PRIMARY KEY (tenant_id, forum_id, account_id, role),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  FOREIGN KEY (tenant_id, forum_id) REFERENCES forum(tenant_id, id),
  CHECK ((role = ANY (ARRAY['chair'::text, 'secretary'::text, 'member'::text, 'volunteer'::text])))
);
CREATE INDEX forum_seat_by_account ON public.forum_seat USING btree (tenant_id, account_id);
alter table forum_seat enable row level security;
alter table forum_seat force row level security;
create policy forum_seat_tenant on forum_seat for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select on forum_seat to muntada_app;

create table hotline (
  id uuid not null,
  number text not null,
  names jsonb not null,
  note jsonb,
  jurisdiction text not null,
  "position" integer not null,
  source jsonb not null,
  review text not null,
  verified_on date,
  verified_before date,
  PRIMARY KEY (id),
  CHECK ((jurisdiction = ANY (ARRAY['federal'::text, 'kurdistan'::text, 'international'::text]))),
  CHECK ((review = ANY (ARRAY['unverified'::text, 'published'::text, 'withdrawn'::text])))
);
grant insert, select, update on hotline to muntada_app;

create table invitation (
  tenant_id uuid not null,
  token_hash bytea not null,
  account_id uuid not null,
  expires_at timestamp with time zone not null,
  UNIQUE (tenant_id, account_id),
  PRIMARY KEY (token_hash),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  CHECK ((length(token_hash) = 32))
);
grant delete, insert, select on invitation to muntada_app;

create table issue (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  digest bytea not null,
  category text not null,
  text text,
  place text,
  affected text[] not null default '{}'::text[],
  channel text not null,
  state text not null,
  raised_on date not null,
  solved_on date,
  published_text text,
  published_solution text,
  published_on date,
  merged_into uuid,
  remit_body text,
  remit_until date,
  remit_outcome text,
  subcommittee_id uuid,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, forum_id) REFERENCES forum(tenant_id, id),
  FOREIGN KEY (tenant_id, merged_into) REFERENCES issue(tenant_id, id),
  FOREIGN KEY (tenant_id, subcommittee_id) REFERENCES subcommittee(tenant_id, id),
  CHECK ((category = ANY (ARRAY['domesticViolence'::text, 'drugs'::text, 'familyDispute'::text, 'eExtortion'::text, 'tribalDispute'::text, 'services'::text, 'property'::text, 'documents'::text, 'traffic'::text, 'other'::text]))),
  CHECK ((channel = ANY (ARRAY['site'::text, 'member'::text, 'paper'::text]))),
  CHECK (((text IS NULL) = (state = 'diverted'::text))),
  CHECK ((length(digest) = 32)),
  CHECK ((length(place) <= 200)),
  CHECK ((length(published_solution) <= 2000)),
  CHECK ((length(published_text) <= 2000)),
  CHECK ((remit_body = ANY (ARRAY['education'::text, 'health'::text, 'municipality'::text, 'water'::text, 'electricity'::text, 'court'::text, 'displacement'::text, 'other'::text]))),
  CHECK ((length(text) <= 2000))
);
CREATE INDEX issue_by_forum ON public.issue USING btree (tenant_id, forum_id, raised_on DESC, id);
CREATE INDEX issue_by_state ON public.issue USING btree (tenant_id, forum_id, state);
CREATE INDEX issue_published ON public.issue USING btree (forum_id, published_on DESC, id) WHERE (published_on IS NOT NULL);
CREATE INDEX issue_published_lately ON public.issue USING btree (published_on DESC, id) WHERE (published_on IS NOT NULL);
alter table issue enable row level security;
alter table issue force row level security;
create policy issue_published on issue for select using (((published_on IS NOT NULL) AND (published_text IS NOT NULL) AND (COALESCE(current_setting('app.tenant'::text, true), ''::text) = ''::text)));
create policy issue_tenant on issue for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select, update on issue to muntada_app;

create table issue_event (
  tenant_id uuid not null,
  issue_id uuid not null,
  seq integer not null,
  command text not null,
  state text not null,
  day date not null,
  actor uuid,
  reason text,
  PRIMARY KEY (tenant_id, issue_id, seq),
  FOREIGN KEY (tenant_id, issue_id) REFERENCES issue(tenant_id, id),
  CHECK ((length(reason) <= 500))
);
alter table issue_event enable row level security;
alter table issue_event force row level security;
create policy issue_event_tenant on issue_event for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select on issue_event to muntada_app;

create table key_directory (
  tenant_id uuid not null,
  version integer not null,
  signed bytea not null,
  PRIMARY KEY (tenant_id, version),
  FOREIGN KEY (tenant_id) REFERENCES organisation(id)
);
grant insert, select on key_directory to muntada_app;

create table link_request (
  tenant_id uuid not null,
  id uuid not null,
  report_a uuid not null,
  report_b uuid not null,
  agreed_a boolean not null default false,
  agreed_b boolean not null default false,
  proposed_by uuid,
  day date not null,
  word_a bytea,
  word_b bytea,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, report_a) REFERENCES report(tenant_id, id),
  FOREIGN KEY (tenant_id, report_b) REFERENCES report(tenant_id, id),
  CHECK ((report_b <> report_a))
);
CREATE UNIQUE INDEX link_request_by_pair ON public.link_request USING btree (tenant_id, LEAST(report_a, report_b), GREATEST(report_a, report_b));
alter table link_request enable row level security;
alter table link_request force row level security;
create policy link_request_tenant on link_request for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select, update on link_request to muntada_app;

create table mailbox (
  id uuid not null,
  signing_key bytea not null,
  PRIMARY KEY (id),
  CHECK ((length(signing_key) = 32))
);
alter table mailbox enable row level security;
alter table mailbox force row level security;
create policy mailbox_own on mailbox for all using ((id = (NULLIF(current_setting('app.mailbox'::text, true), ''::text))::uuid)) with check ((id = (NULLIF(current_setting('app.mailbox'::text, true), ''::text))::uuid));
create policy mailbox_stray on mailbox for delete using (true);
create policy mailbox_stray_read on mailbox for select using (true);
grant delete, insert, select on mailbox to muntada_app;
grant delete on mailbox to muntada_jobs;

create table meeting (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  planned_on date not null,
  starts_at integer not null,
  ends_at integer not null,
  place text,
  state text not null,
  quorum integer not null default 0,
  quorum_women integer not null default 0,
  postponed_from date,
  agenda_approved_by uuid,
  agenda_out_on date,
  agenda_mailed_on date,
  held_on date,
  last_seq integer not null default 0,
  closed_seq integer,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, forum_id) REFERENCES forum(tenant_id, id),
  CHECK ((closed_seq <= last_seq)),
  CHECK ((starts_at < ends_at)),
  CHECK (((ends_at >= 1) AND (ends_at <= 1440))),
  CHECK ((length(place) <= 200)),
  CHECK ((quorum >= 0)),
  CHECK ((quorum_women >= 0)),
  CHECK (((starts_at >= 0) AND (starts_at <= 1439)))
);
CREATE INDEX meeting_by_day ON public.meeting USING btree (planned_on) WHERE (state = ANY (ARRAY['planned'::text, 'agendaOut'::text, 'postponed'::text]));
CREATE INDEX meeting_by_forum ON public.meeting USING btree (tenant_id, forum_id, planned_on DESC);
alter table meeting enable row level security;
alter table meeting force row level security;
create policy meeting_published on meeting for select using (((COALESCE(current_setting('app.tenant'::text, true), ''::text) = ''::text) AND (EXISTS ( SELECT
   FROM minutes
  WHERE ((minutes.tenant_id = meeting.tenant_id) AND (minutes.meeting_id = meeting.id) AND (minutes.published_on IS NOT NULL))))));
create policy meeting_tenant on meeting for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select, update on meeting to muntada_app;

create table meeting_event (
  tenant_id uuid not null,
  meeting_id uuid not null,
  seq integer not null,
  command text not null,
  state text not null,
  day date not null,
  actor uuid not null,
  reason text,
  PRIMARY KEY (tenant_id, meeting_id, seq),
  FOREIGN KEY (tenant_id, meeting_id) REFERENCES meeting(tenant_id, id),
  CHECK ((length(reason) <= 500))
);
alter table meeting_event enable row level security;
alter table meeting_event force row level security;
create policy meeting_event_tenant on meeting_event for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select on meeting_event to muntada_app;

create table meeting_operation (
  tenant_id uuid not null,
  meeting_id uuid not null,
  id uuid not null,
  seq integer not null,
  device uuid not null,
  clock integer not null,
  account_id uuid not null,
  day date not null,
  operation jsonb not null,
  UNIQUE (tenant_id, meeting_id, device, clock),
  UNIQUE (tenant_id, meeting_id, seq),
  PRIMARY KEY (tenant_id, meeting_id, id),
  FOREIGN KEY (tenant_id, meeting_id) REFERENCES meeting(tenant_id, id),
  CHECK ((clock > 0))
);
alter table meeting_operation enable row level security;
alter table meeting_operation force row level security;
create policy meeting_operation_tenant on meeting_operation for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select on meeting_operation to muntada_app;

create table migration (
  number integer not null,
  name text not null,
  sha256 text not null,
  at timestamp with time zone not null default now(),
  PRIMARY KEY (number)
);

create table minutes (
  tenant_id uuid not null,
  meeting_id uuid not null,
  version integer not null,
  content jsonb not null,
  redacted jsonb,
  secretary_id uuid,
  secretary_signed_on date,
  chair_id uuid,
  chair_signed_on date,
  published_on date,
  PRIMARY KEY (tenant_id, meeting_id),
  FOREIGN KEY (tenant_id, meeting_id) REFERENCES meeting(tenant_id, id),
  CHECK (((chair_id IS NULL) OR ((secretary_id IS NOT NULL) AND (chair_id <> secretary_id)))),
  CHECK (((published_on IS NULL) OR ((redacted IS NOT NULL) AND (chair_id IS NOT NULL))))
);
CREATE INDEX minutes_published ON public.minutes USING btree (tenant_id, published_on DESC) WHERE (published_on IS NOT NULL);
alter table minutes enable row level security;
alter table minutes force row level security;
create policy minutes_published on minutes for select using (((published_on IS NOT NULL) AND (COALESCE(current_setting('app.tenant'::text, true), ''::text) = ''::text)));
create policy minutes_tenant on minutes for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select, update on minutes to muntada_app;

create table office (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  names jsonb not null,
  governorate_id text not null,
  district_id text,
  address jsonb,
  hours jsonb not null default '[]'::jsonb,
  women_hours jsonb not null default '[]'::jsonb,
  referral_centre boolean not null default false,
  closed boolean not null default false,
  source jsonb,
  illustrative boolean not null default false,
  UNIQUE (id),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (district_id) REFERENCES place(id),
  FOREIGN KEY (governorate_id) REFERENCES place(id),
  FOREIGN KEY (tenant_id) REFERENCES organisation(id),
  CHECK ((kind = ANY (ARRAY['main'::text, 'branch'::text])))
);
CREATE INDEX office_by_governorate ON public.office USING btree (governorate_id);
grant insert, select, update on office to muntada_app;

create table office_state (
  tenant_id uuid not null,
  office_id uuid not null,
  since date not null,
  rooms integer,
  patrols integer,
  staff_low integer,
  staff_high integer,
  staff_women integer,
  note jsonb,
  source jsonb,
  illustrative boolean not null default false,
  PRIMARY KEY (tenant_id, office_id, since),
  FOREIGN KEY (tenant_id, office_id) REFERENCES office(tenant_id, id),
  CHECK ((staff_high >= staff_low)),
  CHECK (((staff_women >= 0) AND (staff_women <= staff_high))),
  CHECK ((patrols >= 0)),
  CHECK ((rooms >= 0)),
  CHECK ((staff_low >= 0))
);
grant delete, insert, select, update on office_state to muntada_app;

create table organisation (
  id uuid not null,
  kind text not null,
  names jsonb not null,
  parent_id uuid,
  governorate_id text,
  platform boolean not null default false,
  source jsonb,
  illustrative boolean not null default false,
  PRIMARY KEY (id),
  FOREIGN KEY (governorate_id) REFERENCES place(id),
  FOREIGN KEY (parent_id) REFERENCES organisation(id),
  CHECK ((kind = ANY (ARRAY['police'::text, 'security'::text, 'ministry'::text, 'directorate'::text, 'ngo'::text, 'lawyers'::text, 'un'::text, 'donor'::text, 'association'::text, 'university'::text])))
);
CREATE UNIQUE INDEX organisation_one_platform ON public.organisation USING btree (platform) WHERE platform;
grant insert, select, update on organisation to muntada_app;

create table organisation_root (
  tenant_id uuid not null,
  account_id uuid not null,
  public_key bytea not null,
  sealed bytea not null,
  PRIMARY KEY (tenant_id, account_id),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  FOREIGN KEY (tenant_id) REFERENCES organisation(id),
  CHECK ((length(public_key) = 32))
);
alter table organisation_root enable row level security;
alter table organisation_root force row level security;
create policy organisation_root_tenant on organisation_root for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select on organisation_root to muntada_app;

create table place (
  id text not null,
  kind text not null,
  parent_id text,
  pcode text,
  kurdistan_region boolean not null default false,
  names jsonb not null,
  search_keys text[] not null default '{}'::text[],
  hotlines text[],
  UNIQUE (pcode),
  PRIMARY KEY (id),
  FOREIGN KEY (parent_id) REFERENCES place(id),
  CHECK (((kind <> 'governorate'::text) OR (hotlines IS NOT NULL))),
  CHECK (((hotlines <@ ARRAY['federal'::text, 'kurdistan'::text]) AND (cardinality(hotlines) > 0))),
  CHECK ((kind = ANY (ARRAY['governorate'::text, 'district'::text, 'subdistrict'::text])))
);
CREATE INDEX place_by_parent ON public.place USING btree (parent_id);
grant select on place to muntada_app;
grant select on place to muntada_jobs;

create table provision (
  id uuid not null,
  law jsonb not null,
  article text not null,
  text jsonb not null,
  jurisdiction text not null,
  "position" integer not null,
  source jsonb not null,
  review text not null,
  verified_on date,
  verified_before date,
  PRIMARY KEY (id),
  CHECK ((jurisdiction = ANY (ARRAY['federal'::text, 'kurdistan'::text]))),
  CHECK ((review = ANY (ARRAY['unverified'::text, 'published'::text, 'withdrawn'::text])))
);
grant insert, select, update on provision to muntada_app;

create table received_through (
  one boolean not null default true,
  day date not null,
  PRIMARY KEY (one),
  CHECK (one)
);

create table recovery_share (
  tenant_id uuid not null,
  desk_id uuid not null,
  women boolean not null,
  n integer not null,
  place integer not null,
  trustee_tenant_id uuid not null,
  trustee_id uuid not null,
  sealed bytea not null,
  UNIQUE (tenant_id, desk_id, women, n, trustee_id),
  PRIMARY KEY (tenant_id, desk_id, women, n, place),
  FOREIGN KEY (tenant_id, desk_id, women, n) REFERENCES epoch_recovery(tenant_id, desk_id, women, n),
  FOREIGN KEY (trustee_tenant_id, trustee_id) REFERENCES account(tenant_id, id),
  CHECK (((place >= 1) AND (place <= 5)))
);
alter table recovery_share enable row level security;
alter table recovery_share force row level security;
create policy recovery_share_tenant on recovery_share for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
create policy recovery_share_trustee on recovery_share for select using ((trustee_id = (NULLIF(current_setting('app.actor'::text, true), ''::text))::uuid));
grant delete, insert, select on recovery_share to muntada_app;

create table release (
  half_year text not null,
  released_on date not null,
  total integer,
  illustrative boolean not null default false,
  PRIMARY KEY (half_year),
  CHECK ((half_year ~ '^[0-9]{4}-H[12]$'::text)),
  CHECK ((total >= 5))
);
grant select on release to muntada_app;
grant insert, select on release to muntada_jobs;

create table release_cell (
  half_year text not null,
  governorate_id text not null,
  count integer,
  PRIMARY KEY (half_year, governorate_id),
  FOREIGN KEY (governorate_id) REFERENCES place(id),
  FOREIGN KEY (half_year) REFERENCES release(half_year),
  CHECK ((count >= 5))
);
grant select on release_cell to muntada_app;
grant insert, select on release_cell to muntada_jobs;

create table release_start (
  one boolean not null default true,
  half_year text not null,
  PRIMARY KEY (one),
  CHECK ((half_year ~ '^[0-9]{4}-H[12]$'::text)),
  CHECK (one)
);
grant insert, select on release_start to muntada_jobs;

create table report (
  tenant_id uuid not null,
  id uuid not null,
  desk_id uuid not null,
  mailbox_id uuid not null,
  epoch integer not null,
  women boolean not null,
  not_police boolean not null,
  day date not null,
  state text not null default 'received'::text,
  destroy_after timestamp with time zone,
  hidden_through integer,
  not_police_lifted bytea,
  urgent_until timestamp with time zone,
  assignee_id uuid,
  due_on date,
  closure_by uuid,
  closure_reason text,
  closure_aftercare text,
  closure_seen integer,
  size integer not null,
  digest bytea not null,
  summary bytea,
  entry bytea,
  entry_epoch integer,
  desk_messages integer not null default 0,
  reporter_messages integer not null default 0,
  unread boolean not null default true,
  upload_id uuid,
  own_marks bytea,
  changed xid8 not null default pg_current_xact_id(),
  expires_on date,
  UNIQUE (id),
  UNIQUE (upload_id),
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (mailbox_id) REFERENCES mailbox(id),
  FOREIGN KEY (tenant_id, desk_id) REFERENCES desk(tenant_id, id),
  FOREIGN KEY (tenant_id) REFERENCES organisation(id),
  FOREIGN KEY (upload_id) REFERENCES upload(id) ON DELETE SET NULL,
  CHECK ((length(digest) = 32))
);
CREATE INDEX report_by_desk ON public.report USING btree (tenant_id, desk_id, day DESC, id DESC);
CREATE INDEX report_by_mailbox ON public.report USING btree (mailbox_id);
CREATE INDEX report_changed ON public.report USING btree (tenant_id, desk_id, changed);
CREATE INDEX report_open ON public.report USING btree (tenant_id, desk_id, day DESC, id DESC) WHERE (state = ANY (ARRAY['received'::text, 'caseOpened'::text, 'answeredOnly'::text, 'emergency'::text, 'outOfScope'::text, 'linked'::text]));
CREATE INDEX report_urgent ON public.report USING btree (tenant_id, desk_id) WHERE (urgent_until IS NOT NULL);
CREATE INDEX report_withdrawn ON public.report USING btree (tenant_id, destroy_after) WHERE (destroy_after IS NOT NULL);
alter table report enable row level security;
alter table report force row level security;
create policy report_mailbox on report for all using ((mailbox_id = (NULLIF(current_setting('app.mailbox'::text, true), ''::text))::uuid));
create policy report_received on report for select using ((current_setting('app.counter'::text, true) = 'on'::text));
create policy report_stray on report for select using (true);
create policy report_tenant on report for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select, update on report to muntada_app;

create table report_body (
  report_id uuid not null,
  body bytea not null,
  PRIMARY KEY (report_id)
);
grant delete, insert, select on report_body to muntada_app;

create table report_event (
  tenant_id uuid not null,
  report_id uuid not null,
  seq integer not null,
  command text not null,
  from_state text not null,
  to_state text not null,
  day date not null,
  actor text not null,
  reason text,
  PRIMARY KEY (tenant_id, report_id, seq),
  FOREIGN KEY (tenant_id, report_id) REFERENCES report(tenant_id, id) ON UPDATE CASCADE
);
alter table report_event enable row level security;
alter table report_event force row level security;
create policy report_event_tenant on report_event for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select on report_event to muntada_app;

create table report_key (
  tenant_id uuid not null,
  report_id uuid not null,
  key_file bytea not null,
  PRIMARY KEY (tenant_id, report_id),
  FOREIGN KEY (tenant_id, report_id) REFERENCES report(tenant_id, id) ON UPDATE CASCADE
);
alter table report_key enable row level security;
alter table report_key force row level security;
create policy report_key_moved on report_key for select using ((current_setting('app.shredder'::text, true) = 'on'::text));
create policy report_key_tenant on report_key for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select, update on report_key to muntada_app;

create table report_left (
  tenant_id uuid not null,
  desk_id uuid not null,
  report_id uuid not null,
  women boolean not null,
  day date not null,
  changed xid8 not null default pg_current_xact_id(),
  PRIMARY KEY (tenant_id, desk_id, report_id),
  FOREIGN KEY (tenant_id, desk_id) REFERENCES desk(tenant_id, id)
);
alter table report_left enable row level security;
alter table report_left force row level security;
create policy report_left_tenant on report_left for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select, update on report_left to muntada_app;

create table report_message (
  tenant_id uuid not null,
  report_id uuid not null,
  id uuid not null,
  side text not null,
  seq integer not null,
  place integer not null,
  day date not null,
  body bytea not null,
  digest bytea not null,
  upload_id uuid,
  UNIQUE (tenant_id, report_id, place),
  UNIQUE (tenant_id, report_id, side, seq),
  UNIQUE (upload_id),
  PRIMARY KEY (tenant_id, report_id, id),
  FOREIGN KEY (tenant_id, report_id) REFERENCES report(tenant_id, id) ON UPDATE CASCADE,
  FOREIGN KEY (upload_id) REFERENCES upload(id) ON DELETE SET NULL,
  CHECK ((length(digest) = 32)),
  CHECK ((seq > 0)),
  CHECK ((side = ANY (ARRAY['reporter'::text, 'desk'::text])))
);
alter table report_message enable row level security;
alter table report_message force row level security;
create policy report_message_tenant on report_message for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select, update on report_message to muntada_app;

create table role_grant (
  tenant_id uuid not null,
  account_id uuid not null,
  role text not null,
  PRIMARY KEY (tenant_id, account_id, role),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id)
);
grant delete, insert, select on role_grant to muntada_app;

create table safety_item (
  tenant_id uuid not null,
  priority_id uuid not null,
  kind text not null,
  object_id uuid not null,
  PRIMARY KEY (tenant_id, priority_id, kind, object_id),
  FOREIGN KEY (tenant_id, priority_id) REFERENCES safety_priority(tenant_id, id) ON DELETE CASCADE,
  CHECK ((kind = ANY (ARRAY['issue'::text, 'commitment'::text])))
);
alter table safety_item enable row level security;
alter table safety_item force row level security;
create policy safety_item_tenant on safety_item for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select, update on safety_item to muntada_app;

create table safety_priority (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  year integer not null,
  "position" integer not null,
  title text not null,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, forum_id) REFERENCES forum(tenant_id, id),
  CHECK ((length(title) <= 300)),
  CHECK (((year >= 2000) AND (year <= 2100)))
);
CREATE INDEX safety_priority_of ON public.safety_priority USING btree (tenant_id, forum_id, year, "position");
alter table safety_priority enable row level security;
alter table safety_priority force row level security;
create policy safety_priority_tenant on safety_priority for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant delete, insert, select, update on safety_priority to muntada_app;

create table session (
  tenant_id uuid not null,
  token_hash bytea not null,
  id uuid not null,
  account_id uuid not null,
  device text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  device_key bytea not null,
  PRIMARY KEY (token_hash),
  FOREIGN KEY (tenant_id, account_id) REFERENCES account(tenant_id, id),
  CHECK ((length(device_key) = 65)),
  CHECK ((length(token_hash) = 32))
);
CREATE INDEX session_by_account ON public.session USING btree (tenant_id, account_id);
grant delete, insert, select, update on session to muntada_app;

create table shredded (
  kind text not null,
  id uuid not null,
  day date not null,
  state text not null,
  PRIMARY KEY (kind, id),
  CHECK ((kind = ANY (ARRAY['report'::text, 'case'::text])))
);
grant delete, select on shredded to muntada_jobs;

create table solution (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  issue_id uuid,
  meeting_id uuid,
  text text not null,
  decided_by text not null,
  votes_for integer,
  votes_against integer,
  abstained integer,
  dissent text,
  agreed_on date not null,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, forum_id) REFERENCES forum(tenant_id, id),
  FOREIGN KEY (tenant_id, issue_id) REFERENCES issue(tenant_id, id),
  FOREIGN KEY (tenant_id, meeting_id) REFERENCES meeting(tenant_id, id),
  CHECK ((abstained >= 0)),
  CHECK ((decided_by = ANY (ARRAY['consensus'::text, 'vote'::text]))),
  CHECK ((length(dissent) <= 1000)),
  CHECK ((length(text) <= 2000)),
  CHECK ((votes_against >= 0)),
  CHECK ((votes_for >= 0))
);
CREATE INDEX solution_by_issue ON public.solution USING btree (tenant_id, issue_id);
alter table solution enable row level security;
alter table solution force row level security;
create policy solution_tenant on solution for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select, update on solution to muntada_app;

create table stat_counter (
  half_year text not null,
  governorate_id text not null,
  count integer not null,
  PRIMARY KEY (half_year, governorate_id),
  FOREIGN KEY (governorate_id) REFERENCES place(id),
  CHECK ((count >= 0)),
  CHECK ((half_year ~ '^[0-9]{4}-H[12]$'::text))
);
grant delete, insert, select on stat_counter to muntada_jobs;

create table stat_stub (
  stub_id uuid not null,
  half_year text not null,
  governorate_id text not null,
  e_extortion_facet text,
  gbv_type text,
  age_band text,
  sex text,
  residence_status text,
  channel text,
  delay_band text,
  perpetrator_kind text,
  services_offered text[] not null default '{}'::text[],
  referral_outcome text[] not null default '{}'::text[],
  closure_reason text,
  days_open_band text,
  satisfaction integer,
  woman_worker_asked boolean,
  woman_worker_given boolean,
  PRIMARY KEY (stub_id),
  FOREIGN KEY (governorate_id) REFERENCES place(id),
  CHECK ((half_year ~ '^[0-9]{4}-H[12]$'::text)),
  CHECK (((satisfaction >= 1) AND (satisfaction <= 4)))
);
grant insert on stat_stub to muntada_app;
grant delete, select on stat_stub to muntada_jobs;

create table stub_batch (
  tenant_id uuid not null,
  desk_id uuid not null,
  women boolean not null,
  sent_on date not null,
  PRIMARY KEY (tenant_id, desk_id, women),
  FOREIGN KEY (tenant_id, desk_id) REFERENCES desk(tenant_id, id)
);
alter table stub_batch enable row level security;
alter table stub_batch force row level security;
create policy stub_batch_tenant on stub_batch for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select, update on stub_batch to muntada_app;

create table stub_cube (
  half_year text not null,
  dimensions text not null,
  keys text[] not null,
  count integer not null,
  PRIMARY KEY (half_year, dimensions, keys),
  FOREIGN KEY (half_year) REFERENCES release(half_year),
  CHECK ((count >= 5)),
  CHECK (((cardinality(keys) >= 1) AND (cardinality(keys) <= 2)))
);
grant insert, select on stub_cube to muntada_jobs;

create table subcommittee (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid,
  governorate_id text,
  topic text not null,
  names jsonb not null,
  women integer not null default 0,
  men integer not null default 0,
  founded_on date,
  closed_on date,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (governorate_id) REFERENCES place(id),
  FOREIGN KEY (tenant_id) REFERENCES organisation(id),
  FOREIGN KEY (tenant_id, forum_id) REFERENCES forum(tenant_id, id),
  CHECK (((forum_id IS NULL) <> (governorate_id IS NULL))),
  CHECK ((men >= 0)),
  CHECK ((topic = ANY (ARRAY['violentExtremism'::text, 'women'::text, 'youth'::text, 'schools'::text, 'drugs'::text, 'tribal'::text, 'other'::text]))),
  CHECK ((women >= 0))
);
alter table subcommittee enable row level security;
alter table subcommittee force row level security;
create policy subcommittee_tenant on subcommittee for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select, update on subcommittee to muntada_app;

create table unit (
  tenant_id uuid not null,
  id uuid not null,
  office_id uuid not null,
  kind text not null,
  names jsonb not null,
  closed boolean not null default false,
  since date,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, office_id) REFERENCES office(tenant_id, id),
  CHECK ((kind = ANY (ARRAY['tribalCoordination'::text, 'outreach'::text, 'womensParticipation'::text, 'patrol'::text, 'other'::text])))
);
grant insert, select, update on unit to muntada_app;

create table upload (
  id uuid not null,
  size integer not null,
  state text not null default 'arriving'::text,
  PRIMARY KEY (id),
  CHECK ((size > 0)),
  CHECK ((state = ANY (ARRAY['arriving'::text, 'complete'::text, 'kept'::text, 'gone'::text])))
);
CREATE INDEX upload_to_sweep ON public.upload USING btree (id) WHERE (state <> 'kept'::text);
grant delete, insert, select, update on upload to muntada_app;

create table volunteer (
  tenant_id uuid not null,
  id uuid not null,
  forum_id uuid not null,
  sex text not null,
  youth boolean,
  name text,
  named_on date,
  skills text[] not null default '{}'::text[],
  availability text[] not null default '{}'::text[],
  code_signed_on date,
  joined_on date not null,
  left_on date,
  PRIMARY KEY (tenant_id, id),
  FOREIGN KEY (tenant_id, forum_id) REFERENCES forum(tenant_id, id),
  CHECK ((left_on >= joined_on)),
  CHECK ((sex = ANY (ARRAY['woman'::text, 'man'::text])))
);
CREATE INDEX volunteer_by_forum ON public.volunteer USING btree (tenant_id, forum_id);
alter table volunteer enable row level security;
alter table volunteer force row level security;
create policy volunteer_tenant on volunteer for all using ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid)) with check ((tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::uuid));
grant insert, select, update on volunteer to muntada_app;

CREATE OR REPLACE FUNCTION public.case_forget()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from case_key where tenant_id = old.tenant_id and report_id = old.report_id;
  update case_stub set body = null where tenant_id = old.tenant_id and report_id = old.report_id;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.case_leave()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from case_key where tenant_id = old.tenant_id and report_id = old.id;
  delete from case_stub where tenant_id = old.tenant_id and report_id = old.id;
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.count_received(through date)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  since date;
begin
  insert into received_through (day) values ('2000-01-01') on conflict do nothing;
  select day into strict since from received_through for update;
  if since >= through then
    return;
  end if;
  perform set_config('app.counter', 'on', true);
  insert into stat_counter (half_year, governorate_id, count)
  select to_char(report.day, 'YYYY') || case when extract(month from report.day) <= 6 then '-H1' else '-H2' end,
         desk.governorate_id, count(*)
    from report join desk on desk.tenant_id = report.tenant_id and desk.id = report.desk_id
   where report.day > since and report.day <= through
   group by 1, 2
  on conflict (half_year, governorate_id) do update set count = stat_counter.count + excluded.count;
  perform set_config('app.counter', '', true);
  update received_through set day = through;
end
$function$;

CREATE OR REPLACE FUNCTION jobs.enqueue(task text, payload json DEFAULT '{}'::json, job_key text DEFAULT NULL::text)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'pg_catalog', 'pg_temp'
AS $function$
begin
  if task !~ '^[a-z][a-zA-Z]*([.][a-z][a-zA-Z]*)?$' or length(payload::text) > 1000 then
    raise exception using errcode = '22023', message = 'not a job';
  end if;
  perform graphile_worker.add_job(task, payload, job_key => job_key);
end
$function$;

CREATE OR REPLACE FUNCTION public.forget_moved()
 RETURNS integer
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
declare
  moved integer;
begin
  perform set_config('app.shredder', 'on', true);
  delete from shredded using report_key where shredded.kind = 'report' and report_key.report_id = shredded.id;
  get diagnostics moved = row_count;
  perform set_config('app.shredder', '', true);
  return moved;
end
$function$;

CREATE OR REPLACE FUNCTION public.link_forget()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  delete from link_request
   where tenant_id = old.tenant_id and old.report_id in (report_a, report_b);
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.note_shredded()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into shredded (kind, id, day, state)
  values (
    'report',
    old.report_id,
    (now() at time zone 'Asia/Baghdad')::date,
    -- Seen within the tenant's scope alone.
    coalesce((select state from report where tenant_id = old.tenant_id and id = old.report_id), 'withdrawn')
  )
  on conflict do nothing;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.note_shredded_case()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into shredded (kind, id, day, state)
  values ('case', old.id, (now() at time zone 'Asia/Baghdad')::date, 'destroyed')
  on conflict do nothing;
  return null;
end
$function$;

CREATE OR REPLACE FUNCTION public.report_change()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  new.changed := pg_current_xact_id();
  return new;
end
$function$;

CREATE OR REPLACE FUNCTION public.report_leave()
 RETURNS trigger
 LANGUAGE plpgsql
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  insert into report_left (tenant_id, desk_id, report_id, women, day)
  values (old.tenant_id, old.desk_id, old.id, old.women, (now() at time zone 'Asia/Baghdad')::date)
  on conflict (tenant_id, desk_id, report_id) do update set day = excluded.day, changed = excluded.changed;
  return null;
end
$function$;
