import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { AccountsTables } from '../tables.ts';

const on = tablesOf<AccountsTables>;

/** Deletes sessions that are over and invitations that nobody took up. */
export async function deleteEnded(db: Queries, now: Date): Promise<void> {
  await on(db).deleteFrom('session').where('expires_at', '<=', now).execute();
  await on(db).deleteFrom('invitation').where('expires_at', '<=', now).execute();
}
