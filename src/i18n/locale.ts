/** The three languages of the house; `ckb` is Sorani (never `ku`, which prints Latin Kurmanji). Arabic comes first. */
export const locales = ['ar', 'ckb', 'en'] as const;

export type Locale = (typeof locales)[number];

export const defaultLocale: Locale = 'ar';

/** What stands in `<html lang>`: `ar-IQ`, because plain `ar` prints the month names of other countries. */
export const htmlLang: Readonly<Record<Locale, string>> = { ar: 'ar-IQ', ckb: 'ckb', en: 'en' };

/** The direction of a page. */
export const dir: Readonly<Record<Locale, 'rtl' | 'ltr'>> = { ar: 'rtl', ckb: 'rtl', en: 'ltr' };

/** Each language in its own letters, for the language switch. */
export const nativeName: Readonly<Record<Locale, string>> = { ar: 'العربية', ckb: 'کوردی', en: 'English' };

/** Whether a text names one of the three languages exactly. */
export function isLocale(text: unknown): text is Locale {
  return typeof text === 'string' && (locales as readonly string[]).includes(text);
}

/**
 * The language to answer in, by an `Accept-Language` header (RFC 9110 §12.5.4): the wanted one with the highest weight that we have;
 * Arabic when there is none. Phones set to "Kurdish" without a script say `ku`: they get Sorani, unless they ask for Latin letters.
 */
export function negotiateLocale(acceptLanguage: string | undefined): Locale {
  let best: Locale = defaultLocale;
  let bestWeight = 0;
  for (const part of (acceptLanguage ?? '').slice(0, 500).split(',')) {
    const [tag = '', ...parameters] = part.split(';');
    const locale = localeOfTag(tag.trim().toLowerCase());
    const weight = weightOf(parameters);
    if (locale !== undefined && weight > bestWeight) {
      best = locale;
      bestWeight = weight;
    }
  }
  return best;
}

function localeOfTag(tag: string): Locale | undefined {
  const [language, script] = tag.split('-');
  if (language === 'ar' || language === 'en' || language === 'ckb') return language;
  if (language === 'ku' && script !== 'latn' && script !== 'tr') return 'ckb';
  return undefined;
}

function weightOf(parameters: readonly string[]): number {
  const given = parameters.map((each) => each.trim()).find((each) => each.startsWith('q='));
  if (given === undefined) return 1;
  const weight = Number(given.slice(2));
  return weight >= 0 && weight <= 1 ? weight : 0;
}
