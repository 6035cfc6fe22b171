import type { Story } from './story.ts';

/** The referral guidance centre at Shatt al-Arab: families, schools, people who have just arrived. */
export const referralCentre: readonly Story[] = [
  {
    language: 'ar',
    kind: 'somethingElse',
    daysAgo: 0,
    text: 'ابني بالمتوسطة، وأظن أكو واحد ينطيه حبوب يم المدرسة. أريد أعرف وين أسأل بدون ما أضرّه.',
  },
  {
    language: 'ar',
    kind: 'violenceAtHome',
    womenOnly: true,
    safeNow: 'unsure',
    daysAgo: 2,
    hour: 10,
    text: 'إحنا جدد هنا، جينا من القرية من ورا الجفاف، وأهل رجلي ما يخلّوني أطلع ولا أراجع المستوصف.',
    steps: [
      { after: 3, by: 2, act: 'open' },
      {
        after: 3,
        by: 2,
        act: 'answer',
        text: 'أهلًا بكِ، ونحن نسمعكِ. من حقكِ أن تراجعي المستوصف. هل تفضّلين أن نجد لكِ موعدًا مع طبيبة يوم زيارتكِ للسوق؟',
      },
      { after: 3, by: 2, act: 'command', command: 'openCase' },
      {
        after: 4,
        by: 2,
        act: 'note',
        text: 'عائلة نازحة بسبب الجفاف. طبيبة المستوصف تستقبل أيام الأحد والثلاثاء. لا نرسل أحدًا إلى البيت.',
      },
      { after: 4, by: 2, act: 'assign', to: 2, dueIn: 2 },
    ],
  },
  {
    language: 'ar',
    kind: 'eExtortion',
    facet: 'moneyDemand',
    daysAgo: 7,
    hour: 23,
    text: 'أني رجّال عمري ثلاثين. وحدة بالتلغرام سجّلت مكالمة إلي وتريد ثلث ميت دولار. دفعت مرة ورجعت تريد.',
    steps: [
      { after: 10, by: 1, act: 'open' },
      {
        after: 10,
        by: 1,
        act: 'answer',
        text: 'هذا يحدث لكثير من الرجال أيضًا، ولا لوم عليك. لا تدفع مرة ثانية، واقطع الاتصال من غير أن تحذف الرسائل. هل تعرف رقم المحفظة التي حوّلت إليها؟',
      },
      { after: 10, by: 1, act: 'command', command: 'answerOnly' },
      { after: 13, act: 'herMessage', text: 'إي عندي وصل التحويل. أدزّ الرقم باچر من أكون وحدي.' },
      { after: 34, by: 1, act: 'open' },
    ],
  },
  {
    language: 'ar',
    kind: 'harassment',
    womenOnly: true,
    daysAgo: 13,
    hour: 14,
    text: 'سايق الخط مال بنتي بالكلية يحچي ويّاها كلام يضايقها، وهي تخاف تگول لأبوها.',
    steps: [
      { after: 50, act: 'open' },
      {
        after: 50,
        act: 'answer',
        text: 'شكرًا لأنكِ صدّقتِ ابنتكِ. هل تقبل هي أن تكتب لنا بنفسها؟ أما الخط فنعرف خطًا آخر سائقته امرأة، إذا رغبتما.',
      },
      { after: 51, act: 'command', command: 'answerOnly' },
      { after: 90, act: 'herMessage', text: 'غيّرنا الخط وارتاحت. ما نريد أكثر من هذا.' },
      { after: 92, act: 'open' },
      { after: 92, act: 'askClosure', reason: 'herWish', aftercare: 'accepted' },
    ],
  },
  {
    language: 'ar',
    kind: 'somethingElse',
    daysAgo: 24,
    hour: 11,
    text: 'أخوية طلع من مركز التأهيل ويريد يرجع للمدرسة، والمدرسة ما تقبله. منو يساعدنا؟',
    steps: [
      { after: 22, by: 1, act: 'open' },
      {
        after: 22,
        by: 1,
        act: 'answer',
        text: 'نكلّم المشرف التربوي معكِ إذا وافقتِ، من غير أن نذكر المركز. اكتبي لنا أي صفّ وأي قضاء فقط.',
      },
      { after: 22, by: 1, act: 'command', command: 'answerOnly' },
      { after: 120, act: 'herMessage', text: 'قبلوه بالدوام المسائي. الله يوفقكم.' },
      { after: 140, by: 1, act: 'open' },
      { after: 140, by: 1, act: 'askClosure', reason: 'helped', aftercare: 'declined' },
      { after: 144, by: 0, act: 'open' },
      { after: 144, by: 0, act: 'close' },
    ],
  },
];
