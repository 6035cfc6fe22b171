import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import type { Day } from '../../base/clock.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { mayKeepMembers, mayKeepRegister, mayReadRegister, standsForBearer } from '../access.ts';
import type { ForumsGround } from '../queries.ts';
import { listSeatsOf } from '../queries.ts';
import type * as contract from './forum.contract.ts';
import {
  findForum,
  findForumForUpdate,
  listPublicForums,
  listRegister,
  listSeatsWithNames,
  listVersions,
  saveForum,
} from './forum.queries.ts';

const PAGE = 100;

/** A page of the own organisation's register as of a day, today without one. */
export async function readRegister(
  ground: ForumsGround,
  actor: Actor,
  query: Input<typeof contract.listForums>['query'],
): Promise<OutputOf<typeof contract.listForums>> {
  const day = dayOf(query.on, ground);
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    must(mayReadRegister(actor, await listSeatsOf(tx, actor)), 'not_allowed');
    const { total, forums } = await listRegister(tx, actor.tenantId, day, query, PAGE + 1);
    return { on: day, total, forums: forums.slice(0, PAGE), more: forums.length > PAGE };
  });
}

/** Where the signed-in person has a seat; her rail and her start page are made of it. */
export async function readMine(ground: ForumsGround, actor: Actor): Promise<OutputOf<typeof contract.listMyForums>> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const held = await listSeatsOf(tx, actor);
    const named = await listSeatsWithNames(tx, actor);
    return {
      seats: named.filter((each) => held.some(({ forumId, role }) => forumId === each.forumId && role === each.role)),
      bearer: standsForBearer(actor),
      register: mayReadRegister(actor, held),
    };
  });
}

/**
 * Adds a forum of the own organisation or changes its record. The first record holds from its founding on, or from today for one that is
 * planned; each later one from today on. `wrong_shape` for a founding or a closing that lies ahead.
 */
export async function keepForum(
  ground: ForumsGround,
  actor: Actor,
  id: Id,
  fields: Input<typeof contract.putForum>['body'],
): Promise<void> {
  must(mayKeepRegister(actor), 'not_allowed');
  const today = baghdadDay(ground.clock());
  const { foundedOn, closedOn } = fields;
  must(foundedOn === null || foundedOn <= today, 'wrong_shape', { field: 'foundedOn' });
  must(closedOn === null || closedOn <= today, 'wrong_shape', { field: 'closedOn' });
  await ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const known = await findForumForUpdate(tx, actor.tenantId, id);
    await saveForum(
      tx,
      {
        tenant_id: actor.tenantId,
        id,
        names: fields.names,
        governorate_id: fields.governorateId,
        district_id: fields.districtId,
        subdistrict: fields.subdistrict,
        quarter: fields.quarter,
        founder: fields.founder,
        founded_on: foundedOn,
        planned_for: fields.plannedFor,
        closed_on: closedOn,
        last_met_on: null,
        meets: fields.meets,
        source: fields.source,
        illustrative: false,
        // Another day is one that somebody knows.
        founding_illustrative: known?.foundedOn === foundedOn && (known?.foundingIllustrative ?? false),
      },
      known ? today : (foundedOn ?? today),
    );
    const by = { tenantId: actor.tenantId, day: today, actor: actor.accountId };
    await record(tx, { ...by, verb: 'forum.changed', object: `forum:${id}` });
  });
}

/** One forum of the own organisation, and what the signed-in person may change of it. */
export async function readForum(
  ground: ForumsGround,
  actor: Actor,
  forumId: Id,
): Promise<OutputOf<typeof contract.getForum>> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    must(mayReadRegister(actor, seats), 'not_allowed');
    const found = await findForum(tx, actor.tenantId, forumId, baghdadDay(ground.clock()));
    return {
      ...(found ?? fail('not_found')),
      mayKeep: mayKeepRegister(actor),
      mayKeepMembers: mayKeepMembers(actor, seats, forumId),
    };
  });
}

/** How a forum's record was kept. */
export async function readHistory(
  ground: ForumsGround,
  actor: Actor,
  forumId: Id,
): Promise<OutputOf<typeof contract.getForumHistory>> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    must(mayReadRegister(actor, await listSeatsOf(tx, actor)), 'not_allowed');
    const versions = await listVersions(tx, actor.tenantId, forumId);
    must(versions.length > 0, 'not_found');
    return { versions };
  });
}

/** The public part of the register as of a day. */
export async function readPublicForums(
  ground: ForumsGround,
  { active_on, governorate, founder }: Input<typeof contract.listPublicForums>['query'],
): Promise<OutputOf<typeof contract.listPublicForums>> {
  const day = dayOf(active_on, ground);
  const { forums, planned } = await listPublicForums(ground.database.direct, day, { governorate, founder });
  const byGovernorate: Record<string, number> = {};
  for (const { governorateId } of forums) byGovernorate[governorateId] = (byGovernorate[governorateId] ?? 0) + 1;
  const of = (which: string) => forums.filter((each) => each.founder === which).length;
  return {
    active_on: day,
    total: forums.length,
    planned: planned.length,
    by_founder: { programme: of('programme'), police: of('police') },
    by_governorate: byGovernorate,
    items: forums.map((forum) => ({
      id: forum.id,
      names: forum.names,
      place: {
        governorate: forum.governorateId,
        district: forum.districtId,
        subdistrict: forum.subdistrict,
        quarter: forum.quarter,
      },
      founder: forum.founder,
      // Chosen by it.
      founded_on: forum.foundedOn ?? fail('internal'),
      status: forum.status,
      place_illustrative: forum.placeIllustrative,
      founding_illustrative: forum.foundingIllustrative,
    })),
  };
}

/** The day that was asked for, or today; one that the calendar does not know is `wrong_shape`. */
function dayOf(asked: Day | undefined, { clock }: ForumsGround): Day {
  if (asked === undefined) return baghdadDay(clock());
  must(!Number.isNaN(Date.parse(asked)) && new Date(asked).toISOString().startsWith(asked), 'wrong_shape', {
    field: 'day',
  });
  return asked;
}
