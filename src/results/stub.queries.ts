import type { Insertable } from 'kysely';
import type { HalfYear } from '../base/clock.ts';
import type { Queries } from '../storage/database.ts';
import { tablesOf } from '../storage/database.ts';
import type { CountedStub } from './cube.model.ts';
import type { StubTables } from './tables.ts';

type Db = Queries;
const on = tablesOf<StubTables>;

/** A stub as it is stored. */
export type NewStub = Insertable<StubTables['stat_stub']>;

/**
 * The reports received in a half-year by the governorate of the desk, as they were counted when they arrived: whether and how they were
 * closed, and what their stubs say, plays no part.
 */
export async function listReceived(db: Db, halfYear: HalfYear): Promise<ReadonlyMap<string, number>> {
  const rows = await on(db)
    .selectFrom('stat_counter')
    .select(['governorate_id', 'count'])
    .where('half_year', '=', halfYear)
    .execute();
  return new Map(rows.map((row) => [row.governorate_id, row.count]));
}

/** The stubs of a half-year, without their ids. */
export async function listStubs(db: Db, halfYear: HalfYear): Promise<CountedStub[]> {
  const rows = await on(db).selectFrom('stat_stub').selectAll().where('half_year', '=', halfYear).execute();
  return rows.map((row) => ({
    governorate: row.governorate_id,
    eExtortionFacet: row.e_extortion_facet,
    gbvType: row.gbv_type,
    ageBand: row.age_band,
    sex: row.sex,
    residenceStatus: row.residence_status,
    channel: row.channel,
    delayBand: row.delay_band,
    perpetratorKind: row.perpetrator_kind,
    servicesOffered: row.services_offered,
    referralOutcome: row.referral_outcome,
    closureReason: row.closure_reason,
    daysOpenBand: row.days_open_band,
    satisfaction: row.satisfaction === null ? null : String(row.satisfaction),
    womanWorkerAsked: row.woman_worker_asked === null ? null : String(row.woman_worker_asked),
    womanWorkerGiven: row.woman_worker_given === null ? null : String(row.woman_worker_given),
  }));
}

/** Adds stubs. Desks send them in batches through the slice cases; this is for the demo's illustrative ones. */
export async function insertStubs(db: Db, stubs: readonly NewStub[]): Promise<void> {
  if (stubs.length > 0) await on(db).insertInto('stat_stub').values(stubs).execute();
}

/** Puts in how many reports were received, by governorate. The job counts real ones; this is for the demo's illustrative ones. */
export async function insertReceived(db: Db, halfYear: HalfYear, counts: ReadonlyMap<string, number>): Promise<void> {
  const rows = [...counts].map(([governorateId, count]) => ({
    half_year: halfYear,
    governorate_id: governorateId,
    count,
  }));
  if (rows.length > 0) await on(db).insertInto('stat_counter').values(rows).execute();
}

/** Deletes what was counted of a half-year. */
export async function deleteStubs(db: Db, halfYear: HalfYear): Promise<void> {
  await on(db).deleteFrom('stat_stub').where('half_year', '=', halfYear).execute();
  await on(db).deleteFrom('stat_counter').where('half_year', '=', halfYear).execute();
}

/** The half-years of which stubs or counts wait, the oldest first. */
export async function listWaitingHalfYears(db: Db): Promise<HalfYear[]> {
  const rows = await on(db)
    .selectFrom('stat_stub')
    .select('half_year')
    .union(on(db).selectFrom('stat_counter').select('half_year'))
    .orderBy('half_year')
    .execute();
  return rows.map((row) => row.half_year);
}
