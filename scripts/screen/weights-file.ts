import type { ScreenModel } from '../../src/forums/issues/screen-score.model.ts';

/** The text of `screen-weights.model.ts`. The threshold goes into the bias. */
export function weightsFile({ weights, scale, bias }: ScreenModel, threshold: number): string {
  const base64 = Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength).toString('base64');
  return `// Made by \`node scripts/screen.ts\`; never changed by hand.

/** What stands before any feature, less the threshold. */
export const BIAS = ${(bias - threshold).toFixed(6)};
/** What one step of a weight is worth. */
export const SCALE = ${scale.toFixed(9)};
/** One signed byte for each bucket of \`featuresOf\`, in base64. */
export const WEIGHTS =
  '${base64}';
`;
}
