import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDatabase } from '../harness/database.ts';
import { assertFresh } from './document.ts';

const { asAdmin } = await withDatabase();

test('docs/schema.sql is the schema that the migrations make', async () => {
  const tables = await asAdmin<{ name: string; oid: number; rls: boolean; forced: boolean }>(`
    select relname as name, oid::int, relrowsecurity as rls, relforcerowsecurity as forced
      from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by relname`);
  assert.ok(tables.length > 20, 'the schema has tables');
  const parts: string[] = [];
  for (const table of tables) parts.push(await tableText(table));
  const functions = await asAdmin<{ text: string }>(`
    select pg_get_functiondef(oid) as text from pg_proc
     where pronamespace in ('public'::regnamespace, coalesce(to_regnamespace('jobs'), 'public'::regnamespace)) and prokind = 'f'
       and not exists (select from pg_depend where objid = pg_proc.oid and deptype = 'e')
     order by proname, oid::regprocedure::text`);
  const head =
    '-- The whole schema, generated from the migrations by test/documents/schema.test.ts. Not for running.\n';
  assertFresh('docs/schema.sql', [head, ...parts, ...functions.map(({ text }) => `${text.trim()};\n`)].join('\n'));
});

test('every table with rows of a report, a case or a key is under forced row security', async () => {
  const walled = [
    'report',
    'report_key',
    'report_message',
    'access_notice',
    'report_event',
    'mailbox',
    'epoch_wrap',
    'audit_event',
  ];
  const rows = await asAdmin<{ name: string }>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity and relforcerowsecurity`,
  );
  const names = rows.map(({ name }) => name);
  assert.deepEqual(
    walled.filter((name) => !names.includes(name)),
    [],
  );
});

async function tableText({ name, oid, rls, forced }: { name: string; oid: number; rls: boolean; forced: boolean }) {
  const lines = async (text: string) => (await asAdmin<{ line: string }>(text)).map(({ line }) => line);
  const columns = await lines(`
    select format('  %I %s%s%s', attname, format_type(atttypid, atttypmod), case when attnotnull then ' not null' else '' end,
             coalesce(' default ' || pg_get_expr(adbin, adrelid), '')) as line
      from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
     where attrelid = ${oid} and attnum > 0 and not attisdropped order by attnum`);
  const constraints = await lines(`
    select format('  %s', pg_get_constraintdef(oid)) as line from pg_constraint
     where conrelid = ${oid} and contype <> 'n' order by contype desc, conname`);
  const indexes = await lines(`
    select pg_get_indexdef(indexrelid) || ';' as line from pg_index
     where indrelid = ${oid} and not exists (select from pg_constraint where conindid = indexrelid) order by indexrelid::regclass::text`);
  const policies = await lines(`
    select format('create policy %I on %I for %s using (%s)%s;', policyname, tablename, lower(cmd), coalesce(qual, 'true'),
             coalesce(' with check (' || with_check || ')', '')) as line
      from pg_policies where schemaname = 'public' and tablename = '${name}' order by policyname`);
  const grants = await lines(`
    select format('grant %s on %I to %I;', string_agg(lower(privilege_type), ', ' order by privilege_type), table_name, grantee) as line
      from information_schema.role_table_grants
     where table_schema = 'public' and table_name = '${name}' and grantee in ('muntada_app', 'muntada_jobs')
     group by table_name, grantee order by grantee`);
  const security = [
    ...(rls ? [`alter table ${name} enable row level security;`] : []),
    ...(forced ? [`alter table ${name} force row level security;`] : []),
  ];
  const body = [...columns, ...constraints].join(',\n');
  return [`create table ${name} (`, body, ');', ...indexes, ...security, ...policies, ...grants, ''].join('\n');
}
