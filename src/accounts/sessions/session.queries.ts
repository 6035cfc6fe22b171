import { sql } from 'kysely';
import type { Actor } from '../../base/actor.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { AccountsTables } from '../tables.ts';

type Db = Queries;
const on = tablesOf<AccountsTables>;

/** What sign-in has to know of an account; all set, because only active accounts have signed their keys in. */
export interface SignInAccount {
  readonly tenantId: Id;
  readonly id: Id;
  readonly salt: Uint8Array;
  readonly memoryKiB: number;
  readonly passes: number;
  readonly authHash: Uint8Array;
  readonly totpSealed: Uint8Array | null;
  readonly totpLastStep: number | null;
}

/** The active account with this login. */
export async function findSignInAccount(db: Db, login: string): Promise<SignInAccount | undefined> {
  const row = await on(db)
    .selectFrom('account')
    .select(['tenant_id', 'id', 'salt', 'memory_kib', 'passes', 'auth_hash', 'totp_sealed', 'totp_last_step'])
    .where('login', '=', login)
    .where('state', '=', 'active')
    .executeTakeFirst();
  if (!row?.salt || !row.auth_hash || row.memory_kib === null || row.passes === null) return undefined;
  return {
    tenantId: row.tenant_id,
    id: row.id,
    salt: row.salt,
    memoryKiB: row.memory_kib,
    passes: row.passes,
    authHash: row.auth_hash,
    totpSealed: row.totp_sealed,
    totpLastStep: row.totp_last_step,
  };
}

/** Marks a time step as used, once: false when this step or a later one was used before (a code works one time). */
export async function useTotpStep(db: Db, account: { tenantId: Id; id: Id }, step: number): Promise<boolean> {
  const result = await on(db)
    .updateTable('account')
    .set({ totp_last_step: step })
    .where('tenant_id', '=', account.tenantId)
    .where('id', '=', account.id)
    .where((where) => where.or([where('totp_last_step', 'is', null), where('totp_last_step', '<', step)]))
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export interface NewSession {
  readonly tenantId: Id;
  readonly tokenHash: Uint8Array;
  readonly id: Id;
  readonly accountId: Id;
  readonly device: string;
  readonly deviceKey: Uint8Array;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** Opens a session; the account's sessions that are over go at the same time. */
export async function insertSession(db: Db, session: NewSession): Promise<void> {
  await on(db)
    .deleteFrom('session')
    .where('account_id', '=', session.accountId)
    .where('expires_at', '<=', session.createdAt)
    .execute();
  await on(db)
    .insertInto('session')
    .values({
      tenant_id: session.tenantId,
      token_hash: session.tokenHash,
      id: session.id,
      account_id: session.accountId,
      device: session.device,
      device_key: session.deviceKey,
      created_at: session.createdAt,
      expires_at: session.expiresAt,
    })
    .execute();
}

/** A living session: who acts in it, and the key that signs for her. */
export interface LivingSession {
  readonly actor: Actor;
  readonly deviceKey: Uint8Array;
}

/** The living session behind a cookie, with the roles and desk seats of its account, in one round trip. */
export async function findSession(db: Db, tokenHash: Uint8Array, now: Date): Promise<LivingSession | undefined> {
  const { rows } = await sql<Actor & { deviceKey: Uint8Array }>`
    select session.tenant_id as "tenantId",
           session.id as "sessionId",
           session.account_id as "accountId",
           session.device_key as "deviceKey",
           coalesce((select json_agg(role) from role_grant
                      where tenant_id = session.tenant_id and account_id = session.account_id), '[]') as "roles",
           coalesce((select json_agg(json_build_object('deskId', desk_id, 'women', women)) from desk_member
                      where tenant_id = session.tenant_id and account_id = session.account_id), '[]') as "desks"
      from session
      join account on account.tenant_id = session.tenant_id and account.id = session.account_id
     where session.token_hash = ${tokenHash}
       and session.expires_at > ${now}
       and account.state = 'active'
  `.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const { deviceKey, ...actor } = row;
  return { actor, deviceKey };
}

/** A session in a list: what the device calls itself, and since when. */
export interface SessionLine {
  readonly id: Id;
  readonly device: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** The living sessions of an account, newest first. */
export async function listSessions(db: Db, tenantId: Id, accountId: Id, now: Date): Promise<SessionLine[]> {
  return on(db)
    .selectFrom('session')
    .select(['id', 'device', 'created_at as createdAt', 'expires_at as expiresAt'])
    .where('tenant_id', '=', tenantId)
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute();
}

/** Ends one session of an account; false when it has none with this id. */
export async function deleteSession(db: Db, tenantId: Id, accountId: Id, sessionId: Id): Promise<boolean> {
  const done = await on(db)
    .deleteFrom('session')
    .where('tenant_id', '=', tenantId)
    .where('account_id', '=', accountId)
    .where('id', '=', sessionId)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}

/** Ends every session of an account. */
export async function deleteSessions(db: Db, tenantId: Id, accountId: Id): Promise<void> {
  await on(db).deleteFrom('session').where('tenant_id', '=', tenantId).where('account_id', '=', accountId).execute();
}
