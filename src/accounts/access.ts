import type { Actor, Role } from '../base/actor.ts';
import type { Id } from '../base/ids.ts';
import type { Sex } from './model.ts';
import { HEAD_ROLES, mayTakeSeat } from './model.ts';

/** Seats at desks, as an actor or the own account lists them. */
type Seats = readonly { readonly deskId: Id; readonly women: boolean }[];

/** Whether somebody keeps the people of her organisation: invites, gives roles, revokes. She holds no key and can give none. */
export function mayKeepPeople(actor: Pick<Actor, 'roles'>): boolean {
  return actor.roles.includes('administrator');
}

/**
 * Whether somebody may invite a person with these roles into an organisation: her own, or, from the platform, another one's
 * administrators only, so that an organisation begins.
 */
export function mayInvite(
  actor: Pick<Actor, 'roles' | 'tenantId'>,
  platform: boolean,
  tenantId: Id,
  roles: readonly Role[],
): boolean {
  if (!mayKeepPeople(actor)) return false;
  return actor.tenantId === tenantId || (platform && roles.length === 1 && roles[0] === 'administrator');
}

/** Whether somebody works at a desk; `women`: with the key that only its women hold. */
export function hasSeat(actor: { readonly desks: Seats }, deskId: Id, women = false): boolean {
  return actor.desks.some((seat) => seat.deskId === deskId && (!women || seat.women));
}

/**
 * Whether somebody may see who works at a desk of her organisation and which keys it has, public parts only: its members, who might
 * found it, administrators, heads.
 */
export function maySeeTeam(actor: { readonly roles: readonly Role[]; readonly desks: Seats }, deskId: Id): boolean {
  return hasSeat(actor, deskId) || mayFound(actor) || mayKeepPeople(actor) || mayHoldRoot(actor);
}

/** Whether somebody may set a desk's duty rota, or take a member's seat away. */
export function mayKeepTeam(actor: { readonly roles: readonly Role[]; readonly desks: Seats }, deskId: Id): boolean {
  return hasSeat(actor, deskId) || mayKeepPeople(actor);
}

/** Whether somebody may found a desk that nobody works at yet. */
export function mayFound(actor: Pick<Actor, 'roles'>): boolean {
  return mayTakeSeat(actor.roles);
}

/** Whether somebody may be given a desk's keys: her role, and for the women's key that she is a woman (invariant 16). */
export function mayBeAdmitted(person: { readonly roles: readonly Role[]; readonly sex: Sex }, women: boolean): boolean {
  return mayTakeSeat(person.roles) && (!women || person.sex === 'woman');
}

/** Whether somebody may keep the organisation's root: its head, who is no administrator and has no seat at a desk. */
export function mayHoldRoot(person: { readonly roles: readonly Role[] }): boolean {
  return person.roles.some((role) => HEAD_ROLES.includes(role)) && !person.roles.includes('administrator');
}
