-- The roles of the process. Roles belong to the whole server, so they may be there already, made by another database's migrations.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['muntada_app', 'muntada_jobs'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      begin
        execute format('create role %I login noinherit nocreatedb nocreaterole', wanted);
      exception when duplicate_object or unique_violation then
        null; -- another migration was quicker
      end;
    end if;
    -- Row security is the wall between organisations: a role that may climb over it is refused.
    if exists (select from pg_roles where rolname = wanted and (rolsuper or rolbypassrls or rolcreaterole)) then
      raise exception 'the role % must not be superuser, createrole or bypassrls', wanted;
    end if;
    -- The migrator makes schemas and functions that belong to the role.
    if not pg_has_role(current_user, wanted, 'set') then
      execute format('grant %I to current_user with inherit false, set true', wanted);
    end if;
  end loop;
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to muntada_app, muntada_jobs', current_database());
end
$$;

-- Nobody but the owner makes anything here. Each migration grants what its tables need, table by table.
revoke all on schema public from public;
grant usage on schema public to muntada_app, muntada_jobs;
alter default privileges revoke execute on functions from public;
