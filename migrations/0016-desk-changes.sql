-- What an open inbox asks for: what changed at its desk since it last asked, in one cheap question. A transaction's number is no time,
-- needs no lock, and says exactly what a reader may have missed: whatever committed after her snapshot has a number not below its xmin.
alter table report add column changed xid8 not null default pg_current_xact_id();
create index report_changed on report (tenant_id, desk_id, changed);

-- The day on which a quiet report will be destroyed, written thirty days before, so that the desk can still work on it.
alter table report add column expires_on date;

-- Only what a list shows: her own reading and removing in the mailbox leaves no trace here, and sealing an entry is no news.
create function report_change()
  returns trigger
  language plpgsql
  set search_path = public, pg_temp
as $$
begin
  new.changed := pg_current_xact_id();
  return new;
end
$$;
create trigger report_changes before update on report
  for each row when (
    (old.desk_id, old.state, old.destroy_after, old.not_police, old.unread, old.desk_messages, old.urgent_until, old.assignee_id,
     old.due_on, old.closure_by, old.expires_on)
    is distinct from
    (new.desk_id, new.state, new.destroy_after, new.not_police, new.unread, new.desk_messages, new.urgent_until, new.assignee_id,
     new.due_on, new.closure_by, new.expires_on)
  ) execute function report_change();

-- A report that she took to another desk: its first desk's open inboxes take it out of their lists. Kept for a day or two: no session
-- is longer.
create table report_left (
  tenant_id uuid not null,
  desk_id uuid not null,
  report_id uuid not null,
  women boolean not null,
  day date not null,
  changed xid8 not null default pg_current_xact_id(),
  primary key (tenant_id, desk_id, report_id),
  foreign key (tenant_id, desk_id) references desk
);
alter table report_left enable row level security;
alter table report_left force row level security;
create policy report_left_tenant on report_left
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert, update, delete on report_left to muntada_app;

create function report_leave()
  returns trigger
  language plpgsql
  set search_path = public, pg_temp
as $$
begin
  insert into report_left (tenant_id, desk_id, report_id, women, day)
  values (old.tenant_id, old.desk_id, old.id, old.women, (now() at time zone 'Asia/Baghdad')::date)
  on conflict (tenant_id, desk_id, report_id) do update set day = excluded.day, changed = excluded.changed;
  return null;
end
$$;
create trigger report_leaves after update of desk_id on report
  for each row when (old.desk_id is distinct from new.desk_id) execute function report_leave();

-- What is open, in the order of the list: a sign-in loads these alone.
drop index report_open;
create index report_open on report (tenant_id, desk_id, day desc, id desc)
  where state in ('received', 'caseOpened', 'answeredOnly', 'emergency', 'outOfScope', 'linked');

-- First answers by half-year, so that a desk that became quicker sees it.
alter table desk_rollup add column half_year text not null
  default to_char(now() at time zone 'Asia/Baghdad', 'YYYY')
    || case when extract(month from now() at time zone 'Asia/Baghdad') <= 6 then '-H1' else '-H2' end
  check (half_year ~ '^[0-9]{4}-H[12]$');
alter table desk_rollup alter column half_year drop default;
alter table desk_rollup drop constraint desk_rollup_pkey;
alter table desk_rollup add primary key (tenant_id, desk_id, half_year, band);

-- What she is told of the desk's work besides who opened it.
alter table access_notice drop constraint access_notice_kind_check;
alter table access_notice add constraint access_notice_kind_check
  check (kind in ('opened', 'madeOffline', 'moved', 'answered', 'caseOpened', 'unreadable', 'closed', 'reopened', 'accessRefused'));
