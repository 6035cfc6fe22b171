import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  crossValidate,
  examplesOf,
  thresholdFor,
  trainScreen,
  type Example,
  type LabelledText,
} from './screen/train.ts';
import { weightsFile } from './screen/weights-file.ts';

/**
 * `node scripts/screen.ts` makes `src/forums/issues/screen-weights.model.ts` from the labelled texts of `test/screen/texts/train.json`
 * and prints what the cross-validation of these texts says, per language and label. The same texts and rules give the same file.
 * It never reads the texts on which the screen is measured (`held.json`).
 */
const root = join(import.meta.dirname, '..');
// The file is ours; its shape is checked by test/screen/screen.test.ts.
const rows = JSON.parse(readFileSync(join(root, 'test/screen/texts/train.json'), 'utf8')) as LabelledText[];
const examples = examplesOf(rows);
const scores = crossValidate(examples);
const threshold = thresholdFor(examples, scores);
const stopped = (example: Example) => example.ruled || (scores[examples.indexOf(example)] ?? 0) > threshold;

const table = Map.groupBy(examples, ({ row }) => `${row.language} ${row.reason ?? 'pass'}`);
console.table(
  [...table].sort().map(([texts, group]) => {
    return {
      texts,
      count: group.length,
      rules: group.filter(({ ruled }) => ruled).length,
      stopped: group.filter(stopped).length,
    };
  }),
);
const share = (divert: boolean) => {
  const group = examples.filter((example) => example.divert === divert);
  return group.filter((example) => stopped(example) === divert).length / group.length;
};
writeFileSync(join(root, 'src/forums/issues/screen-weights.model.ts'), weightsFile(trainScreen(examples), threshold));
console.log(
  JSON.stringify({
    name: 'screen',
    figures: { texts: rows.length, threshold, recall: share(true), pass: share(false) },
  }),
);
