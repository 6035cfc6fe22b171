/*
 * The words of the screen, as they look after `normalise` (base/text.ts): hamza, ta marbuta and alif maqsura folded, Kurdish ک and ی as
 * Arabic ones. Words, not judgements: that one stands here says only that a text with it is read by a person in confidence, not in public.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Given names that mean nothing else: one is enough. */
export const GIVEN_NAMES = words(`
  محمد احمد محمود حسين عباس كاظم جاسم حيدر كرار مرتضي مصطفي سجاد مهدي ياسر ياسين يوسف ابراهيم اسماعيل موسي عيسي هادي صادق جعفر باقر
  عبدالله عبدالرحمن عبدالكريم عبدالرزاق عبدالحسين عبدالزهره عبدالامير عبدالواحد عبدالقادر عثمان خالد وليد هيثم ليث بلال عمار انمار سيف قصي
  عدي مثني منتظر مقتدي حمزه حسام وسام غسان نزار ضياء علاء بهاء فلاح قاسم هاشم طارق فارس فؤاد نبيل منير ماجد مازن رائد رعد ستار جبار كريمه
  حازم باسم جلال ثامر سامر سامي رامي زياد اياد عماد جواد نجم حميد رشيد مجيد خضير عبيد حاتم ناظم لقمان شهاب عزيز
  زينب فاطمه مريم خديجه عايشه عائشه رقيه سكينه زهراء ايات ايه سجي رسل تبارك غدير بنين حوراء نرجس ساره هاجر اسماء اسراء شيماء دعاء
  رغد رنا ريم ريهام سهام سلمي سعاد نضال نهله هناء هيفاء وفاء ابتسام انتصار بشري بلقيس تهاني جميله حنان خلود رباب زبيده سميره سندس شهد
  صبا ضحي عبير عذراء غاده فاتن فرح كوثر لمياء ليلي ميساء ميسون منال مها نجلاء نسرين نوال هديل هند وجدان ياسمين
  ئهحمهد محهمهد عهلي حوسين عومهر عوسمان كاروان ئارام دلشاد شيرزاد سهردار بهختيار ريبوار ريبين هيمن سهرههنگ نهوزاد فهرهاد شاخهوان كامهران
  دلير دانا زانا بهرزان پشتيوان سوران ئهرسهلان جهمال كهمال عوسمان شيلان نهسرين شنه تارا سارا لانه چنار شهيما گهلاويژ پهروين
  mohammed mohammad muhammad ahmed ahmad hussein hussain haider abbas kadhim jassim mustafa yousif yousef ibrahim omar khalid walid
  fatima zainab zaynab maryam mariam sara sarah noor huda layla karwan dilshad sherzad hemin shilan
`);

/** Given names that are words, too: they count beside another name or after a word that announces one. */
export const DOUBTFUL_NAMES = words(`
  علي حسن عمر سعد سعيد صالح صلاح كريم جميل عادل شريف سلام امل نور هدي مني ايمان رحمه رضا كامل فاضل ناصر منصور حامد خليل امين زيد زينه طه
  عامر عامره سلمان داود بدر فجر نعمه بركه حياه وفا احلام امال رجاء صفاء ضمير غزاله ورده شمس قمر سماء جنه ملاك اميره نجاح نجاه عبد حق كاوه
  ئازاد هيوا ژيان ژين شادي بيستون ئاسو هاوري سوزان
  ali hassan hasan sami salam amal karim jamal adel nadia mona dana hiwa azad
`);

/** Words after which a name follows: whoever is called so is a person. */
export const ANNOUNCES_NAME = words(`
  اسمه اسمها اسمي يدعي تدعي المدعو المدعوه المسمي المسماه المعروف المعروفه الملقب
  ناوي ناوم ناوهكهي كاك كاكه خاتوو خاتو مام
  named
`);

/** Titles: a given name after one of them is a person's, whichever name it is. */
export const TITLES = words(`
  السيد السيده الحاج الحاجه حجي حجيه الشيخ شيخ الاستاذ استاذ الاستاذه الست ست الدكتور دكتور الدكتوره المهندس الضابط النقيب الرائد العقيد الملازم
  المقدم العميد المفوض المعلم المعلمه المدرس المدرسه المدير المديره الطالب الطالبه الشاب الفتاه البنت المواطن المواطنه جارنا جاري جارتنا
  زوجي زوجها زوجته زوجتي اخي اخوه اخوها اختي اخته ابني ابنه بنتي بنته ابنتي ابنته عمي خالي صديقي صديقتي المختار
  ابن بن بنت ام ابو ابي
  mr mrs ms miss dr sheikh haji abu umm uncle aunt
`);

