import { record } from '../audit/queries.ts';
import type { Actor } from '../base/actor.ts';
import { fromBase64url, toBase64url } from '../base/bytes.ts';
import { baghdadDay, halfYearOf } from '../base/clock.ts';
import type { Input, OutputOf } from '../base/endpoint.ts';
import type { Id } from '../base/ids.ts';
import { randomId } from '../base/ids.ts';
import { must } from '../base/problem.ts';
import { isSealedEntry } from '../crypto/entry.ts';
import { onReport } from '../reporting/index.ts';
import type { CasesGround } from './actions.ts';
import type { listPendingStubs, sendStubs } from './contract.ts';
import { BATCH_DAYS, daysBetween, mayLeave } from './model.ts';
import { findCaseKey } from './queries.ts';
import {
  dropPending,
  findLastBatch,
  insertCaseStub,
  insertStubs,
  listPending,
  setLastBatch,
  takePending,
} from './stub.queries.ts';
import type { CasesTables } from './tables.ts';

/**
 * Settles the statistics of a closed report, once: with her consent the sealed stub waits for the batch; without it nothing follows. That
 * she reported was counted when the report arrived. A stub that waits is dropped as soon as her latest word is a no, whatever the state
 * of the report.
 */
export async function settle(ground: CasesGround, actor: Actor, reportId: Id, stub: string | null): Promise<void> {
  const body = stub === null ? null : fromBase64url(stub);
  must(body === null || isSealedEntry(body), 'envelope_damaged');
  await onReport(ground, actor, reportId, async (tx, report) => {
    const dropped = body === null && (await dropPending(tx, reportId));
    must(dropped || report.state === 'closed', 'transition_refused', { why: 'state', state: report.state });
    must(body === null || (await findCaseKey(tx, reportId)), 'not_found');
    if (dropped) return;
    await insertCaseStub(tx, {
      tenant_id: report.tenantId,
      report_id: reportId,
      desk_id: report.deskId,
      women: report.women,
      half_year: halfYearOf(report.day),
      body,
    });
  });
}

/** The batches that may leave a desk today, sealed, under the keys that the actor holds. */
export async function readPendingStubs(
  ground: CasesGround,
  actor: Actor,
  deskId: Id,
): Promise<OutputOf<typeof listPendingStubs>> {
  const seat = actor.desks.find((each) => each.deskId === deskId);
  must(seat, 'not_allowed');
  const today = baghdadDay(ground.clock());
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const batches = new Map<string, OutputOf<typeof listPendingStubs>['batches'][number]>();
    for (const each of await listPending(tx, deskId, seat.women)) {
      const name = `${each.halfYear} ${each.women}`;
      const batch = batches.get(name) ?? { women: each.women, halfYear: each.halfYear, stubs: [] };
      batch.stubs.push({
        reportId: each.reportId,
        key: { id: each.caseId, epoch: each.epoch, wrapped: toBase64url(each.wrapped) },
        body: toBase64url(each.body),
      });
      batches.set(name, batch);
    }
    const ready = [];
    for (const batch of batches.values()) {
      const last = await findLastBatch(tx, deskId, batch.women);
      const isWeekOver = last === undefined || daysBetween(last, today) >= BATCH_DAYS;
      if (mayLeave(batch.stubs.length, batch.halfYear, today) && isWeekOver) ready.push(batch);
    }
    return { batches: ready };
  });
}

/**
 * Takes a desk's batch in. Refused when it is too small, comes within a week of the last, or is not exactly as many as wait
 * (`already_different`: one came in between, read them again). Nothing of the desk is stored with the stubs.
 */
export async function takeBatch(
  ground: CasesGround,
  actor: Actor,
  batch: Input<typeof sendStubs>['body'],
): Promise<void> {
  const { deskId, women, halfYear, stubs } = batch;
  must(
    actor.desks.some((seat) => seat.deskId === deskId && (!women || seat.women)),
    'not_allowed',
  );
  const day = baghdadDay(ground.clock());
  must(mayLeave(stubs.length, halfYear, day), 'transition_refused', { why: 'tooFew' });
  await ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const last = await findLastBatch(tx, deskId, women);
    must(last === undefined || daysBetween(last, day) >= BATCH_DAYS, 'transition_refused', { why: 'tooSoon' });
    must((await takePending(tx, deskId, women, halfYear)) === stubs.length, 'already_different');
    await insertStubs(
      tx,
      stubs.map((stub) => stubRow(stub, halfYear)),
    );
    await setLastBatch(tx, { tenant_id: actor.tenantId, desk_id: deskId, women, sent_on: day });
    await record(tx, {
      tenantId: actor.tenantId,
      day,
      actor: actor.accountId,
      verb: 'desk.stubsSent',
      object: `desk:${deskId}`,
    });
  });
}

function stubRow(stub: Input<typeof sendStubs>['body']['stubs'][number], halfYear: string): CasesTables['stat_stub'] {
  return {
    stub_id: randomId(),
    half_year: halfYear,
    governorate_id: stub.governorate,
    e_extortion_facet: stub.eExtortionFacet ?? null,
    gbv_type: stub.gbvType ?? null,
    age_band: stub.ageBand ?? null,
    sex: stub.sex ?? null,
    residence_status: stub.residenceStatus ?? null,
    channel: stub.channel ?? null,
    delay_band: stub.delayBand ?? null,
    perpetrator_kind: stub.perpetratorKind ?? null,
    services_offered: [...new Set(stub.servicesOffered)],
    referral_outcome: [...new Set(stub.referralOutcome)],
    closure_reason: stub.closureReason ?? null,
    days_open_band: stub.daysOpenBand ?? null,
    satisfaction: stub.satisfaction ?? null,
    woman_worker_asked: stub.womanWorkerAsked ?? null,
    woman_worker_given: stub.womanWorkerGiven ?? null,
  };
}
