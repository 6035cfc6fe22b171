import type { Day } from './clock.ts';
import { addDays } from './clock.ts';

/** How long something is kept, in whole days or calendar months: `90 days`, `24 months`. PostgreSQL reads it as an interval. */
export type Period = `${number} days` | `${number} months`;

const SHAPE = /^([1-9]\d{0,3}) (day|month)s?$/;
const MONTH_DAYS = 30;

/** The period that a text says; undefined when it says none. */
export function findPeriod(text: string): Period | undefined {
  const [, count = '', unit = ''] = SHAPE.exec(text) ?? [];
  if (unit === '') return undefined;
  return unit === 'day' ? `${Number(count)} days` : `${Number(count)} months`;
}

/** About how many days a period has: to compare two, not to reckon with. */
export function daysIn(period: Period): number {
  return countOf(period) * (period.endsWith('days') ? 1 : MONTH_DAYS);
}

/** The day that lies a period before another; the last of its month where that month is shorter. */
export function dayBefore(day: Day, period: Period): Day {
  const count = countOf(period);
  if (period.endsWith('days')) return addDays(day, -count);
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - count, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 - count, Math.min(date, last))).toISOString().slice(0, 10);
}

function countOf(period: Period): number {
  return Number(period.split(' ')[0]);
}
