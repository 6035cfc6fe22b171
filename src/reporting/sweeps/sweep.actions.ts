import { record } from '../../audit/queries.ts';
import type { Clock } from '../../base/clock.ts';
import { addDays, baghdadDay } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { nextState } from '../../base/transition.ts';
import type { Database, Queries } from '../../storage/database.ts';
import { reportTransitions } from '../model.ts';
import { insertEvent, setState } from '../queries.ts';
import type { DueReport } from './sweep.queries.ts';
import { deleteStrayMailboxes, destroyContent, listDeskOwners, takeExpired } from './sweep.queries.ts';

/** Days after which what is no longer needed is destroyed (docs/invariants.md, "Retention"). */
export const RETENTION_DAYS = {
  /** Sealed and never opened. */
  unopened: 90,
  /** Answered only, or closed without a case: six months. */
  answeredOnly: 183,
  /** The report of a case, after its closure: two years. */
  caseClosed: 731,
} as const;

const PAGE = 200;

export interface SweepGround {
  readonly database: Database;
  readonly clock: Clock;
  /** The role of the jobs, who may see which mailboxes are empty. */
  readonly jobsDatabase: Database;
}

type ReportGround = Pick<SweepGround, 'database' | 'clock'>;

/** Destroys every report whose time is over; its state becomes `expired`. How many. */
export async function expireDue(ground: ReportGround): Promise<number> {
  const today = baghdadDay(ground.clock());
  const before = {
    unopened: addDays(today, -RETENTION_DAYS.unopened),
    answeredOnly: addDays(today, -RETENTION_DAYS.answeredOnly),
    caseClosed: addDays(today, -RETENTION_DAYS.caseClosed),
  };
  return eachOwner(ground.database, async (tx) => {
    const due = await takeExpired(tx, before, PAGE);
    for (const report of due) await expire(tx, report, today);
    return due.length;
  });
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
