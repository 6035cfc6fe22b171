import type { Names } from '../base/shapes.ts';
import type { CitedFigure } from '../results/model.ts';
import { BASRA_ARTICLE, FORUMS_ARTICLE } from './sources.ts';

const BASHIQA_REPORT = {
  ar: 'منظمة السلام والحرية، مقال عن مبادرة «لا تترددي نحن معكِ»، نقلًا عن تقرير منتدى الشرطة المجتمعية في بعشيقة',
  ckb: 'ڕێکخراوی ئاشتی و ئازادی، وتارێک دەربارەی دەستپێشخەریی «دوودڵ مەبە، ئێمە لەگەڵتین»، بە پشتبەستن بە ڕاپۆرتی مەکۆی پۆلیسی کۆمەڵگەیی بەعشیقە',
  en: 'Peace and Freedom Organization, article on the initiative “Don’t hesitate, we are with you”, citing a report of the Bashiqa community police forum',
};
const E_EXTORTION = {
  ar: 'بلاغات الابتزاز الإلكتروني التي سجّلها المنتدى',
  ckb: 'ڕاپۆرتەکانی باجسەندنی ئەلیکترۆنی کە مەکۆکە تۆماری کردوون',
  en: 'E-extortion reports counted by the forum',
};
const BASHIQA = { ar: 'بعشيقة، نينوى', ckb: 'بەعشیقە، نەینەوا', en: 'Bashiqa, Nineveh' };

/** The forum's own counts before and after the awareness video (fact F1): cited, never counted among ours. */
export const before: CitedFigure = {
  id: '40000000-0000-4000-8000-000000000001',
  value: 6,
  upto: null,
  form: 'count',
  from: '2022-01-01',
  until: '2022-06-30',
  period: null,
  what: E_EXTORTION,
  place: BASHIQA,
  source: BASHIQA_REPORT,
};
export const after: CitedFigure = {
  ...before,
  id: '40000000-0000-4000-8000-000000000002',
  value: 18,
  from: '2022-07-01',
  until: '2022-12-31',
};
export const between = {
  ar: 'فيديو توعوي يشجّع فيه رجال دين وناشطون ووجهاء على الإبلاغ، ولافتات عن الحماية القانونية.',
  ckb: 'ڤیدیۆیەکی هۆشیارکردنەوە کە تێیدا کەسایەتیی ئایینی و چالاکوان و ناوداران هانی سکاڵاکردن دەدەن، لەگەڵ لافیتە دەربارەی پاراستنی یاسایی.',
  en: 'an awareness video in which religious figures, activists and notables encourage reporting, and banners on legal protection.',
};

const BASRA: Names = { ar: 'البصرة', ckb: 'بەسرە', en: 'Basra' };
const IRAQ: Names = { ar: 'العراق', ckb: 'عێراق', en: 'Iraq' };
const STAFF: Names = {
  ar: 'العاملون في مكاتب الشرطة المجتمعية',
  ckb: 'کارمەندانی نووسینگەکانی پۆلیسی کۆمەڵگەیی',
  en: 'Staff of the community-police offices',
};
const IOM_SURVEY: Names = {
  ar: `دراسة المنظمة الدولية للهجرة في العراق عام 2021، في: ${BASRA_ARTICLE.ar}`,
  ckb: `لێکۆڵینەوەی ڕێکخراوی نێودەوڵەتیی کۆچ لە عێراق، 2021، لە: ${BASRA_ARTICLE.ckb ?? ''}`,
  en: `Study of IOM Iraq, 2021, in: ${BASRA_ARTICLE.en}`,
};

const plain = { upto: null, form: 'count' } as const;
const in2017 = { from: '2017-01-01', until: '2017-12-31', period: { ar: 'عام 2017', ckb: 'ساڵی 2017', en: 'in 2017' } };
const in2021 = { from: '2021-01-01', until: '2021-12-31', period: { ar: 'عام 2021', ckb: 'ساڵی 2021', en: 'in 2021' } };
// The article carries no day; it speaks of a study of 2021.
const atTheArticle = {
  from: '2021-01-01',
  until: '2023-12-31',
  period: { ar: 'عند كتابة المقال', ckb: 'لە کاتی نووسینی وتارەکە', en: 'when the article was written' },
};
const end2016 = {
  from: '2012-01-01',
  until: '2016-11-30',
  period: {
    ar: 'حتى نهاية تشرين الثاني 2016',
    ckb: 'تا کۆتایی تشرینی دووەمی 2016',
    en: 'up to the end of November 2016',
  },
};
const id = (n: number) => `40000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** What the articles count of trust, staff and forums (facts F3 and F4). */
const others: readonly CitedFigure[] = [
  {
    ...plain,
    id: id(3),
    value: 74,
    form: 'percent',
    ...in2021,
    what: {
      ar: 'سكان البصرة الذين تضعف ثقتهم في السلطات المحلية أو الإقليمية أو تنعدم',
      ckb: 'دانیشتووانی بەسرە کە متمانەیان بە دەسەڵاتە ناوخۆیی یان هەرێمییەکان کەمە یان نییە',
      en: 'Residents of Basra with little or no trust in local or regional authorities',
    },
    place: BASRA,
    source: IOM_SURVEY,
  },
  { ...in2017, id: id(4), value: 20, upto: 25, form: 'count', what: STAFF, place: BASRA, source: BASRA_ARTICLE },
  { ...plain, ...atTheArticle, id: id(5), value: 90, form: 'about', what: STAFF, place: BASRA, source: BASRA_ARTICLE },
  {
    ...plain,
    ...atTheArticle,
    id: id(6),
    value: 9,
    what: { ar: 'منتديات نشطة', ckb: 'مەکۆی چالاک', en: 'Active forums' },
    place: BASRA,
    source: BASRA_ARTICLE,
  },
  {
    ...plain,
    ...end2016,
    id: id(7),
    value: 43,
    what: {
      ar: 'منتديات الشرطة المجتمعية: 30 بدعم البرنامج و13 أسستها الشرطة',
      ckb: 'مەکۆکانی پۆلیسی کۆمەڵگەیی: 30 بە پشتیوانیی بەرنامەکە و 13 پۆلیس دایمەزراندوون',
      en: 'Community-police forums: 30 supported by the programme, 13 founded by the police',
    },
    place: IRAQ,
    source: FORUMS_ARTICLE,
  },
];

/** Every figure of others that the demo shows, each with its source. */
export const citedFigures: readonly CitedFigure[] = [before, after, ...others];
