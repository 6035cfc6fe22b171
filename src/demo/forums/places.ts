import type { Founder } from '../../forums/model.ts';

/** Where an illustrative forum stands: governorate, slug of the district, its name in three languages. */
export interface DemoPlace {
  readonly founder: Founder;
  readonly governorate: string;
  readonly slug: string;
  readonly ar: string;
  readonly ckb: string;
  readonly en: string;
}

type Rest = [governorate: string, slug: string, ar: string, ckb: string, en: string];

const by =
  (founder: Founder) =>
  (...[governorate, slug, ar, ckb, en]: Rest): DemoPlace => ({ founder, governorate, slug, ar, ckb, en });
const programme = by('programme');
const police = by('police');

/** The 43 of the end of November 2016 (fact F3): the article counts 30 and 13 and names no place, so these are illustrative. */
export const founded2016: readonly DemoPlace[] = [
  programme('IQG01', 'al-falluja', 'الفلوجة', 'فەلووجە', 'Al-Falluja'),
  programme('IQG01', 'haditha', 'حديثة', 'حەدیسە', 'Haditha'),
  programme('IQG01', 'heet', 'هيت', 'هیت', 'Heet'),
  programme('IQG16', 'tikrit', 'تكريت', 'تکریت', 'Tikrit'),
  programme('IQG16', 'samarra', 'سامراء', 'سامەڕا', 'Samarra'),
  programme('IQG16', 'balad', 'بلد', 'بەلەد', 'Balad'),
  programme('IQG16', 'baiji', 'بيجي', 'بێجی', 'Baiji'),
  programme('IQG10', 'ba-quba', 'بعقوبة', 'بەعقووبە', 'Ba’quba'),
  programme('IQG10', 'khanaqin', 'خانقين', 'خانەقین', 'Khanaqin'),
  programme('IQG10', 'al-muqdadiya', 'المقدادية', 'میقدادیە', 'Al-Muqdadiya'),
  programme('IQG10', 'baladrooz', 'بلدروز', 'بەلەدرووز', 'Baladrooz'),
  programme('IQG15', 'al-shikhan', 'الشيخان', 'شێخان', 'Al-Shikhan'),
  programme('IQG15', 'aqra', 'عقرة', 'ئاکرێ', 'Aqra'),
  programme('IQG08', 'al-karkh', 'الكرخ', 'کەرخ', 'Al-Karkh'),
  programme('IQG08', 'al-resafa', 'الرصافة', 'ڕەسافە', 'Al-Resafa'),
  programme('IQG08', 'al-kadhimia', 'الكاظمية', 'کازمیە', 'Al-Kadhimia'),
  programme('IQG08', 'al-adhamia', 'الأعظمية', 'ئەعزەمیە', 'Al-Adhamia'),
  programme('IQG08', 'al-mahmoudiya', 'المحمودية', 'مەحموودیە', 'Al-Mahmoudiya'),
  programme('IQG08', 'al-mada-in', 'المدائن', 'مەدائین', 'Al-Mada’in'),
  programme('IQG08', 'abu-ghraib', 'أبو غريب', 'ئەبوغرێب', 'Abu Ghraib'),
  programme('IQG13', 'kirkuk', 'كركوك', 'کەرکووک', 'Kirkuk'),
  programme('IQG13', 'daquq', 'داقوق', 'داقووق', 'Daquq'),
  programme('IQG02', 'al-basrah', 'البصرة', 'بەسرە', 'Basra city'),
  programme('IQG02', 'al-zubair', 'الزبير', 'زوبێر', 'Al-Zubair'),
  programme('IQG04', 'kufa', 'الكوفة', 'کووفە', 'Kufa'),
  programme('IQG12', 'kerbala', 'كربلاء', 'کەربەلا', 'Kerbala'),
  programme('IQG07', 'al-hilla', 'الحلة', 'حیللە', 'Al-Hilla'),
  programme('IQG17', 'al-nasiriya', 'الناصرية', 'ناسریە', 'Al-Nasiriya'),
  programme('IQG14', 'al-amara', 'العمارة', 'عەمارە', 'Al-Amara'),
  programme('IQG18', 'al-kut', 'الكوت', 'کووت', 'Al-Kut'),
  police('IQG02', 'abu-al-khaseeb', 'أبو الخصيب', 'ئەبولخەسیب', 'Abu Al-Khaseeb'),
  police('IQG02', 'al-qurna', 'القرنة', 'قورنە', 'Al-Qurna'),
  police('IQG08', 'al-tarmia', 'الطارمية', 'تارمیە', 'Al-Tarmia'),
  police('IQG03', 'al-samawa', 'السماوة', 'سەماوە', 'Al-Samawa'),
  police('IQG05', 'al-diwaniya', 'الديوانية', 'دیوانیە', 'Al-Diwaniya'),
  police('IQG04', 'al-najaf', 'النجف', 'نەجەف', 'Al-Najaf'),
  police('IQG12', 'al-hindiya', 'الهندية', 'هیندیە', 'Al-Hindiya'),
  police('IQG07', 'al-musayab', 'المسيب', 'موسەیەب', 'Al-Musayab'),
  police('IQG17', 'al-shatra', 'الشطرة', 'شەترە', 'Al-Shatra'),
  police('IQG14', 'qal-at-saleh', 'قلعة صالح', 'قەڵات ساڵح', 'Qal’at Saleh'),
  police('IQG18', 'al-hai', 'الحي', 'حەی', 'Al-Hai'),
  police('IQG16', 'al-shirqat', 'الشرقاط', 'شەرگات', 'Al-Shirqat'),
  police('IQG13', 'dabes', 'الدبس', 'دوبز', 'Dabes'),
];

/** With Al-Ma’qil and four of those above they are the nine of Basra (fact F4), whose places the article does not name. */
export const laterInBasra: readonly DemoPlace[] = [
  programme('IQG02', 'shatt-al-arab', 'شط العرب', 'شەتولعەرەب', 'Shatt al-Arab'),
  programme('IQG02', 'al-faw', 'الفاو', 'فاو', 'Al-Faw'),
  police('IQG02', 'al-midaina', 'المدينة', 'مەدینە', 'Al-Midaina'),
  police('IQG02', 'al-basrah', 'العشار', 'عەشار', 'Al-Ashar'),
];
