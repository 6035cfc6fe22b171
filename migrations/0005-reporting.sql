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
  urgent_until timestamptz,
  assignee_id uuid,
  due_on date,
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

create table report_key (
  tenant_id uuid not null,
  report_id uuid not null,
  key_file bytea not null,
  primary key (tenant_id, report_id),
  foreign key (tenant_id, report_id) references report
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
  foreign key (tenant_id, report_id) references report
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
  foreign key (tenant_id, report_id) references report
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
  foreign key (tenant_id, report_id) references report
);

do $$
declare
  name text;
begin
  foreach name in array array['report', 'report_key', 'report_message', 'access_notice', 'report_event'] loop
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
