import type { Story } from './story.ts';

/** The office in Mosul, two officers: what is written where no woman can be asked for. */
export const mosul: readonly Story[] = [
  {
    language: 'ar',
    kind: 'eExtortion',
    facet: 'fabricatedOrImpersonation',
    daysAgo: 0,
    text: 'أكو حساب فاتحينه باسمي وصورتي ويدزّ للناس يطلب فلوس. أني صاحب محل والناس تعرفني.',
  },
  {
    language: 'ar',
    kind: 'harassment',
    daysAgo: 3,
    hour: 18,
    text: 'جاري يصوّر باب بيتنا كل يوم وينشر بالگروب منو يطلع ومنو يجي. حچينا ويّاه وما فاد.',
    steps: [
      { after: 15, act: 'open' },
      {
        after: 15,
        act: 'answer',
        text: 'وصلت رسالتك. هذا مما نحلّه بالكلام قبل أن يكبر. هل توافق أن نزوركما في يوم واحد من غير زيّ رسمي؟',
      },
      { after: 15, act: 'command', command: 'openCase' },
      { after: 16, act: 'note', text: 'خلاف جيرة. نقترح جلسة صلح في المنتدى، بعد موافقة الطرفين.' },
      { after: 16, act: 'assign', to: 1, dueIn: 0 },
    ],
  },
  {
    language: 'ar',
    kind: 'eExtortion',
    facet: 'threatToPublish',
    daysAgo: 10,
    hour: 21,
    text: 'أني طالب جامعة. واحد عنده صور سفرة قديمة ويريد فلوس وإلا ينشرها. ما بيها شي غلط بس أهلي ما يتفهمون.',
    steps: [
      { after: 12, by: 1, act: 'open' },
      {
        after: 12,
        by: 1,
        act: 'answer',
        text: 'لا تدفع ولا تجبه. احفظ رسائله مع رقم الحساب. نحن لا نتصل بأهلك، والقرار لك في كل خطوة.',
      },
      { after: 12, by: 1, act: 'command', command: 'answerOnly' },
      { after: 36, act: 'herMessage', text: 'حفظت كل شي. إذا اشتكيت، لازم أهلي يعرفون؟' },
    ],
  },
  {
    language: 'ar',
    kind: 'somethingElse',
    daysAgo: 21,
    hour: 10,
    text: 'إحنا راجعين جديد لبيتنا، وأكو ناس تگول الشارع إلهم وما يخلّونا نوقف السيارة. ما نريد مشكلة عشاير.',
    steps: [
      { after: 5, act: 'open' },
      {
        after: 5,
        act: 'answer',
        text: 'أهلًا بعودتكم. نأتي مع عضو من المنتدى ونسمع الطرفين، والغاية أن لا تكبر. أي الأوقات أنسب لكم؟',
      },
      { after: 5, act: 'command', command: 'answerOnly' },
      { after: 150, act: 'herMessage', text: 'صارت الجلسة وتراضينا. بارك الله بيكم.' },
      { after: 170, act: 'open' },
      { after: 170, act: 'askClosure', reason: 'helped', aftercare: 'accepted' },
      { after: 172, by: 1, act: 'open' },
      { after: 172, by: 1, act: 'close' },
    ],
  },
];
