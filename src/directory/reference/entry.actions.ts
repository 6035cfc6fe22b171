import { record } from '../../audit/queries.ts';
import type { Actor } from '../../base/actor.ts';
import type { Day } from '../../base/clock.ts';
import { baghdadDay } from '../../base/clock.ts';
import type { Input, OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { must } from '../../base/problem.ts';
import type { Queries } from '../../storage/database.ts';
import { mayAdminister, mayKeepReference } from '../access.ts';
import type { ReviewState } from '../model.ts';
import { isFresh } from '../model.ts';
import type { RegisterGround } from '../register/register.actions.ts';
import { isOnPlatform } from '../register/register.actions.ts';
import type {
  listHotlineEntries as listHotlineEntriesContract,
  listProvisionEntries as listProvisionEntriesContract,
  putHotline,
  putProvision,
} from './reference.contract.ts';
import type { Entry } from './reference.queries.ts';
import {
  findHotlineForUpdate,
  findProvisionForUpdate,
  listHotlineEntries,
  listProvisionEntries,
  markVerified,
  saveHotline,
  saveProvision,
  takeVerifiedBack,
} from './reference.queries.ts';

const NEVER = { verifiedOn: null, verifiedBefore: null };

/** The hotlines for administrators; what is not published is shown to its editors alone. */
export async function readHotlines(
  ground: RegisterGround,
  actor: Actor,
): Promise<OutputOf<typeof listHotlineEntriesContract>> {
  const { mayEdit, isShown } = await readerOf(ground, actor);
  const today = baghdadDay(ground.clock());
  const hotlines = (await listHotlineEntries(ground.database.direct)).filter(isShown);
  return { mayEdit, hotlines: hotlines.map((each) => ({ ...each, fresh: isFresh(each, today) })) };
}

/** The provisions for administrators; what nobody has checked is shown to their editors alone. */
export async function readProvisions(
  ground: RegisterGround,
  actor: Actor,
): Promise<OutputOf<typeof listProvisionEntriesContract>> {
  const { mayEdit, isShown } = await readerOf(ground, actor);
  return { mayEdit, provisions: (await listProvisionEntries(ground.database.direct)).filter(isShown) };
}

/** Adds or changes a hotline. A changed number loses its verification: what was checked was the other one. */
export async function keepHotline(
  ground: RegisterGround,
  actor: Actor,
  id: Id,
  fields: Input<typeof putHotline>['body'],
): Promise<void> {
  await asKeeper(ground, actor, 'hotline.changed', `hotline:${id}`, async (tx) => {
    const known = await findHotlineForUpdate(tx, id);
    const { verifiedOn, verifiedBefore } = known?.number === fields.number ? known : NEVER;
    await saveHotline(tx, { id, ...fields, verified_on: verifiedOn, verified_before: verifiedBefore });
  });
}

/** Adds or changes a provision. A changed article or text, in whatever language, loses its verification. */
export async function keepProvision(
  ground: RegisterGround,
  actor: Actor,
  id: Id,
  fields: Input<typeof putProvision>['body'],
): Promise<void> {
  await asKeeper(ground, actor, 'provision.changed', `provision:${id}`, async (tx) => {
    const known = await findProvisionForUpdate(tx, id);
    const { ar, ckb, en } = fields.text;
    const isSame =
      known?.article === fields.article && known.text.ar === ar && known.text.ckb === ckb && known.text.en === en;
    const { verifiedOn, verifiedBefore } = isSame ? known : NEVER;
    await saveProvision(tx, { id, ...fields, verified_on: verifiedOn, verified_before: verifiedBefore });
  });
}

/** Notes that a number was called today, or a provision read by a lawyer, and is right. */
export async function verifyEntry(ground: RegisterGround, actor: Actor, entry: Entry, id: Id): Promise<Day> {
  const day = baghdadDay(ground.clock());
  await asKeeper(ground, actor, `${entry}.verified`, `${entry}:${id}`, async (tx) =>
    must(await markVerified(tx, entry, id, day), 'not_found'),
  );
  return day;
}

/** Takes back what was said today by mistake: the check before stands again. `not_found` when nothing was said today. */
export async function unverifyEntry(ground: RegisterGround, actor: Actor, entry: Entry, id: Id): Promise<void> {
  const day = baghdadDay(ground.clock());
  await asKeeper(ground, actor, `${entry}.unverified`, `${entry}:${id}`, async (tx) =>
    must(await takeVerifiedBack(tx, entry, id, day), 'not_found'),
  );
}

async function readerOf({ database }: RegisterGround, actor: Actor) {
  must(mayAdminister(actor), 'not_allowed');
  const mayEdit = mayKeepReference(actor, await isOnPlatform(database.direct, actor));
  return { mayEdit, isShown: ({ review }: { review: ReviewState }) => mayEdit || review === 'published' };
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
