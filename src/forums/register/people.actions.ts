import { findPersonForUpdate, listPeople } from '../../accounts/index.ts';
import { goTogether } from '../../accounts/model.ts';
import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Day } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { dayBefore } from '../../base/period.ts';
import { fail, must } from '../../base/problem.ts';
import type { Queries } from '../../storage/database.ts';
import { mayKeepMembers, mayKeepRegister, mayReadRegister } from '../access.ts';
import type { Seat, SeatRole, Sex } from '../model.ts';
import { NAME_MONTHS, roleForSeat } from '../model.ts';
import type { ForumsGround } from '../queries.ts';
import { listForumTenants, listSeatsOf } from '../queries.ts';
import type * as contract from './people.contract.ts';
import {
  addSeat,
  forgetNames,
  isOwnForum,
  listMembers,
  listSeats,
  listVolunteers,
  saveMember,
  saveVolunteer,
  takeSeat,
} from './people.queries.ts';

/** Who belongs to a forum: by name for those who keep the list, as counts for everybody else who reads the register. */
export async function readPeople(
  ground: ForumsGround,
  actor: Actor,
  forumId: Id,
): Promise<OutputOf<typeof contract.getForumPeople>> {
  const of = { tenantId: actor.tenantId, forumId };
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const seats = await listSeatsOf(tx, actor);
    must(mayReadRegister(actor, seats), 'not_allowed');
    must(await isOwnForum(tx, of), 'not_found');
    const [members, volunteers] = [await listMembers(tx, of), await listVolunteers(tx, of)];
    const today = baghdadDay(ground.clock());
    const list = mayKeepMembers(actor, seats, forumId)
      ? { seats: await namedSeats(tx, of, new Date(ground.clock())), members, volunteers }
      : null;
    return { members: countsOf(members, today), volunteers: countsOf(volunteers, today), list };
  });
}

async function namedSeats(tx: Queries, of: { readonly tenantId: Id; readonly forumId: Id }, now: Date) {
  const [seats, people] = [await listSeats(tx, of), await listPeople(tx, of.tenantId, now)];
  return seats.map((seat) => ({ ...seat, name: people.find(({ id }) => id === seat.accountId)?.name ?? '' }));
}

function countsOf(
  people: readonly { readonly sex: Sex; readonly youth: boolean | null; readonly leftOn: Day | null }[],
  today: Day,
) {
  const here = people.filter(({ leftOn }) => leftOn === null || leftOn > today);
  const women = here.filter(({ sex }) => sex === 'woman').length;
  return { women, men: here.length - women, youth: here.filter(({ youth }) => youth === true).length };
}

/** Gives a seat; `roles_conflict` for whoever has not the role that goes with it, or one that excludes it. */
export async function giveSeat(
  ground: ForumsGround,
  actor: Actor,
  seat: { readonly forumId: Id; readonly accountId: Id; readonly role: SeatRole },
): Promise<void> {
  await keep(ground, actor, seat.forumId, 'forum.seated', mayKeepRegister, async (tx) => {
    const person = (await findPersonForUpdate(tx, actor.tenantId, seat.accountId)) ?? fail('not_found');
    must(person.state !== 'revoked', 'not_found');
    must(person.roles.includes(roleForSeat[seat.role]) && goTogether(person.roles), 'roles_conflict');
    await addSeat(tx, rowOf(actor, seat));
  });
}

/** Takes a seat back; `not_found` when there is none. */
export async function removeSeat(
  ground: ForumsGround,
  actor: Actor,
  seat: { readonly forumId: Id; readonly accountId: Id; readonly role: SeatRole },
): Promise<void> {
  await keep(ground, actor, seat.forumId, 'forum.unseated', mayKeepRegister, async (tx) => {
    must(await takeSeat(tx, rowOf(actor, seat)), 'not_found');
  });
}

function rowOf(actor: Actor, seat: { readonly forumId: Id; readonly accountId: Id; readonly role: SeatRole }) {
  return { tenant_id: actor.tenantId, forum_id: seat.forumId, account_id: seat.accountId, role: seat.role };
}

/** Adds or changes a member. A name is kept from the day on which it was written. */
export async function keepMember(
  ground: ForumsGround,
  actor: Actor,
  { forumId, memberId }: Input<typeof contract.putMember>['params'],
  fields: Input<typeof contract.putMember>['body'],
): Promise<void> {
  await keep(ground, actor, forumId, 'forum.member', keepsMembers(forumId), async (tx, day) => {
    const { name, joinedOn, leftOn, ...rest } = fields;
    const saved = await saveMember(tx, {
      ...rest,
      tenant_id: actor.tenantId,
      id: memberId,
      forum_id: forumId,
      name,
      named_on: name === null ? null : day,
      joined_on: joinedOn,
      left_on: leftOn,
    });
    must(saved, 'already_different');
  });
}

/** Adds or changes a volunteer. */
export async function keepVolunteer(
  ground: ForumsGround,
  actor: Actor,
  { forumId, volunteerId }: Input<typeof contract.putVolunteer>['params'],
  fields: Input<typeof contract.putVolunteer>['body'],
): Promise<void> {
  await keep(ground, actor, forumId, 'forum.volunteer', keepsMembers(forumId), async (tx, day) => {
    const { name, joinedOn, leftOn, codeSignedOn, ...rest } = fields;
    const saved = await saveVolunteer(tx, {
      ...rest,
      tenant_id: actor.tenantId,
      id: volunteerId,
      forum_id: forumId,
      name,
      named_on: name === null ? null : day,
      code_signed_on: codeSignedOn,
      joined_on: joinedOn,
      left_on: leftOn,
    });
    must(saved, 'already_different');
  });
}

function keepsMembers(forumId: Id) {
  return (actor: Actor, seats: readonly Seat[]) => mayKeepMembers(actor, seats, forumId);
}

/** A change around a forum of the own organisation with its audit leaf; `not_found` for another's forum. */
async function keep(
  ground: ForumsGround,
  actor: Actor,
  forumId: Id,
  verb: string,
  may: (actor: Actor, seats: readonly Seat[]) => boolean,
  work: (tx: Queries, day: Day) => Promise<void>,
): Promise<void> {
  const day = baghdadDay(ground.clock());
  await ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    must(may(actor, await listSeatsOf(tx, actor)), 'not_allowed');
    must(await isOwnForum(tx, { tenantId: actor.tenantId, forumId }), 'not_found');
    await work(tx, day);
    await record(tx, { tenantId: actor.tenantId, day, actor: actor.accountId, verb, object: `forum:${forumId}` });
  });
}

/** Takes the names of members and volunteers off after twelve months; their counts stay. How many names went. */
export async function sweepNames(ground: ForumsGround): Promise<number> {
  const until = dayBefore(baghdadDay(ground.clock()), `${NAME_MONTHS} months`);
  let gone = 0;
  for (const tenantId of await listForumTenants(ground.database.direct)) {
    gone += await ground.database.transact({ tenant: tenantId }, (tx) => forgetNames(tx, tenantId, until));
  }
  return gone;
}
