import type { Id } from '../base/ids.ts';
import type { Database } from '../storage/database.ts';
import { findTenantOfDesk } from './queries.ts';

export { findNewestDirectory, listAllPlaces, listHotlines, listPlaces } from './queries.ts';
export {
  findDesk,
  findDeskForUpdate,
  listDesksOf,
  listRotas,
  saveDesk,
  setEpochsInForce,
  setRota,
} from './register/desk.queries.ts';
export { findOrganisation, findPlatform, isPoliceOrganisation, listPublicOffices } from './register/office.queries.ts';
export { listPublicDesks, listPublicUnits, readOutlines } from './public.queries.ts';
export { listProvisionEntries, markVerified } from './reference/reference.queries.ts';

export type TenantOfDesk = (deskId: Id) => Promise<Id | undefined>;

/** Looks up whose a desk is; remembered, because a desk never changes its tenant. Only desks that exist are remembered. */
export function tenantOfDesk(database: Database): TenantOfDesk {
  const known = new Map<Id, Id>();
  return async (deskId) => {
    const remembered = known.get(deskId);
    if (remembered) return remembered;
    const found = await findTenantOfDesk(database.direct, deskId);
    if (found) known.set(deskId, found);
    return found;
  };
}

export {
  insertDesk,
  insertDirectory,
  insertOffice,
  insertOrganisation,
  insertUnit,
  isEmptyRegister,
  setEpoch,
} from './register/register.queries.ts';
export { seedReference } from './reference/reference.actions.ts';
