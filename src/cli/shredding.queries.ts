import type { Connection } from '../storage/connection.ts';
import { connectOnce } from '../storage/connection.ts';
import { JOBS } from '../storage/roles.ts';

/**
 * What a PostgreSQL of our own needs so that a destroyed key leaves the write-ahead log as well: the role of the jobs may begin a new
 * file of it, and old files are deleted instead of being kept, with all that is in them, under a new name. Elsewhere the server's
 * administrator may set the same (docs/operations.md).
 */
export async function prepareShredding(superuser: Connection): Promise<void> {
  const client = await connectOnce(superuser);
  try {
    const { rows } = await client.query<{ may: boolean; recycles: boolean }>(
      `select has_function_privilege($1, 'pg_switch_wal()', 'execute') as may,
              current_setting('wal_recycle')::boolean as recycles`,
      [JOBS],
    );
    const [found] = rows;
    if (!found?.may) {
      await client.query(`grant execute on function pg_switch_wal() to ${JOBS}`);
      await client.query(`grant pg_checkpoint to ${JOBS} with inherit true`);
    }
    if (found?.recycles) {
      await client.query('alter system set wal_recycle = off');
      await client.query('select pg_reload_conf()');
    }
  } finally {
    await client.end();
  }
}
