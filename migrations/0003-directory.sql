-- Places, organisations, offices, desks and what the public may know of them. Reference tables hold no row of a person.

create table place (
  id text primary key,
  kind text not null check (kind in ('governorate', 'district', 'subdistrict')),
  parent_id text references place,
  pcode text unique,
  kurdistan_region boolean not null default false,
  names jsonb not null,
  -- Comparison keys of all names (base/text.ts), so that a query finds every spelling.
  search_keys text[] not null default '{}'
);
create index place_by_parent on place (parent_id);

-- An organisation is the tenant: it owns its desks, people and cases.
create table organisation (
  id uuid primary key,
  kind text not null check (kind in ('police', 'security', 'ministry', 'directorate', 'ngo', 'lawyers', 'un', 'donor', 'association', 'university')),
  names jsonb not null,
  parent_id uuid references organisation,
  governorate_id text references place,
  -- Runs this installation: its administrators add organisations and keep hotlines and provisions.
  platform boolean not null default false,
  -- Where the fact comes from; what is invented says so.
  source text,
  illustrative boolean not null default false
);
create unique index organisation_one_platform on organisation (platform) where platform;

-- Police and security organisations, those above them (a ministry commands its police) and those below them. A desk of any of these is
-- police: a report marked "not the police" never reaches it (invariant 21), and its people are not "outside the police".
create view police_organisation as
  with recursive above as (
    select id, parent_id from organisation where kind in ('police', 'security')
    union
    select organisation.id, organisation.parent_id from organisation join above on organisation.id = above.parent_id
  ), below as (
    select id from organisation where kind in ('police', 'security')
    union
    select organisation.id from organisation join below on organisation.parent_id = below.id
  )
  select id from above union select id from below;

create table office (
  tenant_id uuid not null references organisation,
  id uuid not null,
  kind text not null check (kind in ('main', 'branch')),
  names jsonb not null,
  governorate_id text not null references place,
  district_id text references place,
  address jsonb,
  hours jsonb not null default '[]',
  women_hours jsonb not null default '[]',
  referral_centre boolean not null default false,
  closed boolean not null default false,
  source text,
  illustrative boolean not null default false,
  primary key (tenant_id, id)
);
create index office_by_governorate on office (governorate_id);

create table unit (
  tenant_id uuid not null,
  id uuid not null,
  office_id uuid not null,
  kind text not null check (kind in ('tribalCoordination', 'outreach', 'womensParticipation', 'patrol', 'other')),
  names jsonb not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, office_id) references office
);

create table forum (
  tenant_id uuid not null references organisation,
  id uuid not null,
  names jsonb not null,
  governorate_id text not null references place,
  district_id text references place,
  quarter text,
  source text,
  illustrative boolean not null default false,
  primary key (tenant_id, id)
);
create index forum_by_governorate on forum (governorate_id);

-- A team that can receive reports. `epoch` and `women_epoch` are the numbers of the keys in force (null: none yet, or none offered):
-- set when the organisation's signed directory names them, never before.
create table desk (
  tenant_id uuid not null references organisation,
  id uuid not null unique,
  kind text not null check (kind in ('women', 'lawyerNgo', 'referralCentre', 'office', 'forumContact')),
  names jsonb not null,
  governorate_id text not null references place,
  office_id uuid,
  -- A desk of a police or security organisation: reports marked "not the police" never reach it (invariant 21).
  police boolean not null,
  child_protection boolean not null default false,
  works_here jsonb not null,
  must_pass_on jsonb not null,
  never_without_asking jsonb not null,
  law_checked_on date,
  hours jsonb not null default '[]',
  rota jsonb not null default '[]',
  open boolean not null default false,
  epoch integer,
  women_epoch integer,
  illustrative boolean not null default false,
  primary key (tenant_id, id),
  foreign key (tenant_id, office_id) references office
);
create index desk_by_governorate on desk (governorate_id) where open;

-- The signed directory of public keys, one document per organisation and version, and the records it vouches for.
create table key_directory (
  tenant_id uuid not null references organisation,
  version integer not null,
  signed bytea not null,
  primary key (tenant_id, version)
);
create table desk_record (
  tenant_id uuid not null,
  desk_id uuid not null,
  version integer not null,
  record jsonb not null,
  primary key (tenant_id, desk_id, version),
  foreign key (tenant_id, desk_id) references desk
);

create table hotline (
  id uuid primary key,
  number text not null,
  names jsonb not null,
  note jsonb,
  jurisdiction text not null check (jurisdiction in ('federal', 'kurdistan', 'international')),
  position integer not null,
  source text not null,
  review text not null check (review in ('unverified', 'published', 'withdrawn')),
  verified_on date
);

create table provision (
  id uuid primary key,
  law jsonb not null,
  article text not null,
  text jsonb not null,
  jurisdiction text not null check (jurisdiction in ('federal', 'kurdistan')),
  position integer not null,
  source text not null,
  review text not null check (review in ('unverified', 'published', 'withdrawn')),
  verified_on date
);

grant select on place, police_organisation to muntada_app;
grant select, insert, update on organisation, office, unit, forum, desk, hotline, provision to muntada_app;
grant select, insert on key_directory, desk_record to muntada_app;
