import type { Clock } from '../base/clock.ts';
import { addDays, baghdadDay } from '../base/clock.ts';
import type { Database } from '../storage/database.ts';
import { deleteCheckpointsBefore, deleteEventsBefore, keepLeavesBefore } from './retention.queries.ts';

/** Five years; the database refuses anything younger by its own clock. */
const KEPT_DAYS = 1_827;

/** Deletes events after five years; their hashes stay in the tree. `database` as the role of the jobs. */
export async function expireEvents(database: Database, clock: Clock): Promise<void> {
  const before = addDays(baghdadDay(clock()), -KEPT_DAYS);
  await database.transact({}, async (tx) => {
    await keepLeavesBefore(tx, before);
    await deleteEventsBefore(tx, before);
  });
}

/** Keeps the last checkpoint of each past day: the others would tell how busy each hour was. `database` as the role of the jobs. */
export async function pruneCheckpoints(database: Database, clock: Clock): Promise<void> {
  await database.transact({}, (tx) => deleteCheckpointsBefore(tx, baghdadDay(clock())));
}
