import type { Language } from '../crypto/report.ts';
import type { ExtortionFacet, Kind } from '../reporting/model.ts';

/** An invented report: nobody wrote it, and every screen that shows the demo says so. */
export interface Story {
  readonly language: Language;
  readonly kind: Kind;
  readonly facet?: ExtortionFacet;
  readonly under18?: boolean;
  readonly urgent?: boolean;
  readonly womenOnly?: boolean;
  readonly text: string;
  /** What passed between desk and reporter afterwards, the desk first. */
  readonly thread?: readonly string[];
}

export const stories: readonly Story[] = [
  {
    language: 'ar',
    kind: 'eExtortion',
    facet: 'threatToPublish',
    womenOnly: true,
    text: 'مثال توضيحي: شخص لا أعرفه وصل إلى صوري الشخصية بعدما بعتُ هاتفي القديم، ويهدد بنشرها إذا لم أرسل رصيدًا كل أسبوع. أهلي لا يعرفون، وأخاف أن يعرفوا. لا أريد أن أذهب إلى المركز.',
    thread: [
      'مثال توضيحي: وصلت رسالتكِ، والذنب ليس ذنبكِ. لا ترسلي شيئًا بعد الآن ولا تحذفي المحادثة. هل ما زال عندكِ رابط حسابه؟ لن نتصل بأحد من غير إذنكِ.',
      'مثال توضيحي: شكرًا. عندي الرابط ورقم الهاتف الذي يطلب عليه الرصيد. هل أكتبهما هنا؟',
      'مثال توضيحي: نعم، اكتبيهما هنا كما هما. لا حاجة إلى أي صورة. بعد ذلك نساعدكِ على حماية حساباتكِ خطوة خطوة.',
    ],
  },
  {
    language: 'ar',
    kind: 'eExtortion',
    facet: 'moneyDemand',
    text: 'مثال توضيحي: حساب على إنستغرام يطلب مئتين وخمسين ألف دينار حتى لا يرسل محادثتي إلى زوجي. أعطاني مهلة إلى يوم الخميس.',
    thread: [
      'مثال توضيحي: لا تدفعي، فالدفع لا يوقفه عادةً. احفظي صورة للرسائل وفيها الاسم والتاريخ. نحن نتابع معكِ حتى الخميس وما بعده.',
    ],
  },
  {
    language: 'ar',
    kind: 'eExtortion',
    facet: 'accountTakeover',
    text: 'مثال توضيحي: سُرق حسابي على فيسبوك، وصار يكتب لصديقاتي باسمي ويطلب منهن صورًا. غيّرتُ كلمة السر ولم ينفع.',
  },
  {
    language: 'ar',
    kind: 'eExtortion',
    facet: 'fabricatedOrImpersonation',
    womenOnly: true,
    text: 'مثال توضيحي: ركّبوا وجهي على صورة ليست لي ونشروها في مجموعة للحي. أنا طالبة، وأخاف أن تصل إلى الجامعة.',
  },
  {
    language: 'ar',
    kind: 'eExtortion',
    facet: 'coercedImagesOrContact',
    under18: true,
    text: 'مثال توضيحي: عمري ستة عشر عامًا. شخص من لعبة على الهاتف يطلب مني أن أفتح الكاميرا وإلا يقول لأبي إنني كلّمته.',
    urgent: true,
  },
  {
    language: 'ar',
    kind: 'violenceAtHome',
    womenOnly: true,
    text: 'مثال توضيحي: زوجي يأخذ هاتفي كل ليلة ويمنعني من زيارة أختي، وضربني مرتين هذا الشهر. لا أريد شكوى الآن، أريد أن أعرف ما حقي.',
    thread: ['مثال توضيحي: نصدّقكِ. لا نفتح شكوى إلا إذا أردتِ. متى يكون الهاتف معكِ وحدكِ حتى نكتب لكِ بأمان؟'],
  },
  {
    language: 'ar',
    kind: 'forcedMarriage',
    text: 'مثال توضيحي: يريدون عقد زواجي بعد العيد من ابن عمي، وقلتُ لا ولم يسمعني أحد. هل توجد محامية أكلمها من غير أن يعرفوا؟',
  },
  {
    language: 'ar',
    kind: 'harassment',
    text: 'مثال توضيحي: شاب من المنطقة يلحق بي كل يوم إلى الجامعة ويرسل من أرقام مختلفة. حظرته كثيرًا ويعود.',
  },
  {
    language: 'ar',
    kind: 'eExtortion',
    facet: 'doxxingOrTellingFamily',
    text: 'مثال توضيحي: أنا شاب، وخطيبتي السابقة تهدد بأن ترسل محادثاتنا القديمة إلى أهلي وإلى عملي إذا لم أوقّع على ورقة.',
  },
  {
    language: 'ar',
    kind: 'somethingElse',
    text: 'مثال توضيحي: ابني في المتوسطة، وأظن أن أحدًا يعطيه حبوبًا قرب المدرسة. أريد أن أعرف أين أسأل من غير أن أضرّه.',
    thread: ['مثال توضيحي: سؤالكَ في مكانه. توجد خدمة إعادة تأهيل لا تُسجَّل عليه كقضية. هل تريد أن نشرح كيف؟'],
  },
  {
    language: 'ckb',
    kind: 'eExtortion',
    facet: 'threatToPublish',
    womenOnly: true,
    text: 'نموونە: کەسێک وێنەکانی منی لە تەلەفۆنە کۆنەکەم وەرگرتووە و هەڕەشە دەکات بڵاویان بکاتەوە ئەگەر پارەی بۆ نەنێرم. خێزانەکەم نازانن.',
    thread: [
      'نموونە: نامەکەت گەیشت، خەتای تۆ نییە. هیچی تر مەنێرە و گفتوگۆکە مەسڕەوە. بەبێ ڕەزامەندیی خۆت پەیوەندی بە کەس ناکەین.',
      'نموونە: سوپاس. بەستەری هەژمارەکەیم هەیە، دەتوانم لێرە بینووسم؟',
    ],
  },
  {
    language: 'ckb',
    kind: 'eExtortion',
    facet: 'accountTakeover',
    text: 'نموونە: هەژماری سناپچاتەکەم دزراوە و بە ناوی منەوە نامە بۆ هاوڕێکانم دەنێرێت.',
  },
  {
    language: 'ckb',
    kind: 'violenceAtHome',
    womenOnly: true,
    text: 'نموونە: لە ماڵەوە ناهێڵن بچمە دەرەوە و تەلەفۆنەکەم لێ دەسەننەوە. دەمەوێت بزانم چ مافێکم هەیە.',
  },
  {
    language: 'ckb',
    kind: 'harassment',
    text: 'نموونە: کەسێک لە شوێنی کار هەموو ڕۆژێک نامەی ناشیرینم بۆ دەنێرێت و دەڵێت ئەگەر بڵێم دەرم دەکات.',
  },
  {
    language: 'en',
    kind: 'eExtortion',
    facet: 'published',
    text: 'Illustrative: a page posted my pictures with my full name last night. I took screenshots of the page address. Please tell me how to have it removed.',
    thread: [
      'Illustrative: Thank you for the address, that is what is needed. You did nothing wrong. We will write down the steps for a removal request with you.',
    ],
  },
  {
    language: 'en',
    kind: 'eExtortion',
    facet: 'moneyDemand',
    text: 'Illustrative: someone on Telegram says he has a video of me and wants 300 dollars. I paid once and he came back.',
  },
];
