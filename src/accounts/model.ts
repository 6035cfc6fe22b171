import type { Role } from '../base/actor.ts';
import type { Id } from '../base/ids.ts';

export const sexes = ['woman', 'man'] as const;
export type Sex = (typeof sexes)[number];

export const accountStates = ['invited', 'active', 'revoked'] as const;
export type AccountState = (typeof accountStates)[number];

/** How long an invitation's link works. */
export const INVITATION_HOURS = 72;

/** Roles that a seat at a desk needs: trained people, admitted by key. */
export const DESK_ROLES: readonly Role[] = ['deskWorker', 'caseworker', 'caseworkerSupervisor'];

/** Roles that never go together with a seat at a desk: administrators hold no key, and no desk worker leads a forum. */
const NEVER_AT_A_DESK: readonly Role[] = ['administrator', 'forumSecretary', 'forumChair'];

/** Roles whose holder may be the head who keeps the organisation's root. */
export const HEAD_ROLES: readonly Role[] = ['officeManager', 'governorateDirector'];

/** Whether one person may hold these roles at the same time. */
export function goTogether(roles: readonly Role[]): boolean {
  const atADesk = roles.some((role) => DESK_ROLES.includes(role));
  return !(atADesk && roles.some((role) => NEVER_AT_A_DESK.includes(role)));
}

/** Whether somebody with these roles may have a seat at a desk. */
export function mayTakeSeat(roles: readonly Role[]): boolean {
  return roles.some((role) => DESK_ROLES.includes(role)) && goTogether(roles);
}

/** A desk with fewer stops when one of them is ill, and nobody can be the second person: it is warned about. */
const FEWEST = 2;

/** How many people a desk has; `womenHolders`: how many women hold its newest women's key, null where it has none. */
export interface Staffing {
  readonly members: number;
  readonly womenHolders: number | null;
}

/** `nobody`: not founded. `members`, `women`: fewer than two, who must also read and close what is for women only. */
export type StaffingGap = 'nobody' | 'members' | 'women';

/** What is too few at a desk. Where one woman holds the women's key, men do not help: they can neither read nor close for her. */
export function staffingGaps({ members, womenHolders }: Staffing): readonly StaffingGap[] {
  const gaps: StaffingGap[] = [];
  if (members < FEWEST) gaps.push(members === 0 ? 'nobody' : 'members');
  if (womenHolders !== null && womenHolders < FEWEST) gaps.push('women');
  return gaps;
}

/** One of the five who hold a share, as far as the rule about them goes. */
export interface Trustee {
  readonly id: Id;
  /** Of a police or security organisation. */
  readonly police: boolean;
}

/**
 * Whether five trustees may hold a desk's recovery: five different people; of a women's desk or key at least two outside the police,
 * of a desk that is not the police at least three, so that three police trustees can never open what was kept from the police.
 */
export function mayHoldShares(trustees: readonly Trustee[], desk: { police: boolean; women: boolean }): boolean {
  const outside = trustees.filter((each) => !each.police).length;
  const needed = desk.police ? (desk.women ? 2 : 0) : 3;
  return trustees.length === 5 && new Set(trustees.map((each) => each.id)).size === 5 && outside >= needed;
}
