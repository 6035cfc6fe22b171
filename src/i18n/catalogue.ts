import { locales } from './locale.ts';
import type { Locale } from './locale.ts';

/** A catalogue as it is written: key → text, or one variant table in a list. */
export type Catalogue = Readonly<Record<string, string | readonly Variants[]>>;

type Variants = {
  readonly declarations?: readonly string[];
  readonly selectors?: readonly string[];
  readonly match: Readonly<Record<string, string>>;
};

const PLURAL: Readonly<Record<Locale, string>> = { ar: 'zero one two few many *', ckb: 'one *', en: 'one *' };

/** What no screen says, whatever the key. */
const FORBIDDEN: readonly (readonly [RegExp, string])[] = [
  [/[!\uFF01]/, 'an exclamation mark'],
  [/[\u0660-\u0669\u06F0-\u06F9]/, 'digits that are not Latin'],
  [/[\u0640\u200B-\u200F\u202A-\u202E\u2066-\u2069]/, 'an invisible or stretching character'],
  [/\bvictims?\b|ضحي[ةه]|ضحايا|قوربانی/i, 'the word "victim"'],
];

/** Letters of the neighbour's keyboard: they look right and break search and joining. */
const FOREIGN_LETTERS: Readonly<Partial<Record<Locale, RegExp>>> = {
  ar: /[\u06CC\u06A9\u06D5\u06BE\u0695\u06B5\u06CE\u06C6]/,
  ckb: /\u064A|\u0643|\u0629|\u0649|[\u064B-\u0652]/,
};

/** Everything wrong with the catalogues, one line each; none when they agree. */
export function findFaults(catalogues: Readonly<Record<Locale, Catalogue>>): string[] {
  const keys = new Set(locales.flatMap((locale) => Object.keys(catalogues[locale])));
  if (keys.size === 0) return ['no keys at all'];
  return [...keys].flatMap((key) => faultsOfKey(key, catalogues));
}

function faultsOfKey(key: string, catalogues: Readonly<Record<Locale, Catalogue>>): string[] {
  if (!/^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/.test(key)) return [`${key}: not a flat lower-case key`];
  const missing = locales.filter((locale) => catalogues[locale][key] === undefined);
  if (missing.length > 0) return missing.map((locale) => `${key}: missing in ${locale}`);
  const inputs = locales.map((locale) => inputsOf(catalogues[locale][key] ?? ''));
  const faults = locales.flatMap((locale) => faultsOfText(key, locale, catalogues[locale][key] ?? ''));
  if (new Set(inputs).size > 1) faults.push(`${key}: placeholders differ: ${inputs.join(' | ')}`);
  if (key.startsWith('problem_') && inputs.some((each) => each !== ''))
    faults.push(`${key}: a problem's text takes no inputs`);
  return faults;
}

function faultsOfText(key: string, locale: Locale, entry: string | readonly Variants[]): string[] {
  const faults = textsOf(entry).flatMap((text) => {
    if (text.trim() === '' || text !== text.trim()) return ['empty, or with space around it'];
    const wrong = FORBIDDEN.filter(([pattern]) => pattern.test(text)).map(([, what]) => what);
    return FOREIGN_LETTERS[locale]?.test(text) ? [...wrong, 'a letter of another language'] : wrong;
  });
  if (textsOf(entry).length === 0) faults.push('no text');
  if (typeof entry !== 'string' && !hasAllPlurals(entry, locale)) faults.push(`plurals are not "${PLURAL[locale]}"`);
  return faults.map((fault) => `${key} (${locale}): ${fault}`);
}

/** Only tables that choose by `plural` are bound to the categories of their language. */
function hasAllPlurals(entry: readonly Variants[], locale: Locale): boolean {
  return entry.every(({ declarations = [], match }) => {
    if (!declarations.some((each) => /:\s*plural$/.test(each))) return true;
    const categories = new Set(Object.keys(match).map((each) => each.slice(each.lastIndexOf('=') + 1)));
    return PLURAL[locale].split(' ').every((category) => categories.has(category));
  });
}

function textsOf(entry: string | readonly Variants[]): readonly string[] {
  return typeof entry === 'string' ? [entry] : entry.flatMap((each) => Object.values(each.match));
}

/** The inputs of a message, sorted: its placeholders, or what a variant table declares. */
function inputsOf(entry: string | readonly Variants[]): string {
  const declared =
    typeof entry === 'string'
      ? [...entry.matchAll(/(?<!\\)\{([^{}\s]+)\}/g)].map(([, name]) => name ?? '')
      : entry.flatMap(({ declarations = [] }) =>
          declarations.filter((each) => each.startsWith('input ')).map((each) => each.slice(6)),
        );
  return [...new Set(declared)].sort().join(', ');
}
