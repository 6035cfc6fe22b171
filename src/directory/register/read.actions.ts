import type { Actor } from '../../base/actor.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import { must } from '../../base/problem.ts';
import { mayAdminister, maySeeDesks } from '../access.ts';
import type { listOwnDesks } from './desk.contract.ts';
import { listDesksOf } from './desk.queries.ts';
import { listOffices, listOrganisations, listUnits } from './office.queries.ts';
import type { RegisterGround } from './register.actions.ts';
import type {
  listOffices as officesContract,
  listOrganisations as organisationsContract,
} from './register.contract.ts';

/** Every organisation of the register, for administrators. */
export async function readOrganisations(
  { database }: RegisterGround,
  actor: Actor,
): Promise<OutputOf<typeof organisationsContract>> {
  must(mayAdminister(actor), 'not_allowed');
  return { organisations: await listOrganisations(database.direct) };
}

/** The offices and units of the own organisation, for its administrators. */
export async function readOffices(
  { database }: RegisterGround,
  actor: Actor,
): Promise<OutputOf<typeof officesContract>> {
  must(mayAdminister(actor), 'not_allowed');
  const offices = await listOffices(database.direct, actor.tenantId);
  return {
    offices: offices.map((office) => ({ ...office, hours: [...office.hours], womenHours: [...office.womenHours] })),
    units: await listUnits(database.direct, actor.tenantId),
  };
}

/** The desks of the own organisation, for whoever has a screen that shows them. */
export async function readDesks({ database }: RegisterGround, actor: Actor): Promise<OutputOf<typeof listOwnDesks>> {
  must(maySeeDesks(actor), 'not_allowed');
  const desks = await listDesksOf(database.direct, actor.tenantId);
  return { desks: desks.map((desk) => ({ ...desk, hours: [...desk.hours], rota: [...desk.rota] })) };
}
