import { kindsOf } from './screen-classes.model.ts';

/** Buckets of the features; each has one weight of one byte. */
export const BUCKETS = 12_000;

const SHORTEST = 3;
const LONGEST = 4;

/** Letters that dialect and keyboards exchange. */
const SAME: Readonly<Record<string, string>> = { گ: 'ك', چ: 'ج', پ: 'ب', ڤ: 'ف', ژ: 'ز', ئ: 'ي', ؤ: 'و' };
/** Pairs of a capital word and what stands before and behind it: English names show by them. */
const CAPITAL = /(?:^|([\p{L}']+)[, ]+)([A-Z][a-z]+)(?: ([A-Za-z]+))?/gu;

/** The folded text as the model's words are written. Digits are all one: which they are tells nothing. */
function foldForModel(folded: string): string {
  return folded.replace(/[گچپڤژؤ]/g, (letter) => SAME[letter] ?? letter).replace(/\d/g, '0');
}

/**
 * The features of a text, as numbers of buckets, each once: its words and their pairs, the pieces of three and four letters of each word
 * with its borders (Arabic and Kurdish write who does what to whom into one word), the kinds of its words with what follows them, which
 * kinds meet in it, how long it is, its capitals, and what `marks` the rules found.
 */
export function featuresOf(plain: string, folded: string, marks: readonly string[]): ReadonlySet<number> {
  const features = new Set<number>();
  const add = (feature: string) => features.add(bucketOf(feature));
  const words = foldForModel(folded).split(' ');
  const kinds = words.map(kindsOf);
  words.forEach((word, at) => {
    add(`=${word}`);
    add(`${word}+${words[at + 1] ?? ''}`);
    const framed = `^${word}$`;
    for (let length = SHORTEST; length <= LONGEST; length++) {
      for (let from = 0; from + length <= framed.length; from++) add(framed.slice(from, from + length));
    }
  });
  kinds.forEach((here, at) => {
    const next = words[at + 1];
    for (const kind of here) {
      add(`#${kind}`);
      if (next === undefined) add(`#${kind}.`);
      else {
        for (const piece of [
          `>${next.slice(0, 1)}`,
          `>${next.slice(0, 2)}`,
          `<${next.slice(-1)}`,
          `l${Math.min(7, next.length)}`,
          `=${next}`,
        ])
          add(`#${kind}${piece}`);
        for (const after of kinds[at + 1] ?? []) add(`#${kind}#${after}`);
        if ((kinds[at + 1] ?? []).length === 0) add(`#${kind}-`);
        for (const after of kinds[at + 2] ?? []) add(`#${kind}##${after}`);
      }
      add(`${words[at - 1] ?? ''}#${kind}`);
    }
  });
  const met = [...new Set([...kinds.flat(), ...marks])].sort();
  met.forEach((one, at) => {
    add(`&${one}`);
    for (const other of met.slice(at + 1)) add(`&${one}&${other}`);
  });
  add(`length${Math.min(6, Math.floor(words.length / 4))}`);
  for (const [, before = '', , after = ''] of plain.matchAll(CAPITAL)) {
    add(`capital<${before.toLowerCase()}`);
    add(`capital>${after.toLowerCase()}${/^[A-Z]/.test(after) ? '!' : ''}`);
  }
  return features;
}

/** FNV-1a over UTF-16 units, folded into the number of buckets. */
function bucketOf(piece: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < piece.length; at++) hash = Math.imul(hash ^ piece.charCodeAt(at), 0x01000193);
  return ((hash ^ (hash >>> 13)) >>> 0) % BUCKETS;
}
