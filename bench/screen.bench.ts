import type { Bench } from './bench.ts';
import { quantile, round } from './bench.ts';
import { screenText } from '../src/forums/issues/screen.model.ts';

const LENGTH = 2000;
const RUNS = 40;

/** Harmless, so that every rule is asked, and what makes patterns walk back and forth. */
const TEXTS: Readonly<Record<string, string>> = {
  arabic: 'انارة شارعنا عاطله من شهرين والناس ما تشوف دربها بالليل ',
  sorani: 'ڕێگای گوندەکەمان قیر نەکراوە و لە زستان دادەخرێت ',
  english: 'the lamps of our street have been dark for weeks and nobody came ',
  one_word: 'a',
  dashes: 'a-a',
  dots: 'a.a.',
  digits: '1,000 ',
  letters: 'ا ',
  spaces: ' ',
  kinds: 'بعدها صفر اذا ',
};

/** CPU time (user and system) of the screen of an issue, in milliseconds for a text of 2,000 characters. */
export const bench: Bench = () => {
  const figures = Object.entries(TEXTS).map(([name, piece]) => {
    const text = piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);
    screenText(text);
    const each = Array.from({ length: RUNS }, () => {
      const before = process.cpuUsage();
      screenText(text);
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    return [`${name}_ms`, { median: round(quantile(each, 0.5)), p95: round(quantile(each, 0.95)) }] as const;
  });
  return Promise.resolve(Object.fromEntries(figures));
};
