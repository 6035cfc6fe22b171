import type { Day } from '../base/clock.ts';
import { addDays } from '../base/clock.ts';
import { listHotlines, listProvisionEntries, markVerified } from '../directory/index.ts';
import type { Database } from '../storage/database.ts';

/** So long ago that the screens still say "checked", and longer than that: `isFresh` draws the line at 90 days. */
const LATELY_DAYS = 37;
const LONG_AGO_DAYS = 264;

/** Numbers whose check is old; 533 has none, all others were checked lately. */
const OLD: readonly string[] = ['497', '131'];
const NEVER: readonly string[] = ['533'];

/** Invented checks of the numbers and provisions that come with every installation without any, so that the demo shows each state. */
export async function addChecks(database: Database, today: Day): Promise<void> {
  for (const { id, number } of await listHotlines(database.direct)) {
    const days = OLD.includes(number) ? LONG_AGO_DAYS : LATELY_DAYS;
    if (!NEVER.includes(number)) await markVerified(database.direct, 'hotline', id, addDays(today, -days));
  }
  for (const { id, review } of await listProvisionEntries(database.direct)) {
    if (review === 'published') await markVerified(database.direct, 'provision', id, addDays(today, -LATELY_DAYS));
  }
}
