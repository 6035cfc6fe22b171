-- Published statistics. A release is made once, by the job `releaseHalfYear`, and nobody may change it: a second version of a table
-- beside the first would tell what lies between them (docs/adr/0010-publishing.md).

create table release (
  half_year text primary key check (half_year ~ '^[0-9]{4}-H[12]$'),
  released_on date not null,
  -- Null: withheld. What is printed is never below the threshold, whatever the code does.
  total integer check (total >= 5),
  illustrative boolean not null default false
);

create table release_cell (
  half_year text not null references release,
  governorate_id text not null references place,
  count integer check (count >= 5),
  primary key (half_year, governorate_id)
);

-- The half-year in which this installation began: from then on every half-year is released, also one without a report, because a table
-- that is missing would tell that all its counts are zero. One row, written by the job when it first runs.
create table release_start (
  one boolean primary key default true check (one),
  half_year text not null check (half_year ~ '^[0-9]{4}-H[12]$')
);

-- What is left of the stubs of a released half-year: counts over at most two dimensions besides the half-year, none below the
-- threshold. Not published.
create table stub_cube (
  half_year text not null references release,
  dimensions text not null,
  keys text[] not null,
  count integer not null check (count >= 5),
  primary key (half_year, dimensions, keys),
  check (cardinality(keys) between 1 and 2)
);

-- Figures that somebody else published: never counted here, always shown with their source.
create table cited_figure (
  id uuid primary key,
  value integer not null check (value >= 0),
  from_day date not null,
  until_day date not null,
  what jsonb not null,
  place jsonb not null,
  source jsonb not null,
  check (from_day <= until_day)
);

-- Two cited figures that may be held against each other; `between` says what happened in between.
create table cited_comparison (
  id uuid primary key,
  before_id uuid not null references cited_figure,
  after_id uuid not null references cited_figure,
  between_text jsonb not null,
  check (before_id <> after_id)
);

grant select on release, release_cell to muntada_app;
grant select, insert, update on cited_figure, cited_comparison to muntada_app;
-- No role of the process may change or remove a release.
grant select on place to muntada_jobs;
grant select, insert on release, release_cell, release_start, stub_cube to muntada_jobs;
