import { normalise } from '../../base/text.ts';
import type { Locale } from '../../i18n/locale.ts';
import { locales } from '../../i18n/locale.ts';
import { m } from '../../i18n/messages.ts';
import type { Founder } from '../model.ts';
import { founders } from '../model.ts';
import type { ColumnKey, ColumnWords, ShownKey } from './columns.model.ts';
import { columnKeys, shownKeys, tagOf, wordOfTag } from './columns.model.ts';

/*
 * The words of tables in all three languages. Apart from what reads a table, which is handed them: a thread that loaded all texts of the
 * house would need more memory than the table.
 */

/** The heading of a column in a language. */
export function titleOf(key: ColumnKey | ShownKey, locale: Locale): string {
  const titles: Readonly<Record<ColumnKey | ShownKey, typeof m.forums_column_id>> = {
    id: m.forums_column_id,
    name_ar: m.forums_column_name_ar,
    name_ckb: m.forums_column_name_ckb,
    name_en: m.forums_column_name_en,
    governorate: m.forums_column_governorate,
    district: m.forums_column_district,
    subdistrict: m.forums_column_subdistrict,
    quarter_ar: m.forums_column_quarter_ar,
    quarter_ckb: m.forums_column_quarter_ckb,
    quarter_en: m.forums_column_quarter_en,
    founder: m.forums_column_founder,
    founded_on: m.forums_column_founded_on,
    planned_for: m.forums_column_planned_for,
    closed_on: m.forums_column_closed_on,
    meets_week: m.forums_column_meets_week,
    meets_weekday: m.forums_column_meets_weekday,
    meets_from: m.forums_column_meets_from,
    meets_to: m.forums_column_meets_to,
    source_ar: m.forums_column_source_ar,
    source_ckb: m.forums_column_source_ckb,
    source_en: m.forums_column_source_en,
    governorate_name: m.forums_column_governorate_name,
    district_name: m.forums_column_district_name,
    status: m.forums_column_status,
  };
  return titles[key]({}, { locale });
}

/** Every word by which a column is known. */
export function columnWords(): ColumnWords {
  return new Map(
    [...columnKeys, ...shownKeys].flatMap((key) => [
      [normalise(key), key] as const,
      [wordOfTag(tagOf(key)), key] as const,
      ...locales.map((locale) => [normalise(titleOf(key, locale)), key] as const),
    ]),
  );
}

/** Every word for who founded a forum: ours, and those of the screens. */
export function founderWords(): ReadonlyMap<string, Founder> {
  const texts = { programme: m.forums_founder_programme, police: m.forums_founder_police };
  return new Map(
    founders.flatMap((founder) =>
      [founder, ...locales.map((locale) => texts[founder]({}, { locale }))].map(
        (word) => [normalise(word), founder] as const,
      ),
    ),
  );
}
