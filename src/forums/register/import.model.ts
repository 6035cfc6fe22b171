import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import type { Founder, MeetingSeries } from '../model.ts';
import type { ColumnKey } from './columns.model.ts';

/** A table has at most so many rows, and its file so many bytes; the whole country has about a hundred forums. */
export const MOST_ROWS = 20_000;
export const MOST_BYTES = 8_000_000;
/** Faults are named up to so many; all are counted. */
export const MOST_FAULTS = 500;

/** Why a whole file is refused. */
export const refusals = [
  'empty',
  'oldExcel',
  'notATable',
  'damaged',
  'tooLarge',
  'tooManyRows',
  'encoding',
  'oldDates',
  'columnsMissing',
  'columnsTwice',
] as const;
export type Refusal = (typeof refusals)[number];

/** Why a cell is refused. */
export const faultKinds = [
  'missing',
  'tooLong',
  'formula',
  'cellError',
  'controlSigns',
  'badId',
  'unknownId',
  'idTwice',
  'unknownPlace',
  'otherGovernorate',
  'badFounder',
  'badDay',
  'dayAhead',
  'noDay',
  'closedBefore',
  'badSeries',
  'badTime',
  'nameTwice',
  'nameTaken',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** One bad cell; `row` as a spreadsheet numbers it. */
export interface Fault {
  readonly row: number;
  readonly column: ColumnKey;
  readonly why: FaultKind;
  /** What stands there, cut. */
  readonly value: string;
}

/** A cell as it was read: text, a number of a spreadsheet, or what is not read. */
export type Cell = string | number | { readonly bad: 'formula' | 'cellError' };

/** Takes a row with the number that it has in the file. */
export type TakesRow = (at: number, cells: readonly Cell[]) => void;

/** What a row says of a forum. */
export interface ForumFields {
  readonly names: Names;
  readonly governorateId: string;
  readonly districtId: string | null;
  readonly subdistrict: string | null;
  readonly quarter: Names | null;
  readonly founder: Founder;
  readonly foundedOn: Day | null;
  readonly plannedFor: Day | null;
  readonly closedOn: Day | null;
  readonly meets: MeetingSeries | null;
  readonly source: Names | null;
}

/** A forum that the register has. */
export interface KnownForum extends ForumFields {
  readonly id: Id;
}

export interface PlaceLine {
  readonly id: string;
  readonly parentId: string | null;
  readonly pcode: string | null;
  readonly names: Names;
}

/** A row that may be written. */
export interface CheckedRow {
  readonly id: Id;
  readonly fields: ForumFields;
  readonly change: 'added' | 'changed' | 'unchanged';
}

/** What a table would do to the register, or why it does nothing. */
export interface Report {
  readonly refused: { readonly why: Refusal; readonly columns: ColumnKey[] } | null;
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly faults: Fault[];
  readonly faultCount: number;
  /** Headings of columns that are not read. */
  readonly ignored: string[];
}

/** Whether a table may be written. */
export function isClean({ refused, faultCount }: Report): boolean {
  return refused === null && faultCount === 0;
}

/** The report on a file that is refused as a whole. */
export function refusedReport(why: Refusal, columns: readonly ColumnKey[] = []): Report {
  return {
    refused: { why, columns: [...columns] },
    rows: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    faults: [],
    faultCount: 0,
    ignored: [],
  };
}
