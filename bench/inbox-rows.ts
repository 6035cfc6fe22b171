import type { Connection } from '../src/storage/connection.ts';
import { connectOnce } from '../src/storage/connection.ts';

/** An ordinary Arabic list entry, sealed: 12 bytes of nonce, 512 padded, 16 of tag. */
const ENTRY_BYTES = 540;

/** Fills a desk with rows of the size of real ones up to `size`; what they hold is noise, because the server reads none of it. */
export async function fillDesk(migrator: Connection, deskId: string, size: number): Promise<void> {
  const client = await connectOnce(migrator);
  try {
    await client.query('begin');
    const { rows } = await client.query<{ tenant: string }>('select tenant_id as tenant from desk where id = $1', [
      deskId,
    ]);
    const tenant = rows[0]?.tenant;
    await client.query("select set_config('app.tenant', $1, true)", [tenant]);
    // The owner is bound by row security too, and noise needs a mailbox: one for all of it.
    const mailbox = '99999999-9999-4999-8999-999999999999';
    await client.query("select set_config('app.mailbox', $1, true)", [mailbox]);
    await client.query('insert into mailbox values ($1, $2) on conflict do nothing', [mailbox, Buffer.alloc(32)]);
    await client.query(
      `insert into report (tenant_id, id, desk_id, mailbox_id, epoch, women, not_police, day, size, digest, entry, entry_epoch)
       select $1, gen_random_uuid(), $2, $3, 1, false, false, date '2026-11-20' - (n % 700)::int, 4096,
              sha256(n::text::bytea), (select string_agg(sha256((n * 100 + part)::text::bytea), ''::bytea) from generate_series(1, ${Math.ceil(ENTRY_BYTES / 32)}) part), 1
         from generate_series((select count(*) from report where desk_id = $2), $4) n`,
      [tenant, deskId, mailbox, size],
    );
    await client.query('commit');
    await client.query('vacuum analyze report');
  } finally {
    await client.end();
  }
}
