-- Reports received are counted when they arrive, not when they are settled: by day of receipt and the governorate of the desk, the two
-- things about a report that stand here in plain. What is kept is the sum of a half-year. Stubs feed the cubes alone (ADR 0010).

-- Up to which day reports are counted. One row.
create table received_through (
  one boolean primary key default true check (one),
  day date not null
);

-- What was counted so far counted closures; the job counts anew. Released half-years stay as they are.
delete from stat_counter;
drop function count_one(text, text);

create policy report_received on report for select to current_user
  using (current_setting('app.counter', true) = 'on');

-- Counts the reports of the days up to `through` that are not counted yet, all desks in one statement: a report that moves meanwhile is
-- counted once. Nobody learns more than the sums.
create function count_received(through date)
  returns void
  language plpgsql
  security definer
  set search_path = public, pg_temp
as $$
declare
  since date;
begin
  insert into received_through (day) values ('2000-01-01') on conflict do nothing;
  select day into strict since from received_through for update;
  if since >= through then
    return;
  end if;
  perform set_config('app.counter', 'on', true);
  insert into stat_counter (half_year, governorate_id, count)
  select to_char(report.day, 'YYYY') || case when extract(month from report.day) <= 6 then '-H1' else '-H2' end,
         desk.governorate_id, count(*)
    from report join desk on desk.tenant_id = report.tenant_id and desk.id = report.desk_id
   where report.day > since and report.day <= through
   group by 1, 2
  on conflict (half_year, governorate_id) do update set count = stat_counter.count + excluded.count;
  perform set_config('app.counter', '', true);
  update received_through set day = through;
end
$$;
revoke all on function count_received(date) from public;
grant execute on function count_received(date) to muntada_jobs;
-- The demo's illustrative half-years.
grant insert on stat_counter to muntada_jobs;
