import type { Id } from '../base/ids.ts';
import type { Names } from '../base/shapes.ts';
import type { OrganisationKind } from '../directory/model.ts';
import { BASHIQA_ARTICLE, BASRA_ARTICLE, FORUMS_ARTICLE, RAMADI_ARTICLE, WORKSHOP_ARTICLE } from './sources.ts';

/** An organisation of the demo. What comes from a source article names it; what is invented is illustrative. */
export interface DemoOrganisation {
  readonly id: Id;
  readonly kind: OrganisationKind;
  readonly names: Names;
  readonly parent: Id | null;
  readonly governorateId: string | null;
  readonly source: Names | null;
  readonly illustrative: boolean;
}

const id = (n: number): Id => `10000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const MINISTRY = id(1);
export const BASRA_POLICE = id(2);
export const NINEVEH_POLICE = id(3);
export const LAWYERS = id(4);
export const WOMENS_CENTRE = id(5);
export const DEPARTMENT = id(20);
export const NINEVEH_FORUM = id(21);

export const organisations: readonly DemoOrganisation[] = [
  fact(1, 'ministry', 'وزارة الداخلية', 'وەزارەتی ناوخۆ', 'Ministry of Interior', BASRA_ARTICLE),
  {
    ...fact(
      2,
      'police',
      'الشرطة المجتمعية في البصرة',
      'پۆلیسی کۆمەڵگەیی بەسرە',
      'Basra community police',
      BASRA_ARTICLE,
    ),
    parent: MINISTRY,
    governorateId: 'IQG02',
  },
  {
    ...fact(
      3,
      'police',
      'الشرطة المجتمعية في نينوى',
      'پۆلیسی کۆمەڵگەیی نەینەوا',
      'Nineveh community police',
      BASHIQA_ARTICLE,
    ),
    parent: MINISTRY,
    governorateId: 'IQG15',
  },
  {
    ...invented(
      4,
      'lawyers',
      'محاميات بلا أجر (مثال توضيحي)',
      'پارێزەرانی بێبەرامبەر (نموونە)',
      'Free legal aid lawyers (illustrative)',
    ),
    governorateId: 'IQG08',
  },
  {
    ...invented(
      5,
      'ngo',
      'مركز المرأة في أربيل (مثال توضيحي)',
      'ناوەندی ژنان لە هەولێر (نموونە)',
      'Women’s centre in Erbil (illustrative)',
    ),
    governorateId: 'IQG11',
  },
  fact(
    6,
    'un',
    'المنظمة الدولية للهجرة',
    'ڕێکخراوی نێودەوڵەتیی کۆچ',
    'International Organization for Migration',
    FORUMS_ARTICLE,
  ),
  fact(7, 'un', 'برنامج الأمم المتحدة الإنمائي', 'بەرنامەی گەشەپێدانی نەتەوە یەکگرتووەکان', 'UNDP', WORKSHOP_ARTICLE),
  fact(8, 'donor', 'الحكومة الألمانية', 'حکوومەتی ئەڵمانیا', 'German government', FORUMS_ARTICLE),
  fact(9, 'donor', 'وزارة الخارجية الأمريكية', 'وەزارەتی دەرەوەی ئەمریکا', 'US State Department', FORUMS_ARTICLE),
  {
    ...fact(10, 'association', 'فريق مدينة الزيتون', 'تیمی شاری زەیتوون', 'Zaytoun City team', BASHIQA_ARTICLE),
    governorateId: 'IQG15',
  },
  fact(11, 'ngo', 'منظمة عراقية للسلام', 'ڕێکخراوێکی ئاشتیی عێراقی', 'An Iraqi peace NGO', BASHIQA_ARTICLE),
  {
    ...fact(
      12,
      'association',
      'جمعية تنموية عراقية',
      'کۆمەڵەیەکی گەشەپێدانی عێراقی',
      'An Iraqi development association',
      WORKSHOP_ARTICLE,
    ),
    governorateId: 'IQG15',
  },
  {
    ...fact(
      13,
      'ngo',
      'منظمة محلية للمرأة والطفل',
      'ڕێکخراوێکی ناوخۆیی ژن و منداڵ',
      'A local women-and-child organisation',
      RAMADI_ARTICLE,
    ),
    governorateId: 'IQG01',
  },
  fact(14, 'ngo', 'منظمة دولية غير حكومية', 'ڕێکخراوێکی ناحکوومیی نێودەوڵەتی', 'An international NGO', RAMADI_ARTICLE),
  partner(15, 'IQG16', 'صلاح الدين', 'سەڵاحەددین', 'Salah al-Din'),
  partner(16, 'IQG01', 'الأنبار', 'ئەنبار', 'Anbar'),
  partner(17, 'IQG15', 'نينوى', 'نەینەوا', 'Nineveh'),
  partner(18, 'IQG10', 'ديالى', 'دیالە', 'Diyala'),
  partner(19, 'IQG13', 'كركوك', 'کەرکووک', 'Kirkuk'),
  {
    ...fact(
      20,
      'police',
      'مديرية الشرطة المجتمعية',
      'بەڕێوەبەرایەتیی پۆلیسی کۆمەڵگەیی',
      'Community-police department',
      FORUMS_ARTICLE,
    ),
    parent: MINISTRY,
    governorateId: 'IQG08',
  },
  {
    ...invented(
      21,
      'association',
      'متطوعات المنتدى في سهل نينوى (مثال توضيحي)',
      'خۆبەخشانی مەکۆ لە دەشتی نەینەوا (نموونە)',
      'Forum volunteers, Nineveh Plain (illustrative)',
    ),
    governorateId: 'IQG15',
  },
];

/** One of the workshop's five local partners (fact F2); the article names their governorates and not them. */
function partner(n: number, governorateId: string, ar: string, ckb: string, en: string): DemoOrganisation {
  const names = [`شريك محلي في ${ar}`, `هاوبەشێکی ناوخۆیی لە ${ckb}`, `A local partner in ${en}`] as const;
  return { ...fact(n, 'ngo', ...names, WORKSHOP_ARTICLE), governorateId };
}

function fact(n: number, kind: OrganisationKind, ar: string, ckb: string, en: string, source: Names): DemoOrganisation {
  return { id: id(n), kind, names: { ar, ckb, en }, parent: null, governorateId: null, source, illustrative: false };
}

function invented(n: number, kind: OrganisationKind, ar: string, ckb: string, en: string): DemoOrganisation {
  return {
    id: id(n),
    kind,
    names: { ar, ckb, en },
    parent: null,
    governorateId: null,
    source: null,
    illustrative: true,
  };
}
