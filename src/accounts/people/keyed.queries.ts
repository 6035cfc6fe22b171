import { sql } from 'kysely';
import type { Role } from '../../base/actor.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import type { Sex } from '../model.ts';

/** Somebody with keys, by their public parts. */
export interface KeyedPerson {
  readonly accountId: Id;
  readonly name: string;
  readonly sex: Sex;
  readonly recipient: string;
  readonly signingKey: Uint8Array;
}

/** The active people of a tenant who have keys and one of these roles, each with all her roles. */
export async function listKeyed(
  tx: Queries,
  tenantId: Id,
  among: readonly Role[],
): Promise<(KeyedPerson & { readonly roles: Role[] })[]> {
  const { rows } = await sql<KeyedPerson & { roles: Role[] }>`
    select account.id as "accountId", account.display_name as name, account.sex, account.recipient,
           account.signing_key as "signingKey",
           (select json_agg(role) from role_grant
             where tenant_id = account.tenant_id and account_id = account.id) as roles
      from account
     where account.tenant_id = ${tenantId} and account.state = 'active'
       and account.recipient is not null and account.signing_key is not null
       and exists (select from role_grant
                    where tenant_id = account.tenant_id and account_id = account.id and role = any(${[...among]}))
     order by account.login
  `.execute(tx);
  return rows;
}