/** A name after one of these is a place's or an institution's, not a neighbour's. */
export const NAMES_A_PLACE = words(`
  شارع مدرسه متوسطه اعداديه ثانويه ابتدائيه روضه مستشفي مركز حي جسر ساحه جامع مسجد حسينيه مرقد قضاء ناحيه محله منطقه قريه سوق مجمع حديقه ملعب كليه جامعه
  معهد مكتبه نفق تقاطع مدينه مستوصف ناديي نادي قاعه مخيم طريق فلكه مجسر نهر
  شهقام شهقامي قوتابخانه قوتابخانهي نهخوشخانه نهخوشخانهي گهرهك گهرهكي بازار بازاري مزگهوت مزگهوتي پارك پاركي گوند گوندي زانكو زانكوي پرد پردي شار شاري
  street school hospital mosque bridge square market district quarter neighbourhood village camp road park university
`);

/** Between such a word and a name, or before a name of faith. */
export const HONOURS = words(
  `الشهيد الشهداء شهيد الامام امام النبي الرسول سيدنا السيده شهيدي شههيد ئيمام imam martyr prophet`,
);

/** Names of towns that begin like a person's. */
export const TOWNS = [
  /\bابو (?:الخصيب|غريب|صيدا|صخير|الجير|دشير|تمن)/,
  /\bام (?:قصر|الربيعين|الشويج|عنيج)/,
  /\bبني سعد/,
  /\bعلي (?:الغربي|الشرقي|السليمان)/,
];

/** People, not the people: somebody's husband, a man, the teacher. */
export const PERSONS = words(`
  زوجي زوجها زوجته زوجتي زوجه اخي اخوي اخوها اخوه اختي اخته اختها ابي ابوي ابوها والدي والدها والده امي امها والدتي والدتها ابني ابنه ابنها بنتي بنته بنتها
  ابنتي ابنته ابنتها خطيبي خطيبها خطيبته طليقي طليقها حماتي حماتها عمي عمها خالي خالها جاري جارنا جارتي جارتنا جيراننا صديقي صديقتي صديقتها زميلي زميلتي
  رجل شاب فتاه شابه طفل طفله طفلا مراه امراه بنت ولد صبي شخص شخصا احدهم واحد وحده رجال اهلي اهلها عائلتي عائلته عشيرته اعمامي اخوتي اخوتها اخواني
  معلم معلمه مدرس مدرسه استاذ مدير مديره ضابط شرطي سائق
  ميردم ميردهكهم ميردي ميردهكهي باوكم باوكي برام براكهم براي خوشكم خوشكي دايكم كچم كچهكهم كورم كچيك كوريك ژنيك پياويك كهسيك دهزگيرانم دراوسيكهم دراوسيكهمان
  مامم خالم هاوريم هاوريكهم ماموستايهك ژنهكهي هاوسهرم هاوسهري
  husband wife brother sister father mother son daughter uncle cousin fiance neighbour neighbor girlfriend boyfriend teacher man woman girl boy somebody someone child
`);

/** What is done to somebody. Verbs in their forms, as stems at the beginning of a word. */
export const HARMS: readonly RegExp[] = [
  /^(?:و|ف)?(?:ي|ت|ن|ا|د)?(?:ضرب|هدد|ابتز|بتز|اغتصب|غتصب|تحرش|تتحرش|عذب|خطف|ختطف|اختطف|ذبح|طعن|عنف|حبس|قتل|قتلو|اجبر|جبر|اعتدي|عتدي|شتم|هين|اهان|طرد|كسر)(?:ت|وا|و|ون|ا)?$/,
  /^(?:لي|ليي|ليم)?(?:دهدات|دهدا|كوشت|كوشتي|كوشتيان|كوژرا|دهكوژم|رفاند|رفاندي|رفانديان)$/,
  /^(?:beat|beats|beaten|beating|hit|hits|threaten|threatens|threatened|threatening|blackmail|blackmails|blackmailed|blackmailing|rape|raped|rapes|harass|harasses|harassed|kidnap|kidnapped|stab|stabbed|kill|killed|murdered|abuse|abuses|abused|assaulted|forces|forced|locks|locked)$/,
];

