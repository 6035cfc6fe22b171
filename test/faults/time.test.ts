import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOUR_MS } from '../../src/base/clock.ts';
import { randomId } from '../../src/base/ids.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { sql } from 'kysely';
import { withStage, submitted, present, OWN_TENANT, FOREIGN_TENANT } from '../security/stage.ts';
import { sendAs, staff } from '../security/visitors.ts';

const stage = await withStage();
const { asAdmin, clock, own, connections, unexpected } = stage;

/** The one time that may tell an hour: she asked for urgency herself, and it goes with the first answer. */
const HER_OWN_CHOICE = ['report.urgent_until'];
/** Made by the template of the test databases, before any report. */
const NO_ROWS_OF_OURS = ['migration', 'schema_migration', 'applied_migration'];

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
}

/** Every column of every table that is not PostgreSQL's own. */
async function columns(): Promise<Column[]> {
  return asAdmin<{ table: string; column: string; type: string }>(`
    select format('%I.%I', c.table_schema, c.table_name) as table, quote_ident(column_name) as column, data_type as type
      from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
     where c.table_schema not in ('pg_catalog', 'information_schema') and t.table_type = 'BASE TABLE'
     order by 1, 2`);
}

/** All values of all columns as text, so that what is new can be told from what was there. */
async function valuesOf(all: readonly Column[]): Promise<Map<string, Set<string>>> {
  const found = new Map<string, Set<string>>();
  for (const { table, column, type } of all) {
    const text = type === 'bytea' ? `encode(${column}, 'escape')` : `${column}::text`;
    const rows = await asAdmin<{ v: string }>(`select distinct ${text} as v from ${table} where ${column} is not null`);
    found.set(`${table.replace(/^public\./, '')}.${column}`, new Set(rows.map(({ v }) => v)));
  }
  return found;
}

/** The instants (ms) that a stored text can be read as: a timestamp, a time in seconds, ms or µs, a time-ordered id. */
function timesIn(text: string): number[] {
  const times: number[] = [];
  for (const [iso] of text.matchAll(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?([+-]\d\d(:?\d\d)?|Z)?/g)) {
    times.push(Date.parse(iso.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')));
  }
  for (const [digits] of text.matchAll(/(?<![\d.-])\d{10,16}(?![\d.])/g)) {
    const value = Number(digits);
    times.push(value * 1000, value, value / 1000);
  }
  for (const [, high = '', low = ''] of text.matchAll(
    /\b([0-9a-f]{8})-([0-9a-f]{4})-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g,
  )) {
    times.push(Number.parseInt(high + low, 16));
  }
  return times.filter((time) => !Number.isNaN(time));
}

test('the search finds a time however it is written', () => {
  const now = Date.parse('2026-11-21T07:12:34.567Z');
  const id = `${Math.floor(now)
    .toString(16)
    .padStart(12, '0')
    .replace(/^(.{8})(.{4})$/, '$1-$2')}-7abc-8abc-0123456789ab`;
  for (const text of [
    '2026-11-21 07:12:34.567+00',
    '2026-11-21T10:12:34.567+03:00',
    String(now),
    `x ${Math.floor(now / 1000)} y`,
    id,
    `{"at":${now}}`,
  ]) {
    assert.ok(
      timesIn(text).some((time) => Math.abs(time - now) < 1000),
      text,
    );
  }
  assert.deepEqual(timesIn('3f2b8c1e-9d4a-4e7b-a1c6-5d8e0f2a7b93'), []);
  assert.deepEqual(timesIn('2026-11-21'), []);
});

test('no table holds a time within an hour of what she did, but the urgency she asked for', async () => {
  // The desk's people sign in and work hours away from her: their own times are not hers.
  const woman = await staff(stage, { name: 'a member', short: '', tenantId: OWN_TENANT }, own.people[0]);
  clock.advance(5 * HOUR_MS);
  const rota = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: 0, to: 1440, accountId: own.people[0]?.id }));
  await asAdmin('update desk set rota = $2::jsonb where id = $1', [own.desk.id, JSON.stringify(rota)]);
  const all = await columns();
  assert.ok(all.length > 150, `${all.length} columns`);
  const before = await valuesOf(all);
  const [at, really] = [clock(), Date.now()];

  const sealed = await submitted(stage, own, { urgent: true, women: true });
  const reporter = { name: 'her', short: 'her', mailbox: sealed.mailbox };
  const ask = async (method: string, path: string, payload?: { [key: string]: string | number }) => {
    const url = `/api/mailbox/reports/${sealed.reportId}${path}`;
    const answer = await sendAs(stage, reporter, { method, url, ...(payload ? { payload } : {}) });
    assert.equal(answer.statusCode, 200, `${method} ${path} ${answer.body}`);
  };
  const body = String(sealed.payload['body']);
  await ask('POST', '/messages', { id: randomId(), seq: 1, body });
  await stage.newUpload();
  const desk = async (path: string, payload?: { [key: string]: string | number }) => {
    const url = `/api/reports/${sealed.reportId}${path}`;
    const answer = await sendAs(stage, woman, { method: 'POST', url, ...(payload ? { payload } : {}) });
    assert.equal(answer.statusCode, 200, `${path} ${answer.body}`);
  };
  await desk('/open');
  await ask('POST', '/hidden', { through: 0 });
  await ask('POST', '/withdrawal');
  await ask('DELETE', '/withdrawal');
  const urgent = (await submitted(stage, own, { urgent: true })).reportId;
  await desk('/messages', { id: randomId(), seq: 1, body, firstAnswer: 'underOneHour' });
  await desk('/commands', { command: 'openCase' });

  const near: string[] = [];
  let fresh = 0;
  for (const [name, values] of await valuesOf(all)) {
    for (const value of [...values].filter((each) => !before.get(name)?.has(each))) {
      fresh++;
      const close = timesIn(value).some((time) => Math.abs(time - at) <= HOUR_MS || Math.abs(time - really) <= HOUR_MS);
      if (close && !HER_OWN_CHOICE.includes(name)) near.push(`${name} = ${value.slice(0, 80)}`);
    }
  }
  assert.ok(fresh > 40, `${fresh} new values were read`);
  assert.deepEqual(
    near.filter((each) => !NO_ROWS_OF_OURS.some((table) => each.startsWith(`${table}.`))),
    [],
  );
  const [left] = await asAdmin<{ urgent_until: Date | null }>('select urgent_until from report where id = $1', [
    sealed.reportId,
  ]);
  assert.equal(left?.urgent_until, null, 'gone with the first answer');
  const [still] = await asAdmin<{ at: Date }>('select urgent_until as at from report where id = $1', [urgent]);
  assert.equal(
    present(still, 'the urgent report').at.getTime() % (15 * 60_000),
    0,
    'a quarter of an hour, no more exact',
  );
});

