import { addDays, baghdadDay, minuteOfDay, weekday } from '../../../base/clock.ts';
import type { DeskHours } from '../../../crypto/desk-record.ts';
import { formatTime, weekdayName } from '../../../i18n/format.ts';
import { currentLocale } from '../../../i18n/current-locale.ts';
import { m } from '../../../i18n/messages.ts';

const WEEK = [0, 1, 2, 3, 4, 5, 6];

/** The hours that count for her: where she asked for a woman only, those in which a woman reads or is on duty (invariants 16, 19). */
export function hoursFor(hours: readonly DeskHours[], womenOnly: boolean): readonly DeskHours[] {
  return womenOnly ? hours.filter(({ women }) => women) : hours;
}

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

/** The same as a sentence, of the hours that count for her. */
export function readingWords(hours: readonly DeskHours[], womenOnly: boolean, now: number): string {
  const at = readingAt(hoursFor(hours, womenOnly), now);
  if (at === undefined) return womenOnly ? m.report_reads_unknown_woman() : m.report_reads_unknown();
  if ('until' in at) return m.report_reads_now({ time: formatTime(at.until) });
  return m.report_reads_at({ day: nameOfWeekday(at.weekday), time: formatTime(at.from) });
}

/** A desk's hours, one line for each run of days with the same hours: `الأحد – الخميس 08:00–15:00`; `women`: a woman reads then. */
export function hoursLines(hours: readonly DeskHours[]): readonly { days: string; time: string; women: boolean }[] {
  const lines: { first: number; last: number; time: string; women: boolean }[] = [];
  const sorted = [...hours].sort((a, b) => a.weekday - b.weekday || a.from - b.from);
  for (const each of sorted) {
    const time = `${formatTime(each.from)}–${formatTime(each.to)}`;
    const { women } = each;
    const run = lines.find((line) => line.time === time && line.women === women && line.last === each.weekday - 1);
    if (run) run.last = each.weekday;
    else lines.push({ first: each.weekday, last: each.weekday, time, women });
  }
  return lines.map(({ first, last, time, women }) => ({
    days: first === last ? nameOfWeekday(first) : `${nameOfWeekday(first)} – ${nameOfWeekday(last)}`,
    time,
    women,
  }));
}

/** 1970-01-03 was a Saturday, where the week begins. */
function nameOfWeekday(day: number): string {
  return weekdayName(addDays('1970-01-03', day), currentLocale());
}
