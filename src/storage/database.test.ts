import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { withDatabase } from '../../test/harness/database.ts';
import { randomId } from '../base/ids.ts';
import { isProblem } from '../base/problem.ts';
import { connectOnce } from './connection.ts';
import { inScope, inScopeAtOnce, json, openDatabase, tablesOf } from './database.ts';
import { findPostgresCode } from './postgres-error.ts';

interface Tables {
  note: { tenant_id: string; id: string; day: string; count: number; body: Uint8Array; plan: unknown };
}

const { database, asAdmin, asOwner, connections } = await withDatabase();
await asOwner(`
  create table note (
    tenant_id uuid not null, id uuid not null, day date not null default '2026-03-01', count bigint not null default 0,
    body bytea not null default '', plan jsonb, primary key (tenant_id, id)
  );
  alter table note enable row level security;
  alter table note force row level security;
  create policy note_of_tenant on note using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
  grant select, insert, update, delete on note to muntada_app;
  create table parent (id uuid primary key);
  create table child (id uuid primary key, parent_id uuid references parent deferrable initially deferred);
  grant select, insert on parent, child to muntada_app;
`);

const tenant = randomId();
const other = randomId();

function addNote(owner: string, id = randomId()) {
  return inScope(database, { tenant: owner }, async (tx) => {
    await tablesOf<Tables>(tx).insertInto('note').values(noteOf(owner, id)).execute();
    return id;
  });
}

function noteOf(owner: string, id: string) {
  return { tenant_id: owner, id, day: '2026-03-01', count: 0, body: new Uint8Array(), plan: null };
}

function notesIn(scope: { tenant?: string }) {
  return inScope(database, scope, (tx) => tablesOf<Tables>(tx).selectFrom('note').select('id').execute());
}

test('sees no row without a scope, of no tenant, after another scope on the same connection, and as the owner', async () => {
  await addNote(tenant);
  const one = openDatabase({ connection: connections.app, poolSize: 1 });
  const seen = () => tablesOf<Tables>(one.direct).selectFrom('note').select('id').execute();
  assert.deepEqual(await seen(), []);
  const inside = await inScope(one, { tenant }, (tx) => tablesOf<Tables>(tx).selectFrom('note').select('id').execute());
  assert.ok(inside.length > 0);
  assert.deepEqual(await seen(), []);
  assert.deepEqual(await inScope(one, {}, (tx) => tablesOf<Tables>(tx).selectFrom('note').selectAll().execute()), []);
  const ordinary = 'not (select rolsuper from pg_roles where rolname = current_user)';
  assert.deepEqual(await asOwner(`select * from note where ${ordinary}`), []);
  await one.close();
});

test('writes no row of another tenant and reads none', async () => {
  const id = await addNote(tenant);
  await assert.rejects(
    inScope(database, { tenant: other }, (tx) =>
      tablesOf<Tables>(tx).insertInto('note').values(noteOf(tenant, randomId())).execute(),
    ),
    { code: '42501' },
  );
  assert.ok(!(await notesIn({ tenant: other })).some((note) => note.id === id));
});

test('refuses a scope that is no id: it would become a part of the statement', async () => {
  const smuggled = "'; drop table note; --";
  await assert.rejects(
    inScope(database, { tenant: smuggled }, async () => 1),
    (error) => isProblem(error, 'malformed'),
  );
  await assert.rejects(
    inScopeAtOnce(database, { actor: smuggled }, () => sql`select 1`),
    (error) => isProblem(error, 'malformed'),
  );
});

test('the role of the process may define nothing and gets past no row security', async () => {
  for (const statement of [
    'create table mine (id int)',
    'create temporary table mine (id int)',
    'create schema mine',
    'alter table note disable row level security',
    'drop table note',
    'create role mine',
    `set role ${connections.migrator.user}`,
    'set row_security = off; select * from note',
  ]) {
    assert.match(await refusalOf(statement), /^42501$/, statement);
  }
});

async function refusalOf(statement: string): Promise<string> {
  const client = await connectOnce(connections.app);
  try {
    await client.query(statement);
    return 'none';
  } catch (error) {
    return findPostgresCode(error) ?? 'another';
  } finally {
    await client.end();
  }
}

