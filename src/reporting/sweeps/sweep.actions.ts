import { record } from '../../audit/queries.ts';
import type { Clock } from '../../base/clock.ts';
import { addDays, baghdadDay } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { nextState } from '../../base/transition.ts';
import type { Database, Queries } from '../../storage/database.ts';
import { reportTransitions } from '../model.ts';
import { insertEvent, setState } from '../queries.ts';
import type { DueReport, ReportRetention } from './retention.queries.ts';
import { markExpiring, takeExpired } from './retention.queries.ts';
import { countReceived, deleteLeft, deleteStrayMailboxes, destroyContent, listDeskOwners } from './sweep.queries.ts';

const PAGE = 200;

export interface SweepGround {
  readonly database: Database;
  readonly clock: Clock;
  /** The role of the jobs, who may see which mailboxes are empty. */
  readonly jobsDatabase: Database;
  readonly retention: ReportRetention;
}

type RetentionGround = Pick<SweepGround, 'database' | 'clock' | 'retention'>;

/**
 * Destroys every report whose time is over; its state becomes `expired`. How many. Then says beside what is open and will end within
 * thirty days on which day: what a desk works on is never destroyed without that.
 */
export async function expireDue({ database, clock, retention }: RetentionGround): Promise<number> {
  const today = baghdadDay(clock());
  const expired = await eachOwner(database, async (tx) => {
    const due = await takeExpired(tx, retention, today, PAGE);
    for (const report of due) await expire(tx, report, today);
    return due.length;
  });
  await eachOwner(database, async (tx) => {
    await markExpiring(tx, retention, today);
    return 0;
  });
  return expired;
}

async function expire(tx: Queries, { tenantId, id, state }: DueReport, day: string): Promise<void> {
  const to = nextState(reportTransitions, state, 'expire', { roles: ['system'] });
  await setState(tx, id, to);
  await insertEvent(tx, {
    tenant_id: tenantId,
    report_id: id,
    command: 'expire',
    from_state: state,
    to_state: to,
    day,
    actor: 'system',
    reason: null,
  });
  await destroyContent(tx, id);
  await record(tx, { tenantId, day, actor: 'system', verb: 'report.expire', object: `report:${id}` });
}

/**
 * Counts the reports received up to the day before yesterday: whatever was on its way at midnight has arrived by then. Once each, whatever
 * became of it since; only a governorate's half-year is kept.
 */
export async function countReceivedDue({
  jobsDatabase,
  clock,
}: Pick<SweepGround, 'jobsDatabase' | 'clock'>): Promise<void> {
  await countReceived(jobsDatabase.direct, addDays(baghdadDay(clock()), -2));
}

/** Forgets which reports left a desk, once no inbox is open any more that could still show them. */
export async function forgetLeft({ database }: Pick<SweepGround, 'database'>): Promise<void> {
  await eachOwner(database, async (tx) => {
    await deleteLeft(tx);
    return 0;
  });
}

/** Deletes mailboxes that no report belongs to. */
export async function removeStrayMailboxes({ jobsDatabase }: Pick<SweepGround, 'jobsDatabase'>): Promise<void> {
  await deleteStrayMailboxes(jobsDatabase.direct);
}

/** Runs work for each owner of desks, a transaction each, again while it fills a page; the sum of what it says. */
async function eachOwner(database: Database, work: (tx: Queries, tenantId: Id) => Promise<number>): Promise<number> {
  let sum = 0;
  for (const tenant of await listDeskOwners(database.direct)) {
    let done: number;
    do {
      done = await database.transact({ tenant, actor: undefined }, (tx) => work(tx, tenant));
      sum += done;
    } while (done === PAGE);
  }
  return sum;
}
