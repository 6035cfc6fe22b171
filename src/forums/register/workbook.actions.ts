import { unzipSync, zipSync } from 'fflate';
import type { SaxesTagPlain } from 'saxes';
import { SaxesParser } from 'saxes';
import { utf8 } from '../../base/bytes.ts';
import { fail, isProblem } from '../../base/problem.ts';
import type { Cell, TakesRow } from './import.model.ts';

/** What one part of a workbook may unpack to; a table of 20,000 forums has a third of it. */
const MOST_UNPACKED = 48_000_000;
const MOST_PARTS = 1_000;
const MOST_COLUMNS = 200;
const LONGEST_CELL = 32_767;
const PIECE = 65_536;

const WORKBOOK = 'xl/workbook.xml';
const RELATIONS = 'xl/_rels/workbook.xml.rels';
const STRINGS = 'xl/sharedStrings.xml';

/**
 * Reads the first sheet of an XLSX file row by row. What it unpacks to is looked at before it is unpacked; no formula is reckoned, no
 * entity of the file's own is followed.
 */
export function readWorkbook(bytes: Uint8Array, take: TakesRow): void {
  try {
    const { sheet, isOld } = firstSheet(unpack(bytes, [WORKBOOK, RELATIONS]));
    if (isOld) fail('import_refused', { why: 'oldDates' });
    const parts = unpack(bytes, [sheet, STRINGS]);
    const content = parts[sheet] ?? fail('import_refused', { why: 'damaged' });
    readSheet(content, parts[STRINGS] ? stringsOf(parts[STRINGS]) : [], take);
  } catch (error) {
    if (isProblem(error)) throw error;
    fail('import_refused', { why: 'damaged' }, error);
  }
}

function unpack(bytes: Uint8Array, wanted: readonly string[]): Record<string, Uint8Array> {
  let parts = 0;
  return unzipSync(bytes, {
    filter: ({ name, originalSize, size }) => {
      if (++parts > MOST_PARTS) fail('import_refused', { why: 'tooLarge' });
      if (!wanted.includes(name)) return false;
      if (originalSize > MOST_UNPACKED || size > bytes.length) fail('import_refused', { why: 'tooLarge' });
      return true;
    },
  });
}

function firstSheet(parts: Readonly<Record<string, Uint8Array>>): { readonly sheet: string; readonly isOld: boolean } {
  const workbook = parts[WORKBOOK] ?? fail('import_refused', { why: 'notATable' });
  let relation: string | undefined;
  let isOld = false;
  let sheet: string | undefined;
  eachTag(workbook, (name, { attributes }) => {
    if (name === 'sheet') relation ??= attributes['r:id'] ?? attributes['relationships:id'];
    if (name === 'workbookPr') isOld = ['1', 'true'].includes(attributes['date1904'] ?? '');
  });
  eachTag(parts[RELATIONS] ?? fail('import_refused', { why: 'damaged' }), (name, { attributes }) => {
    if (name !== 'Relationship' || attributes['Id'] !== relation) return;
    const target = attributes['Target'] ?? '';
    sheet = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  });
  return { sheet: sheet ?? fail('import_refused', { why: 'damaged' }), isOld };
}

function eachTag(part: Uint8Array, tell: (name: string, tag: SaxesTagPlain) => void): void {
  const parser = newParser();
  parser.on('opentag', (tag) => tell(localName(tag.name), tag));
  feed(parser, part);
}

/** The texts that cells refer to by number; readings above Chinese or Japanese ones are no part of them. */
function stringsOf(part: Uint8Array): string[] {
  const strings: string[] = [];
  const parser = newParser();
  let text = '';
  let within: 'text' | 'phonetic' | undefined;
  parser.on('opentag', ({ name }) => {
    const tag = localName(name);
    if (tag === 'si') text = '';
    if (tag === 'rPh') within = 'phonetic';
    else if (tag === 't' && within !== 'phonetic') within = 'text';
  });
  parser.on('text', (piece) => {
    if (within === 'text') text = (text + piece).slice(0, LONGEST_CELL);
  });
  parser.on('closetag', ({ name }) => {
    const tag = localName(name);
    if (tag === 'si') strings.push(text);
    if (tag === 'rPh' || (tag === 't' && within === 'text')) within = undefined;
  });
  feed(parser, part);
  return strings;
}

