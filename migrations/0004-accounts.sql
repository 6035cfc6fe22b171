-- People who sign in, their sessions, and the envelopes of their keys. The server holds no key that opens anything.

create table account (
  tenant_id uuid not null references organisation,
  id uuid not null,
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
  device text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  foreign key (tenant_id, account_id) references account
);
create index session_by_account on session (tenant_id, account_id);

create table invitation (
  tenant_id uuid not null,
  token_hash bytea primary key check (length(token_hash) = 32),
  account_id uuid not null,
  expires_at timestamptz not null,
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
  ended boolean not null default false,
  primary key (tenant_id, desk_id, women, n),
  foreign key (tenant_id, desk_id) references desk
);

-- The private parts, wrapped to one member each. Deleting the row ends what its member can open.
create table epoch_wrap (
  tenant_id uuid not null,
  desk_id uuid not null,
  women boolean not null,
  n integer not null,
  account_id uuid not null,
  wrapped bytea not null,
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

-- What somebody holding no session needs (sign-in, the session cookie) goes by login or token, so account, session and invitation are
-- found without a tenant; the rows that hold wrapped keys are not.
alter table epoch_wrap enable row level security;
alter table epoch_wrap force row level security;
create policy epoch_wrap_tenant on epoch_wrap
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant select, insert, update on account, desk_epoch to muntada_app;
grant select, insert, delete on role_grant, session, invitation, epoch_wrap, desk_member to muntada_app;
grant update on session to muntada_app;
