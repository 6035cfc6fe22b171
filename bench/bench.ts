/** A figure: one number, or one per size (reporters, rows …). */
export type Figure = number | Readonly<Record<string, number>>;
export type Figures = Readonly<Record<string, Figure>>;

/** Measures and returns its figures; throws when something went wrong, so that no figure is printed for a broken run. */
export type Bench = (words: readonly string[]) => Promise<Figures>;

/** The value below which a share (0…1) of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Rounded to so many decimals, for people and for diffs. */
export function round(value: number, decimals = 2): number {
  return Number(value.toFixed(decimals));
}
