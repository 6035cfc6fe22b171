import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import type { Clock } from '../../base/clock.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import type { Database, Queries } from '../../storage/database.ts';
import { mayAdminister, mayEditOrganisation, mayKeepReference } from '../access.ts';
import { lawCheckThatStands } from '../model.ts';
import type { putDesk } from './desk.contract.ts';
import { findDesk, findDeskForUpdate, saveDesk, setOpen } from './desk.queries.ts';
import {
  findOrganisation,
  isPoliceOrganisation,
  markPoliceDesks,
  saveOffice,
  saveUnit,
  updateOrganisation,
} from './office.queries.ts';
import type { putOffice, putOrganisation, putUnit } from './register.contract.ts';
import { insertOrganisation } from './register.queries.ts';

export interface RegisterGround {
  readonly database: Database;
  readonly clock: Clock;
}

/** Whether somebody's organisation runs this installation. */
export async function isOnPlatform(db: Queries, actor: Pick<Actor, 'tenantId'>): Promise<boolean> {
  return (await findOrganisation(db, actor.tenantId))?.platform ?? false;
}

/** Adds an organisation or changes its record. Its kind stays what it was: the police mark of its desks hangs on it. */
export async function keepOrganisation(
  ground: RegisterGround,
  actor: Actor,
  id: Id,
  fields: Input<typeof putOrganisation>['body'],
): Promise<void> {
  await asAdministrator(ground, actor, 'organisation', id, async (tx) => {
    const platform = await isOnPlatform(tx, actor);
    must(mayEditOrganisation(actor, platform, id), 'not_allowed');
    const known = await findOrganisation(tx, id);
    if (known) {
      must(known.kind === fields.kind, 'transition_refused', { why: 'kind' });
      const parentId = platform ? fields.parentId : known.parentId;
      must(parentId !== id, 'wrong_shape');
      await updateOrganisation(tx, id, { ...fields, parentId });
      return markPoliceDesks(tx);
    }
    must(mayKeepReference(actor, platform), 'not_allowed');
    const { kind, names, parentId, governorateId, source } = fields;
    await insertOrganisation(tx, {
      id,
      kind,
      names,
      parent_id: parentId,
      governorate_id: governorateId,
      source,
      illustrative: false,
    });
    await markPoliceDesks(tx);
  });
}

/** Adds or changes an office of the own organisation. */
export async function keepOffice(
  ground: RegisterGround,
  actor: Actor,
  id: Id,
  fields: Input<typeof putOffice>['body'],
): Promise<void> {
  await asAdministrator(ground, actor, 'office', id, async (tx) =>
    saveOffice(tx, {
      tenant_id: actor.tenantId,
      id,
      kind: fields.kind,
      names: fields.names,
      governorate_id: fields.governorateId,
      district_id: fields.districtId,
      address: fields.address,
      hours: fields.hours,
      women_hours: fields.womenHours,
      referral_centre: fields.referralCentre,
      closed: fields.closed,
      source: fields.source,
      illustrative: false,
    }),
  );
}

/** Adds or changes a unit of an office of the own organisation; `not_found` for another's office. */
export async function keepUnit(
  ground: RegisterGround,
  actor: Actor,
  ids: { readonly officeId: Id; readonly unitId: Id },
  fields: Input<typeof putUnit>['body'],
): Promise<void> {
  await asAdministrator(ground, actor, 'unit', ids.unitId, async (tx) =>
    saveUnit(tx, { tenant_id: actor.tenantId, id: ids.unitId, office_id: ids.officeId, ...fields }),
  );
}

/**
 * Adds or changes a desk; its police mark follows from its organisation and from nothing else. Another text of what it must pass on
 * has been checked by no lawyer, unless a later day is given with it; a day that has not come yet is `wrong_shape`.
 */
export async function keepDesk(
  ground: RegisterGround,
  actor: Actor,
  id: Id,
  fields: Input<typeof putDesk>['body'],
): Promise<void> {
  await asAdministrator(ground, actor, 'desk', id, async (tx) => {
    const known = await findDeskForUpdate(tx, actor.tenantId, id);
    must(fields.lawCheckedOn === null || fields.lawCheckedOn <= baghdadDay(ground.clock()), 'wrong_shape');
    await saveDesk(tx, {
      tenant_id: actor.tenantId,
      id,
      kind: fields.kind,
      names: fields.names,
      governorate_id: fields.governorateId,
      office_id: fields.officeId,
      police: await isPoliceOrganisation(tx, actor.tenantId),
      child_protection: fields.childProtection,
      works_here: fields.worksHere,
      must_pass_on: fields.mustPassOn,
      never_without_asking: fields.neverWithoutAsking,
      law_checked_on: lawCheckThatStands(known, fields),
      hours: fields.hours,
      illustrative: false,
    });
  });
}

/** Opens or closes a desk; one without a published key stays closed (`transition_refused`, `why: 'key'`). */
export async function openDesk(ground: RegisterGround, actor: Actor, id: Id, open: boolean): Promise<void> {
  await asAdministrator(ground, actor, 'desk', id, async (tx) => {
    const desk = (await findDesk(tx, actor.tenantId, id)) ?? fail('not_found');
    must(!open || desk.epoch !== null, 'transition_refused', { why: 'key' });
    await setOpen(tx, actor.tenantId, id, open);
  });
}

/** Runs a change of the register by an administrator, with its audit leaf, in one transaction. */
async function asAdministrator(
  ground: RegisterGround,
  actor: Actor,
  what: string,
  id: Id,
  work: (tx: Queries) => Promise<void>,
): Promise<void> {
  must(mayAdminister(actor), 'not_allowed');
  const day = baghdadDay(ground.clock());
  await ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    await work(tx);
    const by = { tenantId: actor.tenantId, day, actor: actor.accountId };
    await record(tx, { ...by, verb: `${what}.changed`, object: `${what}:${id}` });
  });
}
