-- The one sealed stream that carries all files of a message, so that nobody can count them. No date, name or type; the bytes lie in the
-- blob folder under the same id, their file time set to the day. A stream that no message names is swept after a day.

create table upload (
  id uuid primary key,
  -- Of the whole sealed stream, in bytes.
  size integer not null check (size > 0),
  -- arriving → complete → kept (a report or a message names it) → gone (its report was destroyed; the sweep takes the file)
  state text not null default 'arriving' check (state in ('arriving', 'complete', 'kept', 'gone'))
);
create index upload_to_sweep on upload (id) where state <> 'kept';

alter table report add column upload_id uuid unique references upload on delete set null;
alter table report_message add column upload_id uuid unique references upload on delete set null;

grant select, insert, update, delete on upload to muntada_app;
