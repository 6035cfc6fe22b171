import { thresholdOf } from './suppression.model.ts';

/** A report's stub as far as it is counted: each dimension has one value, several, or none. */
export type CountedStub = Readonly<Partial<Record<Dimension, string | readonly string[] | null>>>;

/** What stubs are counted by, besides their half-year. */
export const dimensions = [
  'governorate',
  'eExtortionFacet',
  'gbvType',
  'ageBand',
  'sex',
  'residenceStatus',
  'channel',
  'delayBand',
  'perpetratorKind',
  'servicesOffered',
  'referralOutcome',
  'closureReason',
  'daysOpenBand',
  'satisfaction',
  'womanWorkerAsked',
  'womanWorkerGiven',
] as const;
export type Dimension = (typeof dimensions)[number];

/** One count over one or two dimensions and the half-year. */
export interface Cube {
  readonly dimensions: readonly Dimension[];
  readonly keys: readonly string[];
  readonly count: number;
}

/** The pairs that a later indicator needs; with the half-year they are three dimensions, and there are never more. */
const PAIRS: readonly (readonly [Dimension, Dimension])[] = [
  ['governorate', 'eExtortionFacet'],
  ['governorate', 'channel'],
  ['governorate', 'referralOutcome'],
  ['eExtortionFacet', 'ageBand'],
  ['eExtortionFacet', 'sex'],
  ['eExtortionFacet', 'perpetratorKind'],
  ['gbvType', 'ageBand'],
  ['gbvType', 'sex'],
  ['gbvType', 'residenceStatus'],
  ['ageBand', 'sex'],
  ['channel', 'delayBand'],
  ['servicesOffered', 'referralOutcome'],
  ['womanWorkerAsked', 'womanWorkerGiven'],
];

/**
 * What is kept of the stubs of one half-year when they are deleted: counts by one dimension and by some pairs. A count below the
 * threshold of its dimensions (the half-year is one of them) is not kept, so that no stub can be put together again from what is.
 */
export function foldStubs(stubs: readonly CountedStub[]): Cube[] {
  const single = dimensions.map((dimension) => [dimension] as const);
  return [...single, ...PAIRS].flatMap((named) => countBy(stubs, named));
}

function countBy(stubs: readonly CountedStub[], named: readonly Dimension[]): Cube[] {
  const counts = new Map<string, { keys: readonly string[]; count: number }>();
  for (const stub of stubs) {
    for (const keys of keysOf(stub, named)) {
      const id = JSON.stringify(keys);
      const known = counts.get(id);
      if (known) known.count++;
      else counts.set(id, { keys, count: 1 });
    }
  }
  const threshold = thresholdOf(named.length + 1);
  return [...counts.values()].filter(({ count }) => count >= threshold).map((each) => ({ dimensions: named, ...each }));
}

/** Each combination of a stub's values; none when it has no value for one of the dimensions. */
function keysOf(stub: CountedStub, named: readonly Dimension[]): readonly (readonly string[])[] {
  return named.reduce<readonly (readonly string[])[]>(
    (combined, dimension) => combined.flatMap((keys) => valuesOf(stub[dimension]).map((value) => [...keys, value])),
    [[]],
  );
}

function valuesOf(value: string | readonly string[] | null | undefined): readonly string[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'string' ? [value] : [...new Set(value)];
}
