import type { Actor } from '../../base/actor.ts';
import { fromBase64url } from '../../base/bytes.ts';
import type { Input } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import type { Queries } from '../../storage/database.ts';
import { hasSeat } from '../access.ts';
import type { Keyed, TeamGround } from './team.actions.ts';
import { addEpoch, admissionOf, getKeyed, inForce, lastNumber, mustBeAdmission, onDesk } from './team.actions.ts';
import type { endEpoch as endEpochContract, makeEpoch as makeEpochContract } from './team.contract.ts';
import type { MemberRow } from './team.queries.ts';
import { endEpochRows, listEpochs, listMembers, saveMember } from './team.queries.ts';

/** Which of a desk's keys. */
export interface EpochId {
  readonly tenantId: Id;
  readonly deskId: Id;
  readonly women: boolean;
  readonly n: number;
}

/** How many things are still sealed to an epoch, in scope of its tenant: each slice that seals to desks says it for its own. */
export type CountSealed = (tx: Queries, epoch: EpochId) => Promise<number>;

export interface EpochGround extends TeamGround {
  readonly sealedUnder: readonly CountSealed[];
}

/**
 * Stores the next key of a desk, made in a member's browser. It comes into force when the organisation's head has signed it. Every
 * member gets it; the women's key every woman who holds the one before, or, when nobody does, the woman alone who makes it.
 */
export async function makeEpoch(
  ground: EpochGround,
  actor: Actor,
  deskId: Id,
  made: Input<typeof makeEpochContract>['body'],
): Promise<void> {
  await onDesk(ground, actor, deskId, 'epoch.made', async (tx, desk) => {
    must(hasSeat(actor, deskId), 'not_allowed');
    const members = await listMembers(tx, actor.tenantId, deskId);
    const epochs = await listEpochs(tx, actor.tenantId, deskId);
    must(made.n === lastNumber(epochs, made.women) + 1, 'already_different');
    const holders = made.women ? await womenHolders(tx, actor, deskId, members, made) : members;
    const people: Keyed[] = [];
    for (const each of holders) people.push(await getKeyed(tx, actor.tenantId, each.accountId));
    await addEpoch(tx, desk, actor.tenantId, made, people);
  });
}

/** Who gets a new women's key; `women_only` for a man, and for a woman of the desk who does not hold the one before. */
async function womenHolders(
  tx: Queries,
  actor: Actor,
  deskId: Id,
  members: readonly MemberRow[],
  made: Input<typeof makeEpochContract>['body'],
): Promise<readonly MemberRow[]> {
  const self = members.find((each) => each.accountId === actor.accountId) ?? fail('not_allowed');
  must(self.sex === 'woman', 'women_only');
  const holders = members.filter((each) => each.women);
  if (holders.length > 0) {
    must(self.women, 'women_only');
    return holders;
  }
  const person = await getKeyed(tx, actor.tenantId, self.accountId);
  await mustBeAdmission(
    person.signingKey,
    admissionOf(deskId, person, true),
    made.admission ?? fail('admission_refused'),
  );
  await saveMember(tx, {
    tenant_id: actor.tenantId,
    desk_id: deskId,
    account_id: self.accountId,
    women: true,
    admitted_by: self.accountId,
    admission: fromBase64url(made.admission ?? ''),
  });
  return [self];
}

/**
 * Ends a key that a signed, newer one has replaced: what opened it is deleted at once. `epoch_in_use` with `count` while anything is
 * still sealed to it.
 */
export async function endEpoch(
  ground: EpochGround,
  actor: Actor,
  deskId: Id,
  { women, n }: Input<typeof endEpochContract>['body'],
): Promise<void> {
  await onDesk(ground, actor, deskId, 'epoch.ended', async (tx, desk) => {
    must(hasSeat(actor, deskId), 'not_allowed');
    must(!women || hasSeat(actor, deskId, true), 'women_only');
    const epochs = await listEpochs(tx, actor.tenantId, deskId);
    const epoch = epochs.find((each) => each.women === women && each.n === n) ?? fail('not_found');
    const current = inForce(desk, women);
    must(!epoch.ended && current !== null && n < current, 'transition_refused', { why: 'inForce' });
    const count = await countSealed(ground, tx, { tenantId: actor.tenantId, deskId, women, n });
    must(count === 0, 'epoch_in_use', { count });
    await endEpochRows(tx, actor.tenantId, deskId, women, n);
  });
}

async function countSealed(ground: EpochGround, tx: Queries, epoch: EpochId): Promise<number> {
  let sum = 0;
  for (const count of ground.sealedUnder) sum += await count(tx, epoch);
  return sum;
}