function readSheet(part: Uint8Array, strings: readonly string[], take: TakesRow): void {
  const parser = newParser();
  let at = 0;
  let row: Cell[] = [];
  let column = 0;
  let type = 'n';
  let formula = false;
  let text = '';
  let within: 'value' | 'phonetic' | undefined;
  parser.on('opentag', ({ name, attributes }) => {
    const tag = localName(name);
    if (tag === 'row') {
      at = attributes['r'] === undefined ? at + 1 : Number(attributes['r']);
      row = [];
      column = 0;
    } else if (tag === 'c') {
      if (attributes['r'] !== undefined) column = columnOf(attributes['r']);
      type = attributes['t'] ?? 'n';
      [text, formula, within] = ['', false, undefined];
    } else if (tag === 'f') formula = true;
    else if (tag === 'rPh') within = 'phonetic';
    else if ((tag === 'v' || tag === 't') && within !== 'phonetic') within = 'value';
  });
  parser.on('text', (piece) => {
    if (within === 'value') text = (text + piece).slice(0, LONGEST_CELL);
  });
  parser.on('closetag', ({ name }) => {
    const tag = localName(name);
    if (tag === 'v' || tag === 't' || tag === 'rPh') within = undefined;
    else if (tag === 'c') {
      if (column >= MOST_COLUMNS) fail('import_refused', { why: 'tooLarge' });
      while (row.length < column) row.push('');
      row[column++] = cellOf(type, text, formula, strings);
    } else if (tag === 'row') take(at, row);
  });
  feed(parser, part);
}

function cellOf(type: string, text: string, formula: boolean, strings: readonly string[]): Cell {
  if (formula) return { bad: 'formula' };
  if (type === 'e') return { bad: 'cellError' };
  if (text === '') return '';
  if (type === 's') return strings[Number(text)] ?? fail('import_refused', { why: 'damaged' });
  if (type !== 'n') return type === 'd' ? text.slice(0, 10) : text;
  const read = Number(text);
  return Number.isNaN(read) ? fail('import_refused', { why: 'damaged' }) : read;
}

/** 27 for `AB12`: columns from 0. */
function columnOf(reference: string): number {
  let column = 0;
  for (const letter of reference.replace(/\d+$/, '')) column = column * 26 + letter.charCodeAt(0) - 64;
  return column >= 1 && column <= MOST_COLUMNS ? column - 1 : fail('import_refused', { why: 'tooLarge' });
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function newParser(): SaxesParser {
  const parser = new SaxesParser();
  parser.on('doctype', () => fail('import_refused', { why: 'damaged' }));
  parser.on('error', (error) => fail('import_refused', { why: 'damaged' }, error));
  return parser;
}

/** Piece by piece, so that a large part does not stand in memory twice. */
function feed(parser: SaxesParser, part: Uint8Array): void {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (let at = 0; at < part.length; at += PIECE) {
    parser.write(decoder.decode(part.subarray(at, at + PIECE), { stream: true }));
  }
  parser.write(decoder.decode());
  parser.close();
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const SCHEMA = 'http://schemas.openxmlformats.org';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A workbook with one sheet, written from the right for languages that are read so. All cells are text: none is ever reckoned. */
export function writeWorkbook(
  rows: Iterable<readonly string[]>,
  { rightToLeft, frozenRows }: { readonly rightToLeft: boolean; readonly frozenRows: number },
): Uint8Array {
  const lines: string[] = [];
  for (const row of rows) {
    const cells = row.map((text) =>
      text === '' ? '<c/>' : `<c t="inlineStr"><is><t xml:space="preserve">${xmlOf(text)}</t></is></c>`,
    );
    lines.push(`<row>${cells.join('')}</row>`);
  }
  const pane = `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>`;
  const parts = {
    '[Content_Types].xml': `<Types xmlns="${SCHEMA}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${WORKBOOK}" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${SCHEMA}/package/2006/relationships"><Relationship Id="rId1" Type="${SCHEMA}/officeDocument/2006/relationships/officeDocument" Target="${WORKBOOK}"/></Relationships>`,
    [WORKBOOK]: `<workbook xmlns="${SCHEMA}/spreadsheetml/2006/main" xmlns:r="${SCHEMA}/officeDocument/2006/relationships"><sheets><sheet name="forums" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    [RELATIONS]: `<Relationships xmlns="${SCHEMA}/package/2006/relationships"><Relationship Id="rId1" Type="${SCHEMA}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${SCHEMA}/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"${rightToLeft ? ' rightToLeft="1"' : ''}>${pane}</sheetView></sheetViews><sheetData>${lines.join('')}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, utf8(HEAD + text)])));
}

const NOT_XML = new RegExp('[\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\uFFFE\\uFFFF]', 'g');

function xmlOf(text: string): string {
  return text.replace(NOT_XML, '').replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
