import { sql } from 'kysely';
import type { Role } from '../../base/actor.ts';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { Staffing } from '../model.ts';
import type { KeyedPerson } from '../people/keyed.queries.ts';
import type { AccountsTables } from '../tables.ts';

type Db = Queries;
const on = tablesOf<AccountsTables>;

/** A member of a desk with the admission that let her in. */
export interface MemberRow extends KeyedPerson {
  readonly roles: Role[];
  readonly women: boolean;
  readonly admittedBy: Id;
  readonly admission: Uint8Array;
}

/** The members of a desk of a tenant. */
export async function listMembers(tx: Db, tenantId: Id, deskId: Id): Promise<MemberRow[]> {
  const { rows } = await sql<MemberRow>`
    select account.id as "accountId", account.display_name as name, account.sex, account.recipient,
           account.signing_key as "signingKey", desk_member.women, desk_member.admitted_by as "admittedBy",
           desk_member.admission,
           coalesce((select json_agg(role) from role_grant
                      where tenant_id = account.tenant_id and account_id = account.id), '[]') as roles
      from desk_member
      join account on account.tenant_id = desk_member.tenant_id and account.id = desk_member.account_id
     where desk_member.tenant_id = ${tenantId} and desk_member.desk_id = ${deskId}
       and account.recipient is not null and account.signing_key is not null
     order by account.login
  `.execute(tx);
  return rows;
}

/** How many hold the newest women's key of the row `desk`; null where it has none. */
export const WOMEN_HOLDERS = sql<number | null>`(
  select (select count(*)::int from epoch_wrap
           where epoch_wrap.tenant_id = desk_epoch.tenant_id and epoch_wrap.desk_id = desk_epoch.desk_id
             and epoch_wrap.women and epoch_wrap.n = desk_epoch.n)
    from desk_epoch
   where desk_epoch.tenant_id = desk.tenant_id and desk_epoch.desk_id = desk.id and desk_epoch.women and not desk_epoch.ended
   order by desk_epoch.n desc limit 1)`;

/** How many people each desk of a tenant has. */
export async function listStaffing(tx: Db, tenantId: Id): Promise<(Staffing & { deskId: Id; names: Names })[]> {
  const { rows } = await sql<Staffing & { deskId: Id; names: Names }>`
    select desk.id as "deskId", desk.names, ${WOMEN_HOLDERS} as "womenHolders",
           (select count(*)::int from desk_member
             where desk_member.tenant_id = desk.tenant_id and desk_member.desk_id = desk.id) as members
      from desk where desk.tenant_id = ${tenantId}
     order by desk.id
  `.execute(tx);
  return rows;
}

/** Gives a seat, or gives the women's key to somebody who has one. */
export async function saveMember(tx: Db, row: AccountsTables['desk_member']): Promise<void> {
  await on(tx)
    .deleteFrom('desk_member')
    .where('tenant_id', '=', row.tenant_id)
    .where('desk_id', '=', row.desk_id)
    .where('account_id', '=', row.account_id)
    .execute();
  await on(tx).insertInto('desk_member').values(row).execute();
}

/** Takes a seat away, with every wrap of the desk's keys; false when she had none. */
export async function deleteMember(tx: Db, tenantId: Id, deskId: Id, accountId: Id): Promise<boolean> {
  await on(tx)
    .deleteFrom('epoch_wrap')
    .where('tenant_id', '=', tenantId)
    .where('desk_id', '=', deskId)
    .where('account_id', '=', accountId)
    .execute();
  const done = await on(tx)
    .deleteFrom('desk_member')
    .where('tenant_id', '=', tenantId)
    .where('desk_id', '=', deskId)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return done.numDeletedRows === 1n;
}

/** The desks at which somebody has a seat. */
export async function listSeatsOf(tx: Db, tenantId: Id, accountId: Id): Promise<{ deskId: Id; women: boolean }[]> {
  return on(tx)
    .selectFrom('desk_member')
    .select(['desk_id as deskId', 'women'])
    .where('tenant_id', '=', tenantId)
    .where('account_id', '=', accountId)
    .execute();
}

