import { sql } from 'kysely';
import type { Role } from '../../base/actor.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { AccountState, Sex } from '../model.ts';
import type { AccountsTables } from '../tables.ts';

type Db = Queries;
const on = tablesOf<AccountsTables>;

/** A person in the list of an organisation. */
export interface PersonLine {
  readonly id: Id;
  readonly login: string;
  readonly name: string;
  readonly sex: Sex;
  readonly state: AccountState;
  readonly roles: Role[];
  readonly trustee: boolean;
  readonly head: boolean;
  readonly desks: Id[];
  readonly sessions: number;
  readonly invitedUntil: Date | null;
}

/** The people of a tenant, in scope of it. */
export async function listPeople(tx: Db, tenantId: Id, now: Date): Promise<PersonLine[]> {
  const { rows } = await sql<PersonLine>`
    select account.id, account.login, account.display_name as name, account.sex, account.state, account.trustee,
           coalesce((select json_agg(role order by role) from role_grant
                      where tenant_id = account.tenant_id and account_id = account.id), '[]') as roles,
           exists (select from organisation_root
                    where tenant_id = account.tenant_id and account_id = account.id) as head,
           coalesce((select json_agg(desk_id) from desk_member
                      where tenant_id = account.tenant_id and account_id = account.id), '[]') as desks,
           (select count(*)::int from session
             where tenant_id = account.tenant_id and account_id = account.id and expires_at > ${now}) as sessions,
           (select expires_at from invitation
             where tenant_id = account.tenant_id and account_id = account.id) as "invitedUntil"
      from account
     where account.tenant_id = ${tenantId}
     order by account.state = 'revoked', account.login
  `.execute(tx);
  return rows;
}

/** What decides about a person. */
export interface PersonFacts {
  readonly id: Id;
  readonly tenantId: Id;
  readonly login: string;
  readonly sex: Sex;
  readonly state: AccountState;
  readonly roles: Role[];
  readonly recipient: string | null;
  readonly signingKey: Uint8Array | null;
}

/** A person of a tenant, her row locked for the transaction. */
export async function findPersonForUpdate(tx: Db, tenantId: Id, accountId: Id): Promise<PersonFacts | undefined> {
  const { rows } = await sql<PersonFacts>`
    select id, tenant_id as "tenantId", login, sex, state, recipient, signing_key as "signingKey",
           coalesce((select json_agg(role) from role_grant
                      where tenant_id = account.tenant_id and account_id = account.id), '[]') as roles
      from account
     where tenant_id = ${tenantId} and id = ${accountId}
       for update
  `.execute(tx);
  return rows[0];
}

