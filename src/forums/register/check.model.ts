import type { Json } from '../../base/canonical.ts';
import { canonicalJson } from '../../base/canonical.ts';
import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { isUuid } from '../../base/ids.ts';
import { fail } from '../../base/problem.ts';
import { normalise, searchKeys } from '../../base/text.ts';
import type { Founder } from '../model.ts';
import type { ColumnWords, Heading } from './columns.model.ts';
import { isTagRow, readHeading } from './columns.model.ts';
import type { Cell, CheckedRow, Fault, ForumFields, KnownForum, PlaceLine, Report, TakesRow } from './import.model.ts';
import { MOST_FAULTS, MOST_ROWS, refusedReport } from './import.model.ts';
import type { RowReader } from './row.model.ts';
import { founderOf, namesOf, newRowReader, seriesOf } from './row.model.ts';

/** What a table is held against. */
export interface CheckGround {
  readonly columns: ColumnWords;
  readonly founders: ReadonlyMap<string, Founder>;
  readonly places: readonly PlaceLine[];
  readonly known: readonly KnownForum[];
  readonly today: Day;
  /** The id of a row that has none: always the same for the same row of the same import. */
  readonly idOf: (row: number) => Id;
  /** Text that looks like a formula is one. */
  readonly csv: boolean;
}

/** Takes a table row by row and says at the end what it would do; `rows` is empty unless the whole of it may be written. */
export interface TableCheck {
  readonly take: TakesRow;
  readonly end: () => { readonly report: Report; readonly rows: readonly CheckedRow[] };
}

/** Begins to check a table. Refuses by itself as soon as it has too many rows; keeps nothing of rows that are bad. */
export function newTableCheck(ground: CheckGround): TableCheck {
  const places = placesByWord(ground.places);
  const known = new Map(ground.known.map((each) => [each.id, each]));
  const taken = new Map(ground.known.map((each) => [nameKey(each), each.id]));
  const seen = new Map<string, number>();
  const ids = new Set<Id>();
  const rows: CheckedRow[] = [];
  const faults: Fault[] = [];
  const counts = { rows: 0, faultCount: 0, added: 0, changed: 0, unchanged: 0 };
  let titles: readonly string[] | undefined;
  let heading: Heading | undefined;

  const take: TakesRow = (at, cells) => {
    if (cells.every((cell) => cell === '' || (typeof cell === 'string' && cell.trim() === ''))) return;
    if (!heading) {
      const words = cells.map(wordOf);
      if (titles === undefined) {
        titles = words;
        if (isTagRow(words)) heading = readHeading(ground.columns, [], words);
        return;
      }
      heading = readHeading(ground.columns, titles, isTagRow(words) ? words : []);
      if (isTagRow(words)) return;
    }
    if (heading.missing.length > 0 || heading.twice.length > 0) return;
    if (++counts.rows > MOST_ROWS) fail('import_refused', { why: 'tooManyRows' });
    const before = counts.faultCount;
    const row = newRowReader(cells, heading.places, ground.csv, (column, why, value) => {
      counts.faultCount++;
      if (faults.length < MOST_FAULTS) faults.push({ row: at, column, why, value });
    });
    const id = idIn(row, at);
    const fields = fieldsOf(row, places, ground);
    if (counts.faultCount > before) return;
    const key = nameKey(fields);
    const owner = taken.get(key);
    if (seen.has(key)) row.fault('name_ar', 'nameTwice');
    else if (owner !== undefined && owner !== id) row.fault('name_ar', 'nameTaken');
    seen.set(key, at);
    const change = changeOf(known.get(id), fields);
    counts[change]++;
    if (counts.faultCount === 0) rows.push({ id, fields, change });
  };

  /** A row with an id changes that forum; one without adds a forum. */
  function idIn(row: RowReader, at: number): Id {
    const written = row.text('id')?.toLowerCase() ?? null;
    const id = written ?? ground.idOf(at);
    if (written !== null && !isUuid(written)) row.fault('id', 'badId');
    else if (written !== null && !known.has(written)) row.fault('id', 'unknownId');
    if (ids.has(id)) row.fault('id', 'idTwice');
    ids.add(id);
    return id;
  }

  return {
    take,
    end: () => {
      heading ??= titles === undefined ? undefined : readHeading(ground.columns, titles);
      if (!heading) return { report: refusedReport('empty'), rows: [] };
      const { missing, twice, ignored } = heading;
      if (missing.length > 0) return { report: refusedReport('columnsMissing', missing), rows: [] };
      if (twice.length > 0) return { report: refusedReport('columnsTwice', twice), rows: [] };
      if (counts.rows === 0) return { report: refusedReport('empty'), rows: [] };
      const clean = counts.faultCount === 0;
      return { report: { refused: null, ...counts, faults, ignored: ignored.slice(0, 20) }, rows: clean ? rows : [] };
    },
  };
}

