import type { Id } from '../base/ids.ts';
import type { Names } from '../base/shapes.ts';
import type { OpenHours } from '../directory/model.ts';
import { BASRA_POLICE, DEPARTMENT } from './organisations.ts';
import { BASRA_ARTICLE, FORUMS_ARTICLE } from './sources.ts';

export const BASRA_MAIN: Id = '20000000-0000-4000-8000-000000000001';
export const BASRA_ASHAR: Id = '20000000-0000-4000-8000-000000000002';
export const SHATT_AL_ARAB: Id = '20000000-0000-4000-8000-000000000003';

/** Sunday to Thursday, 8 to 15: an office's usual hours (illustrative; the articles name none). */
export const OFFICE_HOURS: readonly OpenHours[] = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 480, to: 900 }));

/**
 * Basra's three offices and the referral guidance centre at Shatt al-Arab (fact F4), with illustrative hours; the department's
 * headquarters in Baghdad (fact F3), of which the article gives no more than the city.
 */
export const offices = [
  office(BASRA_MAIN, 'main', 'المكتب الرئيسي، الأصمعي', 'نووسینگەی سەرەکی، ئەسمەعی', 'Main office, Al-Asma’i', false),
  office(BASRA_ASHAR, 'branch', 'فرع العشار', 'لقی عەشار', 'Branch office, Al-Ashar', false),
  office(SHATT_AL_ARAB, 'branch', 'فرع شط العرب', 'لقی شەتولعەرەب', 'Branch office, Shatt al-Arab', true),
  {
    ...office(
      '20000000-0000-4000-8000-000000000004',
      'main',
      'مقر مديرية الشرطة المجتمعية، بغداد',
      'بارەگای بەڕێوەبەرایەتیی پۆلیسی کۆمەڵگەیی، بەغدا',
      'Headquarters of the community-police department, Baghdad',
      false,
    ),
    tenant_id: DEPARTMENT,
    governorate_id: 'IQG08',
    district_id: null,
    hours: [],
    source: FORUMS_ARTICLE,
  },
];

function office(id: Id, kind: 'main' | 'branch', ar: string, ckb: string, en: string, centre: boolean) {
  return {
    tenant_id: BASRA_POLICE,
    id,
    kind,
    names: { ar, ckb, en } satisfies Names,
    governorate_id: 'IQG02',
    district_id: centre ? 'IQG02-shatt-al-arab' : 'IQG02-al-basrah',
    address: null,
    hours: [...OFFICE_HOURS],
    women_hours: centre ? OFFICE_HOURS.slice(0, 3) : [],
    referral_centre: centre,
    source: BASRA_ARTICLE,
    illustrative: false,
  };
}

/** The three units that the article names, at the main office. */
export const units = [
  unit(1, 'tribalCoordination', 'وحدة التنسيق العشائري', 'یەکەی هەماهەنگیی عەشایەری', 'Tribal coordination unit'),
  unit(2, 'outreach', 'وحدة التواصل المجتمعي', 'یەکەی پەیوەندیی کۆمەڵگەیی', 'Community outreach unit'),
  unit(3, 'womensParticipation', 'وحدة مشاركة المرأة', 'یەکەی بەشداریی ژنان', 'Women’s participation unit'),
];

function unit<Kind extends string>(n: number, kind: Kind, ar: string, ckb: string, en: string) {
  const id: Id = `21000000-0000-4000-8000-00000000000${n}`;
  return { tenant_id: BASRA_POLICE, id, office_id: BASRA_MAIN, kind, names: { ar, ckb, en } satisfies Names };
}
