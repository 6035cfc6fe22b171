import { normalise } from '../../base/text.ts';

/** The columns of the register as a table, in their order; `name_ar` also stands for its heading in any language and its HXL tag. */
export const columnKeys = [
  'id',
  'name_ar',
  'name_ckb',
  'name_en',
  'governorate',
  'district',
  'subdistrict',
  'quarter_ar',
  'quarter_ckb',
  'quarter_en',
  'founder',
  'founded_on',
  'planned_for',
  'closed_on',
  'meets_week',
  'meets_weekday',
  'meets_from',
  'meets_to',
  'source_ar',
  'source_ckb',
  'source_en',
] as const;
export type ColumnKey = (typeof columnKeys)[number];

/** Written for whoever reads the table; what stands there is not read back. */
export const shownKeys = ['governorate_name', 'district_name', 'status'] as const;
export type ShownKey = (typeof shownKeys)[number];

/** Without these a table is no register. */
const REQUIRED: readonly ColumnKey[] = ['name_ar', 'name_en', 'governorate', 'founder'];

/** HXL 1.1 (hxlstandard.org): a hashtag and attributes, whose order does not matter. */
const TAGS: Readonly<Record<ColumnKey | ShownKey, string>> = {
  id: '#meta+id',
  name_ar: '#org+name+i_ar',
  name_ckb: '#org+name+i_ckb',
  name_en: '#org+name+i_en',
  governorate: '#adm1+code',
  district: '#adm2+code',
  subdistrict: '#adm3+name',
  quarter_ar: '#loc+name+i_ar',
  quarter_ckb: '#loc+name+i_ckb',
  quarter_en: '#loc+name+i_en',
  founder: '#org+founder+code',
  founded_on: '#date+start',
  planned_for: '#date+planned',
  closed_on: '#date+end',
  meets_week: '#activity+meeting+week',
  meets_weekday: '#activity+meeting+weekday',
  meets_from: '#activity+meeting+start',
  meets_to: '#activity+meeting+end',
  source_ar: '#meta+source+i_ar',
  source_ckb: '#meta+source+i_ckb',
  source_en: '#meta+source+i_en',
  governorate_name: '#adm1+name',
  district_name: '#adm2+name',
  status: '#status',
};

/** The HXL tag of a column. */
export function tagOf(key: ColumnKey | ShownKey): string {
  return TAGS[key];
}

/** Where each column stands in a table, and what is wrong with its heading. */
export interface Heading {
  readonly places: ReadonlyMap<ColumnKey, number>;
  readonly missing: readonly ColumnKey[];
  readonly twice: readonly ColumnKey[];
  /** Headings of columns that are not read. */
  readonly ignored: readonly string[];
}

/** Whether a row consists of HXL tags. */
export function isTagRow(cells: readonly string[]): boolean {
  const filled = cells.map((each) => each.trim()).filter((each) => each !== '');
  return filled.length > 0 && filled.every((each) => /^#\w/.test(each));
}

/** What a column may be headed with, normalised; made by `columnWords`. */
export type ColumnWords = ReadonlyMap<string, ColumnKey | ShownKey>;

/** Finds the columns by their tags, and where a column has none by its heading in any of the three languages. */
export function readHeading(words: ColumnWords, titles: readonly string[], tags: readonly string[] = []): Heading {
  const places = new Map<ColumnKey, number>();
  const twice: ColumnKey[] = [];
  const ignored: string[] = [];
  for (let at = 0; at < Math.max(titles.length, tags.length); at++) {
    const [title, tag] = [titles[at]?.trim() ?? '', tags[at]?.trim() ?? ''];
    if (title === '' && tag === '') continue;
    const key = words.get(tag === '' ? normalise(title) : wordOfTag(tag));
    if (key === undefined) ignored.push((title === '' ? tag : title).slice(0, 60));
    else if (isShown(key)) continue;
    else if (places.has(key)) twice.push(key);
    else places.set(key, at);
  }
  return { places, missing: REQUIRED.filter((key) => !places.has(key)), twice, ignored };
}

function isShown(key: ColumnKey | ShownKey): key is ShownKey {
  return shownKeys.some((each) => each === key);
}

/** Attributes in any order, with or without spaces, in any case. */
export function wordOfTag(tag: string): string {
  const [hashtag = '', ...attributes] = tag.toLowerCase().replace(/\s+/g, '').split('+');
  return [hashtag, ...attributes.sort()].join('+');
}
