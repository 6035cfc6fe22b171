import type { Story } from './story.ts';

/** Two members of a forum: what people rather say to somebody from their area. */
export const forumContact: readonly Story[] = [
  {
    language: 'ar',
    kind: 'violenceAtHome',
    womenOnly: true,
    daysAgo: 0,
    text: 'جارتي صوتها يوصلني بالليل، وأعرفها متضايقة. شلون أساعدها بدون ما أزيد عليها؟',
  },
  {
    language: 'ar',
    kind: 'somethingElse',
    daysAgo: 4,
    hour: 17,
    text: 'شباب المنطقة يگعدون يم مدرسة البنات وقت الطلعة. نريد حل بدون ما يجون الشرطة.',
    steps: [
      { after: 20, by: 1, act: 'open' },
      {
        after: 20,
        by: 1,
        act: 'answer',
        text: 'نطرحها في اجتماع المنتدى هذا الشهر مع مديرة المدرسة، من غير أسماء. هل تحضرين أنتِ أو أحد من الأمهات؟',
      },
      { after: 20, by: 1, act: 'command', command: 'answerOnly' },
      { after: 26, act: 'herMessage', text: 'أحضر أني وأم ثانية. يا يوم؟' },
    ],
  },
  {
    language: 'ar',
    kind: 'eExtortion',
    facet: 'moneyDemand',
    daysAgo: 14,
    hour: 12,
    text: 'أخوية الصغير أحد يهدده بالإنترنت ويريد فلوس، وهو ما يقبل يگول لأحد غيري. أني أخوه الچبير.',
    steps: [
      { after: 8, act: 'open' },
      {
        after: 8,
        act: 'answer',
        text: 'حسنًا فعلت أنك وقفت معه. نحن متطوعون ولا نحقق. تستطيع أن تنقل هذا البلاغ من صندوقك إلى محامية أو إلى المكتب، ونبقى معك إذا أردت.',
      },
      { after: 8, act: 'command', command: 'answerOnly' },
    ],
  },
];
