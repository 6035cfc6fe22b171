import { sql } from 'kysely';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import type { DeskKind } from '../../directory/model.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { AccountsTables } from '../tables.ts';
import { WOMEN_HOLDERS } from '../teams/team.queries.ts';

type Db = Queries;
const on = tablesOf<AccountsTables>;

/** Everything of an account that its own browser may read back. */
export async function findAccount(db: Db, accountId: Id) {
  return on(db)
    .selectFrom('account')
    .select([
      'id',
      'tenant_id',
      'login',
      'display_name',
      'sex',
      'salt',
      'memory_kib',
      'passes',
      'recipient',
      'signing_key',
      'envelope',
    ])
    .where('id', '=', accountId)
    .executeTakeFirst();
}

/** An epoch of a desk with the wrap that opens it for one member. */
export interface WrappedEpoch {
  readonly deskId: Id;
  readonly women: boolean;
  readonly n: number;
  readonly recipient: string;
  readonly signingKey: Uint8Array;
  readonly ended: boolean;
  readonly wrapped: Uint8Array;
}

/** The epochs that somebody holds. `signed`: only those that a signed directory has named; without it new ones as well. */
export async function listWrappedEpochs(
  tx: Db,
  accountId: Id,
  { signed }: { signed: boolean },
): Promise<WrappedEpoch[]> {
  let rows = on(tx)
    .selectFrom('epoch_wrap')
    .innerJoin('desk_epoch', (join) =>
      join
        .onRef('desk_epoch.tenant_id', '=', 'epoch_wrap.tenant_id')
        .onRef('desk_epoch.desk_id', '=', 'epoch_wrap.desk_id')
        .onRef('desk_epoch.women', '=', 'epoch_wrap.women')
        .onRef('desk_epoch.n', '=', 'epoch_wrap.n'),
    )
    .select([
      'desk_epoch.desk_id as deskId',
      'desk_epoch.women',
      'desk_epoch.n',
      'desk_epoch.recipient',
      'desk_epoch.signing_key as signingKey',
      'desk_epoch.ended',
      'epoch_wrap.wrapped',
    ])
    .where('epoch_wrap.account_id', '=', accountId)
    .orderBy('desk_epoch.n', 'desc');
  if (signed) {
    rows = rows.where(sql<boolean>`exists (
      select from desk
       where desk.tenant_id = desk_epoch.tenant_id and desk.id = desk_epoch.desk_id
         and desk_epoch.n <= case when desk_epoch.women then desk.women_epoch else desk.epoch end)`);
  }
  return rows.execute();
}

/** A desk that somebody has a seat at, and how many members it has (fewer than two are warned about). */
export interface OwnDesk {
  readonly deskId: Id;
  readonly kind: DeskKind;
  readonly names: Names;
  readonly police: boolean;
  readonly women: boolean;
  readonly members: number;
  /** How many women hold its newest women's key; null where it has none. */
  readonly womenHolders: number | null;
}

/** The desks at which somebody has a seat. */
export async function listOwnDesks(db: Db, accountId: Id): Promise<OwnDesk[]> {
  const { rows } = await sql<OwnDesk>`
    select desk.id as "deskId", desk.kind, desk.names, desk.police, desk_member.women, ${WOMEN_HOLDERS} as "womenHolders",
           (select count(*)::int from desk_member other
             where other.tenant_id = desk.tenant_id and other.desk_id = desk.id) as members
      from desk_member
      join desk on desk.tenant_id = desk_member.tenant_id and desk.id = desk_member.desk_id
     where desk_member.account_id = ${accountId}
     order by desk.id
  `.execute(db);
  return rows;
}
