-- Background work: the queue's own schema, what the sweeps may do, the list of what was shredded, and the role that copies everything
-- for a backup.

create schema graphile_worker authorization muntada_jobs;
create schema jobs authorization muntada_jobs;

set local role muntada_jobs;
-- The queue makes its own tables in here; without this first one it would ask for the right to make schemas.
create table graphile_worker.migrations (
  id int primary key,
  ts timestamptz default now() not null,
  breaking boolean not null default false
);

-- The one thing that the process may do with the queue: to put a job into it, in the transaction that needs it.
create function jobs.enqueue(task text, payload json default '{}', job_key text default null)
  returns void
  language plpgsql
  security definer
  set search_path = pg_catalog, pg_temp
as $$
begin
  if task !~ '^[a-z][a-zA-Z]*([.][a-z][a-zA-Z]*)?$' or length(payload::text) > 1000 then
    raise exception using errcode = '22023', message = 'not a job';
  end if;
  perform graphile_worker.add_job(task, payload, job_key => job_key);
end
$$;
revoke all on function jobs.enqueue(text, json, text) from public;
grant usage on schema jobs to muntada_app;
grant execute on function jobs.enqueue(text, json, text) to muntada_app;
reset role;

-- Urgent reports that nobody answered in time, counted by desk: no report, no time, no content (invariant 19).
create table desk_escalation (
  tenant_id uuid not null,
  desk_id uuid not null,
  -- 1: a quarter of an hour without an answer; 2: an hour.
  level smallint not null check (level in (1, 2)),
  reports integer not null check (reports > 0),
  primary key (tenant_id, desk_id, level),
  foreign key (tenant_id, desk_id) references desk
);
alter table desk_escalation enable row level security;
alter table desk_escalation force row level security;
create policy desk_escalation_tenant on desk_escalation
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert, update, delete on desk_escalation to muntada_app;

-- What was shredded: the ids alone, so that an older backup cannot bring a key back. A job writes them to `shredded.log` beside the
-- data; `restore` reads that file before anything else.
create table shredded (
  kind text not null check (kind in ('report', 'case')),
  id uuid not null,
  day date not null,
  -- What the tombstone says.
  state text not null,
  primary key (kind, id)
);
grant select, delete on shredded to muntada_jobs;

-- Whoever deletes a key file, and for whatever reason, its id is written down in the same transaction.
create function note_shredded()
  returns trigger
  language plpgsql
  security definer
  set search_path = public, pg_temp
as $$
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
$$;
create trigger report_key_shredded after delete on report_key for each row execute function note_shredded();

-- A key that was only moved to another tenant's desk is deleted there and inserted here: it is no shredded one.
create function forget_moved()
  returns integer
  language plpgsql
  security definer
  set search_path = public, pg_temp
as $$
declare
  moved integer;
begin
  perform set_config('app.shredder', 'on', true);
  delete from shredded using report_key where shredded.kind = 'report' and report_key.report_id = shredded.id;
  get diagnostics moved = row_count;
  perform set_config('app.shredder', '', true);
  return moved;
end
$$;
create policy report_key_moved on report_key for select to current_user
  using (current_setting('app.shredder', true) = 'on');
grant execute on function forget_moved() to muntada_jobs;

-- Mailboxes without a report.
create policy mailbox_stray_read on mailbox for select to muntada_jobs using (true);
create policy mailbox_stray on mailbox for delete to muntada_jobs using (true);
create policy report_stray on report for select to muntada_jobs using (true);
grant select (id), delete on mailbox to muntada_jobs;
grant select (mailbox_id) on report to muntada_jobs;

do $$
begin
  -- The bytes of a deleted key leave the table's file only with a vacuum; the right to do so without owning it came with 17.
  if current_setting('server_version_num')::integer >= 170000 then
    execute 'grant maintain on report_key, case_key to muntada_jobs';
  end if;
  -- Copies every row into a backup and back. Nobody logs in as it: the migrator takes it on while `muntada backup` or `restore` runs.
  if not exists (select from pg_roles where rolname = 'muntada_backup') then
    begin
      create role muntada_backup nologin noinherit nocreatedb nocreaterole;
    exception when duplicate_object or unique_violation then
      null; -- another migration was quicker
    end;
  end if;
  if exists (select from pg_roles where rolname = 'muntada_backup' and (rolsuper or rolbypassrls or rolcreaterole or rolcanlogin)) then
    raise exception 'the role muntada_backup must not log in nor be superuser, createrole or bypassrls';
  end if;
  if not pg_has_role(current_user, 'muntada_backup', 'set') then
    grant muntada_backup to current_user with inherit false, set true;
  end if;
end
$$;
grant usage on schema public to muntada_backup;
