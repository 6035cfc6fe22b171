-- People who sign in, their sessions, and the envelopes of their keys. The server holds no key that opens anything.

create table account (
  tenant_id uuid not null references organisation,
  -- Chosen by a client: the same id in two organisations would let one reach for the other's person.
  id uuid not null unique,
  login text not null unique,
  display_name text not null,
  -- Only to keep the women's keys among women (invariant 16).
  sex text not null check (sex in ('woman', 'man')),
  state text not null check (state in ('invited', 'active', 'revoked')),
  salt bytea check (length(salt) = 16),
  memory_kib integer,
  passes integer,
  auth_hash bytea check (length(auth_hash) = 32),
  recipient text,
  signing_key bytea check (length(signing_key) = 32),
  envelope bytea,
  -- Encrypted under a key file that lies outside the database and its backups.
  totp_sealed bytea,
  totp_last_step bigint,
  -- May hold a share of a desk's recovery.
  trustee boolean not null default false,
  -- Made by the demo, with a password that everybody knows: a start outside demo mode refuses it.
  demo boolean not null default false,
  primary key (tenant_id, id)
);

create table role_grant (
  tenant_id uuid not null,
  account_id uuid not null,
  role text not null,
  primary key (tenant_id, account_id, role),
  foreign key (tenant_id, account_id) references account
);

create table session (
  tenant_id uuid not null,
  -- SHA-256 of the cookie: a thief of the table cannot sign in with it.
  token_hash bytea primary key check (length(token_hash) = 32),
  id uuid not null,
  account_id uuid not null,
  -- What the device calls itself, for the list of sessions.
  device text not null,
  -- SHA-256 of the device's own cookie: a session's cookie alone, carried to another device, opens nothing.
  device_hash bytea not null check (length(device_hash) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  foreign key (tenant_id, account_id) references account
);
create index session_by_account on session (tenant_id, account_id);

-- A link that works once; the token itself is in the link alone.
create table invitation (
  tenant_id uuid not null,
  token_hash bytea primary key check (length(token_hash) = 32),
  account_id uuid not null,
  expires_at timestamptz not null,
  unique (tenant_id, account_id),
  foreign key (tenant_id, account_id) references account
);

-- The public parts of a desk's keys, epoch by epoch; `women` marks the key that only women hold.
create table desk_epoch (
  tenant_id uuid not null,
  desk_id uuid not null,
  women boolean not null,
  n integer not null,
  recipient text not null,
  signing_key bytea not null check (length(signing_key) = 32),
  -- The day on which somebody who held this key left: it has to be followed by a new one.
  due_since date,
  ended boolean not null default false,
  primary key (tenant_id, desk_id, women, n),
  foreign key (tenant_id, desk_id) references desk
);

-- The private parts, wrapped to one member each. Deleting the row ends what its member can open. `vouched` is the epoch's own signature
-- over the member's id and public keys: only somebody who holds the epoch's key could make it, so the server can add nobody.
create table epoch_wrap (
  tenant_id uuid not null,
  desk_id uuid not null,
  women boolean not null,
  n integer not null,
  account_id uuid not null,
  wrapped bytea not null,
  vouched bytea not null check (length(vouched) = 64),
  primary key (tenant_id, desk_id, women, n, account_id),
  foreign key (tenant_id, desk_id, women, n) references desk_epoch,
  foreign key (tenant_id, account_id) references account
);
create index epoch_wrap_by_account on epoch_wrap (tenant_id, account_id);

-- Who was admitted to a desk, signed by the member who compared the six words.
create table desk_member (
  tenant_id uuid not null,
  desk_id uuid not null,
  account_id uuid not null,
  women boolean not null default false,
  admitted_by uuid not null,
  admission bytea not null,
  primary key (tenant_id, desk_id, account_id),
  foreign key (tenant_id, desk_id) references desk,
  foreign key (tenant_id, account_id) references account
);

-- The organisation's root, sealed to a head's own recipient; all holders of one organisation hold the same key.
create table organisation_root (
  tenant_id uuid not null references organisation,
  account_id uuid not null,
  public_key bytea not null check (length(public_key) = 32),
  sealed bytea not null,
  primary key (tenant_id, account_id),
  foreign key (tenant_id, account_id) references account
);

-- Recovery of an epoch, if its members made one: the epoch's keys sealed to a recovery key that nobody holds whole, and that key's five
-- shares, each sealed to one trustee. A trustee may be of another organisation and sees her own share only.
create table epoch_recovery (
  tenant_id uuid not null,
  desk_id uuid not null,
  women boolean not null,
  n integer not null,
  recipient text not null,
  wrapped bytea not null,
  primary key (tenant_id, desk_id, women, n),
  foreign key (tenant_id, desk_id, women, n) references desk_epoch
);
create table recovery_share (
  tenant_id uuid not null,
  desk_id uuid not null,
  women boolean not null,
  n integer not null,
  place integer not null check (place between 1 and 5),
  trustee_tenant_id uuid not null,
  trustee_id uuid not null,
  sealed bytea not null,
  primary key (tenant_id, desk_id, women, n, place),
  unique (tenant_id, desk_id, women, n, trustee_id),
  foreign key (tenant_id, desk_id, women, n) references epoch_recovery,
  foreign key (trustee_tenant_id, trustee_id) references account
);

-- What somebody holding no session needs (sign-in, the session cookie) goes by login or token, so account, session and invitation are
-- found without a tenant; the rows that hold sealed keys are not.
do $$
declare
  name text;
begin
  foreach name in array array['epoch_wrap', 'organisation_root', 'epoch_recovery', 'recovery_share'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
  end loop;
end $$;
create policy epoch_wrap_tenant on epoch_wrap
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy organisation_root_tenant on organisation_root
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy epoch_recovery_tenant on epoch_recovery
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy recovery_share_tenant on recovery_share
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
create policy recovery_share_trustee on recovery_share for select
  using (trustee_id = nullif(current_setting('app.actor', true), '')::uuid);

grant select, insert, update on account, desk_epoch to muntada_app;
grant select, insert, delete on role_grant, session, invitation, epoch_wrap, desk_member to muntada_app;
grant select, insert, delete on organisation_root, epoch_recovery, recovery_share to muntada_app;
grant update on session to muntada_app;
