import pg from 'pg';
import { fromBase64url } from '../src/base/bytes.ts';
import { newAuditLeaf } from '../src/audit/event.ts';
import { randomId } from '../src/base/ids.ts';
import type { Connection } from '../src/storage/connection.ts';

interface Sent {
  readonly deskId: string;
  readonly epoch: number;
  readonly mailbox: { readonly signingKey: string };
  readonly keyFile: string;
  readonly summary: string;
  readonly body: string;
}

/**
 * Stores the same rows (mailbox, report, body, key file, audit leaf) by the bare driver, one transaction of prepared statements per
 * report, so many clients at once. Returns reports per second.
 */
export async function storeRaw(app: Connection, sent: readonly string[], clients: number): Promise<number> {
  const queue = sent.map((text) => rowsOf(JSON.parse(text) as Sent));
  const pool = new pg.Pool({ ...app, max: clients });
  const tenant = await tenantOf(pool, queue[0]?.deskId ?? '');
  const begun = performance.now();
  const client = async () => {
    const connection = await pool.connect();
    for (let rows = queue.pop(); rows; rows = queue.pop()) await store(connection, tenant, rows);
    connection.release();
  };
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - begun) / 1000;
  await pool.end();
  return sent.length / seconds;
}

function rowsOf(sent: Sent) {
  return {
    id: randomId(),
    mailboxId: randomId(),
    deskId: sent.deskId,
    epoch: sent.epoch,
    signingKey: fromBase64url(sent.mailbox.signingKey),
    keyFile: fromBase64url(sent.keyFile),
    summary: fromBase64url(sent.summary),
    body: fromBase64url(sent.body),
  };
}

async function tenantOf(pool: pg.Pool, deskId: string): Promise<string> {
  const { rows } = await pool.query<{ tenant_id: string }>('select tenant_id from desk where id = $1', [deskId]);
  return rows[0]?.tenant_id ?? '';
}

async function store(connection: pg.PoolClient, tenant: string, rows: ReturnType<typeof rowsOf>): Promise<void> {
  const run = (name: string, text: string, values: unknown[]) => connection.query({ name, text, values });
  const leaf = newAuditLeaf({
    tenantId: tenant,
    day: '2026-11-21',
    actor: 'reporter',
    verb: 'report.submitted',
    object: rows.id,
  });
  await connection.query('begin');
  await run('scope', "select set_config('app.tenant', $1, true), set_config('app.mailbox', $2, true)", [
    tenant,
    rows.mailboxId,
  ]);
  await run('mailbox', 'insert into mailbox values ($1, $2)', [rows.mailboxId, rows.signingKey]);
  await run(
    'report',
    `insert into report (tenant_id, id, desk_id, mailbox_id, epoch, women, not_police, day, size, digest, summary)
     values ($1, $2, $3, $4, $5, false, false, $6, $7, $8, $9)`,
    [tenant, rows.id, rows.deskId, rows.mailboxId, rows.epoch, leaf.day, rows.body.length, leaf.leaf, rows.summary],
  );
  await run('body', 'insert into report_body values ($1, $2)', [rows.id, rows.body]);
  await run('key', 'insert into report_key values ($1, $2, $3)', [tenant, rows.id, rows.keyFile]);
  await run(
    'leaf',
    'insert into audit_event (tenant_id, id, day, actor, verb, object, salt, leaf) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [tenant, leaf.id, leaf.day, leaf.actor, leaf.verb, leaf.object, leaf.salt, leaf.leaf],
  );
  await connection.query('commit');
}
