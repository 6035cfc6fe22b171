import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import type { Day } from '../../base/clock.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { must } from '../../base/problem.ts';
import type { Queries } from '../../storage/database.ts';
import { mayKeepRegister, mayReadRegister } from '../access.ts';
import type { ForumsGround } from '../queries.ts';
import { listSeatsOf } from '../queries.ts';
import { isOwnForum } from './people.queries.ts';
import type * as contract from './setting.contract.ts';
import {
  addForumOffice,
  deleteOfficeState,
  isOwnOffice,
  listForumOffices,
  listOfficeStates,
  listSubcommittees,
  listUnitsSince,
  removeForumOffice,
  saveOfficeState,
  saveSubcommittee,
  setUnitSince,
} from './setting.queries.ts';

/** The sub-committees of the own organisation. */
export async function readSubcommittees(
  ground: ForumsGround,
  actor: Actor,
): Promise<OutputOf<typeof contract.listSubcommittees>> {
  return reading(ground, actor, async (tx) => ({ subcommittees: await listSubcommittees(tx, actor.tenantId) }));
}

/** Adds or changes a sub-committee of a forum of the own organisation, or of a governorate. */
export async function keepSubcommittee(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  fields: Input<typeof contract.putSubcommittee>['body'],
): Promise<void> {
  const { names, forumId, governorateId, topic, women, men, foundedOn, closedOn } = fields;
  await keeping(ground, actor, 'subcommittee.changed', `subcommittee:${id}`, (tx) =>
    saveSubcommittee(tx, {
      tenant_id: actor.tenantId,
      id,
      forum_id: forumId,
      governorate_id: governorateId,
      topic,
      names,
      women,
      men,
      founded_on: foundedOn,
      closed_on: closedOn,
    }),
  );
}

/** The offices that a forum works with or might work with. */
export async function readForumOffices(
  ground: ForumsGround,
  actor: Actor,
  forumId: Id,
): Promise<OutputOf<typeof contract.listForumOffices>> {
  const of = { tenantId: actor.tenantId, forumId };
  return reading(ground, actor, async (tx) => {
    must(await isOwnForum(tx, of), 'not_found');
    return { offices: await listForumOffices(tx, of) };
  });
}

/** Notes whether a forum works with an office, which may be another organisation's. */
export async function keepForumOffice(
  ground: ForumsGround,
  actor: Actor,
  { forumId, officeId }: Input<typeof contract.putForumOffice>['params'],
  works: boolean,
): Promise<void> {
  const of = { tenantId: actor.tenantId, forumId };
  await keeping(ground, actor, 'forum.offices', `forum:${forumId}`, async (tx) => {
    must(await isOwnForum(tx, of), 'not_found');
    if (!works) return removeForumOffice(tx, of, officeId);
    must(await addForumOffice(tx, of, officeId), 'not_found');
  });
}

/** An office of the own organisation through the years. */
export async function readOfficeHistory(
  ground: ForumsGround,
  actor: Actor,
  officeId: Id,
): Promise<OutputOf<typeof contract.getOfficeHistory>> {
  return reading(ground, actor, async (tx) => {
    must(await isOwnOffice(tx, actor.tenantId, officeId), 'not_found');
    return {
      states: await listOfficeStates(tx, actor.tenantId, officeId),
      units: await listUnitsSince(tx, actor.tenantId, officeId),
    };
  });
}

/** Writes down what an office was from a day on. */
export async function keepOfficeState(
  ground: ForumsGround,
  actor: Actor,
  { officeId, since }: Input<typeof contract.putOfficeState>['params'],
  fields: Input<typeof contract.putOfficeState>['body'],
): Promise<void> {
  const { rooms, patrols, staffLow, staffHigh, staffWomen, note, source } = fields;
  await keeping(ground, actor, 'office.state', `office:${officeId}`, (tx) =>
    saveOfficeState(tx, {
      tenant_id: actor.tenantId,
      office_id: officeId,
      since,
      rooms,
      patrols,
      staff_low: staffLow,
      staff_high: staffHigh,
      staff_women: staffWomen,
      note,
      source,
    }),
  );
}

/** Takes back what was written down by mistake. */
export async function dropOfficeState(
  ground: ForumsGround,
  actor: Actor,
  { officeId, since }: { readonly officeId: Id; readonly since: Day },
): Promise<void> {
  await keeping(ground, actor, 'office.state', `office:${officeId}`, async (tx) => {
    must(await deleteOfficeState(tx, actor.tenantId, officeId, since), 'not_found');
  });
}

/** Writes down since when an office has a unit. */
export async function keepUnitSince(
  ground: ForumsGround,
  actor: Actor,
  { officeId, unitId }: Input<typeof contract.putUnitSince>['params'],
  since: Day | null,
): Promise<void> {
  await keeping(ground, actor, 'unit.changed', `unit:${unitId}`, async (tx) => {
    must(await setUnitSince(tx, { tenantId: actor.tenantId, officeId, unitId }, since), 'not_found');
  });
}

async function reading<Output>(
  ground: ForumsGround,
  actor: Actor,
  work: (tx: Queries) => Promise<Output>,
): Promise<Output> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    must(mayReadRegister(actor, await listSeatsOf(tx, actor)), 'not_allowed');
    return work(tx);
  });
}

async function keeping(
  ground: ForumsGround,
  actor: Actor,
  verb: string,
  object: string,
  work: (tx: Queries) => Promise<void>,
): Promise<void> {
  must(mayKeepRegister(actor), 'not_allowed');
  const day = baghdadDay(ground.clock());
  await ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    await work(tx);
    await record(tx, { tenantId: actor.tenantId, day, actor: actor.accountId, verb, object });
  });
}
