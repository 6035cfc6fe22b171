import type { Day, HalfYear } from '../base/clock.ts';
import { DAY_MS, startOfDay } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Names } from '../base/shapes.ts';
import type { RateRatio } from './rate-ratio.model.ts';
import { exactRateRatio } from './rate-ratio.model.ts';
import type { PrintedTable } from './suppression.model.ts';

export { firstDayOf, lastDayOf } from './release.model.ts';
export { THRESHOLD } from './suppression.model.ts';
export type { RateRatio } from './rate-ratio.model.ts';

/** The reports received in one half-year as they were released: one printed count a governorate, by its id. */
export interface Release extends PrintedTable {
  readonly halfYear: HalfYear;
  readonly releasedOn: Day;
  readonly illustrative: boolean;
}

/** How a figure of others is to be read: counted, rounded by its source, or a share of a hundred. */
export const citedForms = ['count', 'about', 'percent'] as const;
export type CitedForm = (typeof citedForms)[number];

/** A figure that somebody else published. */
export interface CitedFigure {
  readonly id: Id;
  readonly value: number;
  /** Where the source names a span: its upper end. */
  readonly upto: number | null;
  readonly form: CitedForm;
  readonly from: Day;
  readonly until: Day;
  /** When that was, where the source does not name the days: it lies somewhere between `from` and `until`. */
  readonly period: Names | null;
  readonly what: Names;
  readonly place: Names;
  readonly source: Names;
}

/** Two cited figures and how they compare; `between` says what happened in between. */
export interface CitedComparison extends RateRatio {
  readonly before: CitedFigure;
  readonly after: CitedFigure;
  readonly between: Names;
}

/** What the public pages know: own releases, the newest first, and figures of others apart from them. */
export interface PublicStatistics {
  readonly releases: readonly Release[];
  readonly figures: readonly CitedFigure[];
  readonly comparisons: readonly CitedComparison[];
}

/** The exact rate ratio of two cited figures; half-years of 181 and 184 days count as equally long, as in the sources. */
export function compareCited(before: CitedFigure, after: CitedFigure, between: Names): CitedComparison {
  const [time, timeBefore] = [monthsOf(after), monthsOf(before)];
  const ratio = exactRateRatio({ count: after.value, time }, { count: before.value, time: timeBefore });
  return { before, after, between, ...ratio };
}

/** The length of a figure's period in whole months, at least one. */
function monthsOf({ from, until }: CitedFigure): number {
  const days = (startOfDay(until) - startOfDay(from)) / DAY_MS + 1;
  return Math.max(1, Math.round(days / 30.44));
}
