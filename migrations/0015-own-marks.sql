-- Her signed word of the marks "a woman only" and "not the police", kept when she removes a report's text from her mailbox: her page
-- then need not take the server's word for them when she moves the report. It says no more than `women` and `not_police`.
alter table report add column own_marks bytea;

-- Somebody asked to see her report and the desk refused (invariant 18): she is told, without who it was.
alter table access_notice drop constraint access_notice_kind_check;
alter table access_notice add constraint access_notice_kind_check
  check (kind in ('opened', 'madeOffline', 'moved', 'answered', 'accessRefused'));
