import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { crossValidate, examplesOf, thresholdFor, trainScreen, type LabelledText } from '../../scripts/screen/train.ts';
import { weightsFile } from '../../scripts/screen/weights-file.ts';
import { foldForScreen, screenText } from '../../src/forums/issues/screen.model.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const RECALL = 0.95;
const PASS = 0.85;

const train = textsIn('train');
const held = textsIn('held');

test('what must not stand on a list is refused, one of each kind', () => {
  assert.equal(screenText('شوفوا التفاصيل هنا example.com/issue/55'), 'link');
  assert.equal(screenText('خابروني ٠٧٧٠ ٠٠٠ ١٢٣٤'), 'phone');
  assert.equal(screenText('محمد جاسم يبيع حبوب يم المدرسة'), 'name');
  assert.equal(screenText('زوجي يضربني كل ليلة'), 'violence');
  assert.equal(screenText('انارة شارعنا عاطله من شهرين'), undefined);
  assert.equal(screenText('نحتاج ورشة توعية عن الابتزاز الالكتروني'), undefined);
});

test('there are texts to measure on, in three languages and both labels, and none of them was trained on', () => {
  assert.ok(held.length >= 150 && held.length + train.length >= 300, `${held.length} and ${train.length}`);
  for (const language of ['ar', 'ckb', 'en']) {
    for (const label of ['divert', 'pass']) {
      assert.ok(
        [train, held].every((texts) => texts.some((each) => each.language === language && each.label === label)),
        `${language} ${label}`,
      );
    }
  }
  const seen = new Set(train.map(({ text }) => foldForScreen(text)));
  assert.equal(held.filter(({ text }) => seen.has(foldForScreen(text))).length, 0);
});

test('on texts that nobody wrote a rule for: what is refused, and what passes', () => {
  const share = (label: string, refused: boolean) => {
    const group = held.filter((each) => each.label === label);
    return group.filter(({ text }) => (screenText(text) !== undefined) === refused).length / group.length;
  };
  // No text is printed, so that the half stays unread.
  assert.ok(share('divert', true) >= RECALL, `recall ${share('divert', true)}`);
  assert.ok(share('pass', false) >= PASS, `pass ${share('pass', false)}`);
});

test('the committed weights are what the script makes of the texts', () => {
  const examples = examplesOf(train);
  const made = weightsFile(trainScreen(examples), thresholdFor(examples, crossValidate(examples)));
  // Not equal(): 16 kB of difference help nobody.
  assert.ok(
    made === readFileSync(join(ROOT, 'src/forums/issues/screen-weights.model.ts'), 'utf8'),
    'run node scripts/screen.ts',
  );
  assert.ok(made.length <= 16 * 1024 + 512, `${made.length} bytes`);
});

/** The labelled texts of a file, their shape checked. */
function textsIn(name: 'train' | 'held'): readonly LabelledText[] {
  const rows = JSON.parse(readFileSync(join(ROOT, `test/screen/texts/${name}.json`), 'utf8')) as LabelledText[];
  assert.ok(rows.every(({ text, label }) => typeof text === 'string' && (label === 'divert' || label === 'pass')));
  return rows;
}
