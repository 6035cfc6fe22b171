-- The confidential report and its mailbox. No column holds a time within an hour of a submission, but `urgent_until`, which only she
-- asks for. Ids are random (UUIDv4). Bodies are ciphertext; the key file is the only way into them and can be destroyed alone.

create table mailbox (
  id uuid primary key,
  signing_key bytea not null check (length(signing_key) = 32)
);

create table report_body (
  report_id uuid primary key,
  body bytea not null
);
alter table report_body alter column body set storage external;

create table report (
  tenant_id uuid not null references organisation,
  id uuid not null,
  desk_id uuid not null,
  mailbox_id uuid not null references mailbox,
  epoch integer not null,
  women boolean not null,
  not_police boolean not null,
  day date not null,
  state text not null default 'received',
  -- Set while a withdrawal waits: locked at once, destroyed on this day and hour unless she undoes it.
  destroy_after timestamptz,
  -- What she removed from her mailbox: 0 is the report itself, then so many messages of the thread. The desk keeps them.
  hidden_through integer,
  -- Her signed word that took the mark "not the police" off (invariant 21), for whoever has to believe it.
  not_police_lifted bytea,
  urgent_until timestamptz,
  assignee_id uuid,
  due_on date,
  -- A closure that one member asked for and another must approve; `closure_seen` counts her messages at that moment.
  closure_by uuid,
  closure_reason text,
  closure_aftercare text,
  closure_seen integer,
  size integer not null,
  digest bytea not null check (length(digest) = 32),
  -- Sealed to the epoch by her browser, until the first member to see it re-seals it as a list entry under the desk's index key.
  summary bytea,
  entry bytea,
  entry_epoch integer,
  desk_messages integer not null default 0,
  reporter_messages integer not null default 0,
  unread boolean not null default true,
  primary key (tenant_id, id),
  unique (id),
  foreign key (tenant_id, desk_id) references desk
);
create index report_by_desk on report (tenant_id, desk_id, day desc, id desc);
create index report_by_mailbox on report (mailbox_id);
-- What is open and what is urgent: small whatever the history, so that the overview counts it each time.
create index report_open on report (tenant_id, desk_id)
  where state in ('received', 'caseOpened', 'answeredOnly', 'emergency', 'outOfScope', 'linked');
create index report_withdrawn on report (tenant_id, destroy_after) where destroy_after is not null;
create index report_urgent on report (tenant_id, desk_id) where urgent_until is not null;

create table report_key (
  tenant_id uuid not null,
  report_id uuid not null,
  key_file bytea not null,
  primary key (tenant_id, report_id),
  -- moves along when she gives the report to another organisation's desk
  foreign key (tenant_id, report_id) references report on update cascade
);

create table report_message (
  tenant_id uuid not null,
  report_id uuid not null,
  id uuid not null,
  side text not null check (side in ('reporter', 'desk')),
  seq integer not null check (seq > 0),
  -- The order of arrival in the thread; a time would tell too much.
  place integer not null,
  day date not null,
  body bytea not null,
  digest bytea not null check (length(digest) = 32),
  primary key (tenant_id, report_id, id),
  unique (tenant_id, report_id, side, seq),
  unique (tenant_id, report_id, place),
  foreign key (tenant_id, report_id) references report on update cascade
);
alter table report_message alter column body set storage external;

-- What she sees of who had her report in hand: by desk and role, on which day; never the officer's name (rule N12).
create table access_notice (
  tenant_id uuid not null,
  report_id uuid not null,
  id uuid not null,
  day date not null,
  kind text not null check (kind in ('opened', 'madeOffline', 'moved', 'answered')),
  desk_id uuid not null,
  role text not null,
  primary key (tenant_id, report_id, id),
  foreign key (tenant_id, report_id) references report on update cascade
);

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
  primary key (tenant_id, report_id, seq),
  foreign key (tenant_id, report_id) references report on update cascade
);

-- Two reports that their reporter may say are hers: joined only after both mailboxes agreed (invariant 22).
create table link_request (
  tenant_id uuid not null,
  id uuid not null,
  report_a uuid not null,
  report_b uuid not null check (report_b <> report_a),
  agreed_a boolean not null default false,
  agreed_b boolean not null default false,
  proposed_by uuid not null,
  day date not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, report_a) references report,
  foreign key (tenant_id, report_b) references report
);
create unique index link_request_by_pair
  on link_request (tenant_id, least(report_a, report_b), greatest(report_a, report_b));

-- How long first answers took, in bands that the member's device made: counts only, no report.
create table desk_rollup (
  tenant_id uuid not null,
  desk_id uuid not null,
  band text not null check (band in ('underOneHour', 'oneToFourHours', 'fourToTwentyFourHours', 'oneToThreeDays', 'overThreeDays')),
  count integer not null default 0,
  primary key (tenant_id, desk_id, band),
  foreign key (tenant_id, desk_id) references desk
);

do $$
declare
  name text;
begin
  foreach name in array array['report', 'report_key', 'report_message', 'access_notice', 'report_event', 'link_request', 'desk_rollup'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end $$;

create policy mailbox_own on mailbox
  using (id = nullif(current_setting('app.mailbox', true), '')::uuid)
  with check (id = nullif(current_setting('app.mailbox', true), '')::uuid);
alter table mailbox enable row level security;
alter table mailbox force row level security;

create policy report_tenant on report
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy report_mailbox on report
  using (mailbox_id = nullif(current_setting('app.mailbox', true), '')::uuid);

create policy report_key_tenant on report_key
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy report_message_tenant on report_message
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy access_notice_tenant on access_notice
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy report_event_tenant on report_event
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert on mailbox, report_body, access_notice, report_event to muntada_app;
grant select, insert, update, delete on report, report_key, report_message to muntada_app;
grant delete on report_body, access_notice, report_event, mailbox to muntada_app;

create policy link_request_tenant on link_request
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy desk_rollup_tenant on desk_rollup
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert, update on link_request, desk_rollup to muntada_app;
-- A report that moves leaves its proposals and the names of its first desk's members behind.
grant delete on link_request to muntada_app;
grant update (actor) on report_event to muntada_app;
