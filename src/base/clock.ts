/** Milliseconds since 1970 in UTC; passed in wherever behaviour depends on time, so that tests turn the hands. */
export type Clock = () => number;

/** A calendar day in Iraq, `YYYY-MM-DD`. */
export type Day = string;

/** A half-year in Iraq, `2022-H1` or `2022-H2`. */
export type HalfYear = string;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** Asia/Baghdad: UTC+3 all year (no daylight saving since 2008). */
const BAGHDAD_OFFSET_MS = 3 * HOUR_MS;

export const systemClock: Clock = () => Date.now();

/** The calendar day in Baghdad at an instant. */
export function baghdadDay(ms: number): Day {
  return new Date(ms + BAGHDAD_OFFSET_MS).toISOString().slice(0, 10);
}

/** The instant at which a Baghdad day begins. */
export function startOfDay(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) - BAGHDAD_OFFSET_MS;
}

/** The day `count` days later (earlier when negative). */
export function addDays(day: Day, count: number): Day {
  return baghdadDay(startOfDay(day) + count * DAY_MS);
}

/** Day of the week in Baghdad, Saturday first: 0 = Saturday … 6 = Friday. */
export function weekday(day: Day): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 1) % 7;
}

/** Minutes since midnight in Baghdad. */
export function minuteOfDay(ms: number): number {
  return Math.floor(((ms + BAGHDAD_OFFSET_MS) % DAY_MS) / MINUTE_MS);
}

/** The half-year that lies so many half-years before another. */
export function halfYearsBefore(halfYear: HalfYear, count: number): HalfYear {
  const at = Number(halfYear.slice(0, 4)) * 2 + (halfYear.endsWith('H2') ? 1 : 0) - count;
  return `${Math.floor(at / 2)}-H${(at % 2) + 1}`;
}

/** The half-year a day lies in. */
export function halfYearOf(day: Day): HalfYear {
  return `${day.slice(0, 4)}-H${Number(day.slice(5, 7)) <= 6 ? 1 : 2}`;
}
