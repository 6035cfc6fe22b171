-- A session belongs to a key that its browser does not hand out, no longer to a second cookie. Sessions without one end here.

delete from session;
alter table session
  drop column device_hash,
  -- P-256, uncompressed: its private part signs every request of the session.
  add column device_key bytea not null check (length(device_key) = 65);
