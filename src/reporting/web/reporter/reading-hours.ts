import { addDays, baghdadDay, minuteOfDay, weekday } from '../../../base/clock.ts';
import type { DeskHours } from '../../../crypto/desk-record.ts';
import { formatTime, weekdayName } from '../../../i18n/format.ts';
import { currentLocale } from '../../../i18n/current-locale.ts';
import { m } from '../../../i18n/messages.ts';

const WEEK = [0, 1, 2, 3, 4, 5, 6];

/** When a desk reads: until when if it does now, else when it begins again. `now` in milliseconds. */
export function readingAt(
  hours: readonly DeskHours[],
  now: number,
): { until: number } | { weekday: number; from: number } | undefined {
  const today = weekday(baghdadDay(now));
  const minute = minuteOfDay(now);
  const open = hours.find((each) => each.weekday === today && each.from <= minute && minute < each.to);
  if (open) return { until: open.to };
  for (const ahead of [...WEEK, 7]) {
    const day = (today + ahead) % 7;
    const next = hours
      .filter((each) => each.weekday === day && (ahead > 0 || each.from > minute))
      .sort((a, b) => a.from - b.from)[0];
    if (next) return { weekday: day, from: next.from };
  }
  return undefined;
}

/** The same as a sentence. */
export function readingWords(hours: readonly DeskHours[], now: number): string {
  const at = readingAt(hours, now);
  if (at === undefined) return m.report_reads_unknown();
  if ('until' in at) return m.report_reads_now({ time: formatTime(at.until) });
  return m.report_reads_at({ day: nameOfWeekday(at.weekday), time: formatTime(at.from) });
}

/** A desk's hours, one line for each run of days with the same hours: `الأحد – الخميس 08:00–15:00`. */
export function hoursLines(hours: readonly DeskHours[]): readonly { days: string; time: string }[] {
  const lines: { first: number; last: number; time: string }[] = [];
  const sorted = [...hours].sort((a, b) => a.weekday - b.weekday || a.from - b.from);
  for (const each of sorted) {
    const time = `${formatTime(each.from)}–${formatTime(each.to)}`;
    const run = lines.find((line) => line.time === time && line.last === each.weekday - 1);
    if (run) run.last = each.weekday;
    else lines.push({ first: each.weekday, last: each.weekday, time });
  }
  return lines.map(({ first, last, time }) => ({
    days: first === last ? nameOfWeekday(first) : `${nameOfWeekday(first)} – ${nameOfWeekday(last)}`,
    time,
  }));
}

/** 1970-01-03 was a Saturday, where the week begins. */
function nameOfWeekday(day: number): string {
  return weekdayName(addDays('1970-01-03', day), currentLocale());
}