test('keeps nothing of a transaction that throws, whether the database or the work refuses', async () => {
  const before = await notesIn({ tenant });
  const id = before[0]?.id ?? '';
  const both = (second: string) =>
    inScope(database, { tenant }, async (tx) => {
      await tablesOf<Tables>(tx).insertInto('note').values(noteOf(tenant, randomId())).execute();
      await tablesOf<Tables>(tx).insertInto('note').values(noteOf(tenant, second)).execute();
      throw new Error('the rule says no');
    });
  await assert.rejects(both(id), (error) => isProblem(error, 'already_different'));
  await assert.rejects(both(randomId()), /the rule says no/);
  assert.deepEqual(await notesIn({ tenant }), before);
});

test('a refusal that the work swallows is no success', async () => {
  const id = await addNote(tenant);
  const swallowing = inScope(database, { tenant }, async (tx) => {
    const notes = tablesOf<Tables>(tx);
    await notes
      .insertInto('note')
      .values(noteOf(tenant, id))
      .execute()
      .catch(() => undefined);
    return 'fine';
  });
  await assert.rejects(swallowing, (error) => isProblem(error, 'internal'));
});

test('what is only checked at the commit is refused too', async () => {
  const orphan = () => sql`insert into child values (${randomId()}, ${randomId()})`;
  await assert.rejects(
    inScope(database, {}, async (tx) => orphan().execute(tx)),
    (error) => isProblem(error, 'not_found'),
  );
  await assert.rejects(inScopeAtOnce(database, {}, orphan), (error) => isProblem(error, 'not_found'));
  assert.deepEqual(await asAdmin('select * from child'), []);
});

test('refuses a statement after its transaction was over', async () => {
  const kept = await inScope(database, { tenant }, async (tx) => [tx]);
  await assert.rejects(sql`select 1`.execute(kept[0] ?? assert.fail()), /after its transaction was over/);
});

test('one round trip carries scope, statement and commit; a refused statement keeps nothing', async () => {
  const id = randomId();
  const insert = () =>
    inScopeAtOnce(database, { tenant }, (tx) =>
      tablesOf<Tables>(tx).insertInto('note').values(noteOf(tenant, id)).returning('id'),
    );
  assert.deepEqual(await insert(), [{ id }]);
  await assert.rejects(insert(), (error) => isProblem(error, 'already_different'));
  const [row] = await inScopeAtOnce(
    database,
    { tenant },
    () => sql<{ tenant: string }>`select current_setting('app.tenant') as tenant`,
  );
  assert.deepEqual(row, { tenant });
  await assert.rejects(
    inScopeAtOnce(
      database,
      { tenant: other },
      () => sql`insert into note (tenant_id, id) values (${tenant}, ${randomId()})`,
    ),
    { code: '42501' },
  );
});

test('values come back as they went: bytes, days, numbers, JSON, arrays', async () => {
  const id = randomId();
  const body = new Uint8Array(300).map((_, at) => at);
  const plan = [{ step: 'اتصلي', at: null }, 'x', 1];
  await inScope(database, { tenant }, async (tx) => {
    const note = {
      tenant_id: tenant,
      id,
      day: '1999-12-31',
      count: Number.MAX_SAFE_INTEGER,
      body: body.subarray(7),
      plan: json(plan),
    };
    await tablesOf<Tables>(tx).insertInto('note').values(note).execute();
  });
  const [note] = await inScope(database, { tenant }, (tx) =>
    tablesOf<Tables>(tx).selectFrom('note').selectAll().where('id', '=', id).execute(),
  );
  assert.deepEqual(
    { ...note, body: new Uint8Array(note?.body ?? []) },
    {
      tenant_id: tenant,
      id,
      day: '1999-12-31',
      count: Number.MAX_SAFE_INTEGER,
      body: body.subarray(7),
      plan,
    },
  );
  const { rows } = await sql<{
    days: string[];
    sizes: number[];
    bytes: Buffer[];
    ids: string[];
    none: string[];
    total: number;
  }>`
    select array['2026-01-01', '2026-01-02']::date[] as days, array[1, 9007199254740991]::bigint[] as sizes,
      ${[Buffer.from([1]), Buffer.from([2])]}::bytea[] as bytes, ${[id, other]}::uuid[] as ids, '{}'::date[] as none, count(*) as total
    from parent`.execute(database.direct);
  assert.deepEqual(rows, [
    {
      days: ['2026-01-01', '2026-01-02'],
      sizes: [1, Number.MAX_SAFE_INTEGER],
      bytes: [Buffer.from([1]), Buffer.from([2])],
      ids: [id, other],
      none: [],
      total: 0,
    },
  ]);
});

