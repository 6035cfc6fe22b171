import type { Day, HalfYear } from '../base/clock.ts';
import { startOfDay } from '../base/clock.ts';
import { uuidOf } from '../base/ids.ts';
import type { Stub } from '../cases/model.ts';
import type { NewStub } from '../results/index.ts';
import {
  dueHalfYears,
  insertCitedComparison,
  insertCitedFigure,
  insertReceived,
  insertStubs,
  releaseDayOf,
  releaseHalfYear,
} from '../results/index.ts';
import type { Database } from '../storage/database.ts';
import { after, before, between, citedFigures } from './cited.ts';

const HALF_YEARS = 5;

/** Reports a governorate might have received in the newest half-year: invented, larger where more people live. */
const AROUND: Readonly<Record<string, number>> = {
  IQG08: 46,
  IQG15: 31,
  IQG02: 28,
  IQG11: 19,
  IQG06: 17,
  IQG13: 13,
  IQG01: 12,
  IQG10: 11,
  IQG07: 10,
  IQG04: 9,
  IQG16: 9,
  IQG17: 9,
  IQG09: 8,
  IQG12: 7,
  IQG18: 6,
  IQG05: 5,
  IQG14: 5,
  IQG03: 2,
  'IQ-HA': 1,
};
const GROWTH = 1.1;

/** Puts in the cited figures, and illustrative counts and stubs of past half-years, released by the same function as real ones. */
export async function seedStatistics(app: Database, jobs: Database, today: Day): Promise<void> {
  await app.transact({}, async (tx) => {
    for (const figure of citedFigures) await insertCitedFigure(tx, figure);
    await insertCitedComparison(tx, '41000000-0000-4000-8000-000000000001', { before, after, between });
  });
  const halfYears = dueHalfYears(today, HALF_YEARS);
  for (const [at, halfYear] of halfYears.entries()) {
    const stubs = illustrativeStubs(halfYear, GROWTH ** (at - halfYears.length + 1));
    await app.transact({}, (tx) => insertStubs(tx, stubs));
    const received = new Map<string, number>();
    for (const { governorate_id: id } of stubs) received.set(id, (received.get(id) ?? 0) + 1);
    await jobs.transact({}, (tx) => insertReceived(tx, halfYear, received));
    const now = startOfDay(releaseDayOf(halfYear));
    await jobs.transact({}, (tx) => releaseHalfYear(tx, halfYear, now, { illustrative: true }));
  }
}

/** Invented stubs of one half-year, the same at every installation; `scale` 1 is the newest. */
export function illustrativeStubs(halfYear: HalfYear, scale: number): NewStub[] {
  const dice = diceOf(halfYear);
  return Object.entries(AROUND).flatMap(([governorateId, around]) => {
    const count = Math.round(around * scale * (0.8 + 0.4 * dice()));
    return Array.from({ length: count }, () => illustrativeStub(halfYear, governorateId, dice));
  });
}

function illustrativeStub(halfYear: HalfYear, governorateId: string, dice: () => number): NewStub {
  const pick = <Value>(...values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(dice() * values.length)] ?? values[0];
  // About 70 to 80 % of those who report are women (published by the community police for 2022 and later).
  const isWoman = dice() < 0.75;
  return {
    stub_id: uuidOf(
      Uint8Array.from({ length: 16 }, () => dice() * 256),
      4,
    ),
    half_year: halfYear,
    governorate_id: governorateId,
    e_extortion_facet:
      pick<Stub['eExtortionFacet']>(
        'threatToPublish',
        'threatToPublish',
        'published',
        'coercedImagesOrContact',
        'moneyDemand',
        'accountTakeover',
      ) ?? null,
    gbv_type: isWoman ? 'psychologicalEmotionalAbuse' : null,
    age_band: pick('<18', '18-24', '18-24', '25-35', '25-35', '36+'),
    sex: isWoman ? 'woman' : 'man',
    residence_status: pick('resident', 'resident', 'resident', 'displaced', 'returnee'),
    channel: pick('app', 'app', 'hotline', 'office', 'forum'),
    delay_band: pick('<1h', '1-4h', '4-24h', '1-3d', '>3d'),
    perpetrator_kind: pick('known', 'unknown', 'unknown', 'relative'),
    services_offered: pick(['takedown'], ['takedown', 'legal'], ['psychosocial'], []),
    referral_outcome: pick(['completed'], ['declined'], []),
    closure_reason: pick<Stub['closureReason']>('resolved', 'resolved', 'lostContact', 'herWish') ?? null,
    days_open_band: pick('<7', '7-30', '31-90', '>90'),
    satisfaction: pick(4, 4, 3, 2, null),
    woman_worker_asked: isWoman,
    woman_worker_given: isWoman && dice() < 0.9,
  };
}

/** Numbers from 0 to 1 that look like chance and are the same at every run (mulberry32 over an FNV hash of the name). */
function diceOf(name: string): () => number {
  let state = 2_166_136_261;
  for (const letter of name) state = Math.imul(state ^ letter.charCodeAt(0), 16_777_619);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