test('what waits for its end tells no minute: a withdrawal ends on a full hour', async () => {
  const id = await stage.newReport({ mailboxId: stage.ownReport.mailbox.mailboxId });
  clock.advance(1_234_567);
  const reporter = { name: 'her', short: 'her', mailbox: stage.ownReport.mailbox };
  await sendAs(stage, reporter, { method: 'POST', url: `/api/mailbox/reports/${id}/withdrawal` });
  const [row] = await asAdmin<{ at: Date }>('select destroy_after as at from report where id = $1', [id]);
  assert.equal(present(row, 'the withdrawal').at.getTime() % HOUR_MS, 0);
});

test('every id of every row is random: a time-ordered one would be the millisecond', async () => {
  // A session of the staff says when it began in a column of its own; no row about a reporter names one.
  const held = (await columns()).filter(({ table, type }) => type === 'uuid' && !table.endsWith('.session'));
  assert.ok(held.length > 80, `${held.length} columns`);
  let filled = 0;
  for (const { table, column } of held) {
    const rows = await asAdmin<{ id: string }>(
      `select ${column}::text as id from ${table} where ${column} is not null`,
    );
    if (rows.length > 0) filled++;
    // Version 4, the random one; 8 where it is derived from her receipt. 7 and 1 hold a time.
    const version = /\bmailbox(_id|\.id)$/.test(`${table}.${column}`) ? '8' : '4';
    const other = rows.find(({ id }) => id[14] !== version);
    assert.equal(other, undefined, `${table}.${column}`);
  }
  assert.ok(filled > 40, `${filled} of them hold ids`);
});

test('PostgreSQL keeps no commit times and logs no statement or parameter', async () => {
  const settings = [
    'track_commit_timestamp',
    'log_statement',
    'log_min_duration_statement',
    'log_connections',
    'log_disconnections',
  ];
  const rows = await asAdmin<{ name: string; setting: string }>(
    'select name, setting from pg_settings where name = any($1)',
    [settings],
  );
  const found = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
  assert.equal(found['track_commit_timestamp'], 'off');
  assert.equal(found['log_statement'], 'none');
  assert.equal(found['log_min_duration_statement'], '-1');
  const [errors] = await asAdmin<{ setting: string }>(
    `select setting from pg_settings where name = 'log_parameter_max_length_on_error'`,
  );
  assert.equal(errors?.setting, '0');
});

