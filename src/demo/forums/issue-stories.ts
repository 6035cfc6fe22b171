import type { Id } from '../../base/ids.ts';
import type {
  AffectedGroup,
  IssueCategory,
  IssueChannel,
  IssueCommand,
  RemitBody,
} from '../../forums/issues/issue.model.ts';
import { BASHIQA, MAQIL } from './register.ts';

/** What a forum has published of an issue: in its own words what was raised, agreed and promised. */
export interface DemoWords {
  readonly text: string;
  readonly solution: string;
  readonly promise?: string;
}

/** An invented issue: what happened to it so far, and since when. All of it is illustrative and says so. */
export interface DemoIssue {
  readonly forum: Id;
  readonly category: IssueCategory;
  readonly channel: IssueChannel;
  readonly affected: readonly AffectedGroup[];
  readonly place: string | null;
  readonly text: string;
  readonly path: readonly IssueCommand[];
  /** Days since it was raised. */
  readonly daysAgo: number;
  readonly remit?: { readonly body: RemitBody; readonly outcome: string | null };
  readonly words?: DemoWords;
}

const SOLVED = ['accept', 'schedule', 'discuss', 'solve', 'followUp', 'verify'] as const;

const maqil: readonly Omit<DemoIssue, 'forum'>[] = [
  {
    category: 'services',
    channel: 'site',
    affected: ['women', 'youth'],
    place: 'الشارع خلف السوق',
    text: 'الإنارة مطفأة منذ شهرين والطالبات يخفن العودة مساءً (مثال توضيحي).',
    path: [...SOLVED, 'publish'],
    daysAgo: 95,
    words: {
      text: 'كان الشارع خلف السوق مظلمًا منذ شهرين، والطالبات يخفن العودة مساءً (مثال توضيحي).',
      solution: 'إصلاح أعمدة الإنارة، ودورية راجلة في ساعات انتهاء الدوام حتى يعود الضوء.',
      promise: 'دورية راجلة خلف السوق كل مساء حتى إصلاح الإنارة.',
    },
  },
  {
    category: 'traffic',
    channel: 'member',
    affected: ['children'],
    place: 'أمام المدرسة الابتدائية',
    text: 'السيارات تسرع أمام المدرسة وقت خروج الأطفال (مثال توضيحي).',
    path: [...SOLVED, 'publish', 'close'],
    daysAgo: 160,
    words: {
      text: 'السيارات تسرع أمام المدرسة وقت خروج الأطفال (مثال توضيحي).',
      solution: 'مطبّان وخط عبور، ومنتسبة من الشرطة المجتمعية وقت الخروج.',
      promise: 'دورية للشرطة المجتمعية أمام المدرسة وقت انتهاء الدوام.',
    },
  },
  {
    category: 'drugs',
    channel: 'site',
    affected: ['youth'],
    place: null,
    text: 'المقاهي تبيع حبوبًا للشباب كما يُقال، والأهالي قلقون (مثال توضيحي).',
    path: ['accept', 'schedule', 'discuss', 'toSubCommittee'],
    daysAgo: 60,
  },
  {
    category: 'services',
    channel: 'paper',
    affected: ['everybody'],
    place: 'قرب الملعب',
    text: 'النفايات تتراكم قرب الملعب ولا تُرفع إلا مرة في الأسبوع (مثال توضيحي).',
    path: ['accept', 'sendOn'],
    daysAgo: 40,
    remit: { body: 'municipality', outcome: null },
  },
  {
    category: 'documents',
    channel: 'member',
    affected: ['displaced'],
    place: null,
    text: 'لا يعرف النازحون بسبب الجفاف أين تُقدَّم معاملة بطاقة السكن (مثال توضيحي).',
    path: ['accept', 'schedule'],
    daysAgo: 20,
  },
  {
    category: 'services',
    channel: 'site',
    affected: ['everybody'],
    place: 'قرب الملعب',
    text: 'روائح من النفايات قرب الملعب (مثال توضيحي).',
    path: ['accept', 'merge'],
    daysAgo: 30,
  },
  {
    category: 'tribalDispute',
    channel: 'member',
    affected: ['everybody'],
    place: null,
    text: 'خلاف على ماء السقي بين القرى كل صيف (مثال توضيحي).',
    path: ['accept', 'schedule', 'discuss', 'escalate'],
    daysAgo: 75,
  },
  {
    category: 'property',
    channel: 'site',
    affected: ['shopkeepers'],
    place: 'السوق',
    text: 'بسطات تسدّ مدخل السوق فلا تمرّ سيارة إسعاف (مثال توضيحي).',
    path: ['accept', 'schedule', 'discuss', 'solve'],
    daysAgo: 33,
  },
  {
    category: 'other',
    channel: 'site',
    affected: ['youth'],
    place: null,
    text: 'لا مكان للفتيات للرياضة في المنطقة (مثال توضيحي).',
    path: [],
    daysAgo: 2,
  },
  {
    category: 'traffic',
    channel: 'paper',
    affected: ['elderly', 'disabled'],
    place: 'قرب المستوصف',
    text: 'الرصيف إلى المستوصف مكسور ولا يصلح للكراسي المتحركة (مثال توضيحي).',
    path: [],
    daysAgo: 1,
  },
  { category: 'other', channel: 'site', affected: [], place: null, text: 'نص حُذف', path: ['divert'], daysAgo: 12 },
];

