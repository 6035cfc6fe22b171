import { sql } from 'kysely';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { AccountsTables } from '../tables.ts';

type Db = Queries;
const on = tablesOf<AccountsTables>;

/** Who keeps the root of the organisation in scope. */
export interface RootHolder {
  readonly accountId: Id;
  readonly name: string;
  readonly active: boolean;
  readonly publicKey: Uint8Array;
  readonly sealed: Uint8Array;
}

/** The holders of a tenant's root, in scope of it; those who can no longer sign in are not active. */
export async function listRootHolders(tx: Db, tenantId: Id): Promise<RootHolder[]> {
  const { rows } = await sql<RootHolder>`
    select account.id as "accountId", account.display_name as name, account.state = 'active' as active,
           organisation_root.public_key as "publicKey", organisation_root.sealed
      from organisation_root
      join account on account.tenant_id = organisation_root.tenant_id and account.id = organisation_root.account_id
     where organisation_root.tenant_id = ${tenantId}
     order by account.login
  `.execute(tx);
  return rows;
}

/** Keeps a sealed copy of the root for one holder. */
export async function insertRoot(tx: Db, row: AccountsTables['organisation_root']): Promise<void> {
  await on(tx).insertInto('organisation_root').values(row).execute();
}

/** Forgets every sealed copy of a root, when a new one takes its place. */
export async function deleteRoots(tx: Db, tenantId: Id): Promise<void> {
  await on(tx).deleteFrom('organisation_root').where('tenant_id', '=', tenantId).execute();
}

/** Takes one holder's copy away. */
export async function deleteRootOf(tx: Db, tenantId: Id, accountId: Id): Promise<void> {
  await on(tx)
    .deleteFrom('organisation_root')
    .where('tenant_id', '=', tenantId)
    .where('account_id', '=', accountId)
    .execute();
}
