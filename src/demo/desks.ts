import type { Id } from '../base/ids.ts';
import type { Texts } from '../crypto/desk-record.ts';
import type { DeskKind } from '../directory/model.ts';
import { BASRA_MAIN, SHATT_AL_ARAB } from './offices.ts';
import { BASRA_POLICE, LAWYERS, NINEVEH_FORUM, NINEVEH_POLICE, WOMENS_CENTRE } from './organisations.ts';

/** Somebody who works at a demo desk: a role, never a real person. */
export interface DemoMember {
  readonly login: string;
  readonly name: string;
  readonly sex: 'woman' | 'man';
}

/** A desk of the demo. Who works there and what they say is illustrative. */
export interface DemoDesk {
  readonly id: Id;
  readonly organisationId: Id;
  readonly officeId: Id | null;
  readonly kind: DeskKind;
  readonly governorateId: string;
  readonly police: boolean;
  readonly childProtection: boolean;
  readonly womensKey: boolean;
  /** Somebody is on duty round the clock for what is urgent. */
  readonly onDuty: boolean;
  readonly name: Texts;
  readonly worksHere: Texts;
  readonly mustPassOn: Texts;
  readonly members: readonly DemoMember[];
}

const id = (n: number): Id => `30000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

export const BASRA_WOMEN = id(1);
export const LAWYERS_DESK = id(2);
export const CENTRE = id(3);
export const ERBIL = id(4);
export const MOSUL = id(5);
export const FORUM_CONTACT = id(6);

export const NEVER_WITHOUT_ASKING: Texts = {
  ar: 'لا نتصل بأهلكِ ولا بأحد غيرهم، ولا نفتح شكوى، ولا نُحيلكِ إلى أي جهة، إلا إذا طلبتِ أنتِ.',
  ckb: 'پەیوەندی بە خێزانەکەت یان هیچ کەسێکی تر ناکەین، سکاڵا تۆمار ناکەین و ڕەوانەی هیچ لایەنێکت ناکەین، مەگەر خۆت داوای بکەیت.',
  en: 'We do not contact your family or anyone else, file a complaint, or refer you anywhere unless you ask us to.',
};

const POLICE_MUST_PASS_ON: Texts = {
  ar: 'نحن من الشرطة، والقانون قد يُلزمنا بالإبلاغ عن جناية تُذكر لنا.',
  ckb: 'ئێمە لە پۆلیسین، و لەوانەیە یاسا ناچارمان بکات تاوانێکی گەورە کە بۆمان باس دەکرێت ڕابگەیەنین.',
  en: 'We are police, and the law may make us report a serious crime that is told to us.',
};
const LAWYER_MUST_PASS_ON: Texts = {
  ar: 'نحن محاميات ومحامون، وسرّ المهنة يحمي ما تقولينه لنا. لا نُبلّغ أحدًا إلا إذا كان خطر الموت قريبًا، ونخبركِ قبل ذلك.',
  ckb: 'ئێمە پارێزەرین و نهێنیی پیشە ئەوەی پێمان دەڵێیت دەپارێزێت. هیچ کەسێک ئاگادار ناکەینەوە مەگەر مەترسیی مردن نزیک بێت، و پێشتر پێت دەڵێین.',
  en: 'We are lawyers, and professional secrecy protects what you tell us. We tell nobody unless there is a close danger of death, and we say so to you first.',
};
const NGO_MUST_PASS_ON: Texts = {
  ar: 'لسنا من الشرطة. لا يُلزمنا القانون بالإبلاغ عنكِ. إذا كنتِ دون الثامنة عشرة نسألكِ أولًا عن شخص كبير تثقين به.',
  ckb: 'ئێمە پۆلیس نین. یاسا ناچارمان ناکات کەس لەبارەی تۆوە ئاگادار بکەینەوە. ئەگەر خوار هەژدە ساڵیت، سەرەتا لە گەورەیەکت دەپرسین کە متمانەت پێی هەیە.',
  en: 'We are not police. The law does not make us report you. If you are under eighteen, we first ask you about an adult you trust.',
};
const FORUM_MUST_PASS_ON: Texts = {
  ar: 'لسنا من الشرطة، ولا يُلزمنا القانون بالإبلاغ عنكِ. نحن من أهل المنطقة، وقد نعرف عائلتكِ: إذا أردتِ من لا يعرفها فاختاري مكتبًا آخر.',
  ckb: 'ئێمە پۆلیس نین و یاسا ناچارمان ناکات کەس لەبارەی تۆوە ئاگادار بکەینەوە. ئێمە خەڵکی ناوچەکەین و لەوانەیە خێزانەکەت بناسین: ئەگەر کەسێکت دەوێت کە نایانناسێت، مێزێکی تر هەڵبژێرە.',
  en: 'We are not police, and the law does not make us report you. We are from the area and may know your family: if you want somebody who does not, choose another desk.',
};

export const desks: readonly DemoDesk[] = [
  {
    id: BASRA_WOMEN,
    organisationId: BASRA_POLICE,
    officeId: BASRA_MAIN,
    kind: 'women',
    governorateId: 'IQG02',
    police: true,
    childProtection: true,
    womensKey: true,
    onDuty: true,
    name: { ar: 'مكتب المرأة، البصرة', ckb: 'مێزی ژنان، بەسرە', en: 'Women’s desk, Basra' },
    worksHere: {
      ar: 'منتسبتان وباحثة اجتماعية من الشرطة المجتمعية، من غير سلاح.',
      ckb: 'دوو کارمەندی ژن و توێژەرێکی کۆمەڵایەتی لە پۆلیسی کۆمەڵگەیی، بێ چەک.',
      en: 'Two women officers and a social worker of the community police, unarmed.',
    },
    mustPassOn: POLICE_MUST_PASS_ON,
    members: [
      { login: 'basra.women.1', name: 'ضابطة، مكتب المرأة', sex: 'woman' },
      { login: 'basra.women.2', name: 'باحثة اجتماعية، مكتب المرأة', sex: 'woman' },
    ],
  },
  {
    id: LAWYERS_DESK,
    organisationId: LAWYERS,
    officeId: null,
    kind: 'lawyerNgo',
    governorateId: 'IQG08',
    police: false,
    childProtection: true,
    womensKey: true,
    onDuty: false,
    name: { ar: 'محاميات بلا أجر، بغداد', ckb: 'پارێزەرانی بێبەرامبەر، بەغدا', en: 'Free legal aid lawyers, Baghdad' },
    worksHere: {
      ar: 'محاميتان ومحامٍ من منظمة غير حكومية.',
      ckb: 'دوو پارێزەری ژن و پارێزەرێکی پیاو لە ڕێکخراوێکی ناحکوومی.',
      en: 'Two women lawyers and a man, of a non-governmental organisation.',
    },
    mustPassOn: LAWYER_MUST_PASS_ON,
    members: [
      { login: 'lawyers.1', name: 'محامية', sex: 'woman' },
      { login: 'lawyers.2', name: 'محامٍ', sex: 'man' },
      { login: 'lawyers.3', name: 'محامية ثانية', sex: 'woman' },
    ],
  },
  {
    id: CENTRE,
    organisationId: BASRA_POLICE,
    officeId: SHATT_AL_ARAB,
    kind: 'referralCentre',
    governorateId: 'IQG02',
    police: true,
    childProtection: false,
    womensKey: true,
    onDuty: false,
    name: {
      ar: 'مركز توجيه الإحالة، شط العرب',
      ckb: 'ناوەندی ڕێنماییی ڕەوانەکردن، شەتولعەرەب',
      en: 'Referral guidance centre, Shatt al-Arab',
    },
    worksHere: {
      ar: 'أخصائيتا حالة وباحث اجتماعي، ملحقون بمكتب الشرطة المجتمعية.',
      ckb: 'دوو کارمەندی کەیسی ژن و توێژەرێکی کۆمەڵایەتیی پیاو، سەر بە نووسینگەی پۆلیسی کۆمەڵگەیی.',
      en: 'Two women caseworkers and a social worker who is a man, attached to the community-police office.',
    },
    mustPassOn: POLICE_MUST_PASS_ON,
    members: [
      { login: 'centre.1', name: 'أخصائية حالة، مركز الإحالة', sex: 'woman' },
      { login: 'centre.2', name: 'باحث اجتماعي، مركز الإحالة', sex: 'man' },
      { login: 'centre.3', name: 'أخصائية حالة ثانية، مركز الإحالة', sex: 'woman' },
    ],
  },
  {
    id: ERBIL,
    organisationId: WOMENS_CENTRE,
    officeId: null,
    kind: 'women',
    governorateId: 'IQG11',
    police: false,
    childProtection: true,
    womensKey: true,
    onDuty: false,
    name: { ar: 'مركز المرأة، أربيل', ckb: 'ناوەندی ژنان، هەولێر', en: 'Women’s centre, Erbil' },
    worksHere: {
      ar: 'باحثتان اجتماعيتان تتكلمان الكردية والعربية.',
      ckb: 'دوو توێژەری کۆمەڵایەتیی ژن کە بە کوردی و عەرەبی دەدوێن.',
      en: 'Two women social workers who speak Kurdish and Arabic.',
    },
    mustPassOn: NGO_MUST_PASS_ON,
    members: [
      { login: 'erbil.1', name: 'توێژەری کۆمەڵایەتی 1', sex: 'woman' },
      { login: 'erbil.2', name: 'توێژەری کۆمەڵایەتی 2', sex: 'woman' },
    ],
  },
  {
    id: MOSUL,
    organisationId: NINEVEH_POLICE,
    officeId: null,
    kind: 'office',
    governorateId: 'IQG15',
    police: true,
    childProtection: false,
    womensKey: false,
    onDuty: false,
    name: {
      ar: 'مكتب الشرطة المجتمعية، الموصل',
      ckb: 'نووسینگەی پۆلیسی کۆمەڵگەیی، مووسڵ',
      en: 'Community-police office, Mosul',
    },
    worksHere: {
      ar: 'ضابطان من الشرطة المجتمعية، من غير سلاح. لا توجد منتسبة في هذا المكتب بعد.',
      ckb: 'دوو ئەفسەر لە پۆلیسی کۆمەڵگەیی، بێ چەک. تا ئێستا کارمەندی ژن لەم نووسینگەیەدا نییە.',
      en: 'Two officers of the community police, unarmed. There is no woman officer in this office yet.',
    },
    mustPassOn: POLICE_MUST_PASS_ON,
    members: [
      { login: 'mosul.1', name: 'ضابط، مكتب الموصل', sex: 'man' },
      { login: 'mosul.2', name: 'منتسب، مكتب الموصل', sex: 'man' },
    ],
  },
  {
    id: FORUM_CONTACT,
    organisationId: NINEVEH_FORUM,
    officeId: null,
    kind: 'forumContact',
    governorateId: 'IQG15',
    police: false,
    childProtection: false,
    womensKey: true,
    onDuty: false,
    name: {
      ar: 'جهة اتصال المنتدى، سهل نينوى',
      ckb: 'پەیوەندیی مەکۆ، دەشتی نەینەوا',
      en: 'Forum contact, Nineveh Plain',
    },
    worksHere: {
      ar: 'متطوعتان من أعضاء المنتدى، من أهل المنطقة: معلّمة متقاعدة وناشطة.',
      ckb: 'دوو خۆبەخشی ژن لە ئەندامانی مەکۆ، خەڵکی ناوچەکە: مامۆستایەکی خانەنشین و چالاکوانێک.',
      en: 'Two women volunteers of the forum, from the area: a retired teacher and an activist.',
    },
    mustPassOn: FORUM_MUST_PASS_ON,
    members: [
      { login: 'forum.1', name: 'عضوة المنتدى، سهل نينوى', sex: 'woman' },
      { login: 'forum.2', name: 'عضوة ثانية، سهل نينوى', sex: 'woman' },
    ],
  },
];
