/*
 * Kinds of words that the linear model counts besides the words themselves, so that what it learnt of one word it knows of its like.
 * Written as `foldForModel` leaves them. A kind never diverts by itself.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Wives, sons, neighbours, friends: who belongs to somebody. */
const KIN = words(`
  زوجي زوجها زوجته زوجتي رجلي رجلها مرتي مرته اخي اخوي اخويه اخويا اخوها اخوه اخونا اختي اختنا اخته اختها شقيقي شقيقتي ابي ابوي ابويه ابوها ابوه بويه
  والدي والدها والده امي امها امه والدتي ابني ابنه ابنها ابنهم بنتي بتي بتنا بنته بنتها بنتهم ابنتي ابنته ولدي ولدها ولدهم خطيبي خطيبها طليقي طليقها حماتي عمي
  عمها عمه عمتي عمامي خالي خالها خالتي اخوالي جدي جدتي نسيبي حفيدي قريبي قريبتي جاري جارنا جارتي جارتنا جيراني جيراننا جيرانا الجيران صديقي صديقتي
  صديقتها رفيجتي رفيقي زميلي زميلتي زميلها اهلي اهلها اهله خواتي اولادي اطفالي جهالي كنتي عمو خاله
  ميردم ميردهكهم ميردهكهي ميردي باوكم باوكي باوكت برام براكهم براكهي خوشكم خوشكهكهم خوشكي دايكم دايكي كجم كجهكهم كجهكه كورم كورهكهم كوري كجي مامم خالم
  هاوريم هاوريكهم هاوسهرم هاوسهرهكهم ئاموزام ئاموزاكهم بورم باوهزنهكهم باپيرم بابيرم خهسووم دراوسيكهمان دراوسيمان زنهكهي ژنهكهي ژنبراكهم خاوهنكارهكهم
  husband wife brother sister father mother mom moms son daughter uncle aunt auntie cousin fiance neighbor neighbour neighbors neighbours friend stepfather
  stepmother roommate grandpa grandma classmate boyfriend girlfriend
`);
/** What somebody does for a living, or how he is addressed. */
const TRADE = words(`
  مدير مديره معلم معلمه مدرس مدرسه موظف موظفه حارس سايق سائق مقاول صاحب راعي ابو مال بياع كهربائي كصاب نجار حلاق خباز بقال وكيل ضابط ضابطه شرطي نقيب
  ملازم عقيد مفوض رائد مقدم عميد لواء مهندس مهندسه دكتور دكتوره طبيب طبيبه مضمد مضمده ممرض ممرضه استاذ ست مختار شيخ سيد سيده حجي حجيه حاج حاجه عضو
  ابن بنت ولد ام مرت اخو اخت بيت اهل محل صيدليه عياده فران فيتر حداد صباغ سباك زميل كابتن عريف محامي قاضي نائب محافظ قائمقام عمو خاله
  مولازم نهقيب عهقيد بوليس وهستا ماموستا ئهندازيار كاك كاكه حاجي مهلا سهيد سهيدوي قهساب مالي دوكاني خان لاله باوكه مام بوره بيشمهركهي شوفير
  mr mrs ms miss dr doctor engineer mayor sheikh haji hajji captain officer lieutenant colonel major teacher contractor baker butcher driver guard principal
  headmaster nurse judge governor mukhtar shepherd mullah
`);
const PLATFORM =
  /فيس|انستا|انستغرام|تلكرام|تيليكرام|تليكرام|تليجرام|تيك|توك|واتس|سناب|يوتيوب|فايبر|ديسكورد|ماسنجر|تويتر|كوكل|فهيسب|ئينست|تيليك|facebook|insta|tiktok|telegram|whatsapp|snap|youtube|discord|twitter|viber|messenger|google/;
const ACCOUNT =
  /^(?:وال|بال|عال|ال|لل|و|ب|ل)?(?:كروب|جروب|كروبنا|صفحه|صفحتنا|بيج|قناه|قناته|قناتنا|حساب|حسابه|حسابي|يوزر|يوزره|مجموعه|مجموعتنا|موقع|بروفايل|رابط|لينك|بوت|سيرفر|ايميل|بريد|بهيجي?|كروبي|كهنالي?|ئهكاونتي?|يوزهري?|مالبهري?|pages?|groups?|channels?|accounts?|profile|website|site|link|username|server)$/;
