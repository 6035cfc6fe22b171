import type { Day } from '../../base/clock.ts';
import { addDays } from '../../base/clock.ts';

/** What is counted of forums in a period; no row of it is a person. */
export const indicatorCounts = [
  'standing',
  'active',
  'meetings',
  'minutesInTime',
  'women',
  'men',
  'youth',
  'officersWomen',
  'officersMen',
  'solved',
  'solvedIn90',
  'done',
  'inTime',
  'staff',
  'staffWomen',
] as const;
export type IndicatorCounts = Readonly<Record<(typeof indicatorCounts)[number], number>>;

/** A part of a whole; there is nothing to say where the whole is nothing. */
export interface Part {
  readonly part: number;
  readonly whole: number;
}

export const indicators = ['active', 'minutes', 'women', 'youth', 'officers', 'staff', 'solved', 'kept'] as const;
export type Indicator = (typeof indicators)[number];

/** What each indicator is a part of. */
export function partsOf(counts: IndicatorCounts): Readonly<Record<Indicator, Part>> {
  const came = counts.women + counts.men;
  return {
    active: { part: counts.active, whole: counts.standing },
    minutes: { part: counts.minutesInTime, whole: counts.meetings },
    women: { part: counts.women, whole: came },
    youth: { part: counts.youth, whole: came },
    officers: { part: counts.officersWomen, whole: counts.officersWomen + counts.officersMen },
    staff: { part: counts.staffWomen, whole: counts.staff },
    solved: { part: counts.solvedIn90, whole: counts.solved },
    kept: { part: counts.inTime, whole: counts.done },
  };
}

/** A part as a share of one; null where there is no data, never a zero. */
export function shareOf({ part, whole }: Part): number | null {
  return whole === 0 ? null : part / whole;
}

/** The counts of several places together. */
export function sumCounts(all: readonly IndicatorCounts[]): IndicatorCounts {
  const sum = (name: (typeof indicatorCounts)[number]) => all.reduce((total, each) => total + each[name], 0);
  // One value for each name of the list.
  return Object.fromEntries(indicatorCounts.map((name) => [name, sum(name)])) as IndicatorCounts;
}

/** The first days of the months of a year (`2026`) or a month (`2026-11`), and its last day, or today when that lies ahead. */
export function monthsOf(period: string, today: Day): { readonly from: Day; readonly to: Day; readonly last: Day } {
  const [year = '', month] = period.split('-');
  const from = `${year}-${month ?? '01'}-01`;
  const to = `${year}-${month ?? '12'}-01`;
  const next = addDays(to, 31);
  const last = addDays(`${next.slice(0, 7)}-01`, -1);
  return { from, to, last: last < today ? last : today };
}