function wordOf(cell: Cell): string {
  return typeof cell === 'object' ? '' : String(cell);
}

function changeOf(before: KnownForum | undefined, fields: ForumFields): CheckedRow['change'] {
  if (!before) return 'added';
  const { id: _id, ...kept } = before;
  return asText(kept) === asText(fields) ? 'unchanged' : 'changed';
}

function asText(fields: ForumFields): string {
  // Names, days and numbers only.
  return canonicalJson(fields as unknown as Json);
}

/** Two forums of a governorate with the same Arabic name are one forum written twice. */
function nameKey({ governorateId, names }: Pick<ForumFields, 'governorateId' | 'names'>): string {
  return `${governorateId} ${normalise(names.ar)}`;
}

function fieldsOf(row: RowReader, places: PlacesByWord, { today, founders }: CheckGround): ForumFields {
  const names = namesOf(row, 'name') ?? { ar: '', ckb: null, en: '' };
  const governorateId = placeIn(row, 'governorate', places.get('')) ?? '';
  if (row.raw('governorate') === '') row.fault('governorate', 'missing');
  const districtId = districtIn(row, places, governorateId);
  const [foundedOn, plannedFor, closedOn] = [row.day('founded_on'), row.day('planned_for'), row.day('closed_on')];
  if (foundedOn !== null && foundedOn > today) row.fault('founded_on', 'dayAhead');
  if (closedOn !== null && closedOn > today) row.fault('closed_on', 'dayAhead');
  if (row.raw('founded_on') === '' && row.raw('planned_for') === '') row.fault('founded_on', 'noDay');
  if (closedOn !== null && (foundedOn === null ? row.raw('founded_on') === '' : closedOn < foundedOn)) {
    row.fault('closed_on', 'closedBefore');
  }
  return {
    names,
    governorateId,
    districtId,
    subdistrict: row.text('subdistrict', 100),
    quarter: namesOf(row, 'quarter'),
    founder: founderOf(row, founders),
    foundedOn,
    plannedFor,
    closedOn,
    meets: seriesOf(row),
    source: namesOf(row, 'source'),
  };
}

/** For each place, and '' for the whole country: the ids of the places in it by every word that names them. */
type PlacesByWord = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

function placesByWord(places: readonly PlaceLine[]): PlacesByWord {
  const all = new Map<string, Map<string, Set<string>>>();
  for (const { id, parentId, pcode, names } of places) {
    const within = all.get(parentId ?? '') ?? new Map<string, Set<string>>();
    all.set(parentId ?? '', within);
    for (const word of [id, pcode, names.ar, names.ckb, names.en].flatMap((each) => searchKeys(each ?? ''))) {
      within.set(word, (within.get(word) ?? new Set()).add(id));
    }
  }
  return all;
}

function placeIn(
  row: RowReader,
  key: 'governorate' | 'district',
  within: ReadonlyMap<string, ReadonlySet<string>> | undefined,
): string | null {
  const word = row.text(key);
  if (word === null) return null;
  const found = idsOf(within, word);
  // A word for several places names none.
  if (found.length === 1) return found[0] ?? null;
  row.fault(key, 'unknownPlace');
  return null;
}

function districtIn(row: RowReader, places: PlacesByWord, governorateId: string): string | null {
  const word = row.text('district');
  if (word === null || governorateId === '') return null;
  if (idsOf(places.get(governorateId), word).length > 0) return placeIn(row, 'district', places.get(governorateId));
  const elsewhere = [...places].some(([parent, within]) => parent !== '' && idsOf(within, word).length > 0);
  row.fault('district', elsewhere ? 'otherGovernorate' : 'unknownPlace');
  return null;
}

function idsOf(within: ReadonlyMap<string, ReadonlySet<string>> | undefined, word: string): string[] {
  return [...(within?.get(normalise(word)) ?? searchKeys(word).flatMap((key) => [...(within?.get(key) ?? [])]))];
}
