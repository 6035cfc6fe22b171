import { sql } from 'kysely';
import type { Role } from '../../base/actor.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { AccountsTables } from '../tables.ts';

type Db = Queries;
const on = tablesOf<AccountsTables>;

/** The address for alerts that somebody gave; null: none. */
export async function findAlertAddress(db: Db, accountId: Id): Promise<string | null> {
  const row = await on(db).selectFrom('account').select('alert_email').where('id', '=', accountId).executeTakeFirst();
  return row?.alert_email ?? null;
}

/** Keeps an address for alerts, or takes it out. */
export async function setAlertAddress(db: Db, tenantId: Id, accountId: Id, email: string | null): Promise<void> {
  await on(db)
    .updateTable('account')
    .set({ alert_email: email })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', accountId)
    .execute();
}

/** The addresses of those of these people who are active and gave one. */
export async function listAlertAddresses(
  db: Db,
  tenantId: Id,
  accountIds: readonly Id[],
): Promise<{ accountId: Id; email: string }[]> {
  const { rows } = await sql<{ accountId: Id; email: string }>`
    select id as "accountId", alert_email as email
      from account
     where tenant_id = ${tenantId} and id = any(${[...accountIds]}) and state = 'active' and alert_email is not null
     order by id
  `.execute(db);
  return rows;
}

/** The addresses of those of a tenant who are active, have a role and gave one. */
export async function listRoleAddresses(db: Db, tenantId: Id, role: Role): Promise<string[]> {
  const { rows } = await sql<{ email: string }>`
    select alert_email as email
      from account join role_grant on role_grant.tenant_id = account.tenant_id and role_grant.account_id = account.id
     where account.tenant_id = ${tenantId} and role = ${role} and state = 'active' and alert_email is not null
     order by account.id
  `.execute(db);
  return rows.map(({ email }) => email);
}