const NUMBER_WORD =
  /^و?(?:صفر|اصفار|صفرات|صفرين|زيرو|واحد|واحدين|اثنين|ثنين|ثلاثه|ثلاث|ثلث|اربعه|اربع|خمسه|خمس|سته|ست|سبعه|سبع|ثمانيه|ثمان|تسعه|تسع|ميه|ميتين|سبعميه|سبعين|خمسين|ثمانين|اربعين|ثلاثين|الف|سفر|يهك|دوو|جوار|بينج|شهش|حهوت|ههشت|سهد|بهنجا|حهفتا|zero|oh|one|two|three|four|five|six|seven|eight|nine)$/;

/** Parts of words that tell what a text is about; the first that fits gives the word its kind. */
const PARTS: readonly (readonly [string, RegExp])[] = [
  [
    'weapon',
    /مسدس|سلاح|السلاح|سجين|سكين|بالموس|الموس|موس$|طبر|رمانه|بنزين|تيزاب|حامض|قداحه|ولاعه|رصاص|طلق(?:ه|ات)|كيبل$|صونده|حزام|بسلك|خنجر|بندقيه|حبل$|السم$|كلور|دهمانج|جهقو|جهكو|تفهنك|بهنزين|ترش|زنجير|فيشهك|كولله|سونده|كويزان|قايش|^(?:gun|knife|bullets?|acid|petrol|hose|belt|rope|razor|boiling|pistol|rifle|blade|grenade|chain)$/,
  ],
  [
    'wound',
    /كدم|ازرك|ازرق|زرك(?:ه|اء)|متورم|مورم|ورمه|كسور|مكسور|نزف|ينزف|محروك|مخرمش|اثار|جرح|مجروح|شكا$|شين$|برين|خوين|سووت|سوت|^(?:bruise[sd]?|marks?|burns?|blood|swollen|scars?|bleeding|broken|slap|smack|cut|cuts|burnt)$/,
  ],
  [
    'held',
    /قفل|كفل|حبس|محبوس|مسجون|محجوز|مفتاح|مقيد|مربوط|ربط|سلسله|حاجز|سادين|ضامه|ممنوع|منعني|منعها|يمنعن|احتجز|اوصد|زنجير|بهند|داخست|كليل|قهدهغه|سهند|شاردو|ناهيل|نايهل|^(?:lock|locks|locked|locking|tied?|ties|chained|won t|keeps)$/,
  ],
  ['papers', /جواز|هويتي|هويتها|جنسيت|اثبات|مستمسكاتي|باسبورت|ناسنامه|passport|salary/],
  [
    'death',
    /يذبح|اذبح|ننذبح|يقتل|اقتل|كتل|قتل|انتحر|اموت|تموت|جثه|كفن|وصيت|وصيه|كبر$|للكبر|العار|عاره|شرف|ئابرو|كوشت|كوز|مردن|شهرهف|خاك$|دهمر|^(?:kill|kills|killed|die|dead|alive|suicide|honou?r)$/,
  ],
  [
    'cry',
    /صراخ|صيح|يصرخ|تصرخ|تبجي|يبجي|تبكي|يبكي|بجي|ونين|ترجف|ترتجف|يتوسل|تهمس|كريان|دهكري|هاوار|لهرز|^(?:cry|cries|crying|screams?|screaming|begs|begged|shouts|sobbing|trembles)$/,
  ],
  ['fear', /خاف|خايف|خوف|اخشي|ترس|^(?:afraid|scared|fear|terrified)$/],
  [
    'says',
    /^(?:و|ف)?(?:كال|كلي|كالي|كالت|كالولي|كالتلي|يكول|يكولي|يكلي|تكول|يكولون|كالو|كالوا|قال|قالت|يقول|يقولون|حلف|يحلف|دهلي|دهليت|دهلين|ئهلي|وتي|وتووه|says|said|told|tells|promised|swore)$/,
  ],
  ['if', /^(?:و)?(?:اذا|لو|والا|ان|لحد|ئهكهر|ئهكهرنا|ئهكينا|if|unless|or)$/],
  [
    'picture',
    /صوري|صورتي|صورها|صورني|محادث|مقطع|المقاطع|فيديو|تسجيل|كامره|كاميرا|وينه|فيديو|^(?:photos?|pictures?|pics|videos?|recording|screenshots?|camera)$/,
  ],
  [
    'wed',
    /زوج(?:ون|وها|وني)|تزويج|يتزوج|زواجي|عقدو|نيشان|خطب|مهر|فصليه|ناهي|نهو|نهاني|تنطوها|عريس|عروس|ماره|شوو|بمدات|دهمدهن|بدهن|^(?:marry|married|marriage|engaged|wedding|bride)$/,
  ],
  [
    'follow',
    /وراي|ورايه|يمشي|يلاحق|يراقب|ينتظر|تلاحق|يتعقب|دوام$|بهدوا|جاوهري|^(?:follows?|followed|waits|waiting|watches|watching|tracks|stalk\w*)$/,
  ],
  [
    'touch',
    /لمس|تحرش|اعتد|اغتصب|لزم|سحب|جرها|دفعها|دفعني|عري|دهست|لهكهلم|^(?:touch\w*|grab\w*|rape\w*|pushed|dragged|pulled|pinned)$/,
  ],
  [
    'beat',
    /ضرب|يعذب|يكسر|يدك|لطم|كفخ|راشدي|ليدان|دهدات|كوتك|^(?:beat\w*|hit|hits|hitting|slap\w*|punch\w*|kick\w*|throws|threw)$/,
  ],
  ['threat', /هدد|تهديد|ابتز|يفضح|فضيح|انشر|ينشر|ههرهشه|بلاو|^(?:threat\w*|blackmail\w*|revenge|expose\w*)$/],
  ['missing', /مفقود|اختف|ما شفن|مخطوف|خطف|وداعا|سامحوني|^(?:missing|disappeared|kidnap\w*|vanished|goodbye)$/],
  ['age', /^(?:عمر[هيج]|عمرها|سنه|سنين|تهمهن\S*|ساله|years|old|aged?|fifteen|thirteen|fourteen|sixteen)$/],
  [
    'child',
    /^(?:ال|و)?(?:طفل|طفله|طفلتهم|بنيه|البنيه|صبي|جاهل|الجهال|رضيع|تلميذه|مندال\S*|كجيك|kid|child|girl|boy|baby|toddler)$/,
  ],
  [
    'public',
    /كهرباء|كهربا|مجاري|ماي$|المي$|شارع|شوارع|بلديه|دائره|مدارس|توعيه|محاضر|ندوه|ورشه|حمله|انار|نفايات|ازبال|جسر|مستوصف|معامل|بطاقه|تقاعد|مولده|كارهبا|شهقام|ئاو$|زبل|هوشياري|^(?:water|electricity|road|street|sewage|garbage|clinic|awareness|lecture|campaign|office|park|lights?|bus)$/,
  ],
  [
    'wish',
    /^(?:و)?(?:نريد|نطلب|نطالب|نحتاج|نقترح|اقترح|نتمني|ياريت|ريت|لازم|يرجي|ارجو|رجاء|شلون|هل|شكد|منو|ليش|محتاج|تحتاج|يحتاج|بيويستي|بيويسته|داوا|جون|با|we|please|need|should|could|can|how|suggest)$/,
  ],
  [
    'many',
    /^(?:ال|و|ب|لل)?(?:ناس|نسوان|نساء|بنات|شباب|عوائل|اطفال|طلاب|طالبات|جهال|عشاير|زنان|ژنان|كهنجان|خيزانهكان|مندالان|خهلك|women|girls|children|families|people|students|youth|kids|parents)$/,
  ],
];

/** The kinds of one word of `foldForModel`; none is usual. */
export function kindsOf(word: string): readonly string[] {
  const bare = word.replace(/^(?:وال|بال|ال|لل)(?=..)/, '');
  const kinds: string[] = [];
  if (KIN.has(word)) kinds.push('kin');
  if (TRADE.has(word) || TRADE.has(bare)) kinds.push(bare === word ? 'trade' : 'the-trade');
  if (PLATFORM.test(word)) kinds.push('platform');
  if (ACCOUNT.test(word)) kinds.push('account');
  if (NUMBER_WORD.test(word)) kinds.push('number');
  if (/\d/.test(word)) kinds.push(`digits${Math.min(word.length, 8)}`);
  if (/^[a-z]/.test(word)) kinds.push('latin');
  const part = PARTS.find(([, pattern]) => pattern.test(word));
  if (part) kinds.push(part[0]);
  return kinds;
}
