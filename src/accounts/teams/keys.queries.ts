import type { Insertable } from 'kysely';
import type { Role } from '../../base/actor.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { AccountsTables } from '../tables.ts';

type Db = Queries;
const on = tablesOf<AccountsTables>;
type Row<Table extends keyof AccountsTables> = Insertable<AccountsTables[Table]>;

/** Stores an account as it is given. */
export async function insertAccount(db: Db, row: Row<'account'>): Promise<void> {
  await on(db).insertInto('account').values(row).execute();
}

/** Gives a role; one that is held already stays. */
export async function grantRole(db: Db, tenantId: Id, accountId: Id, role: Role): Promise<void> {
  await on(db)
    .insertInto('role_grant')
    .values({ tenant_id: tenantId, account_id: accountId, role })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Stores the public parts of an epoch; `already_different` when its number is taken. */
export async function insertEpoch(db: Db, row: Row<'desk_epoch'>): Promise<void> {
  await on(db).insertInto('desk_epoch').values(row).execute();
}

/** Stores an epoch's keys as they are wrapped for one member, in scope of the tenant. */
export async function insertWrap(tx: Db, row: Row<'epoch_wrap'>): Promise<void> {
  await on(tx).insertInto('epoch_wrap').values(row).execute();
}

/** Gives a seat at a desk. */
export async function insertMember(db: Db, row: Row<'desk_member'>): Promise<void> {
  await on(db).insertInto('desk_member').values(row).execute();
}
