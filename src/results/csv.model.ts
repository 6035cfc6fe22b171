import type { Names } from '../base/shapes.ts';
import type { Release } from './model.ts';

/** A governorate as the table names it. */
export interface NamedPlace {
  readonly id: string;
  readonly names: Names;
}

/** Column names with their HXL tags (hxlstandard.org, 1.1): tools of humanitarian offices read the second row. */
const COLUMNS: readonly (readonly [name: string, tag: string])[] = [
  ['half_year', '#date+period'],
  ['governorate_id', '#adm1+code'],
  ['governorate_ar', '#adm1+name+i_ar'],
  ['governorate_ckb', '#adm1+name+i_ckb'],
  ['governorate_en', '#adm1+name+i_en'],
  ['reports_received', '#indicator+reports+received+num'],
  ['status', '#status'],
  ['released_on', '#date+released'],
  ['note', '#meta+note'],
];

const FORMULA = /^[=+\-@\t\r]/;
const NEEDS_QUOTES = /[",\r\n]/;

/**
 * All releases as one CSV file (RFC 4180, UTF-8 with a byte order mark for spreadsheets): a header row, a HXL row, then one row a
 * half-year and governorate and one for the whole country, whose id is `IQ`. A number that is not printed is empty, and `status` says so.
 */
export function statisticsCsv(releases: readonly Release[], places: readonly NamedPlace[]): string {
  const rows = releases.flatMap((release) => {
    const note = release.illustrative ? 'illustrative' : '';
    const row = (id: string, { ar, ckb, en }: Names, count: number | null, withheld: string) => [
      release.halfYear,
      id,
      ar,
      ckb ?? '',
      en,
      count === null ? '' : String(count),
      count === null ? withheld : 'printed',
      release.releasedOn,
      note,
    ];
    return [
      ...release.cells.map(({ key, count }) =>
        row(key, places.find(({ id }) => id === key)?.names ?? UNNAMED, count, 'fewer than 5 or withheld'),
      ),
      row('IQ', IRAQ, release.total, 'withheld'),
    ];
  });
  const lines = [COLUMNS.map(([name]) => name), COLUMNS.map(([, tag]) => tag), ...rows];
  return `\uFEFF${lines.map((cells) => cells.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that no spreadsheet takes for a formula; quoted where it has to be. */
export function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

const IRAQ: Names = { ar: 'العراق', ckb: 'عێراق', en: 'Iraq' };
const UNNAMED: Names = { ar: '', ckb: null, en: '' };
