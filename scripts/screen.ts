import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { screenText } from '../src/forums/issues/screen.model.ts';
import { crossValidate, examplesOf, thresholdFor, trainScreen, type LabelledText } from './screen/train.ts';
import { weightsFile } from './screen/weights-file.ts';

/**
 * `node scripts/screen.ts` makes `src/forums/issues/screen-weights.model.ts` from the labelled texts of `test/screen/texts/train.json`
 * and prints what the cross-validation of these texts says, per language and label. The same texts and rules give the same file.
 * `node scripts/screen.ts held` makes nothing: it prints two shares of the texts that are kept blind, and never a text. Whoever runs
 * it after each change chooses by it, and it is blind no more: run it when a change is done.
 */
const root = join(import.meta.dirname, '..');
if (process.argv[2] === 'held') measureHeld();
else makeWeights();

function makeWeights(): void {
  const examples = examplesOf(textsIn('train'));
  const scores = crossValidate(examples);
  const threshold = thresholdFor(examples, scores);
  const judged = examples.map((example, at) => {
    const { row, divert, ruled } = example;
    return {
      texts: `${row.language} ${row.reason ?? 'pass'}`,
      divert,
      ruled,
      stopped: ruled || (scores[at] ?? 0) > threshold,
    };
  });
  console.table(
    [...Map.groupBy(judged, ({ texts }) => texts)]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([texts, group]) => ({
        texts,
        count: group.length,
        rules: group.filter(({ ruled }) => ruled).length,
        stopped: group.filter(({ stopped }) => stopped).length,
      })),
  );
  writeFileSync(join(root, 'src/forums/issues/screen-weights.model.ts'), weightsFile(trainScreen(examples), threshold));
  print('screen', { texts: examples.length, threshold, ...shares(judged) });
}

function measureHeld(): void {
  const judged = textsIn('held').map(({ text, label }) => {
    return { divert: label === 'divert', stopped: screenText(text) !== undefined };
  });
  print('screen held', { texts: judged.length, ...shares(judged) });
}

function shares(judged: readonly { readonly divert: boolean; readonly stopped: boolean }[]) {
  const share = (divert: boolean) => {
    const group = judged.filter((each) => each.divert === divert);
    return Number((group.filter(({ stopped }) => stopped === divert).length / group.length).toFixed(4));
  };
  return { recall: share(true), pass: share(false) };
}

function textsIn(name: string): readonly LabelledText[] {
  // The file is ours; its shape is checked by test/screen/screen.test.ts.
  return JSON.parse(readFileSync(join(root, `test/screen/texts/${name}.json`), 'utf8')) as LabelledText[];
}

function print(name: string, figures: Readonly<Record<string, number>>): void {
  console.log(JSON.stringify({ name, figures }));
}
