import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProblemCode } from '../base/problem.ts';
import { problems } from '../base/problem.ts';
import { currentLocale, withLocale } from './current-locale.ts';
import type { Locale } from './locale.ts';
import { locales } from './locale.ts';
import { m } from './messages.ts';
import { plural } from './plural.ts';
import { problemText } from './problem-text.ts';

test('a message without a language is refused on the server, not answered in Arabic', () => {
  assert.throws(() => m.ui_next());
  assert.throws(() => currentLocale());
});

test('a rendering that waits is refused: another request could change its language', () => {
  assert.throws(() => withLocale('en', () => Promise.resolve()));
  assert.throws(() => currentLocale());
});

test('the language goes with the call or with the rendering', () => {
  assert.equal(m.ui_next({}, { locale: 'en' }), 'Next');
  assert.equal(
    withLocale('ckb', () => m.ui_next()),
    'دواتر',
  );
  withLocale('ar', () => {
    assert.equal(
      withLocale('en', () => m.ui_step({ step: 2, total: 7 })),
      'Step 2 of 7',
    );
    assert.equal(m.ui_step({ step: 2, total: 7 }), 'الخطوة 2 من 7');
  });
});

test('a rendering that fails leaves no language behind', () => {
  assert.throws(() =>
    withLocale('en', () => {
      throw new Error('planted');
    }),
  );
  assert.throws(() => currentLocale());
});

test('Arabic counts in six ways, Sorani and English in two', () => {
  const say = (count: number, locale: Locale) => m.ui_reports_waiting({ count }, { locale });
  assert.match(say(0, 'ar'), /^لا بلاغات/);
  assert.match(say(1, 'ar'), /^بلاغ واحد/);
  assert.match(say(2, 'ar'), /^بلاغان/);
  assert.match(say(3, 'ar'), /^3 بلاغات/);
  assert.match(say(11, 'ar'), /^11 بلاغًا/);
  assert.match(say(100, 'ar'), /^100 بلاغ /);
  assert.equal(say(1, 'en'), 'One report is waiting to be read');
  assert.equal(say(0, 'en'), '0 reports are waiting to be read');
  assert.match(say(1, 'ckb'), /^یەک /);
  assert.match(say(5, 'ckb'), /^5 /);
});

test('the plurals agree with CLDR', () => {
  for (const locale of locales) {
    const rules = new Intl.PluralRules(locale);
    for (let count = 0; count <= 1_200; count++)
      assert.equal(plural(locale, count), rules.select(count), `${locale} ${count}`);
    assert.equal(plural(locale, 3.5), rules.select(3.5));
  }
});

test('each problem says something in each language', () => {
  const codes = Object.keys(problems) as ProblemCode[];
  assert.ok(codes.length > 0);
  for (const code of codes) {
    for (const locale of locales) assert.ok(problemText(code, locale).length > 20, `${code} ${locale}`);
  }
});