/** What is done to me, to her, to him: the pronoun is in the word. */
export const HARMS_SOMEBODY: readonly RegExp[] = [
  /^(?:و|ف)?(?:س|ح|راح|ب)?(?:ي|ت|ا)?(?:ضرب|هدد|ابتز|بتز|اغتصب|غتصب|عذب|خطف|اختطف|ختطف|ذبح|طعن|عنف|حبس|اجبر|جبر|شتم|قتل|لاحق|راقب|فضح|كره|غصب|هين|اهان|دمر|طرد)(?:ت|و|وا|ون)?(?:ني|نا|ها|هم|هن|كي)$/,
  /^(?:يقتلني|تقتلني|يقتلوني|يقتلونها|يذبحوني|يضربونني|انضرب|انضربت|اتعرض|تعرضت|تعرضنا|محبوسه|محبوس|مهدده|زوجوني|يزوجوني|يزوجوها|خطبوني|صوري|صورتي|فضيحتي|بتهديدي|بابتزازي|ابتزازي|تهديدي|بضربي|بضربها|ضربي|اغتصابي|اغتصابها|اختطافها|اختطافي|بتهديدها|بابتزازها|ابتزازها|تهديدها|بتهديده|ابتزازه|عذبني|حرقني|احرقني|تحرش|تحرشو|يتحرش|اغتصب|اغتصبت|ابتز|يبتز|انتحرت|انتحر|سانتحر)$/,
  /^(?:وينهكانم|وينهكهم|ابرووم|ليمدهدات|ليمدهدهن|لييداوم|ليياندام|دهمكوژن|دهمكوژيت|دهيكوژن|دهيكوژيت|كوژراوه|بهزورم|ناچارم|ناچاريان|رفينراوه|رفينرا)$/,
];

/** Several words that together tell of what is done to somebody. */
export const TELLS: readonly RegExp[] = [
  /(?:تحرش|يتحرش|اعتدي|يعتدي|تعدي|يتعدي) (?:بي|بها|به|عليها|علي|عليه|ب?بنت|ب?بنات|ب?طفل)/,
  /(?:نشر|ينشر|نشرو|ينشرون|يرسل|ارسل) (?:صور|صوره|صورها|صورته|صوري|فيديو|مقطع)/,
  /(?:صورها|صورته|صوره) (?:الخاصه|العاريه|للنشر)/,
  /(?:اخاف|خايفه|خائفه|خايف|خائف) (?:من|علي|ان|يقتل)/,
  /(?:اريد|راح|افكر) (?:اموت|انتحر|اقتل)/,
  /(?:تعرضت|تعرض|تعرضو) (?:بنت|طفله|طفل|فتاه|امراه|شاب|صديق\S*|زميل\S*|جار\S*|ابنت\S*|ابن\S*|اخت\S*|ل(?:ل)?(?:ضرب|اغتصاب|تهديد|ابتزاز|تحرش|عنف|خطف))/,
  /(?:يطلب|طلب|يطلبون|طلبو) (?:مني|منها|منه) (?:مبلغ|فلوس|مال|صور|دولار|كارت)/,
  /(?:غصبا|غصب) (?:عني|عنها)/,
  /ههرهش\S* (?:لي|ليم|لي|ليي|ليده?كات|پي|كرد|دهكات|دهكهن|كردم|كردوه)/,
  /(?:دهستدريژي|دهستدريژيي) (?:كرد|كرا|سيكسي|بو|دهكات|كراوه)/,
  /(?:لي|ليم|ليي) ?(?:دهدات|دهدهن|دهدا|داوه|دا|دام)(?: |$)/,
  /(?:وينهكاني|وينهكانم|وينهكهم) (?:بلاو|دهنيري|بلاودهكاتهوه)/,
  /(?:زور|زوري|بهزور) (?:لي|ليم|به|بهشوو|شووم|شويان)/,
  /\b(?:me|her|him|us)\b.{0,20}\b(?:photos?|pictures?|videos?)\b|\b(?:my|her|his) (?:private |nude |intimate )?(?:photos?|pictures?|videos?)\b/,
  /\b(?:beat|beats|hit|hits|threatens?|threatened|blackmails?|blackmailed|raped?|harass(?:es|ed)?|kidnapped|stabbed|killed|abuses?|abused|forces?|forced|locks?|locked|kill)\b (?:me|her|him|his|my|us|them)\b/,
  /\b(?:i am|i m|we are|she is|he is) (?:afraid|scared|threatened|locked|being)\b/,
];

/** Said of many, or as a matter to talk about: "cases of", "to raise awareness of", "spread of". */
export const GENERAL = words(`
  حالات ظاهره انتشار توعيه مكافحه مشكله مشاكل قضايا جرائم ازدياد تزايد كثره الحد نسبه ندوه ورشه محاضره حمله موضوع
  دياردهي دياردهى حالهتهكاني هوشياري بهرهنگاري كيشهي زوربوني
  cases awareness spread campaign workshop prevention problem
`);
