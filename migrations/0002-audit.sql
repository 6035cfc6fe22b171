-- The audit log: events are only ever inserted; their place in the tree is given later by the sealer (ADR 0005).

create table audit_event (
  tenant_id uuid not null,
  id uuid not null,
  day date not null,
  actor text not null,
  verb text not null,
  object text not null,
  salt bytea not null check (length(salt) = 16),
  leaf bytea not null check (length(leaf) = 32),
  xact xid8 not null default pg_current_xact_id(),
  primary key (tenant_id, id)
);
create index audit_event_by_xact on audit_event (xact);

create table audit_place (
  tenant_id uuid not null,
  -- From 0, without a gap.
  seq bigint not null,
  event_id uuid,
  -- Set when the event goes after its five years: the hash stays, so that the tree can still be recomputed.
  leaf bytea check (length(leaf) = 32),
  primary key (tenant_id, seq),
  unique (tenant_id, event_id),
  check (event_id is not null or leaf is not null),
  foreign key (tenant_id, event_id) references audit_event on delete set null (event_id)
);

-- One signed tree head a sealing; `roots` are those of the full subtrees, so that the next sealing only appends. A sweep keeps the
-- last one of each past day: the others would tell how busy each hour was.
create table audit_checkpoint (
  tenant_id uuid not null,
  size bigint not null,
  day date not null,
  root bytea not null check (length(root) = 32),
  roots bytea[] not null,
  signature bytea not null check (length(signature) = 64),
  primary key (tenant_id, size)
);

-- Every event of a transaction before this one has its place; one row.
create table audit_sealed (
  one boolean primary key default true check (one),
  until xid8 not null
);
insert into audit_sealed (until) values ('0');

alter table audit_event enable row level security;
alter table audit_event force row level security;
-- The sealer orders the events of all tenants; it reads no more than their hashes.
create policy audit_event_read on audit_event for select
  using (
    tenant_id = nullif(current_setting('app.tenant', true), '')::uuid
    or current_setting('app.sealer', true) = 'on'
  );
create policy audit_event_insert on audit_event for insert
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
-- Nothing is kept for ever, and nothing goes earlier: the database holds its own clock against the sweep's.
create policy audit_event_expired on audit_event for select to muntada_jobs
  using (day < current_date - interval '5 years');
create policy audit_event_expire on audit_event for delete to muntada_jobs
  using (day < current_date - interval '5 years');

grant select, insert on audit_event, audit_place, audit_checkpoint to muntada_app;
grant select, update on audit_sealed to muntada_app;
grant select, delete on audit_event, audit_checkpoint to muntada_jobs;
grant select, update (leaf) on audit_place to muntada_jobs;