test('a number beyond 2^53 is refused, not rounded, and the connection stays usable', async () => {
  const one = openDatabase({ connection: connections.app, poolSize: 1 });
  await assert.rejects(sql`select 9007199254740993::bigint as n`.execute(one.direct), /2\^53/);
  const { rows } = await sql`select 1 as n`.execute(one.direct);
  assert.deepEqual(rows, [{ n: 1 }]);
  await one.close();
});

test('a statement that was first sent in a broken transaction, or together with one that failed, can be sent again', async () => {
  const one = openDatabase({ connection: connections.app, poolSize: 1 });
  const fresh = (n: number) => sql<{ n: number }>`select ${n}::int as n, 'only here' as place`;
  const broken = inScope(one, {}, (tx) =>
    Promise.all([sql`select 1 / 0`.execute(tx), fresh(1).execute(tx), fresh(2).execute(tx)]),
  );
  await assert.rejects(broken, /22012/);
  for (const n of [3, 4]) assert.equal((await fresh(n).execute(one.direct)).rows[0]?.n, n);
  assert.equal((await inScopeAtOnce(one, {}, () => fresh(5)))[0]?.n, 5);
  await one.close();
});

test('statements of one transaction may be sent together', async () => {
  const answers = await inScope(database, { tenant }, (tx) =>
    Promise.all(Array.from({ length: 20 }, (_, n) => sql<{ n: number }>`select ${n}::int as n`.execute(tx))),
  );
  assert.deepEqual(
    answers.map(({ rows }) => rows[0]?.n),
    Array.from({ length: 20 }, (_, n) => n),
  );
});

test('a slow statement is cut and the connection is used again', async () => {
  const hasty = openDatabase({ connection: connections.app, poolSize: 1, statementLimitMs: 100 });
  await assert.rejects(sql`select pg_sleep(5)`.execute(hasty.direct), (error) => isProblem(error, 'unavailable'));
  await assert.rejects(
    inScope(hasty, {}, async () => wait(300)),
    (error) => isProblem(error, 'unavailable'),
  );
  assert.equal((await sql`select 1`.execute(hasty.direct)).rows.length, 1);
  await hasty.close();
});

test('cut connections fail what was under way and nothing after it', async () => {
  const busy = openDatabase({ connection: connections.app, poolSize: 5 });
  const until = Date.now() + 1_500;
  const counts = { done: 0, unavailable: 0 };
  const worker = async () => {
    while (Date.now() < until) {
      try {
        await inScope(busy, { tenant }, async (tx) => {
          await sql`select pg_sleep(0.002)`.execute(tx);
          await wait(2);
          await tablesOf<Tables>(tx).insertInto('note').values(noteOf(tenant, randomId())).execute();
        });
        counts.done++;
      } catch (error) {
        assert.ok(isProblem(error, 'unavailable'), String(error));
        counts.unavailable++;
      }
    }
  };
  const workers = Array.from({ length: 8 }, worker);
  while (Date.now() < until - 400) {
    await wait(150);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`.execute(
      database.direct,
    );
  }
  const cutBefore = counts.done;
  await Promise.all(workers);
  assert.ok(counts.unavailable > 0 && counts.done > cutBefore, JSON.stringify(counts));
  await busy.close();
  await assert.rejects(
    inScope(busy, {}, async () => 1),
    (error) => isProblem(error, 'unavailable'),
  );
});
