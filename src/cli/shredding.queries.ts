import type { Connection } from '../storage/connection.ts';
import { connectOnce } from '../storage/connection.ts';
import { JOBS } from '../storage/roles.ts';

/**
 * Lets the role of the jobs begin a new file of the write-ahead log after it has shredded keys, in a PostgreSQL of our own. Elsewhere
 * its administrator may grant the same (docs/operations.md).
 */
export async function allowLogSwitch(superuser: Connection): Promise<void> {
  const client = await connectOnce(superuser);
  try {
    const { rows } = await client.query<{ may: boolean }>(
      `select has_function_privilege($1, 'pg_switch_wal()', 'execute') as may`,
      [JOBS],
    );
    if (rows[0]?.may) return;
    await client.query(
      `grant execute on function pg_switch_wal() to ${JOBS}; grant pg_checkpoint to ${JOBS} with inherit true`,
    );
  } finally {
    await client.end();
  }
}
