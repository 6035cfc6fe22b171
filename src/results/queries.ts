import type { Day, HalfYear } from '../base/clock.ts';
import type { Queries } from '../storage/database.ts';
import { json, tablesOf } from '../storage/database.ts';
import type { Cube } from './cube.model.ts';
import type { CitedComparison, CitedFigure, Release } from './model.ts';
import { compareCited } from './model.ts';
import type { PrintedTable } from './suppression.model.ts';
import type { ResultsTables } from './tables.ts';

type Db = Queries;
const on = tablesOf<ResultsTables>;

/** Every release, the newest first. */
export async function listReleases(db: Db): Promise<Release[]> {
  const [releases, cells] = await Promise.all([
    on(db).selectFrom('release').selectAll().orderBy('half_year', 'desc').execute(),
    on(db).selectFrom('release_cell').selectAll().orderBy('governorate_id').execute(),
  ]);
  return releases.map((row) => ({
    halfYear: row.half_year,
    releasedOn: row.released_on,
    illustrative: row.illustrative,
    total: row.total,
    cells: cells
      .filter((cell) => cell.half_year === row.half_year)
      .map((cell) => ({ key: cell.governorate_id, count: cell.count })),
  }));
}

/** The half-year in which this installation began: the one that is given here for the first time. */
export async function startReleases(db: Db, halfYear: HalfYear): Promise<HalfYear> {
  await on(db)
    .insertInto('release_start')
    .values({ half_year: halfYear })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await on(db).selectFrom('release_start').select('half_year').executeTakeFirstOrThrow()).half_year;
}

/** Keeps a printed table for good. */
export async function insertRelease(
  db: Db,
  halfYear: HalfYear,
  releasedOn: Day,
  table: PrintedTable,
  illustrative: boolean,
): Promise<void> {
  await on(db)
    .insertInto('release')
    .values({ half_year: halfYear, released_on: releasedOn, total: table.total, illustrative })
    .execute();
  const cells = table.cells.map(({ key, count }) => ({ half_year: halfYear, governorate_id: key, count }));
  if (cells.length > 0) await on(db).insertInto('release_cell').values(cells).execute();
}

/** Keeps what is left of the stubs of a released half-year. */
export async function insertCubes(db: Db, halfYear: HalfYear, cubes: readonly Cube[]): Promise<void> {
  if (cubes.length === 0) return;
  const rows = cubes.map(({ dimensions, keys, count }) => ({
    half_year: halfYear,
    dimensions: dimensions.join(','),
    keys: [...keys],
    count,
  }));
  await on(db).insertInto('stub_cube').values(rows).execute();
}

/** The figures of others, by their periods. */
export async function listCitedFigures(db: Db): Promise<CitedFigure[]> {
  const rows = await on(db).selectFrom('cited_figure').selectAll().orderBy('from_day').orderBy('id').execute();
  return rows.map(({ from_day: from, until_day: until, ...row }) => ({ ...row, from, until }));
}

/** Cited figures that are held against each other, compared. */
export async function listCitedComparisons(db: Db, figures: readonly CitedFigure[]): Promise<CitedComparison[]> {
  const rows = await on(db).selectFrom('cited_comparison').selectAll().orderBy('id').execute();
  return rows.flatMap((row) => {
    const before = figures.find(({ id }) => id === row.before_id);
    const after = figures.find(({ id }) => id === row.after_id);
    return before && after ? [compareCited(before, after, row.between_text)] : [];
  });
}

/** Adds a figure that somebody else published. */
export async function insertCitedFigure(db: Db, { from, until, ...figure }: CitedFigure): Promise<void> {
  const { period, what, place, source } = figure;
  await on(db)
    .insertInto('cited_figure')
    .values({
      ...figure,
      from_day: from,
      until_day: until,
      period: json(period),
      what: json(what),
      place: json(place),
      source: json(source),
    })
    .execute();
}

/** Says that two cited figures may be held against each other. */
export async function insertCitedComparison(
  db: Db,
  id: string,
  { before, after, between }: Pick<CitedComparison, 'before' | 'after' | 'between'>,
): Promise<void> {
  await on(db)
    .insertInto('cited_comparison')
    .values({ id, before_id: before.id, after_id: after.id, between_text: json(between) })
    .execute();
}
