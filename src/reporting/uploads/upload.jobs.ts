import { addDays, baghdadDay, startOfDay } from '../../base/clock.ts';
import { isProblem } from '../../base/problem.ts';
import type { Sweep } from '../../jobs/sweep.ts';
import type { UploadGround } from './upload.actions.ts';
import { deleteLooseUpload, listLooseUploads } from './upload.queries.ts';

type SweepGround = Pick<UploadGround, 'database' | 'clock' | 'blobs' | 'partials'>;

/** The background work on uploads. */
export function uploadSweeps(ground: SweepGround): readonly Sweep[] {
  return [{ name: 'reporting.uploads', when: '50 0 * * *', run: async () => void (await sweepUploads(ground)) }];
}

/**
 * Removes the uploads that nothing names: those of destroyed reports at once, stray ones when their last byte came before yesterday,
 * so after 24 to 48 hours. By day, because an hour is written down nowhere. Returns how many were removed.
 */
export async function sweepUploads(ground: SweepGround): Promise<number> {
  const { blobs, partials } = ground;
  const db = ground.database.direct;
  const yesterday = startOfDay(addDays(baghdadDay(ground.clock()), -1));
  const unfinished = new Set(await partials.sweep(yesterday));
  let removed = 0;
  for (const { id, state } of await listLooseUploads(db)) {
    const isOld = state === 'gone' || unfinished.has(id) || (await isOlder(id, yesterday));
    // A message may have named it in between: then it stays.
    if (!isOld || !(await deleteLooseUpload(db, id))) continue;
    await blobs.delete(id);
    await partials.delete(id);
    removed++;
  }
  return removed;

  /** A record without any bytes is the rest of an earlier sweep that was cut off. */
  async function isOlder(id: string, day: number): Promise<boolean> {
    if ((await partials.findOffset(id)) !== undefined) return false;
    try {
      return (await blobs.dayOf(id)) < day;
    } catch (error) {
      if (isProblem(error, 'not_found')) return true;
      throw error;
    }
  }
}
