import type { Names } from '../base/shapes.ts';

/** The articles from which the demo's facts come, as they are cited. */

export const BASRA_ARTICLE: Names = {
  ar: 'المنظمة الدولية للهجرة في العراق، مقال عن منتدى المعقل والشرطة المجتمعية في البصرة',
  ckb: 'ڕێکخراوی نێودەوڵەتیی کۆچ لە عێراق، وتارێک دەربارەی مەکۆی مەعقەل و پۆلیسی کۆمەڵگەیی بەسرە',
  en: 'IOM Iraq, article on the Al-Ma’qil forum and the Basra community police',
};

export const WORKSHOP_ARTICLE: Names = {
  ar: 'مقال في 28 حزيران 2021 عن ورشة الموصل للحد من الابتزاز الإلكتروني',
  ckb: 'وتاری 28ی حوزەیرانی 2021 دەربارەی وۆرکشۆپی مووسڵ دژی باجسەندنی ئەلیکترۆنی',
  en: 'Article of 28 June 2021 on the Mosul workshop against e-extortion',
};

export const FORUMS_ARTICLE: Names = {
  ar: 'الأمم المتحدة في العراق، مقال عن تأسيس أكثر من 30 منتدى للشرطة المجتمعية، نهاية 2016',
  ckb: 'نەتەوە یەکگرتووەکان لە عێراق، وتارێک دەربارەی دامەزراندنی زیاتر لە 30 مەکۆی پۆلیسی کۆمەڵگەیی، کۆتایی 2016',
  en: 'United Nations Iraq, article on the foundation of more than 30 forums, end of 2016',
};

export const BASHIQA_ARTICLE: Names = {
  ar: 'منظمة السلام والحرية، مقال عن مبادرة «لا تترددي نحن معكِ» في بعشيقة',
  ckb: 'ڕێکخراوی ئاشتی و ئازادی، وتارێک دەربارەی دەستپێشخەریی «دوودڵ مەبە، ئێمە لەگەڵتین» لە بەعشیقە',
  en: 'Peace and Freedom Organization, article on the initiative “Don’t hesitate, we are with you”, Bashiqa',
};

export const RAMADI_ARTICLE: Names = {
  ar: 'مقال عن مؤتمر الوقاية في الرمادي، آب 2023',
  ckb: 'وتارێک دەربارەی کۆنفرانسی خۆپاراستن لە ڕەمادی، ئابی 2023',
  en: 'Article on the prevention conference in Ramadi, August 2023',
};
