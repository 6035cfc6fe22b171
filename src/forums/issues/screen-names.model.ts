import {
  ANNOUNCES_NAME,
  DOUBTFUL_NAMES,
  GIVEN_NAMES,
  HONOURS,
  NAMES_A_PLACE,
  NAMES_OF_FAITH,
  NO_NAMES,
  POINTS_OUT,
  SURE_TITLES,
  TITLES,
  TITLES_WITH_ARTICLE,
  TOWNS,
} from './screen-words.model.ts';

/** In English a name shows by its capital, after a title or after what somebody is. */
const CAPITAL =
  /\b(?:Mr|Mrs|Ms|Miss|Dr|Sheikh|Ha[jg]j?i|Sayyid|Officer|Captain|Lieutenant|Colonel|Major|Engineer|Eng|Mayor|Mullah|Auntie|Sister|Brother|Principal|Professor|Nurse|Abu(?! Al| Gh| Saida)|Umm(?! Qasr)|Uncle|Aunt|Teacher)\.? [A-Z][a-z]+|\b(?:neighbou?r|teacher|officer|cousin|brother|sister|son|daughter|husband|wife|guard|driver|student|friend|director|manager|owner|boss|man|boy|girl|guy|baker|butcher|contractor|lawyer|nurse|principal|headmaster|certain|called?|named?|knows|thank|thanks to|tell|ask|against|it is|it's|I'm|I am|name is),? (?!Allah|God|Iraq|Baghdad|Basra|Mosul|Erbil|Kirkuk|Najaf|Karbala|Ramadan|English|Arabic|Kurdish|Friday|Sunday|Monday|Tuesday|Wednesday|Thursday|Saturday|Facebook|Instagram|Telegram)[A-Z][a-z]{2,}/;
/** Two capital words that begin the text, or stand in it: hers and her father's, unless the second is a place's. */
const TWO_CAPITALS =
  /(?:^|[a-z,.] )(?!The |A |An |In |On |At |Our |My |We |Please |Can |Could |Is |Are |Why |How |What |When |Imam |Martyr |Al |Shatt |Umm |Abu |Camp |Mahalla )[A-Z][a-z]{2,} (?:[Aa]l-)?(?!St|Street|Road|School|Hospital|Square|Bridge|Market|District|City|Camp|Park|University|College|Clinic|Centre|Center|Station|Police|Quarter|Airport|Mosque|Church|Lake|Dam|River|Village|Forum|Card|Day|Office|Qasr|Al-)[A-Z][a-z]{2,}(?! (?:street|road|school|hospital|square|bridge|market|district|city|camp|park|university|college|clinic|cent|mosque|village|quarter|area|Street|Road|School|Hospital|Square|Bridge|Market|District))/;
/** How far back a word that makes a name a place's may stand. */
const REACH = 4;

/** Whether the text names somebody, or points to one by whose child or what owner he is. */
export function namesSomebody(plain: string, folded: string): boolean {
  if (CAPITAL.test(plain) || TWO_CAPITALS.test(plain)) return true;
  return hasName(withoutTowns(folded)) || POINTS_OUT.some((each) => each.test(folded));
}

/** What the linear model is told of names, where the rules are not sure. */
export function nameMarks(folded: string): readonly string[] {
  const words = withoutTowns(folded);
  const marks: string[] = [];
  if (words.some((word) => DOUBTFUL_NAMES.has(word))) marks.push('doubtful');
  if (words.some((word) => NAMES_A_PLACE.has(word))) marks.push('place');
  if (words.some((word) => ANNOUNCES_NAME.has(word))) marks.push('announces');
  return marks;
}

function withoutTowns(folded: string): readonly string[] {
  return TOWNS.reduce((text, town) => text.replace(town, ' '), folded)
    .trim()
    .split(/ +/);
}

function hasName(words: readonly string[]): boolean {
  return words.some((word, at) => {
    const before = words[at - 1] ?? '';
    const after = words[at + 1] ?? '';
    if (ANNOUNCES_NAME.has(before) && word.length > 2 && !NO_NAMES.has(word) && !namesAPlace(words, at - 1))
      return true;
    if (
      (SURE_TITLES.has(before) || TITLES_WITH_ARTICLE.has(before)) &&
      isPlainWord(word) &&
      !namesAPlace(words, at - 1)
    )
      return true;
    const name = word === 'عبد' && after.startsWith('ال') ? `عبد${after}` : nameOf(word);
    if (name === undefined || namesAPlace(words, at)) return false;
    return (
      GIVEN_NAMES.has(name) ||
      (name.length > 6 && name.startsWith('عبدال')) ||
      TITLES.has(before) ||
      isName(before) ||
      isName(after) ||
      // The name of a tribe, a town or a trade behind it, as surnames are.
      (name !== 'علي' && /^ال.{2,}ي$/.test(after))
    );
  });
}

/** The given name in a word, without the "and", "for", "with" that Arabic writes to it. */
function nameOf(word: string): string | undefined {
  if (isName(word)) return word;
  const bare = word.replace(/^(?:و|ل|ب|ف)/, '');
  return bare !== word && GIVEN_NAMES.has(bare) ? bare : undefined;
}

/** A word that may be a name: no article, no verb, nothing that goes on with the sentence. */
function isPlainWord(word: string): boolean {
  return (
    word.length > 2 && !NO_NAMES.has(word) && !/^(?:ال|وال|بال|لل|[a-z]|[يتنم]\S{3,}(?:ون|ين|ش|ها)$|و[نيت])/.test(word)
  );
}

function isName(word: string): boolean {
  return GIVEN_NAMES.has(word) || DOUBTFUL_NAMES.has(word);
}

function namesAPlace(words: readonly string[], at: number): boolean {
  for (let back = at - 1; back >= Math.max(0, at - REACH); back--) {
    const word = words[back] ?? '';
    if (NAMES_A_PLACE.has(word) || NAMES_A_PLACE.has(word.replace(/^(?:وال|بال|ال|لل|ب|ل|و)/, ''))) return true;
    if (NAMES_OF_FAITH.has(word)) return true;
    if (!HONOURS.has(word) && !isName(word)) return false;
  }
  // In English the name stands first: "Al-Hussein Hospital".
  return NAMES_A_PLACE.has(words[at + 1] ?? '') && /^[a-z]/.test(words[at] ?? '');
}
