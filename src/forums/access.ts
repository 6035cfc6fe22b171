import type { Actor } from '../base/actor.ts';
import type { Id } from '../base/ids.ts';
import type { Seat, SeatRole } from './model.ts';

type Person = Pick<Actor, 'roles'>;

/** Who answers for a duty bearer: its people never verify its commitments (invariant 11), whatever seat they have in the forum. */
const BEARER_ROLES: readonly Actor['roles'][number][] = [
  'communityPoliceOfficer',
  'officeManager',
  'governorateDirector',
];

/** Whether somebody has one of these seats in a forum. */
export function hasForumSeat(seats: readonly Seat[], forumId: Id, ...roles: readonly SeatRole[]): boolean {
  return seats.some((seat) => seat.forumId === forumId && roles.includes(seat.role));
}

/** Whether somebody keeps the register: forums, seats, members, volunteers, sub-committees, office history of her organisation. */
export function mayKeepRegister(actor: Person): boolean {
  return actor.roles.includes('administrator');
}

/** Whether the register is among what somebody's roles open; a seat that opens it needs one of them (`roleForSeat`). */
export function mayOpenRegister(actor: Person): boolean {
  return actor.roles.some((role) =>
    [...BEARER_ROLES, 'administrator', 'forumChair', 'forumSecretary', 'forumMember', 'volunteer'].includes(role),
  );
}

/** Whether promises are among what somebody's roles open: those of a forum's people, and of the duty bearer's. */
export function mayOpenCommitments(actor: Person): boolean {
  return actor.roles.some((role) =>
    [
      ...BEARER_ROLES,
      'forumChair',
      'forumSecretary',
      'forumMember',
      'volunteer',
      'projectOfficer',
      'leadPartner',
    ].includes(role),
  );
}

/** Whether somebody sees her organisation's register: whoever keeps it, has a seat in a forum, or works with what forums ask for. */
export function mayReadRegister(actor: Person, seats: readonly Seat[]): boolean {
  return (
    mayKeepRegister(actor) ||
    seats.length > 0 ||
    actor.roles.some((role) => [...BEARER_ROLES, 'projectOfficer', 'leadPartner'].includes(role))
  );
}

/** Whether somebody keeps a forum's own list of members and volunteers. */
export function mayKeepMembers(actor: Person, seats: readonly Seat[], forumId: Id): boolean {
  return mayKeepRegister(actor) || hasForumSeat(seats, forumId, 'secretary', 'chair');
}

/** Whether somebody sees a forum's accepted issues, agendas and commitments: its people, and those who read all of them. */
export function mayReadForum(actor: Person, seats: readonly Seat[], forumId: Id): boolean {
  return (
    hasForumSeat(seats, forumId, 'chair', 'secretary', 'member', 'volunteer') ||
    actor.roles.some((role) => [...BEARER_ROLES, 'projectOfficer', 'leadPartner'].includes(role))
  );
}

/** Whether meetings are among what somebody's roles open; a seat that opens them needs one of these roles (`roleForSeat`). */
export function mayOpenMeetings(actor: Person): boolean {
  return (
    mayReadForum(actor, [], '') ||
    actor.roles.some((role) => ['forumChair', 'forumSecretary', 'forumMember', 'volunteer'].includes(role))
  );
}

/** Whether somebody sees what waits for the screen: the forum's secretary alone, before anybody else (rules, "Issue"). */
export function mayScreen(seats: readonly Seat[], forumId: Id): boolean {
  return hasForumSeat(seats, forumId, 'secretary');
}

/** Whether somebody may raise an issue on somebody's behalf. */
export function mayRaise(seats: readonly Seat[], forumId: Id): boolean {
  return hasForumSeat(seats, forumId, 'member', 'secretary', 'chair');
}

/** Whether somebody prepares meetings, records them and writes minutes. */
export function mayKeepMeetings(seats: readonly Seat[], forumId: Id): boolean {
  return hasForumSeat(seats, forumId, 'secretary');
}

/** Whether somebody approves agendas and minutes and publishes. */
export function mayApprove(seats: readonly Seat[], forumId: Id): boolean {
  return hasForumSeat(seats, forumId, 'chair');
}

/** Whether somebody belongs to the side that has to do what was promised. */
export function standsForBearer(actor: Person): boolean {
  return actor.roles.some((role) => BEARER_ROLES.includes(role));
}

/** Whether somebody accepts or refuses on behalf of the duty bearer. */
export function mayAnswerForBearer(actor: Pick<Actor, 'roles' | 'tenantId'>, bearerTenantId: Id | null): boolean {
  return (
    actor.tenantId === bearerTenantId &&
    actor.roles.some((role) => role === 'officeManager' || role === 'governorateDirector')
  );
}

/** Whether somebody reports progress for the duty bearer. */
export function mayReportProgress(actor: Pick<Actor, 'roles' | 'tenantId'>, bearerTenantId: Id | null): boolean {
  return actor.tenantId === bearerTenantId && standsForBearer(actor);
}