/** What everybody may read behind a wall: what a forum has published. */
const PUBLISHED: Readonly<Record<string, string>> = {
  issue: 'published_on is not null and published_text is not null',
  commitment: 'published_text is not null',
  minutes: 'published_on is not null',
  meeting: 'exists (select from minutes where minutes.meeting_id = meeting.id and minutes.published_on is not null)',
};

test('without a scope, and in another’s, the process’s own roles see no row behind a wall', async () => {
  const walled = (
    await asAdmin<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relrowsecurity`,
    )
  ).map(({ name }) => name);
  assert.ok(walled.length >= 10, walled.join());
  const unforced = await asAdmin(
    `select relname from pg_class where relrowsecurity and not relforcerowsecurity and relnamespace = 'public'::regnamespace`,
  );
  assert.deepEqual(unforced, [], 'the owner of a table stands behind its wall too');
  const count = async (db: typeof stage.database, scope: object, name: string) =>
    db.transact(scope, async (tx) => {
      const { rows } = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(name)}`.execute(tx);
      return rows[0]?.n;
    });
  let filled = 0;
  for (const name of walled) {
    const [all] = await asAdmin<{ n: number }>(`select count(*)::integer as n from ${name}`);
    if ((all?.n ?? 0) > 0) filled++;
    const published = PUBLISHED[name];
    const [open] = published
      ? await asAdmin<{ n: number }>(`select count(*)::integer as n from ${name} where ${published}`)
      : [];
    assert.equal(await count(stage.database, {}, name), open?.n ?? 0, `${name} without a scope`);
    assert.equal(await count(stage.database, { tenant: randomId() }, name), 0, `${name} in a stranger’s scope`);
    for (const scope of [{ mailbox: randomId() }, { actor: randomId() }]) {
      assert.equal(await count(stage.database, scope, name), open?.n ?? 0, `${name} in a stranger’s scope`);
    }
    const has = await asAdmin<{ column_name: string }>(
      `select column_name from information_schema.columns where table_name = $1 and column_name = 'tenant_id' and table_schema = 'public'`,
      [name],
    );
    if (has.length === 0) continue;
    const [foreign] = await asAdmin<{ n: number }>(`select count(*)::integer as n from ${name} where tenant_id = $1`, [
      FOREIGN_TENANT,
    ]);
    assert.equal(
      await count(stage.database, { tenant: FOREIGN_TENANT }, name),
      foreign?.n,
      `${name}: its own rows and no others`,
    );
  }
  assert.ok(filled >= 6, `${filled} of ${walled.length} walled tables hold rows`);
});

test('the role of the jobs sees behind no wall but what its sweeps take away', async () => {
  // Ids alone, to find mailboxes that no report belongs to.
  const READABLE = ['mailbox.id', 'report.mailbox_id'];
  const jobs = openDatabase({ connection: connections.jobs, poolSize: 1 });
  try {
    const walled = await asAdmin<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relrowsecurity`,
    );
    const readable = await asAdmin<{ name: string }>(
      `select table_name || '.' || column_name as name from information_schema.column_privileges
        where grantee = 'muntada_jobs' and privilege_type = 'SELECT' and table_name = any($1) and table_name <> 'audit_event'
        order by 1`,
      [walled.map(({ name }) => name)],
    );
    assert.deepEqual(
      readable.map(({ name }) => name),
      READABLE,
    );
    for (const { name } of walled.filter((each) => !READABLE.some((column) => column.startsWith(`${each.name}.`)))) {
      const seen = await sql<{ n: number }>`select count(*)::integer as n from ${sql.table(name)}`
        .execute(jobs.direct)
        .then(
          ({ rows }) => rows[0]?.n,
          (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
        );
      assert.ok(seen === 0 || seen === '42501', `${name}: ${String(seen)}`);
    }
  } finally {
    await jobs.close();
  }
});

test('the process’s role can make no table, read no password and switch off no wall', async () => {
  const forbidden = [
    'create table stolen (a int)',
    'alter table report disable row level security',
    'alter table report no force row level security',
    'set role postgres',
    'set session authorization postgres',
    'select * from pg_authid',
    `copy report to '/tmp/stolen'`,
    `copy (select 1) to program 'id'`,
    `select pg_read_file('PG_VERSION')`,
    'update audit_event set actor = actor',
    'delete from audit_event',
    'truncate audit_event',
    'delete from audit_place',
    'drop table report',
  ];
  for (const text of forbidden) {
    await assert.rejects(
      stage.database.transact({ tenant: OWN_TENANT }, (tx) => sql.raw(text).execute(tx)),
      // Insufficient privilege, and not a mistake in the statement.
      { code: '42501' },
      text,
    );
  }
});

test('nothing unexpected happened', () => assert.deepEqual(unexpected, []));
