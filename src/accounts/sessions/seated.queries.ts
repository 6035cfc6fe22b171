import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { AccountsTables } from '../tables.ts';

const on = tablesOf<AccountsTables>;

/** Who has a seat at a desk and is still active, by name; `women`: with the desk's women's key. */
export async function listSeated(db: Queries, deskId: Id): Promise<{ id: Id; name: string; women: boolean }[]> {
  return on(db)
    .selectFrom('desk_member')
    .innerJoin('account', (join) =>
      join.onRef('account.tenant_id', '=', 'desk_member.tenant_id').onRef('account.id', '=', 'desk_member.account_id'),
    )
    .select(['account.id', 'account.display_name as name', 'desk_member.women'])
    .where('desk_member.desk_id', '=', deskId)
    .where('account.state', '=', 'active')
    .orderBy('account.display_name')
    .execute();
}
