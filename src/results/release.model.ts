import type { Clock, Day, HalfYear } from '../base/clock.ts';
import { addDays, baghdadDay, halfYearOf } from '../base/clock.ts';

/** How long after its end a half-year is released: late batches of a weekly sending still count. */
const DAYS_BEFORE_RELEASE = 30;

/** The first day of a half-year. */
export function firstDayOf(halfYear: HalfYear): Day {
  return `${halfYear.slice(0, 4)}-${halfYear.endsWith('H1') ? '01' : '07'}-01`;
}

/** The last day of a half-year. */
export function lastDayOf(halfYear: HalfYear): Day {
  return `${halfYear.slice(0, 4)}-${halfYear.endsWith('H1') ? '06-30' : '12-31'}`;
}

/** The first day on which a half-year may be released. */
export function releaseDayOf(halfYear: HalfYear): Day {
  return addDays(lastDayOf(halfYear), DAYS_BEFORE_RELEASE);
}

/** Whether a half-year may be released at an instant (milliseconds). */
export function isDue(halfYear: HalfYear, now: ReturnType<Clock>): boolean {
  return baghdadDay(now) >= releaseDayOf(halfYear);
}

/** The newest half-years that are due on a day, the oldest first. */
export function dueHalfYears(today: Day, count: number): HalfYear[] {
  const due: HalfYear[] = [];
  let halfYear = halfYearOf(today);
  while (due.length < count) {
    if (releaseDayOf(halfYear) <= today) due.unshift(halfYear);
    halfYear = halfYearBefore(halfYear);
  }
  return due;
}

/** Every half-year from one on that is due on a day, the oldest first. */
export function dueSince(first: HalfYear, today: Day): HalfYear[] {
  const due: HalfYear[] = [];
  for (let halfYear = first; releaseDayOf(halfYear) <= today; halfYear = halfYearAfter(halfYear)) due.push(halfYear);
  return due;
}

function halfYearAfter(halfYear: HalfYear): HalfYear {
  const year = Number(halfYear.slice(0, 4));
  return halfYear.endsWith('H1') ? `${year}-H2` : `${year + 1}-H1`;
}

function halfYearBefore(halfYear: HalfYear): HalfYear {
  const year = Number(halfYear.slice(0, 4));
  return halfYear.endsWith('H2') ? `${year}-H1` : `${year - 1}-H2`;
}
