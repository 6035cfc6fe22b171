import type { Clock } from '../base/clock.ts';
import { addDays, baghdadDay } from '../base/clock.ts';
import type { Period } from '../base/period.ts';
import { dayBefore } from '../base/period.ts';
import type { Database } from '../storage/database.ts';
import { deleteCheckpointsBefore, deleteEventsBefore, keepLeavesBefore } from './retention.queries.ts';

/**
 * Deletes events after their time; their hashes stay in the tree. `database` as the role of the jobs: it refuses what is younger than
 * five years by its own clock, which may be a day behind.
 */
export async function expireEvents(database: Database, clock: Clock, kept: Period): Promise<void> {
  const before = addDays(dayBefore(baghdadDay(clock()), kept), -1);
  await database.transact({}, async (tx) => {
    await keepLeavesBefore(tx, before);
    await deleteEventsBefore(tx, before);
  });
}

/** Keeps the last checkpoint of each past day: the others would tell how busy each hour was. `database` as the role of the jobs. */
export async function pruneCheckpoints(database: Database, clock: Clock): Promise<void> {
  await database.transact({}, (tx) => deleteCheckpointsBefore(tx, baghdadDay(clock())));
}
