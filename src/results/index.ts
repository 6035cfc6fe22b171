import type { Queries } from '../storage/database.ts';
import type { PublicStatistics } from './model.ts';
import { listCitedComparisons, listCitedFigures, listReleases } from './queries.ts';

export { releaseDue, releaseHalfYear } from './jobs.ts';
export { insertCitedComparison, insertCitedFigure } from './queries.ts';
export { dueHalfYears, releaseDayOf } from './release.model.ts';
export { insertReceived, insertStubs } from './stub.queries.ts';
export type { NewStub } from './stub.queries.ts';

/** Everything that was released and cited; only stored rows are read, nothing is counted while somebody waits. */
export async function readStatistics(db: Queries): Promise<PublicStatistics> {
  const figures = await listCitedFigures(db);
  const [releases, comparisons] = await Promise.all([listReleases(db), listCitedComparisons(db, figures)]);
  return { releases, figures, comparisons };
}
