import { addDays } from '../../base/clock.ts';
import type { Locale } from '../../i18n/locale.ts';
import { weekdayName } from '../../i18n/format.ts';
import type { OpenHours } from '../model.ts';
import { timeText } from './time.ts';

/** One line of hours: the days in words and the times, which stand left to right in every language. */
export interface HoursLine {
  readonly days: string;
  readonly times: string;
}

/** Hours as people read them: days that follow each other with the same times are one line. */
export function hoursLines(hours: readonly OpenHours[], locale: Locale): HoursLine[] {
  const sorted = [...hours].sort((a, b) => a.weekday - b.weekday || a.from - b.from);
  const groups: { first: number; last: number; from: number; to: number }[] = [];
  for (const { weekday, from, to } of sorted) {
    const before = groups.find((each) => each.last === weekday - 1 && each.from === from && each.to === to);
    if (before) before.last = weekday;
    else groups.push({ first: weekday, last: weekday, from, to });
  }
  return groups.map(({ first, last, from, to }) => ({
    days: first === last ? dayName(first, locale) : `${dayName(first, locale)} – ${dayName(last, locale)}`,
    times: `${timeText(from)}–${timeText(to)}`,
  }));
}

/** The name of a weekday, 0 = Saturday. */
function dayName(weekday: number, locale: Locale): string {
  // A Saturday.
  return weekdayName(addDays('2026-01-03', weekday), locale);
}
