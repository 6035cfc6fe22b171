import type { Json } from '../base/canonical.ts';
import type { Day, HalfYear } from '../base/clock.ts';
import { DAY_MS, halfYearOf, startOfDay } from '../base/clock.ts';
import { must } from '../base/problem.ts';
import type { StatisticsWord } from '../reporting/model.ts';
import { extortionFacets as facets } from '../reporting/model.ts';

export { facets };

/*
 * The stub: all that ever passes from a case to the statistics (docs/invariants.md, "Two walls"). Values are coarse words; what is not known
 * stays out. No id of the case, no desk, no day.
 */
/** One of six by the act, after GBVIMS, and what is none. */
export const gbvTypes = [
  'rape',
  'sexualAssault',
  'physicalAssault',
  'forcedMarriage',
  'denialOfResources',
  'psychologicalEmotionalAbuse',
  'nonGbv',
] as const;
export const ageBands = ['<18', '18-24', '25-35', '36+'] as const;
export const sexes = ['woman', 'man'] as const;
export const residences = ['resident', 'displaced', 'returnee', 'refugee'] as const;
export const channels = ['app', 'hotline', 'office', 'forum'] as const;
export const delayBands = ['<1h', '1-4h', '4-24h', '1-3d', '>3d'] as const;
export const perpetrators = ['known', 'unknown', 'relative'] as const;
export const services = [
  'takedown',
  'accountSecuring',
  'evidenceAdvice',
  'psychosocial',
  'legal',
  'complaint',
  'judge',
  'health',
  'shelter',
  'minorsProtection',
  'rehabilitation',
  'aftercare',
] as const;
export const referralOutcomes = ['completed', 'declined', 'expired'] as const;
export const closures = ['resolved', 'herWish', 'lostContact', 'goneElsewhere', 'duplicate', 'notForUs'] as const;
export const daysOpenBands = ['<7', '7-30', '31-90', '>90'] as const;

export interface Stub {
  readonly halfYear: HalfYear;
  readonly governorate: string;
  readonly eExtortionFacet?: (typeof facets)[number] | undefined;
  readonly gbvType?: (typeof gbvTypes)[number] | undefined;
  readonly ageBand?: (typeof ageBands)[number] | undefined;
  readonly sex?: (typeof sexes)[number] | undefined;
  readonly residenceStatus?: (typeof residences)[number] | undefined;
  readonly channel?: (typeof channels)[number] | undefined;
  readonly delayBand?: (typeof delayBands)[number] | undefined;
  readonly perpetratorKind?: (typeof perpetrators)[number] | undefined;
  readonly servicesOffered: readonly (typeof services)[number][];
  readonly referralOutcome: readonly (typeof referralOutcomes)[number][];
  readonly closureReason?: (typeof closures)[number] | undefined;
  readonly daysOpenBand?: (typeof daysOpenBands)[number] | undefined;
  /** Nobody asks her yet: left out until there is feedback afterwards. */
  readonly satisfaction?: number | undefined;
  readonly womanWorkerAsked?: boolean | undefined;
  readonly womanWorkerGiven?: boolean | undefined;
}

/** What the member says at the end, besides what follows from the report itself. */
export type StubByHand = Pick<
  Stub,
  'gbvType' | 'ageBand' | 'sex' | 'residenceStatus' | 'perpetratorKind' | 'servicesOffered' | 'referralOutcome'
>;

/** What follows from a closed report: her answers and the course of things, on the member's device. */
export interface StubGround {
  /** Her latest word on being counted. */
  readonly word: StatisticsWord;
  readonly receivedOn: Day;
  readonly closedOn: Day;
  /** The band that the desk's first message carries, sealed; undefined when it carries none. */
  readonly answered: string | undefined;
  /** The governorate she named; else the desk's. */
  readonly governorate: string;
  readonly answers: Readonly<Record<string, Json>>;
  readonly womanAsked: boolean;
  /** Somebody answered under the key that only the desk's women hold. */
  readonly womenAnswered: boolean;
  readonly closure: string | null;
}

const CLOSURE_OF: Readonly<Record<string, (typeof closures)[number]>> = {
  helped: 'resolved',
  herWish: 'herWish',
  noAnswer: 'lostContact',
  goneElsewhere: 'goneElsewhere',
  duplicate: 'duplicate',
  notForUs: 'notForUs',
};

/** The bands of first answers, in the words of the stub. */
const BAND_OF: ReadonlyMap<string, (typeof delayBands)[number]> = new Map([
  ['underOneHour', '<1h'],
  ['oneToFourHours', '1-4h'],
  ['fourToTwentyFourHours', '4-24h'],
  ['oneToThreeDays', '1-3d'],
  ['overThreeDays', '>3d'],
]);

/** The stub of a report whose reporter agreed to statistics by her latest word; `not_allowed` without it. */
export function makeStub(ground: StubGround, byHand: StubByHand): Stub {
  must(ground.word === 'yes', 'not_allowed');
  const { facet, under18 } = ground.answers;
  return {
    ...byHand,
    halfYear: halfYearOf(ground.receivedOn),
    governorate: ground.governorate,
    eExtortionFacet: facets.find((each) => each === facet),
    ageBand: under18 === true ? '<18' : byHand.ageBand,
    channel: 'app',
    delayBand: ground.answered === undefined ? undefined : BAND_OF.get(ground.answered),
    closureReason: ground.closure === null ? undefined : CLOSURE_OF[ground.closure],
    daysOpenBand: daysOpenBandOf(daysBetween(ground.receivedOn, ground.closedOn)),
    womanWorkerAsked: ground.womanAsked,
    // Known where the women's key answered; who answered under the general one is written down nowhere.
    womanWorkerGiven: ground.womanAsked && ground.womenAnswered ? true : undefined,
  };
}

/** Smallest batch of stubs while their half-year still runs. */
const BATCH_LEAST = 5;
/** Days between two batches of a desk. */
export const BATCH_DAYS = 7;

/** Whether so many stubs of a half-year may leave the desk today. */
export function mayLeave(count: number, halfYear: HalfYear, today: Day): boolean {
  return count >= BATCH_LEAST || (count > 0 && halfYear < halfYearOf(today));
}

/** Days from one day to another, never negative. */
export function daysBetween(from: Day, until: Day): number {
  return Math.max(0, Math.round((startOfDay(until) - startOfDay(from)) / DAY_MS));
}

function daysOpenBandOf(days: number): (typeof daysOpenBands)[number] {
  if (days < 7) return '<7';
  if (days <= 30) return '7-30';
  return days <= 90 ? '31-90' : '>90';
}

/** A stub without its undefined parts, as canonical JSON takes it; `wrong_shape` when it is none. */
export function stubAsJson(stub: Stub): Json {
  const entries = Object.entries(stub).filter(([, value]) => value !== undefined);
  must(entries.length > 0, 'wrong_shape');
  return Object.fromEntries(
    entries.map(([key, value]): [string, Json] => [
      key,
      Array.isArray(value) ? [...(value as string[])] : (value as Json),
    ]),
  );
}
