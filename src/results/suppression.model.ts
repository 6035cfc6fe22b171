import { must } from '../base/problem.ts';

/*
 * What may be printed of a table of counts, and nothing else decides it (docs/adr/0010-publishing.md says why this is safe).
 * One table is the reports received in one half-year, one count a governorate. Three rules:
 * 1. a count below the threshold is hidden, zero like any other;
 * 2. the national total is printed only when what it tells about the hidden counts together, the remainder, is itself at or above
 *    the threshold and no larger than all hidden counts but one could hold;
 * 3. nothing is ever added up over half-years, and a table that was released is never printed again.
 */

/** The least count that is printed of tables with one or two dimensions. */
export const THRESHOLD = 5;
/** The same where three dimensions cross. */
const THRESHOLD_OF_THREE = 10;

/** One count of a table before publishing; `key` is the governorate. */
export interface Count {
  readonly key: string;
  readonly count: number;
}

/** One count as it is printed: `null` reads "fewer than 5 or withheld". */
export interface PrintedCount {
  readonly key: string;
  readonly count: number | null;
}

/** A table as it is printed. */
export interface PrintedTable {
  readonly cells: readonly PrintedCount[];
  readonly total: number | null;
}

/** The least count that is printed of a table of so many dimensions; more than three are refused. */
export function thresholdOf(dimensions: number): number {
  must(Number.isInteger(dimensions) && dimensions >= 1 && dimensions <= 3, 'wrong_shape');
  return dimensions === 3 ? THRESHOLD_OF_THREE : THRESHOLD;
}

/**
 * The table that may be printed. Counts are whole and not negative, each key stands once, and all keys of the dimension are there:
 * a governorate without a report has the count 0, so that being in the list says nothing. `wrong_shape` otherwise.
 */
export function printTable(counts: readonly Count[], threshold = THRESHOLD): PrintedTable {
  must(new Set(counts.map(({ key }) => key)).size === counts.length, 'wrong_shape');
  must(
    counts.every(({ count }) => Number.isSafeInteger(count) && count >= 0),
    'wrong_shape',
  );
  const hidden = counts.filter(({ count }) => count < threshold).map(({ count }) => count);
  return {
    cells: counts.map(({ key, count }) => ({ key, count: count < threshold ? null : count })),
    total: mayPrintTotal(hidden, threshold) ? sum(counts.map(({ count }) => count)) : null,
  };
}

/**
 * Whether the sum of the hidden counts may become known. It lies from the threshold to what all of them but one could hold: then each of
 * them can still be anything from 0 to threshold − 1, whatever the others are. With one or two hidden counts that is never so.
 */
export function mayPrintTotal(hidden: readonly number[], threshold = THRESHOLD): boolean {
  if (hidden.length === 0) return true;
  const remainder = sum(hidden);
  return threshold <= remainder && remainder <= (threshold - 1) * (hidden.length - 1);
}

/** What everybody can add up from the printed counts: the least the total can be. */
export function sumOfPrinted(cells: readonly PrintedCount[]): number {
  return sum(cells.map(({ count }) => count ?? 0));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
