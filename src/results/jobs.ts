import type { HalfYear } from '../base/clock.ts';
import { baghdadDay, halfYearOf } from '../base/clock.ts';
import { fail, must } from '../base/problem.ts';
import { listPlaces } from '../directory/index.ts';
import type { Database, Tx } from '../storage/database.ts';
import { exposedCells } from './bounds.model.ts';
import { foldStubs } from './cube.model.ts';
import type { Release } from './model.ts';
import { insertCubes, insertRelease, listReleases, startReleases } from './queries.ts';
import { dueSince, isDue } from './release.model.ts';
import { deleteStubs, listReceived, listStubs, listWaitingHalfYears } from './stub.queries.ts';
import type { PrintedTable } from './suppression.model.ts';
import { printTable } from './suppression.model.ts';

export interface ReleaseOptions {
  /** Whether the counts are invented, as in a demo: said beside them wherever they are shown. */
  readonly illustrative?: boolean;
}

/**
 * Releases a half-year, once: prints its table by the publishing rules, keeps it for good, folds the stubs into cubes and deletes them.
 * Runs as the role of the jobs. `transition_refused` when it is too early or already done; `internal` when something printed would tell
 * more than the rules allow, which the rules exclude: then nothing is kept.
 */
export async function releaseHalfYear(
  tx: Tx,
  halfYear: HalfYear,
  now: number,
  { illustrative = false }: ReleaseOptions = {},
): Promise<Release> {
  must(isDue(halfYear, now), 'transition_refused', { why: 'too_early' });
  const earlier = await listReleases(tx);
  must(!earlier.some((release) => release.halfYear === halfYear), 'transition_refused', { why: 'released' });

  const received = await listReceived(tx, halfYear);
  const governorates = await listPlaces(tx, null);
  const table = printTable(governorates.map(({ id }) => ({ key: id, count: received.get(id) ?? 0 })));
  mustTellNothing(halfYear, table, earlier);

  const releasedOn = baghdadDay(now);
  await insertRelease(tx, halfYear, releasedOn, table, illustrative);
  await insertCubes(tx, halfYear, foldStubs(await listStubs(tx, halfYear)));
  await deleteStubs(tx, halfYear);
  return { halfYear, releasedOn, illustrative, ...table };
}

/**
 * Releases every half-year that is due since the installation began, or since the oldest count or stub, the oldest first, one transaction each:
 * also those without a report, so that a missing table tells nothing. What came in after its half-year was released is counted nowhere
 * and deleted. Returns the half-years released now.
 */
export async function releaseDue(jobs: Database, now: number, options: ReleaseOptions = {}): Promise<HalfYear[]> {
  const released: HalfYear[] = [];
  const [start, waiting] = await jobs.transact({}, async (tx) => [
    await startReleases(tx, halfYearOf(baghdadDay(now))),
    await listWaitingHalfYears(tx),
  ]);
  const first = [start, ...waiting].sort()[0] ?? start;
  for (const halfYear of dueSince(first, baghdadDay(now))) {
    await jobs.transact({}, async (tx) => {
      const isReleased = (await listReleases(tx)).some((release) => release.halfYear === halfYear);
      if (isReleased) return deleteStubs(tx, halfYear);
      await releaseHalfYear(tx, halfYear, now, options);
      released.push(halfYear);
    });
  }
  return released;
}

/** The rules are proved and tested; this checks the very tables that are about to be seen, all of them together. */
function mustTellNothing(halfYear: HalfYear, table: PrintedTable, earlier: readonly Release[]): void {
  const tables = new Map<string, PrintedTable>(earlier.map((release) => [release.halfYear, release]));
  const exposed = exposedCells(tables.set(halfYear, table));
  if (exposed.length > 0)
    fail('internal', {}, new Error(`the release of ${halfYear} would expose ${exposed.join(', ')}`));
}
