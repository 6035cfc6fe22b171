-- She may say herself that two reports are of one person (invariant 22): then nobody of a desk proposed it. Her signed words are kept,
-- one from each mailbox, so that the desk's device need not believe the server.
alter table link_request alter column proposed_by drop not null;
alter table link_request add column word_a bytea, add column word_b bytea;

-- What opens a report is gone: so is what was said about it and another one.
create function link_forget()
  returns trigger
  language plpgsql
  set search_path = public, pg_temp
as $$
begin
  delete from link_request
   where tenant_id = old.tenant_id and old.report_id in (report_a, report_b);
  return null;
end
$$;
create trigger report_key_links after delete on report_key for each row execute function link_forget();
