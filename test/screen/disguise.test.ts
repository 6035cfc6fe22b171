import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LabelledText } from '../../scripts/screen/train.ts';
import { screenText } from '../../src/forums/issues/screen.model.ts';

// The file is ours; its shape is checked in screen.test.ts.
const rows = JSON.parse(readFileSync(join(import.meta.dirname, 'texts/train.json'), 'utf8')) as LabelledText[];
const caught = rows.filter(({ text, label }) => label === 'divert' && screenText(text) !== undefined);
const of = (...reasons: readonly string[]) => caught.filter(({ reason }) => reasons.includes(reason ?? ''));

/** The noughts of scripts whose digits are no others' (Arabic, Persian, Devanagari, Bengali, Thai, Tibetan, full width, bold, Adlam). */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0x0f20, 0xff10, 0x1d7ce, 0x1e950];
/** Nothing to see: tatweel, zero-width characters, directions, a soft hyphen, a joiner, a vowel sign. */
const UNSEEN = [
  '\u0640',
  '\u200B',
  '\u200C',
  '\u200D',
  '\u200E',
  '\u200F',
  '\u202B',
  '\u2060',
  '\u2066',
  '\uFEFF',
  '\u00AD',
  '\u064E',
];
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  ا: ['ا', 'أ', 'إ', 'آ', 'ٱ'],
  أ: ['ا', 'إ'],
  إ: ['ا', 'أ'],
  آ: ['ا'],
  ي: ['ي', 'ى', 'ی'],
  ى: ['ي', 'ی'],
  ی: ['ي', 'ى'],
  ك: ['ک'],
  ک: ['ك'],
  ة: ['ه'],
};

/** A number for each place of a text, to choose by. */
const choices = fc.array(fc.nat(997), { minLength: 40, maxLength: 40 });

test('a digit of any script is a digit', () => {
  holds(of('phone', 'link', 'name'), (text, choose) => {
    const zero = ZEROS[choose(0) % ZEROS.length] ?? 0;
    return text.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));
  });
});

test('spaces between digits and more of them between words change nothing', () => {
  holds(of('phone'), (text, choose) =>
    text.replace(/\d(?=\d)/g, (digit, at: number) => digit + ' '.repeat(choose(at) % 3)),
  );
  holds(of('phone', 'link', 'name'), (text, choose) =>
    text.replace(/ /g, (_, at: number) => [' ', '  ', '\n', '\u00A0', '\u3000 '][choose(at) % 5] ?? ' '),
  );
});

test('what cannot be seen changes nothing, wherever it stands', () => {
  holds(of('phone', 'link', 'name'), (text, choose) =>
    [...text]
      .map((letter, at) => (choose(at) % 3 === 0 ? letter + (UNSEEN[choose(at + 7) % UNSEEN.length] ?? '') : letter))
      .join(''),
  );
});

test('alef, ya, kaf and ta marbuta may be spelt as anybody spells them', () => {
  holds(of('phone', 'link', 'name'), (text, choose) =>
    [...text]
      .map((letter, at) => {
        const ways = SPELLINGS[letter];
        return ways?.[choose(at) % ways.length] ?? letter;
      })
      .join(''),
  );
});

test('letters one by one are a word', () => {
  assert.equal(screenText('م ح م د يبيع حبوب'), 'name');
  assert.equal(screenText('م.ح.م.د يبيع حبوب'), 'name');
});

test('it never throws, whatever the text is made of', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 300 }),
        fc.array(fc.nat(0xffff), { maxLength: 300 }).map((units) => String.fromCharCode(...units)),
      ),
      (text) => {
        const why = screenText(text);
        assert.ok(why === undefined || ['link', 'phone', 'name', 'violence'].includes(why));
      },
    ),
    { numRuns: 300 },
  );
});

/** That each of the texts is still refused when it is disguised so. */
function holds(
  texts: readonly LabelledText[],
  disguise: (text: string, choose: (at: number) => number) => string,
): void {
  assert.ok(texts.length > 50, `${texts.length} texts`);
  fc.assert(
    fc.property(fc.constantFrom(...texts), choices, ({ text }, numbers) => {
      const disguised = disguise(text, (at) => numbers[at % numbers.length] ?? 0);
      assert.notEqual(screenText(disguised), undefined, disguised);
    }),
    { numRuns: 400 },
  );
}
