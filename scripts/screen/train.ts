import { BUCKETS } from '../../src/forums/issues/screen-features.model.ts';
import { scoreOf, type ScreenModel } from '../../src/forums/issues/screen-score.model.ts';
import { featuresForModel, screenByRules } from '../../src/forums/issues/screen.model.ts';

/** A text with what ought to become of it, as test/screen/texts/*.json hold them. */
export interface LabelledText {
  readonly language: string;
  readonly label: 'divert' | 'pass';
  readonly reason: string | null;
  readonly text: string;
}

/** One text while training. */
export interface Example {
  readonly row: LabelledText;
  readonly features: ReadonlySet<number>;
  readonly divert: boolean;
  /** What the rules alone say. */
  readonly ruled: boolean;
}

const EPOCHS = 15;
const RATE = 0.1;
const SHRINK = 1e-4;
const FOLDS = 5;
const SEED = 7;
/** The least share of harmless texts that the cross-validation must let pass; the threshold is the lowest that does. */
const PASS = 0.87;

/** Texts as the training sees them. */
export function examplesOf(rows: readonly LabelledText[]): readonly Example[] {
  return rows.map((row) => ({
    row,
    features: featuresForModel(row.text),
    divert: row.label === 'divert',
    ruled: screenByRules(row.text) !== undefined,
  }));
}

/**
 * Logistic regression by stochastic gradients (AdaGrad, averaged over the second half), the weights rounded to a byte. The same
 * examples give the same bytes: order and chance come from a seed.
 */
export function trainScreen(examples: readonly Example[]): ScreenModel {
  const weights = new Float64Array(BUCKETS);
  const slopes = new Float64Array(BUCKETS).fill(1e-4);
  const averages = new Float64Array(BUCKETS);
  const chance = seeded(SEED);
  let bias = 0;
  let averageBias = 0;
  let averaged = 0;
  const order = [...examples];
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, chance);
    for (const { features, divert } of order) {
      const norm = 1 / Math.sqrt(features.size);
      let sum = bias;
      for (const feature of features) sum += (weights[feature] ?? 0) * norm;
      const error = 1 / (1 + Math.exp(-sum)) - (divert ? 1 : 0);
      for (const feature of features) {
        const weight = weights[feature] ?? 0;
        const gradient = error * norm + SHRINK * weight;
        const slope = (slopes[feature] ?? 0) + gradient * gradient;
        slopes[feature] = slope;
        weights[feature] = weight - (RATE * gradient) / Math.sqrt(slope);
      }
      bias -= 0.05 * error;
    }
    if (epoch < EPOCHS / 2) continue;
    averaged++;
    averageBias += bias;
    weights.forEach((weight, at) => (averages[at] = (averages[at] ?? 0) + weight));
  }
  return rounded(
    averages.map((sum) => sum / averaged),
    averageBias / averaged,
  );
}

/** The score of each example by a model that has not seen it. */
export function crossValidate(examples: readonly Example[]): readonly number[] {
  const order = examples.map((_, at) => at);
  shuffle(order, seeded(SEED));
  const scores = examples.map(() => 0);
  for (let fold = 0; fold < FOLDS; fold++) {
    const model = trainScreen(order.filter((_, at) => at % FOLDS !== fold).flatMap((at) => examples[at] ?? []));
    for (const at of order.filter((_, place) => place % FOLDS === fold)) {
      const example = examples[at];
      if (example) scores[at] = scoreOf(example.features, model);
    }
  }
  return scores;
}

/** The lowest threshold at which rules and model together let pass what they must. */
export function thresholdFor(examples: readonly Example[], scores: readonly number[]): number {
  const harmless = examples.flatMap((example, at) =>
    example.divert ? [] : [example.ruled ? Infinity : (scores[at] ?? 0)],
  );
  harmless.sort((a, b) => a - b);
  const threshold = harmless[Math.ceil(harmless.length * PASS) - 1];
  if (threshold === undefined || threshold === Infinity)
    throw new Error('The rules alone stop too many harmless texts.');
  return Math.round(threshold * 1000) / 1000;
}

/** A byte for each weight; the few largest are cut, so that the many small ones keep their difference. */
function rounded(weights: Float64Array, bias: number): ScreenModel {
  const sizes = [...weights].map(Math.abs).sort((a, b) => a - b);
  const scale = (sizes[Math.floor(sizes.length * 0.9995)] ?? 1) / 127;
  const bytes = Int8Array.from(weights, (weight) => Math.max(-127, Math.min(127, Math.round(weight / scale))));
  return { weights: bytes, scale, bias };
}

function shuffle(list: unknown[], chance: () => number): void {
  for (let at = list.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    [list[at], list[other]] = [list[other], list[at]];
  }
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
