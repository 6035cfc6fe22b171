import type { Day } from '../base/clock.ts';
import { weekday } from '../base/clock.ts';
import type { Locale } from './locale.ts';

/*
 * Dates and numbers by hand: the same on a server, a new phone and an old one, whose own tables know neither Sorani nor the month
 * names of Iraq. Latin digits in all three languages. The week starts on Saturday; Friday and Saturday are the weekend.
 */

type Names = Readonly<Record<Locale, readonly string[]>>;

const MONTHS: Names = {
  ar: 'كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,آب,أيلول,تشرين الأول,تشرين الثاني,كانون الأول'.split(','),
  ckb: 'کانوونی دووەم,شوبات,ئازار,نیسان,ئایار,حوزەیران,تەمووز,ئاب,ئەیلوول,تشرینی یەکەم,تشرینی دووەم,کانوونی یەکەم'.split(
    ',',
  ),
  en: 'January,February,March,April,May,June,July,August,September,October,November,December'.split(','),
};

const WEEKDAYS: Names = {
  ar: 'السبت,الأحد,الاثنين,الثلاثاء,الأربعاء,الخميس,الجمعة'.split(','),
  ckb: 'شەممە,یەکشەممە,دووشەممە,سێشەممە,چوارشەممە,پێنجشەممە,هەینی'.split(','),
  en: 'Saturday,Sunday,Monday,Tuesday,Wednesday,Thursday,Friday'.split(','),
};

const COMMA: Readonly<Record<Locale, string>> = { ar: '، ', ckb: '، ', en: ' ' };

/** `15 شباط 2026`, `15ی شوباتی 2026`, `15 February 2026`. */
export function formatDay(day: Day, locale: Locale): string {
  const { year, date } = partsOf(day);
  const month = monthName(day, locale);
  return locale === 'ckb' ? `${date}ی ${month}ی ${year}` : `${date} ${month} ${year}`;
}

/** The same with the day of the week before it. */
export function formatLongDay(day: Day, locale: Locale): string {
  return `${weekdayName(day, locale)}${COMMA[locale]}${formatDay(day, locale)}`;
}

/** `شباط 2026`, `شوباتی 2026`, `February 2026`. */
export function formatMonth(day: Day, locale: Locale): string {
  return `${monthName(day, locale)}${locale === 'ckb' ? 'ی' : ''} ${partsOf(day).year}`;
}

/** The month's name as it is used in Iraq. */
export function monthName(day: Day, locale: Locale): string {
  return MONTHS[locale][partsOf(day).month - 1] ?? '';
}

/** The day of the week: she reads "opened on Sunday" without a date. */
export function weekdayName(day: Day, locale: Locale): string {
  return WEEKDAYS[locale][weekday(day)] ?? '';
}

/** `14:05` from minutes since midnight; 24 hours, Latin digits, left to right in every language. */
export function formatTime(minutes: number): string {
  return [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

/** A number with Latin digits, groups of three and at most `decimals` places: `12,345.6`. */
export function formatNumber(value: number, decimals = 0): string {
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const number = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(number) ? `\u2212${number}` : number;
}

/** A share of one as `12%`; the sign stands after the number in all three languages. */
export function formatShare(share: number, decimals = 0): string {
  return `${formatNumber(share * 100, decimals)}%`;
}

function partsOf(day: Day): { year: string; month: number; date: number } {
  return { year: day.slice(0, 4), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) };
}
