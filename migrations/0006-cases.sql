-- What a desk keeps for itself about a report: the case key, internal notes under it, and the coarse stub for the statistics until it is
-- sent. The server opens none of it.

create table case_key (
  tenant_id uuid not null references organisation,
  id uuid not null,
  report_id uuid not null,
  desk_id uuid not null,
  -- Wrapped to the desk's epoch; to its women's epoch where she asked for a woman.
  women boolean not null,
  epoch integer not null,
  wrapped bytea not null,
  primary key (tenant_id, id),
  unique (tenant_id, report_id),
  foreign key (tenant_id, report_id) references report
);
create index case_key_by_epoch on case_key (tenant_id, desk_id, women, epoch);

create table case_note (
  tenant_id uuid not null,
  case_id uuid not null,
  id uuid not null,
  author_id uuid not null,
  day date not null,
  place integer not null,
  body bytea not null,
  primary key (tenant_id, case_id, id),
  unique (tenant_id, case_id, place),
  foreign key (tenant_id, case_id) references case_key on delete cascade
);

-- One row a report: its stub waits here, sealed under the case key, until the week's batch; `body` is null once it was sent, or where
-- she did not agree to one and was only counted.
create table case_stub (
  tenant_id uuid not null,
  report_id uuid not null,
  desk_id uuid not null,
  women boolean not null,
  half_year text not null check (half_year ~ '^[0-9]{4}-H[12]$'),
  body bytea,
  primary key (tenant_id, report_id),
  foreign key (tenant_id, report_id) references report
);
create index case_stub_pending on case_stub (tenant_id, desk_id, women, half_year) where body is not null;

-- When a desk last sent a batch: a day, so that batches are weekly.
create table stub_batch (
  tenant_id uuid not null,
  desk_id uuid not null,
  women boolean not null,
  sent_on date not null,
  primary key (tenant_id, desk_id, women),
  foreign key (tenant_id, desk_id) references desk
);

do $$
declare
  name text;
begin
  foreach name in array array['case_key', 'case_note', 'case_stub', 'stub_batch'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy %I on %I using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)
         with check (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)',
      name || '_tenant', name
    );
  end loop;
end $$;
grant select, insert, update, delete on case_key, case_stub to muntada_app;
grant select, insert, delete on case_note to muntada_app;
grant select, insert, update on stub_batch to muntada_app;

-- Whoever destroys what opens a report destroys what was noted about it: case key, notes, pending stub.
create function case_forget()
  returns trigger
  language plpgsql
  set search_path = public, pg_temp
as $$
begin
  delete from case_key where tenant_id = old.tenant_id and report_id = old.report_id;
  update case_stub set body = null where tenant_id = old.tenant_id and report_id = old.report_id;
  return null;
end
$$;
create trigger report_key_case after delete on report_key for each row execute function case_forget();

-- A report that she takes to another desk leaves the first desk's notes behind: they go, before the row changes its tenant.
create function case_leave()
  returns trigger
  language plpgsql
  set search_path = public, pg_temp
as $$
begin
  delete from case_key where tenant_id = old.tenant_id and report_id = old.id;
  delete from case_stub where tenant_id = old.tenant_id and report_id = old.id;
  return new;
end
$$;
create trigger report_moves before update of desk_id on report
  for each row when (old.desk_id is distinct from new.desk_id) execute function case_leave();

-- The id of a destroyed case key is written down (table `shredded`), so that no older backup brings it back.
create function note_shredded_case()
  returns trigger
  language plpgsql
  security definer
  set search_path = public, pg_temp
as $$
begin
  insert into shredded (kind, id, day, state)
  values ('case', old.id, (now() at time zone 'Asia/Baghdad')::date, 'destroyed')
  on conflict do nothing;
  return null;
end
$$;
create trigger case_key_shredded after delete on case_key for each row execute function note_shredded_case();

-- Numbers, without tenant, desk or report. The process may add and nothing else; the release job reads, folds and deletes (docs/invariants.md, "W1").
create table stat_stub (
  stub_id uuid primary key,
  half_year text not null check (half_year ~ '^[0-9]{4}-H[12]$'),
  governorate_id text not null references place,
  e_extortion_facet text,
  gbv_type text,
  age_band text,
  sex text,
  residence_status text,
  channel text,
  delay_band text,
  perpetrator_kind text,
  services_offered text[] not null default '{}',
  referral_outcome text[] not null default '{}',
  closure_reason text,
  days_open_band text,
  satisfaction integer check (satisfaction between 1 and 4),
  woman_worker_asked boolean,
  woman_worker_given boolean
);

-- Reports whose reporters did not agree to a stub: one more in the governorate's half-year, nothing else.
create table stat_counter (
  half_year text not null check (half_year ~ '^[0-9]{4}-H[12]$'),
  governorate_id text not null references place,
  count integer not null check (count >= 0),
  primary key (half_year, governorate_id)
);

-- The counter is raised without being read.
create function count_one(half_year text, governorate_id text)
  returns void
  language sql
  security definer
  set search_path = public, pg_temp
as $$
  insert into stat_counter values ($1, $2, 1)
  on conflict on constraint stat_counter_pkey do update set count = stat_counter.count + 1
$$;
revoke all on function count_one(text, text) from public;
grant execute on function count_one(text, text) to muntada_app;
grant insert on stat_stub to muntada_app;
grant select, delete on stat_stub, stat_counter to muntada_jobs;
