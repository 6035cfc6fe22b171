import type { Day } from '../../base/clock.ts';
import { addDays } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Names } from '../../base/shapes.ts';
import { addForumOffice, dayInMonth, monthsFrom, saveForum, saveOfficeState } from '../../forums/index.ts';
import type { Queries } from '../../storage/database.ts';
import { BASRA_ASHAR, BASRA_MAIN, SHATT_AL_ARAB } from '../offices.ts';
import { BASRA_POLICE, MINISTRY, NINEVEH_POLICE } from '../organisations.ts';
import { BASHIQA_ARTICLE, BASRA_ARTICLE, FORUMS_ARTICLE } from '../sources.ts';
import type { DemoPlace } from './places.ts';
import { founded2016, laterInBasra } from './places.ts';

type Row = Parameters<typeof saveForum>[1];

const id = (n: number): Id => `22000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
export const MAQIL = id(1);
export const BASHIQA = id(2);
/** The first of those that a source counts without a name. */
export const FIRST_COUNTED = id(101);

/** The end of November 2016: by then the forums that the article counts had been founded; on which days it does not say. */
const END_OF_NOVEMBER: Day = '2016-11-30';
const END_OF_2016: Day = '2016-12-31';

const keeperOf = (governorate: string): Id =>
  governorate === 'IQG02' ? BASRA_POLICE : governorate === 'IQG15' ? NINEVEH_POLICE : MINISTRY;

const plain = {
  subdistrict: null,
  planned_for: null,
  closed_on: null,
  last_met_on: null,
  meets: null,
  quarter: null,
} as const;

/** A forum that is counted by its source, which does not say where: the place is illustrative and labelled so. */
function counted(n: number, place: DemoPlace, foundedOn: Day, source: Names): Row {
  const { founder, governorate, slug, ar, ckb, en } = place;
  return {
    ...plain,
    tenant_id: keeperOf(governorate),
    id: id(n),
    names: {
      ar: `منتدى الشرطة المجتمعية، ${ar}`,
      ckb: `مەکۆی پۆلیسی کۆمەڵگەیی، ${ckb}`,
      en: `${en} community police forum`,
    },
    governorate_id: governorate,
    district_id: `${governorate}-${slug}`,
    founder,
    founded_on: foundedOn,
    source,
    illustrative: false,
    place_illustrative: true,
    founding_illustrative: true,
  };
}

/** Planned for the end of 2016 at a place that the article names. Whether it was founded it does not say: it stays planned. */
function planned(n: number, governorate: string, slug: string, names: Names, quarter: Names | null = null): Row {
  return {
    ...plain,
    tenant_id: keeperOf(governorate),
    id: id(n),
    names,
    governorate_id: governorate,
    district_id: `${governorate}-${slug}`,
    quarter,
    founder: 'programme',
    founded_on: null,
    planned_for: END_OF_2016,
    source: FORUMS_ARTICLE,
    illustrative: false,
    place_illustrative: false,
    founding_illustrative: false,
  };
}

const QAYYARAH: Names = { ar: 'القيارة', ckb: 'قەیارە', en: 'Qayyarah' };

/** The four of fact F3 that were planned for the end of 2016. */
const plannedForums: readonly Row[] = [
  planned(201, 'IQG01', 'al-ramadi', {
    ar: 'منتدى الشرطة المجتمعية، الرمادي',
    ckb: 'مەکۆی پۆلیسی کۆمەڵگەیی، ڕەمادی',
    en: 'Ramadi community police forum',
  }),
  ...([1, 2] as const).map((n) =>
    planned(
      201 + n,
      'IQG15',
      'al-mosul',
      {
        ar: `منتدى الشرطة المجتمعية، القيارة ${n}`,
        ckb: `مەکۆی پۆلیسی کۆمەڵگەیی، قەیارە ${n}`,
        en: `Qayyarah community police forum ${n}`,
      },
      QAYYARAH,
    ),
  ),
  planned(204, 'IQG10', 'al-khalis', {
    ar: 'منتدى الشرطة المجتمعية، الخالص',
    ckb: 'مەکۆی پۆلیسی کۆمەڵگەیی، خالس',
    en: 'Al-Khalis community police forum',
  }),
];

/** The two that the articles name; when they were founded they do not say. */
const named: readonly Row[] = [
  {
    ...plain,
    tenant_id: BASRA_POLICE,
    id: MAQIL,
    names: { ar: 'منتدى الشرطة المجتمعية في المعقل', ckb: 'مەکۆی پۆلیسی کۆمەڵگەیی مەعقەل', en: 'Al-Ma’qil forum' },
    governorate_id: 'IQG02',
    district_id: 'IQG02-al-basrah',
    quarter: { ar: 'المعقل', ckb: 'مەعقەل', en: 'Al-Ma’qil' },
    founder: 'programme',
    founded_on: '2018-03-01',
    // Monthly, says the article; the second Tuesday is illustrative.
    meets: { week: 2, weekday: 3, from: 600, to: 720 },
    source: BASRA_ARTICLE,
    illustrative: false,
    founding_illustrative: true,
  },
  {
    ...plain,
    tenant_id: NINEVEH_POLICE,
    id: BASHIQA,
    names: { ar: 'منتدى الشرطة المجتمعية في بعشيقة', ckb: 'مەکۆی پۆلیسی کۆمەڵگەیی بەعشیقە', en: 'Bashiqa forum' },
    governorate_id: 'IQG15',
    district_id: 'IQG15-al-mosul',
    quarter: { ar: 'بعشيقة', ckb: 'بەعشیقە', en: 'Bashiqa' },
    founder: 'programme',
    founded_on: '2018-06-01',
    meets: { week: 1, weekday: 2, from: 600, to: 720 },
    source: BASHIQA_ARTICLE,
    illustrative: false,
    founding_illustrative: true,
  },
];

/** Every forum of the demo: 43 of 2016, four planned then, nine active in Basra today with Al-Ma’qil among them, and Bashiqa. */
const forums: readonly Row[] = [
  ...named,
  ...founded2016.map((place, at) => counted(101 + at, place, END_OF_NOVEMBER, FORUMS_ARTICLE)),
  ...plannedForums,
  ...laterInBasra.map((place, at) => counted(301 + at, place, `${2018 + at}-09-01`, BASRA_ARTICLE)),
];

/** The articles call Basra's nine active: they have met lately, on illustrative days. Of the others nobody has told since 2016. */
function lastMet({ governorate_id, id: forumId, meets }: Row, at: number, today: Day): Day | null {
  if (meets) return lastInSeries(meets, today);
  return governorate_id === 'IQG02' || forumId === BASHIQA ? addDays(today, -3 - (at % 25)) : null;
}

/** The last day on which a forum met by its series: that of the demo's meetings (`meetings.ts`). */
function lastInSeries(meets: Exclude<Row['meets'], null | undefined>, today: Day): Day {
  const days = monthsFrom(addDays(today, -31), 2).map((month) => dayInMonth(meets, month));
  return days.filter((day) => day <= today).at(-1) ?? today;
}

/** Puts an organisation's forums and the years of its offices in. */
export async function installRegister(tx: Queries, organisation: Id, today: Day): Promise<void> {
  for (const [at, forum] of forums.entries()) {
    if (forum.tenant_id !== organisation) continue;
    await saveForum(tx, { ...forum, last_met_on: lastMet(forum, at, today) }, forum.founded_on ?? END_OF_NOVEMBER);
  }
  if (organisation !== BASRA_POLICE) return;
  for (const officeId of [BASRA_MAIN, BASRA_ASHAR])
    await addForumOffice(tx, { tenantId: organisation, forumId: MAQIL }, officeId);
  await addForumOffice(tx, { tenantId: organisation, forumId: id(301) }, SHATT_AL_ARAB);
  for (const state of officeYears) await saveOfficeState(tx, state);
}

const unknown = { rooms: null, patrols: null, staff_low: null, staff_high: null, staff_women: null } as const;
const main = { tenant_id: BASRA_POLICE, office_id: BASRA_MAIN, source: BASRA_ARTICLE } as const;

/** Basra's offices through the years (fact F4). The article names years, and for its own present none. */
const officeYears: readonly Parameters<typeof saveOfficeState>[1][] = [
  {
    ...main,
    ...unknown,
    since: '2017-01-01',
    rooms: 2,
    patrols: 5,
    staff_low: 20,
    staff_high: 25,
    note: {
      ar: 'مكتب واحد صغير مشترك.',
      ckb: 'یەک نووسینگەی بچووکی هاوبەش.',
      en: 'One small shared office.',
    },
  },
  {
    ...main,
    ...unknown,
    since: '2018-01-01',
    note: { ar: 'مكتب خاص بالشرطة المجتمعية.', ckb: 'نووسینگەی تایبەت بە خۆیان.', en: 'An office of its own.' },
  },
  {
    ...main,
    ...unknown,
    since: '2021-01-01',
    staff_low: 90,
    staff_high: 90,
    note: {
      ar: 'عند كتابة المقال: ثلاثة مكاتب فيها معًا نحو 90 عاملًا، ووحدات للتنسيق العشائري والتواصل المجتمعي ومشاركة المرأة.',
      ckb: 'لە کاتی نووسینی وتارەکەدا: سێ نووسینگە کە پێکەوە نزیکەی 90 کارمەندیان هەیە، لەگەڵ یەکەکانی هەماهەنگیی عەشایەری و پەیوەندیی کۆمەڵگەیی و بەشداریی ژنان.',
      en: 'When the article was written: three offices with about 90 staff between them, and units for tribal coordination, community outreach and women’s participation.',
    },
  },
];
