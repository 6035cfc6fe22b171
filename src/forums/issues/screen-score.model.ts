import { BIAS, SCALE, WEIGHTS } from './screen-weights.model.ts';

/** A linear model whose weights are one byte each. `bias` has its threshold in it: above nought is diverted. */
export interface ScreenModel {
  readonly weights: Int8Array;
  readonly scale: number;
  readonly bias: number;
}

const committed: ScreenModel = { weights: bytesOf(WEIGHTS), scale: SCALE, bias: BIAS };

/** How far a text is on the side of what is diverted: above nought, or below. Long texts count no more than short ones. */
export function scoreOf(features: ReadonlySet<number>, model = committed): number {
  let sum = 0;
  for (const feature of features) sum += model.weights[feature] ?? 0;
  return model.bias + (model.scale * sum) / Math.sqrt(Math.max(1, features.size));
}

function bytesOf(base64: string): Int8Array {
  return Int8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}