const bashiqa: readonly Omit<DemoIssue, 'forum'>[] = [
  {
    category: 'services',
    channel: 'site',
    affected: ['displaced', 'women'],
    place: null,
    text: 'ئاوی خواردنەوە لە گەڕەکی گەڕاوەکان تەنها ڕۆژێک لە هەفتەیەکدا دێت (نموونە).',
    path: [...SOLVED, 'publish'],
    daysAgo: 110,
    words: {
      text: 'ئاوی خواردنەوە لە گەڕەکی گەڕاوەکان تەنها ڕۆژێک لە هەفتەیەکدا دەهات (نموونە).',
      solution: 'خشتەیەکی دادپەروەرانەی ئاو لەگەڵ فەرمانگەی ئاو، و تانکەر تا چاککردنی هێڵەکە.',
    },
  },
  {
    category: 'property',
    channel: 'member',
    affected: ['displaced'],
    place: null,
    text: 'Families who came back do not know how to ask for compensation for damaged houses (illustrative).',
    path: [...SOLVED],
    daysAgo: 85,
  },
  {
    category: 'familyDispute',
    channel: 'member',
    affected: ['everybody'],
    place: null,
    text: 'خلافات بين الجيران على مواقف السيارات تكبر أيام السوق (مثال توضيحي).',
    path: ['accept', 'schedule', 'discuss', 'solve', 'followUp'],
    daysAgo: 55,
  },
  {
    category: 'services',
    channel: 'paper',
    affected: ['children'],
    place: 'الطريق إلى المدرسة',
    text: 'الطريق إلى المدرسة يصير وحلًا بعد كل مطر (مثال توضيحي).',
    path: [...SOLVED, 'publish', 'reopen'],
    daysAgo: 140,
    words: {
      text: 'الطريق إلى المدرسة يصير وحلًا بعد كل مطر (مثال توضيحي).',
      solution: 'فرش الطريق بالحصى قبل الشتاء.',
    },
  },
  {
    category: 'eExtortion',
    channel: 'member',
    affected: ['youth'],
    place: null,
    text: 'تطلب المدارس جلسة توعية عن السلامة على الإنترنت (مثال توضيحي).',
    path: ['accept', 'schedule', 'discuss', 'defer'],
    daysAgo: 35,
  },
  {
    category: 'other',
    channel: 'site',
    affected: ['everybody'],
    place: null,
    text: 'اقتراح بناء ملعب جديد (مثال توضيحي).',
    path: ['accept', 'schedule', 'discuss', 'reject'],
    daysAgo: 65,
  },
  {
    category: 'documents',
    channel: 'site',
    affected: ['elderly'],
    place: null,
    text: 'Older people wait in the sun for hours in front of the registry (illustrative).',
    path: ['accept'],
    daysAgo: 9,
  },
  {
    category: 'traffic',
    channel: 'site',
    affected: ['everybody'],
    place: null,
    text: 'نیشانەی هاتوچۆ لە دووڕیانەکە نییە (نموونە).',
    path: ['accept', 'schedule', 'discuss'],
    daysAgo: 28,
  },
];

/** Issues in every state, in three languages. */
export const demoIssues: readonly DemoIssue[] = [
  ...maqil.map((each) => ({ ...each, forum: MAQIL })),
  ...bashiqa.map((each) => ({ ...each, forum: BASHIQA })),
];
