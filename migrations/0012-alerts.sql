-- Alerts for what is urgent and unanswered (invariant 19). What waits is counted each time from the few rows under `report_urgent`; a
-- count of its own could only be late.

drop table desk_escalation;

-- Where she, if she wants, gets a mail that says nothing but that something waits. It goes with the account.
alter table account add column alert_email text check (length(alert_email) <= 254);

-- Who has had the mail of which quarter-hour mark, so that none is sent twice. A row stays only while something waits at its desk:
-- `mark` is a report's `urgent_until`, and goes when that goes.
create table alert_mail (
  tenant_id uuid not null,
  desk_id uuid not null,
  -- 1: a quarter of an hour without an answer; 2: an hour.
  level smallint not null check (level in (1, 2)),
  account_id uuid not null,
  mark timestamptz not null,
  primary key (tenant_id, desk_id, level, account_id),
  foreign key (tenant_id, desk_id) references desk,
  foreign key (tenant_id, account_id) references account
);
alter table alert_mail enable row level security;
alter table alert_mail force row level security;
create policy alert_mail_tenant on alert_mail
  using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)
  with check (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
grant select, insert, update, delete on alert_mail to muntada_app;
