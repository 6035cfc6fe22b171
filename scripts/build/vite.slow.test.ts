import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { before, test } from 'node:test';
import type { Locale } from '../../src/i18n/locale.ts';
import { locales } from '../../src/i18n/locale.ts';
import type { Output } from './vite.ts';
import { bundleClient } from './vite.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** Methods younger than Chrome 80 that nothing lowers; `replaceAll` is filled in by old-phones.ts. */
// `replaceAll` and `Object.hasOwn` are not on the list: src/web/old-phones.ts fills them in.
const TOO_YOUNG =
  /\.(?:at|findLast|findLastIndex|toSorted|toReversed|toSpliced|replaceChildren|isWellFormed|withResolvers|groupBy)\(|structuredClone\(|randomUUID\(|Promise\.any\(|AbortSignal\.(?:timeout|any)\(|new WeakRef\(/;
const TOO_YOUNG_SYNTAX = /\?\?=|\|\|=|&&=|\?\.[a-zA-Z_$([]|static\{/;

let built: Map<Locale, Output>;

before(async () => {
  built = new Map();
  for (const locale of locales) built.set(locale, await bundleClient(root, 'src/web/report/main.ts', locale));
});

test('a bundle holds one language only', () => {
  for (const locale of locales) {
    const script = scriptsOf(locale);
    for (const other of locales) {
      const found = sentencesOf(other).filter((sentence) => script.includes(sentence));
      if (other === locale) assert.ok(found.length > 0, `${locale}: no text at all`);
      else assert.deepEqual(found, [], `${locale}: holds ${other}`);
    }
  }
});

test('names say nothing', () => {
  const names = [...built.values()].flat().map((each) => each.fileName);
  assert.ok(names.length > 0);
  for (const name of names) assert.match(name, /^assets\/(?:worker-)?[\w-]{8}\.(?:js|css|ttf)$/);
});

test('nothing younger than Chrome 80 in script or sheet, and no web font', () => {
  for (const locale of locales) {
    assert.doesNotMatch(scriptsOf(locale), TOO_YOUNG);
    assert.doesNotMatch(scriptsOf(locale), TOO_YOUNG_SYNTAX);
    const sheet = sheetOf(locale);
    assert.ok(sheet.includes('.button'));
    assert.doesNotMatch(
      sheet,
      /:where\(|:is\(|inset-inline|margin-inline:|padding-inline:|@font-face|@layer|color-mix/,
    );
  }
});

test('nothing is drawn from strings: Trusted Types would refuse it', () => {
  for (const locale of locales)
    assert.doesNotMatch(scriptsOf(locale), /\beval\(|new Function\(|insertAdjacentHTML|document\.write/);
});

function scriptsOf(locale: Locale): string {
  const chunks = (built.get(locale) ?? []).flatMap((each) => (each.type === 'chunk' ? [each.code] : []));
  return chunks.join('\n');
}

function sheetOf(locale: Locale): string {
  const sheets = (built.get(locale) ?? []).flatMap((each) =>
    each.fileName.endsWith('.css') && 'source' in each ? [String(each.source)] : [],
  );
  return sheets.join('\n');
}

/** Whole texts of a catalogue that are long enough to be found by chance nowhere. */
function sentencesOf(locale: Locale): string[] {
  const catalogue: unknown = JSON.parse(readFileSync(path.join(root, `messages/${locale}.json`), 'utf8'));
  const texts = Object.values(catalogue as Record<string, unknown>);
  return texts.filter((text): text is string => typeof text === 'string' && text.length > 12 && !text.includes('{'));
}
