import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import type { Day } from '../../base/clock.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { must } from '../../base/problem.ts';
import type { Queries } from '../../storage/database.ts';
import { mayKeepReference } from '../access.ts';
import type { putHotline, putProvision } from '../reference/reference.contract.ts';
import {
  findHotlineForUpdate,
  findProvisionForUpdate,
  markHotlineVerified,
  markProvisionVerified,
  saveHotline,
  saveProvision,
} from '../reference/reference.queries.ts';
import type { RegisterGround } from './register.actions.ts';
import { isOnPlatform } from './register.actions.ts';

/** Adds or changes a hotline. A changed number loses its verification: what was checked was the other one. */
export async function keepHotline(
  ground: RegisterGround,
  actor: Actor,
  id: Id,
  fields: Input<typeof putHotline>['body'],
): Promise<void> {
  await asKeeper(ground, actor, 'hotline.changed', `hotline:${id}`, async (tx) => {
    const known = await findHotlineForUpdate(tx, id);
    const verifiedOn = known?.number === fields.number ? known.verifiedOn : null;
    await saveHotline(tx, { id, ...fields, verified_on: verifiedOn });
  });
}

/** Notes that a number was called today and is right. */
export async function verifyHotline(ground: RegisterGround, actor: Actor, id: Id): Promise<Day> {
  const day = baghdadDay(ground.clock());
  await asKeeper(ground, actor, 'hotline.verified', `hotline:${id}`, async (tx) =>
    must(await markHotlineVerified(tx, id, day), 'not_found'),
  );
  return day;
}

/** Adds or changes a provision. A changed article or Arabic text loses its verification. */
export async function keepProvision(
  ground: RegisterGround,
  actor: Actor,
  id: Id,
  fields: Input<typeof putProvision>['body'],
): Promise<void> {
  await asKeeper(ground, actor, 'provision.changed', `provision:${id}`, async (tx) => {
    const known = await findProvisionForUpdate(tx, id);
    const same = known?.article === fields.article && known.text.ar === fields.text.ar;
    await saveProvision(tx, { id, ...fields, verified_on: same ? known.verifiedOn : null });
  });
}

/** Notes that a provision was read by a lawyer today and is right. */
export async function verifyProvision(ground: RegisterGround, actor: Actor, id: Id): Promise<Day> {
  const day = baghdadDay(ground.clock());
  await asKeeper(ground, actor, 'provision.verified', `provision:${id}`, async (tx) =>
    must(await markProvisionVerified(tx, id, day), 'not_found'),
  );
  return day;
}

async function asKeeper(
  ground: RegisterGround,
  actor: Actor,
  verb: string,
  object: string,
  work: (tx: Queries) => Promise<void>,
): Promise<void> {
  must(mayKeepReference(actor, await isOnPlatform(ground.database.direct, actor)), 'not_allowed');
  const day = baghdadDay(ground.clock());
  await ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    await work(tx);
    await record(tx, { tenantId: actor.tenantId, day, actor: actor.accountId, verb, object });
  });
}
