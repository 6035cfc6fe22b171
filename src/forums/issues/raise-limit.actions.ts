import type { Clock } from '../../base/clock.ts';
import { HOUR_MS } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';

/** Whether one more issue may be raised in a forum now. */
export type RaiseLimit = (forumId: Id) => boolean;

/** So many an hour and forum: no forum of people raises more, and no machine needs less. */
const AN_HOUR = 60;

/**
 * Counts what is raised on the public site per forum and hour, in memory only and never by address: one phone network carries a whole
 * town.
 */
export function newRaiseLimit(clock: Clock): RaiseLimit {
  const counts = new Map<Id, { hour: number; count: number }>();
  return (forumId) => {
    const hour = Math.floor(clock() / HOUR_MS);
    const known = counts.get(forumId);
    const count = known?.hour === hour ? known.count + 1 : 1;
    if (known?.hour !== hour) for (const [id, each] of counts) if (each.hour !== hour) counts.delete(id);
    counts.set(forumId, { hour, count });
    return count <= AN_HOUR;
  };
}
