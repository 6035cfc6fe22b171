import type { Actor, Role } from '../base/actor.ts';
import type { Id } from '../base/ids.ts';

/** Whether somebody keeps the records of her organisation: offices, units, desks, people. It gives her no key. */
export function mayAdminister(actor: Pick<Actor, 'roles'>): boolean {
  return actor.roles.includes('administrator');
}

/** Who works at desks, leads those who do, or keeps the desks' records. */
const DESK_READERS: readonly Role[] = [
  'administrator',
  'deskWorker',
  'caseworker',
  'caseworkerSupervisor',
  'officeManager',
  'governorateDirector',
];

/** Whether somebody sees which desks her organisation has; who works there is asked of `accounts`. */
export function maySeeDesks(actor: Pick<Actor, 'roles'>): boolean {
  return actor.roles.some((role) => DESK_READERS.includes(role));
}

/** Whether somebody keeps what belongs to no organisation: new organisations, hotlines, provisions. `platform`: hers runs the installation. */
export function mayKeepReference(actor: Pick<Actor, 'roles'>, platform: boolean): boolean {
  return platform && mayAdminister(actor);
}

/** Whether somebody may change an organisation's own record. */
export function mayEditOrganisation(
  actor: Pick<Actor, 'roles' | 'tenantId'>,
  platform: boolean,
  organisationId: Id,
): boolean {
  return mayAdminister(actor) && (platform || actor.tenantId === organisationId);
}
