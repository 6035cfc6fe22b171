import { must } from '../base/problem.ts';
import type { PrintedTable } from './suppression.model.ts';
import { sumOfPrinted, THRESHOLD } from './suppression.model.ts';

/** A number of a table and what is known of it by itself: it lies from `low` to `high`; printed when both are equal. */
export interface Cell {
  readonly id: string;
  readonly low: number;
  readonly high: number;
}

/** What tables tell beyond that: a total is the sum of its parts. Totals of rows, columns and periods are all alike. */
export interface Sum {
  readonly total: string;
  readonly parts: readonly string[];
}

/** Everything known of some tables together. All bounds are finite. */
export interface System {
  readonly cells: readonly Cell[];
  readonly sums: readonly Sum[];
}

type Range = readonly [low: number, high: number];
type Ranges = ReadonlyMap<string, Range>;

/**
 * The values that a cell can still have, the smallest first, at most `limit` of them: exact over whole numbers, by trying each value
 * and looking for one table that fits all that is known.
 */
export function possibleValues(system: System, id: string, limit = Number.POSITIVE_INFINITY): number[] {
  const near = connectedWith(system, id);
  const ranges = narrow(near, new Map(near.cells.map((cell) => [cell.id, [cell.low, cell.high]])));
  const range = ranges?.get(id);
  if (!ranges || !range) return [];
  const values: number[] = [];
  for (let value = range[0]; value <= range[1] && values.length < limit; value++) {
    if (hasSolution(near, new Map(ranges).set(id, [value, value]))) values.push(value);
  }
  return values;
}

/**
 * The cells of released tables that could be worked out too closely: a hidden count that cannot be everything from 0 to
 * threshold − 1, a hidden total with fewer than `threshold` possible values. None when all is well.
 */
export function exposedCells(tables: ReadonlyMap<string, PrintedTable>, threshold = THRESHOLD): string[] {
  const system = systemOf(tables, threshold);
  return system.cells
    .filter(({ low, high }) => low < high)
    .filter(({ id }) => possibleValues(system, id, threshold).length < threshold)
    .map(({ id }) => id);
}

/** What printed tables tell, as cells and sums; the id of a count is `<table>/<key>`, of a total `<table>`. */
export function systemOf(tables: ReadonlyMap<string, PrintedTable>, threshold = THRESHOLD): System {
  const cells: Cell[] = [];
  const sums: Sum[] = [];
  for (const [name, table] of tables) {
    const parts = table.cells.map(({ key, count }) => ({
      id: `${name}/${key}`,
      low: count ?? 0,
      high: count ?? threshold - 1,
    }));
    const printed = sumOfPrinted(table.cells);
    const most = parts.reduce((total, { high }) => total + high, 0);
    cells.push(...parts, { id: name, low: table.total ?? printed, high: table.total ?? most });
    sums.push({ total: name, parts: parts.map(({ id }) => id) });
  }
  return { cells, sums };
}

/** Only what hangs together with a cell through sums: the rest cannot tell anything about it. */
function connectedWith({ cells, sums }: System, id: string): System {
  const near = new Set([id]);
  for (let before = 0; before < near.size;) {
    before = near.size;
    for (const sum of sums) {
      const members = [sum.total, ...sum.parts];
      if (members.some((each) => near.has(each))) members.forEach((each) => near.add(each));
    }
  }
  return { cells: cells.filter((cell) => near.has(cell.id)), sums: sums.filter(({ total }) => near.has(total)) };
}

function hasSolution(system: System, ranges: Ranges): boolean {
  const narrowed = narrow(system, ranges);
  if (!narrowed) return false;
  let open: readonly [string, Range] | undefined;
  for (const [id, range] of narrowed) {
    if (range[0] === range[1]) continue;
    if (!open || width(range) < width(open[1])) open = [id, range];
  }
  if (!open) return true;
  const [id, [low, high]] = open;
  for (let value = low; value <= high; value++) {
    if (hasSolution(system, new Map(narrowed).set(id, [value, value]))) return true;
  }
  return false;
}

/** The ranges as far as the sums narrow them one by one; undefined when something has no value left. */
function narrow({ sums }: System, ranges: Ranges): Ranges | undefined {
  const narrowed = new Map(ranges);
  for (let changed = true; changed;) {
    changed = false;
    for (const { total, parts } of sums) {
      const low = parts.reduce((sum, part) => sum + rangeOf(narrowed, part)[0], 0);
      const high = parts.reduce((sum, part) => sum + rangeOf(narrowed, part)[1], 0);
      const whole = rangeOf(narrowed, total);
      const news: [string, Range][] = parts.map((part) => {
        const own = rangeOf(narrowed, part);
        return [part, [whole[0] - (high - own[1]), whole[1] - (low - own[0])]];
      });
      for (const [id, [from, to]] of [...news, [total, [low, high]] as const]) {
        const own = rangeOf(narrowed, id);
        const next: Range = [Math.max(own[0], from), Math.min(own[1], to)];
        if (next[0] > next[1]) return undefined;
        if (next[0] === own[0] && next[1] === own[1]) continue;
        narrowed.set(id, next);
        changed = true;
      }
    }
  }
  return narrowed;
}

function rangeOf(ranges: Ranges, id: string): Range {
  const range = ranges.get(id);
  must(range, 'wrong_shape');
  return range;
}

function width([low, high]: Range): number {
  return high - low;
}
