-- Where a record comes from is shown wherever the record is, so it stands in three languages too; so does a forum's quarter. What
-- stood there in one language stays as it was until an editor translates it.

alter table organisation alter column source type jsonb
  using case when source is not null then jsonb_build_object('ar', source, 'ckb', null, 'en', source) end;
alter table office alter column source type jsonb
  using case when source is not null then jsonb_build_object('ar', source, 'ckb', null, 'en', source) end;
alter table forum alter column source type jsonb
  using case when source is not null then jsonb_build_object('ar', source, 'ckb', null, 'en', source) end;
alter table forum alter column quarter type jsonb
  using case when quarter is not null then jsonb_build_object('ar', quarter, 'ckb', null, 'en', quarter) end;
alter table hotline alter column source type jsonb using jsonb_build_object('ar', source, 'ckb', null, 'en', source);
alter table provision alter column source type jsonb using jsonb_build_object('ar', source, 'ckb', null, 'en', source);

-- The check before the last one: a click too many on "verified" can be taken back.
alter table hotline add column verified_before date;
alter table provision add column verified_before date;

-- Whose numbers answer in a governorate, the ones to call first at the front; null: a district, which is as its governorate.
alter table place add column hotlines text[] check (hotlines <@ array['federal', 'kurdistan'] and cardinality(hotlines) > 0);
update place set hotlines = case when kurdistan_region then array['kurdistan'] else array['federal'] end where kind = 'governorate';
update place set hotlines = array['federal', 'kurdistan'] where id in ('IQG15', 'IQG13', 'IQG10', 'IQG16');
alter table place add check (kind <> 'governorate' or hotlines is not null);

-- A figure of others is not always a bare count: a share in percent, a number that its source rounds, a span from `value` to `upto`.
-- `period` says in words when that was, where the source does not name the days; it then lies somewhere between the two days.
alter table cited_figure add column form text not null default 'count' check (form in ('count', 'about', 'percent'));
alter table cited_figure add column upto integer check (upto > value);
alter table cited_figure add column period jsonb;
