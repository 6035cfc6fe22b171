import type { Actor } from '../base/actor.ts';
import type { Id } from '../base/ids.ts';

/** Whether somebody keeps the records of her organisation: offices, units, forums, desks, people. It gives her no key. */
export function mayAdminister(actor: Pick<Actor, 'roles'>): boolean {
  return actor.roles.includes('administrator');
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