/** The public part of an epoch, and who holds it. */
export interface EpochRow {
  readonly women: boolean;
  readonly n: number;
  readonly recipient: string;
  readonly signingKey: Uint8Array;
  readonly dueSince: Day | null;
  readonly ended: boolean;
  readonly recovery: boolean;
}

/** The epochs of a desk, newest first. */
export async function listEpochs(tx: Db, tenantId: Id, deskId: Id): Promise<EpochRow[]> {
  const { rows } = await sql<EpochRow>`
    select women, n, recipient, signing_key as "signingKey", due_since as "dueSince", ended,
           exists (select from epoch_recovery
                    where epoch_recovery.tenant_id = desk_epoch.tenant_id and epoch_recovery.desk_id = desk_epoch.desk_id
                      and epoch_recovery.women = desk_epoch.women and epoch_recovery.n = desk_epoch.n) as recovery
      from desk_epoch
     where tenant_id = ${tenantId} and desk_id = ${deskId}
     order by women, n desc
  `.execute(tx);
  return rows;
}

/** Who holds which epoch of a desk, with the epoch's own signature over her keys. */
export async function listHolders(tx: Db, deskId: Id) {
  return on(tx)
    .selectFrom('epoch_wrap')
    .select(['women', 'n', 'account_id as accountId', 'vouched'])
    .where('desk_id', '=', deskId)
    .execute();
}

/** Marks the living keys of a desk as due to be changed, because somebody who held them left. */
export async function markDue(tx: Db, tenantId: Id, deskId: Id, women: boolean, day: Day): Promise<void> {
  await on(tx)
    .updateTable('desk_epoch')
    .set({ due_since: day })
    .where('tenant_id', '=', tenantId)
    .where('desk_id', '=', deskId)
    .where('women', '=', women)
    .where('ended', '=', false)
    .where('due_since', 'is', null)
    .execute();
}

/** Ends an epoch: what opened it is deleted in the same transaction. */
export async function endEpochRows(tx: Db, tenantId: Id, deskId: Id, women: boolean, n: number): Promise<void> {
  for (const table of ['recovery_share', 'epoch_recovery', 'epoch_wrap'] as const) {
    await on(tx)
      .deleteFrom(table)
      .where('tenant_id', '=', tenantId)
      .where('desk_id', '=', deskId)
      .where('women', '=', women)
      .where('n', '=', n)
      .execute();
  }
  await on(tx)
    .updateTable('desk_epoch')
    .set({ ended: true, due_since: null })
    .where('tenant_id', '=', tenantId)
    .where('desk_id', '=', deskId)
    .where('women', '=', women)
    .where('n', '=', n)
    .execute();
}

/** Keeps the recovery of an epoch: its keys to the recovery key, and that key's sealed shares. */
export async function insertRecovery(
  tx: Db,
  recovery: AccountsTables['epoch_recovery'],
  shares: readonly AccountsTables['recovery_share'][],
): Promise<void> {
  await on(tx).insertInto('epoch_recovery').values(recovery).execute();
  await on(tx)
    .insertInto('recovery_share')
    .values([...shares])
    .execute();
}

/** An account marked as trustee, with its organisation. */
export interface TrusteeRow {
  readonly id: Id;
  readonly tenantId: Id;
  readonly name: string;
  readonly organisation: Names;
  /** Of an organisation that is police, commands it or belongs to it. */
  readonly police: boolean;
  readonly recipient: string;
}

/** Every active trustee of every organisation. */
export async function listTrustees(tx: Db): Promise<TrusteeRow[]> {
  const { rows } = await sql<TrusteeRow>`
    select account.id, account.tenant_id as "tenantId", account.display_name as name, account.recipient,
           organisation.names as organisation,
           exists (select from police_organisation where id = account.tenant_id) as police
      from account join organisation on organisation.id = account.tenant_id
     where account.trustee and account.state = 'active' and account.recipient is not null
     order by account.login
  `.execute(tx);
  return rows;
}
