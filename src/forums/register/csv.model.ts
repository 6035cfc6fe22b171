import { fail } from '../../base/problem.ts';

/** What a spreadsheet takes for a formula when it opens a text file. */
const DANGEROUS = /^[=+\-@\t\r]/;
const ESCAPED = /^'[=+\-@\t\r]/;

/** Takes a row with the number that it has in the file, from 1. */
export type TakesTextRow = (at: number, cells: readonly string[]) => void;

/** Text that looks like a formula. */
export function looksLikeFormula(text: string): boolean {
  return DANGEROUS.test(text);
}

/** What `writeCsv` has put before dangerous text taken off again. */
export function unescaped(text: string): string {
  return ESCAPED.test(text) ? text.slice(1) : text;
}

/** A table as RFC 4180, with a byte-order mark, because Excel reads Arabic only with one; nothing in it is taken for a formula. */
export function writeCsv(rows: Iterable<readonly string[]>): string {
  let text = '\uFEFF';
  for (const row of rows) text += `${row.map(written).join(',')}\r\n`;
  return text;
}

function written(text: string): string {
  const safe = DANGEROUS.test(text) || ESCAPED.test(text) ? `'${text}` : text;
  return /[",;\r\n\t]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** Reads a table separated by commas, semicolons or tabs, whichever its first line has most of; quotes that never close are refused. */
export function readCsv(text: string, take: TakesTextRow): void {
  const named = /^sep=(.)\r?\n/i.exec(text);
  const start = named?.[0].length ?? 0;
  const separator = named?.[1] ?? separatorOf(text);
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  let at = named ? 2 : 1;
  let since = start;
  const endCell = (end: number) => {
    row.push(cell + text.slice(since, end));
    cell = '';
    since = end + 1;
  };
  for (let here = start; here < text.length; here++) {
    const letter = text[here];
    if (quoted) {
      if (letter !== '"') continue;
      cell += text.slice(since, here);
      // Doubled: one of the text; else the end.
      if (text[here + 1] === '"') since = ++here;
      else {
        quoted = false;
        since = here + 1;
      }
    } else if (letter === '"' && here === since && cell === '') {
      quoted = true;
      since = here + 1;
    } else if (letter === separator) endCell(here);
    else if (letter === '\n' || letter === '\r') {
      endCell(here);
      if (letter === '\r' && text[here + 1] === '\n') since = ++here + 1;
      take(at++, row);
      row = [];
    }
  }
  if (quoted) fail('import_refused', { why: 'damaged' });
  if (since < text.length || cell !== '' || row.length > 0) {
    endCell(text.length);
    take(at, row);
  }
}

function separatorOf(text: string): string {
  const line = text.slice(0, text.search(/[\r\n]|$/));
  const counts = [',', ';', '\t'].map((each) => ({ each, count: line.split(each).length }));
  return counts.sort((a, b) => b.count - a.count)[0]?.each ?? ',';
}

/** The text of a file: UTF-8, or UTF-16 with a byte-order mark, as Excel saves "Unicode text". Any other encoding is refused. */
export function textOf(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    return fail('import_refused', { why: 'encoding' }, cause);
  }
  if (text.includes('\0')) fail('import_refused', { why: 'notATable' });
  if (/^\s*</.test(text)) fail('import_refused', { why: 'notATable' });
  return text;
}