/** How many active people of a tenant hold a role. */
export async function countWithRole(tx: Db, tenantId: Id, role: Role): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count
      from role_grant join account on account.tenant_id = role_grant.tenant_id and account.id = role_grant.account_id
     where role_grant.tenant_id = ${tenantId} and role_grant.role = ${role} and account.state = 'active'
  `.execute(tx);
  return rows[0]?.count ?? 0;
}

/** Replaces the roles of a person. */
export async function replaceRoles(tx: Db, tenantId: Id, accountId: Id, roles: readonly Role[]): Promise<void> {
  await on(tx).deleteFrom('role_grant').where('tenant_id', '=', tenantId).where('account_id', '=', accountId).execute();
  if (roles.length === 0) return;
  await on(tx)
    .insertInto('role_grant')
    .values([...new Set(roles)].map((role) => ({ tenant_id: tenantId, account_id: accountId, role })))
    .execute();
}

/** Changes a person's name and whether she may be a trustee. */
export async function updatePerson(
  tx: Db,
  tenantId: Id,
  accountId: Id,
  fields: { readonly name: string; readonly trustee: boolean },
): Promise<void> {
  await on(tx)
    .updateTable('account')
    .set({ display_name: fields.name, trustee: fields.trustee })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', accountId)
    .execute();
}

/** Takes keys, password and second factor out of an account, which is then only invited, or revoked. */
export async function emptyAccount(
  tx: Db,
  tenantId: Id,
  accountId: Id,
  state: Exclude<AccountState, 'active'>,
): Promise<void> {
  await on(tx)
    .updateTable('account')
    .set({
      state,
      salt: null,
      memory_kib: null,
      passes: null,
      auth_hash: null,
      envelope: null,
      totp_sealed: null,
      totp_last_step: null,
      trustee: false,
      alert_email: null,
      // The public keys stay: they say who signed an admission.
      ...(state === 'invited' ? { recipient: null, signing_key: null } : {}),
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', accountId)
    .execute();
}

/** Puts a new invitation in the place of an older one. */
export async function replaceInvitation(
  tx: Db,
  invitation: {
    readonly tenantId: Id;
    readonly accountId: Id;
    readonly tokenHash: Uint8Array;
    readonly expiresAt: Date;
  },
): Promise<void> {
  const { tenantId, accountId, tokenHash, expiresAt } = invitation;
  await deleteInvitation(tx, tenantId, accountId);
  await on(tx)
    .insertInto('invitation')
    .values({ tenant_id: tenantId, account_id: accountId, token_hash: tokenHash, expires_at: expiresAt })
    .execute();
}

/** Makes a link useless. */
export async function deleteInvitation(tx: Db, tenantId: Id, accountId: Id): Promise<void> {
  await on(tx).deleteFrom('invitation').where('tenant_id', '=', tenantId).where('account_id', '=', accountId).execute();
}

/** Whom a living invitation is for. */
export interface Invited {
  readonly tenantId: Id;
  readonly accountId: Id;
  readonly login: string;
  readonly name: string;
  readonly sex: Sex;
  readonly roles: Role[];
}

/** The invitation behind a token's hash, if it has not expired; its row is locked, so that a link works once. */
export async function findInvited(tx: Db, tokenHash: Uint8Array, now: Date): Promise<Invited | undefined> {
  const { rows } = await sql<Invited>`
    select account.tenant_id as "tenantId", account.id as "accountId", account.login, account.display_name as name, account.sex,
           coalesce((select json_agg(role) from role_grant
                      where tenant_id = account.tenant_id and account_id = account.id), '[]') as roles
      from invitation
      join account on account.tenant_id = invitation.tenant_id and account.id = invitation.account_id
     where invitation.token_hash = ${tokenHash} and invitation.expires_at > ${now} and account.state = 'invited'
       for update of account
  `.execute(tx);
  return rows[0];
}

/** What an enrolled browser hands over: public keys, an envelope, and how to check the two factors. */
export interface Enrolled {
  readonly salt: Uint8Array;
  readonly memoryKiB: number;
  readonly passes: number;
  readonly authHash: Uint8Array;
  readonly recipient: string;
  readonly signingKey: Uint8Array;
  readonly envelope: Uint8Array;
  readonly totpSealed: Uint8Array;
  readonly totpStep: number;
}

/** Makes an invited account active. */
export async function activateAccount(tx: Db, tenantId: Id, accountId: Id, enrolled: Enrolled): Promise<void> {
  await on(tx)
    .updateTable('account')
    .set({
      state: 'active',
      salt: enrolled.salt,
      memory_kib: enrolled.memoryKiB,
      passes: enrolled.passes,
      auth_hash: enrolled.authHash,
      recipient: enrolled.recipient,
      signing_key: enrolled.signingKey,
      envelope: enrolled.envelope,
      totp_sealed: enrolled.totpSealed,
      totp_last_step: enrolled.totpStep,
    })
    .where('tenant_id', '=', tenantId)
    .where('id', '=', accountId)
    .execute();
}

/** Active accounts that no installation outside demo mode may hold: the demo's own, and passwords stretched below this cost. */
export async function countUnfitAccounts(db: Db, least: { memoryKiB: number; passes: number }): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from account
     where demo or (state = 'active' and (memory_kib < ${least.memoryKiB} or passes < ${least.passes}))
  `.execute(db);
  return rows[0]?.count ?? 0;
}
