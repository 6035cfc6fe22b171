import type { Insertable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import type { Queries } from '../../storage/database.ts';
import { tablesOf } from '../../storage/database.ts';
import type { ForumsTables } from '../tables.ts';
import type { BearerKind, CommitmentState } from './commitment.model.ts';
import { OPEN_COMMITMENTS } from './commitment.model.ts';

const on = tablesOf<ForumsTables>;
type Row = ForumsTables['commitment'];

/** A commitment as actions and lists read it. */
export interface CommitmentRow {
  readonly tenantId: Id;
  readonly id: Id;
  readonly forumId: Id;
  readonly issueId: Id | null;
  readonly text: string;
  readonly bearerKind: BearerKind;
  readonly bearerTenantId: Id | null;
  readonly bearerOfficeId: Id | null;
  readonly bearerUnitId: Id | null;
  readonly bearerBody: string | null;
  readonly state: CommitmentState;
  readonly madeOn: Day;
  readonly handedOverOn: Day | null;
  readonly dueOn: Day | null;
  readonly reportedDoneOn: Day | null;
  readonly verifiedOn: Day | null;
  readonly overdue: boolean;
  readonly percent: number;
  readonly costIqd: number | null;
  readonly publishedText: string | null;
}

const columns = [
  'commitment.tenant_id as tenantId',
  'commitment.id',
  'commitment.forum_id as forumId',
  'commitment.issue_id as issueId',
  'commitment.text',
  'commitment.bearer_kind as bearerKind',
  'commitment.bearer_tenant_id as bearerTenantId',
  'commitment.bearer_office_id as bearerOfficeId',
  'commitment.bearer_unit_id as bearerUnitId',
  'commitment.bearer_body as bearerBody',
  'commitment.state',
  'commitment.made_on as madeOn',
  'commitment.handed_over_on as handedOverOn',
  'commitment.due_on as dueOn',
  'commitment.reported_done_on as reportedDoneOn',
  'commitment.verified_on as verifiedOn',
  'commitment.overdue',
  'commitment.percent',
  'commitment.cost_iqd as costIqd',
  'commitment.published_text as publishedText',
] as const;

/** A commitment with the names that a screen shows. */
export interface CommitmentLine extends CommitmentRow {
  readonly forum: Names;
  readonly bearer: Names;
}

const bearerName = sql<Names>`coalesce(
  (select names from unit where unit.tenant_id = commitment.bearer_tenant_id and unit.id = commitment.bearer_unit_id),
  (select names from office where office.tenant_id = commitment.bearer_tenant_id and office.id = commitment.bearer_office_id),
  jsonb_build_object('ar', commitment.bearer_body, 'ckb', null, 'en', commitment.bearer_body))`;

function lines(tx: Queries) {
  return on(tx)
    .selectFrom('commitment')
    .innerJoin('forum', (join) =>
      join.onRef('forum.tenant_id', '=', 'commitment.tenant_id').onRef('forum.id', '=', 'commitment.forum_id'),
    )
    .select([...columns, 'forum.names as forum', bearerName.as('bearer')]);
}

/** What a list of commitments may be narrowed to. */
export interface CommitmentFilter {
  /** The forums of the own organisation whose commitments may be seen; undefined: all of them. */
  readonly forums: readonly Id[] | undefined;
  /** Whether what was handed over to the own organisation is listed too. */
  readonly asBearer: boolean;
  readonly forum?: Id | undefined;
  readonly office?: Id | undefined;
  readonly state?: CommitmentState | undefined;
  readonly overdue: boolean;
  readonly after?: Id | undefined;
}

function within(tenantId: Id, { forums, asBearer }: Pick<CommitmentFilter, 'forums' | 'asBearer'>) {
  const own = sql<boolean>`commitment.tenant_id = ${tenantId}`;
  const seen =
    forums === undefined ? own : sql<boolean>`(${own} and commitment.forum_id = any(${[...forums]}::uuid[]))`;
  return asBearer ? sql<boolean>`(${seen} or commitment.bearer_tenant_id = ${tenantId})` : seen;
}

/** A page of commitments within the tenant's scope, by id. */
export async function listCommitmentLines(
  tx: Queries,
  tenantId: Id,
  filter: CommitmentFilter,
  limit: number,
): Promise<CommitmentLine[]> {
  let rows = lines(tx).where(within(tenantId, filter)).orderBy('commitment.id').limit(limit);
  if (filter.forum !== undefined) rows = rows.where('commitment.forum_id', '=', filter.forum);
  if (filter.office !== undefined) rows = rows.where('commitment.bearer_office_id', '=', filter.office);
  if (filter.state !== undefined) rows = rows.where('commitment.state', '=', filter.state);
  if (filter.overdue) rows = rows.where('commitment.overdue', '=', true);
  if (filter.after !== undefined) rows = rows.where('commitment.id', '>', filter.after);
  return rows.execute();
}

/** How many overdue commitments a list would show without any other filter. */
export async function countOverdue(
  tx: Queries,
  tenantId: Id,
  filter: Pick<CommitmentFilter, 'forums' | 'asBearer'>,
): Promise<number> {
  const { count } = await on(tx)
    .selectFrom('commitment')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('overdue', '=', true)
    .where(within(tenantId, filter))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** One commitment that the scope may see, with the names that a screen shows. */
export async function findCommitmentLine(tx: Queries, id: Id): Promise<CommitmentLine | undefined> {
  return lines(tx).where('commitment.id', '=', id).executeTakeFirst();
}

/** One commitment that the scope may see, locked until the transaction ends. */
export async function findCommitmentForUpdate(tx: Queries, id: Id): Promise<CommitmentRow | undefined> {
  return on(tx).selectFrom('commitment').select(columns).where('id', '=', id).forUpdate().executeTakeFirst();
}

/** Adds a commitment; false when its id is there already. */
export async function insertCommitment(tx: Queries, row: Insertable<Row>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await on(tx)
    .insertInto('commitment')
    .values(row)
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .executeTakeFirstOrThrow();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Changes a commitment that was locked before. */
export async function updateCommitment(
  tx: Queries,
  { tenantId, id }: Pick<CommitmentRow, 'tenantId' | 'id'>,
  changes: Updateable<Row>,
): Promise<void> {
  await on(tx).updateTable('commitment').set(changes).where('tenant_id', '=', tenantId).where('id', '=', id).execute();
}

/** Adds what happened to a commitment at the end of its timeline; the row is locked by the caller. */
export async function insertCommitmentEvent(
  tx: Queries,
  event: Omit<Insertable<ForumsTables['commitment_event']>, 'seq'>,
): Promise<void> {
  const { last_seq: seq } = await on(tx)
    .updateTable('commitment')
    .set({ last_seq: sql<number>`last_seq + 1` })
    .where('tenant_id', '=', event.tenant_id)
    .where('id', '=', event.commitment_id)
    .returning('last_seq')
    .executeTakeFirstOrThrow();
  await on(tx)
    .insertInto('commitment_event')
    .values({ ...event, seq })
    .execute();
}

/** The timeline, the first event first. */
export async function listCommitmentEvents(tx: Queries, id: Id) {
  return on(tx)
    .selectFrom('commitment_event')
    .select(['command', 'state', 'day', 'reason', 'percent', 'evidence'])
    .where('commitment_id', '=', id)
    .orderBy('seq')
    .execute();
}

/** The steps of a commitment in their order. */
export async function listMilestones(tx: Queries, id: Id) {
  return on(tx)
    .selectFrom('commitment_milestone')
    .select(['id', 'text', 'due_on as dueOn', 'percent', 'reached_on as reachedOn'])
    .where('commitment_id', '=', id)
    .orderBy('position')
    .execute();
}

/** Puts other steps in the place of those that are not reached. */
export async function replaceMilestones(
  tx: Queries,
  of: Pick<CommitmentRow, 'tenantId' | 'id' | 'bearerTenantId'>,
  milestones: readonly {
    readonly id: Id;
    readonly text: string;
    readonly dueOn: Day | null;
    readonly percent: number;
  }[],
): Promise<void> {
  await on(tx)
    .deleteFrom('commitment_milestone')
    .where('commitment_id', '=', of.id)
    .where('reached_on', 'is', null)
    .execute();
  if (milestones.length === 0) return;
  await on(tx)
    .insertInto('commitment_milestone')
    .values(
      milestones.map(({ id, text, dueOn, percent }, at) => ({
        tenant_id: of.tenantId,
        bearer_tenant_id: of.bearerTenantId,
        commitment_id: of.id,
        id,
        position: at + 1,
        text,
        due_on: dueOn,
        percent,
        reached_on: null,
      })),
    )
    .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doNothing())
    .execute();
}

/** Marks steps as reached on a day; those already reached keep theirs. */
export async function markReached(tx: Queries, commitmentId: Id, ids: readonly Id[], day: Day): Promise<void> {
  if (ids.length === 0) return;
  await on(tx)
    .updateTable('commitment_milestone')
    .set({ reached_on: day })
    .where('commitment_id', '=', commitmentId)
    .where('id', 'in', [...ids])
    .where('reached_on', 'is', null)
    .execute();
}

/** The office that a duty bearer names, with whose it is; undefined when there is none. Public knowledge. */
export async function findBearerOffice(
  tx: Queries,
  officeId: Id,
  unitId: Id | null,
): Promise<{ readonly tenantId: Id } | undefined> {
  const { rows } = await sql<{ tenantId: Id }>`
    select office.tenant_id as "tenantId" from office
     where office.id = ${officeId} and not office.closed
       and (${unitId}::uuid is null or exists (
         select from unit where unit.tenant_id = office.tenant_id and unit.office_id = office.id and unit.id = ${unitId}))
  `.execute(tx);
  return rows[0];
}

/** Marks what is past its day in the tenant's scope, and takes the mark off what is not. How many are newly overdue. */
export async function markOverdue(tx: Queries, tenantId: Id, today: Day): Promise<number> {
  await on(tx)
    .updateTable('commitment')
    .set({ overdue: false, reminded: 0 })
    .where('tenant_id', '=', tenantId)
    .where('overdue', '=', true)
    .where((where) =>
      where.or([
        where('state', 'not in', [...OPEN_COMMITMENTS]),
        where('due_on', '>=', today),
        where('due_on', 'is', null),
      ]),
    )
    .execute();
  const { numUpdatedRows } = await on(tx)
    .updateTable('commitment')
    .set({ overdue: true })
    .where('tenant_id', '=', tenantId)
    .where('overdue', '=', false)
    .where('state', 'in', [...OPEN_COMMITMENTS])
    .where('due_on', '<', today)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

/** Which overdue commitments: those of whom not so much was said yet, due before a day and, where given, not before another one. */
export interface ReminderLevel {
  readonly level: 1 | 2;
  readonly dueBefore: Day;
  readonly dueFrom?: Day | undefined;
}

/** Whom the overdue commitments of a level concern, by the duty bearer's organisation and the forum's governorate. */
export async function listReminders(
  tx: Queries,
  tenantId: Id,
  { level, dueBefore, dueFrom }: ReminderLevel,
): Promise<readonly { readonly bearerTenantId: Id | null; readonly governorateId: string }[]> {
  const { rows } = await sql<{ bearerTenantId: Id | null; governorateId: string }>`
    select distinct commitment.bearer_tenant_id as "bearerTenantId", forum.governorate_id as "governorateId"
      from commitment join forum on forum.tenant_id = commitment.tenant_id and forum.id = commitment.forum_id
     where commitment.tenant_id = ${tenantId} and overdue and reminded < ${level}
       and due_on < ${dueBefore} and (${dueFrom ?? null}::date is null or due_on >= ${dueFrom ?? null}::date)
     order by 1, 2
  `.execute(tx);
  return rows;
}

/** Notes that those of a duty bearer's organisation and a governorate were told. */
export async function raiseReminders(
  tx: Queries,
  tenantId: Id,
  { level, dueBefore, dueFrom }: ReminderLevel,
  { bearerTenantId, governorateId }: { readonly bearerTenantId: Id | null; readonly governorateId: string },
): Promise<void> {
  await sql`
    update commitment set reminded = ${level}
     where tenant_id = ${tenantId} and overdue and reminded < ${level}
       and due_on < ${dueBefore} and (${dueFrom ?? null}::date is null or due_on >= ${dueFrom ?? null}::date)
       and bearer_tenant_id is not distinct from ${bearerTenantId}::uuid
       and forum_id in (select id from forum where forum.tenant_id = ${tenantId} and governorate_id = ${governorateId})
  `.execute(tx);
}
