import type { Day } from '../../base/clock.ts';
import { addDays } from '../../base/clock.ts';
import type { Names } from '../../base/shapes.ts';
import { latinDigits, normalise } from '../../base/text.ts';
import type { Founder, MeetingSeries } from '../model.ts';
import type { ColumnKey } from './columns.model.ts';
import { looksLikeFormula, unescaped } from './csv.model.ts';
import type { Cell, FaultKind } from './import.model.ts';

/** Reads the cells of one row; whatever is wrong is told and counts as empty. */
export interface RowReader {
  readonly text: (key: ColumnKey, most?: number) => string | null;
  readonly day: (key: ColumnKey) => Day | null;
  readonly number: (key: ColumnKey, from: number, to: number) => number | null;
  /** Minutes since midnight. */
  readonly time: (key: ColumnKey) => number | null;
  /** Tells what is wrong with a cell, which then counts as empty. */
  readonly fault: (key: ColumnKey, why: FaultKind) => null;
  /** What stands there, without a word about it. */
  readonly raw: (key: ColumnKey) => string;
}

const LONGEST = 300;
const MINUTES_A_DAY = 1440;
/** Day 0 of a spreadsheet; its first of March 1900 is right, what lies before is nobody's forum. */
const DAY_ZERO: Day = '1899-12-30';
const CONTROL = new RegExp('[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\uFFFE\\uFFFF]');

/** A reader of one row. `csv`: text that looks like a formula is one; in a workbook text is text. */
export function newRowReader(
  cells: readonly Cell[],
  places: ReadonlyMap<ColumnKey, number>,
  csv: boolean,
  tell: (key: ColumnKey, why: FaultKind, value: string) => void,
): RowReader {
  const cellOf = (key: ColumnKey): Cell => cells[places.get(key) ?? -1] ?? '';
  const raw = (key: ColumnKey) => {
    const cell = cellOf(key);
    if (typeof cell === 'object') return cell.bad === 'formula' ? '=' : '#';
    return String(cell).trim();
  };
  const fault = (key: ColumnKey, why: FaultKind) => {
    tell(key, why, raw(key).slice(0, 80));
    return null;
  };

  function text(key: ColumnKey, most = LONGEST): string | null {
    const cell = cellOf(key);
    if (typeof cell === 'object') return fault(key, cell.bad);
    const found = raw(key);
    if (found === '') return null;
    if (CONTROL.test(found)) return fault(key, 'controlSigns');
    if (csv && looksLikeFormula(found)) return fault(key, 'formula');
    const meant = unescaped(found);
    if (meant.length > most) return fault(key, 'tooLong');
    return meant;
  }

  function day(key: ColumnKey): Day | null {
    const cell = cellOf(key);
    if (typeof cell === 'number' && cell >= 1 && cell < 2e5) return addDays(DAY_ZERO, Math.floor(cell));
    const found = text(key);
    if (found === null) return null;
    const [, year, month, date] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(latinDigits(found)) ?? [];
    const written = `${year}-${month?.padStart(2, '0')}-${date?.padStart(2, '0')}`;
    return isDay(written) ? written : fault(key, 'badDay');
  }

  function number(key: ColumnKey, from: number, to: number): number | null {
    const found = text(key);
    if (found === null) return null;
    const read = Number(latinDigits(found));
    if (Number.isInteger(read) && read >= from && read <= to) return read;
    return fault(key, 'badSeries');
  }

  function time(key: ColumnKey): number | null {
    const cell = cellOf(key);
    if (typeof cell === 'number' && cell >= 0 && cell <= 1) return Math.round(cell * MINUTES_A_DAY);
    const found = text(key);
    if (found === null) return null;
    const [, hours, minutes] = /^(\d{1,2}):(\d{2})(?::00)?$/.exec(latinDigits(found)) ?? [];
    const read = Number(hours) * 60 + Number(minutes);
    return Number(minutes) < 60 && read <= MINUTES_A_DAY ? read : fault(key, 'badTime');
  }

  return { text, day, number, time, fault, raw };
}

function isDay(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** A name in three languages from its three columns; null when all are empty. */
export function namesOf(row: RowReader, stem: 'name' | 'quarter' | 'source'): Names | null {
  const [ar, ckb, en] = [row.text(`${stem}_ar`), row.text(`${stem}_ckb`), row.text(`${stem}_en`)];
  if (ar === null && ckb === null && en === null && stem !== 'name') return null;
  for (const [key, value] of [
    [`${stem}_ar`, ar],
    [`${stem}_en`, en],
  ] as const) {
    if (value === null && row.raw(key) === '') row.fault(key, 'missing');
  }
  return { ar: ar ?? '', ckb, en: en ?? '' };
}

/** Who founded a forum, by one of the words for it. */
export function founderOf(row: RowReader, words: ReadonlyMap<string, Founder>): Founder {
  const found = row.text('founder');
  const meant = found === null ? undefined : words.get(normalise(found));
  if (meant !== undefined) return meant;
  if (found !== null) row.fault('founder', 'badFounder');
  else if (row.raw('founder') === '') row.fault('founder', 'missing');
  return 'programme';
}

/** When a forum meets: all four cells or none. */
export function seriesOf(row: RowReader): MeetingSeries | null {
  const keys = ['meets_week', 'meets_weekday', 'meets_from', 'meets_to'] as const;
  if (keys.every((key) => row.raw(key) === '')) return null;
  const [week, weekday] = [row.number('meets_week', 1, 4), row.number('meets_weekday', 1, 7)];
  const [from, to] = [row.time('meets_from'), row.time('meets_to')];
  for (const key of keys) if (row.raw(key) === '') row.fault(key, 'missing');
  const known = ([1, 2, 3, 4] as const).find((each) => each === week);
  if (known === undefined || weekday === null || from === null || to === null) return null;
  if (to <= from) row.fault('meets_to', 'badTime');
  return { week: known, weekday: weekday - 1, from, to };
}
