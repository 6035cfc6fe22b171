import type { Actor } from '../../base/actor.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input } from '../../base/endpoint.ts';
import { utf8 } from '../../base/bytes.ts';
import { must } from '../../base/problem.ts';
import type { Names } from '../../base/shapes.ts';
import { nameIn } from '../../directory/model.ts';
import type { Locale } from '../../i18n/locale.ts';
import { m } from '../../i18n/messages.ts';
import { formatTime } from '../../i18n/format.ts';
import { mayReadRegister } from '../access.ts';
import type { ForumsGround } from '../queries.ts';
import { listSeatsOf } from '../queries.ts';
import type { ColumnKey, ShownKey } from './columns.model.ts';
import { columnKeys, shownKeys, tagOf } from './columns.model.ts';
import { titleOf } from './words.model.ts';
import { writeCsv } from './csv.model.ts';
import type { ForumOnDay } from './forum.queries.ts';
import { listRegister } from './forum.queries.ts';
import { MOST_ROWS } from './import.model.ts';
import { listPlaceLines } from './import.queries.ts';
import type * as contract from './transfer.contract.ts';
import { writeWorkbook } from './workbook.actions.ts';

type Query = Input<typeof contract.exportForums>['query'];

/** The file of a table and what it is called. */
export interface ExportedTable {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The own organisation's register as a table that `runImport` reads back; as of a day, today without one. */
export async function exportRegister(
  ground: ForumsGround,
  actor: Actor,
  query: Query,
  locale: Locale,
): Promise<ExportedTable> {
  const day = query.on ?? baghdadDay(ground.clock());
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    must(mayReadRegister(actor, await listSeatsOf(tx, actor)), 'not_allowed');
    const { total, forums } = await listRegister(tx, actor.tenantId, day, query, MOST_ROWS);
    must(total <= MOST_ROWS, 'too_large');
    const places = new Map((await listPlaceLines(tx)).map((each) => [each.id, each]));
    const keys = [...columnKeys, ...shownKeys];
    const nameOf = (id: string | null): string => {
      const place = places.get(id ?? '');
      return place ? nameIn(place.names, locale) : '';
    };
    const rows = [
      keys.map((key) => titleOf(key, locale)),
      keys.map(tagOf),
      ...forums.map((forum) => {
        const cells = cellsOf(forum, { code: (id) => places.get(id)?.pcode ?? id, nameOf, locale });
        return keys.map((key) => cells[key]);
      }),
    ];
    const bytes =
      query.format === 'csv'
        ? utf8(writeCsv(rows))
        : writeWorkbook(rows, { rightToLeft: locale !== 'en', frozenRows: 2 });
    return { name: `forums-${day}.${query.format}`, bytes };
  });
}

interface Words {
  readonly code: (placeId: string) => string;
  readonly nameOf: (placeId: string | null) => string;
  readonly locale: Locale;
}

function cellsOf(forum: ForumOnDay, { code, nameOf, locale }: Words): Record<ColumnKey | ShownKey, string> {
  const { meets } = forum;
  return {
    id: forum.id,
    ...threeOf('name', forum.names),
    governorate: code(forum.governorateId),
    district: forum.districtId === null ? '' : code(forum.districtId),
    subdistrict: forum.subdistrict ?? '',
    ...threeOf('quarter', forum.quarter),
    founder: forum.founder,
    founded_on: forum.foundedOn ?? '',
    planned_for: forum.plannedFor ?? '',
    closed_on: forum.closedOn ?? '',
    meets_week: meets ? String(meets.week) : '',
    meets_weekday: meets ? String(meets.weekday + 1) : '',
    meets_from: meets ? formatTime(meets.from) : '',
    meets_to: meets ? formatTime(meets.to) : '',
    ...threeOf('source', forum.source),
    governorate_name: nameOf(forum.governorateId),
    district_name: nameOf(forum.districtId),
    status: statusText(forum, locale),
  };
}

function statusText({ status }: ForumOnDay, locale: Locale): string {
  const texts = {
    planned: m.forums_status_planned,
    active: m.forums_status_active,
    dormant: m.forums_status_dormant,
    closed: m.forums_status_closed,
  };
  return texts[status]({}, { locale });
}

function threeOf<Stem extends 'name' | 'quarter' | 'source'>(
  stem: Stem,
  names: Names | null,
): Record<`${Stem}_${'ar' | 'ckb' | 'en'}`, string> {
  // The three keys of one stem.
  return {
    [`${stem}_ar`]: names?.ar ?? '',
    [`${stem}_ckb`]: names?.ckb ?? '',
    [`${stem}_en`]: names?.en ?? '',
  } as Record<`${Stem}_${'ar' | 'ckb' | 'en'}`, string>;
}
