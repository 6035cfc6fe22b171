import type { Actor } from '../../base/actor.ts';
import { fromBase64url } from '../../base/bytes.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { checkSealed } from '../../crypto/age-header.ts';
import { findDesk } from '../../directory/index.ts';
import type { Desk } from '../../directory/model.ts';
import type { Queries } from '../../storage/database.ts';
import { hasSeat, mayFound } from '../access.ts';
import { mayHoldShares } from '../model.ts';
import type { NewEpoch } from './epoch.model.ts';
import { WRAP_RULE } from './epoch.model.ts';
import type { PeopleGround } from '../people/person.actions.ts';
import type { listTrustees as listTrusteesContract } from './team.contract.ts';
import type { TrusteeRow } from './team.queries.ts';
import { insertRecovery, listTrustees } from './team.queries.ts';

/** The trustees among whom a desk's members choose five. */
export async function readTrustees(
  ground: PeopleGround,
  actor: Actor,
  deskId: Id,
): Promise<OutputOf<typeof listTrusteesContract>> {
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    await findDesk(tx, actor.tenantId, deskId).then((desk) => desk ?? fail('not_found'));
    must(hasSeat(actor, deskId) || mayFound(actor), 'not_allowed');
    const trustees = await trusteesFor(tx, actor.tenantId);
    return {
      trustees: trustees.map(({ tenantId: _tenantId, ...trustee }) => trustee),
    };
  });
}

/** Stores the sealed shares of an epoch's recovery, if it has one; `trustees_refused` when these five may not hold them. */
export async function keepRecovery(tx: Queries, desk: Desk, tenantId: Id, epoch: NewEpoch): Promise<void> {
  const { recovery } = epoch;
  if (!recovery) return;
  const name = { tenant_id: tenantId, desk_id: desk.id, women: epoch.women, n: epoch.n };
  const known = await trusteesFor(tx, tenantId);
  const chosen = recovery.shares.map((share) => ({
    ...share,
    trustee: known.find((each) => each.id === share.trusteeId) ?? fail('trustees_refused'),
  }));
  const facts = chosen.map(({ trustee }) => trustee);
  must(mayHoldShares(facts, { police: desk.police, women: epoch.women || desk.kind === 'women' }), 'trustees_refused');
  const wrapped = fromBase64url(recovery.wrapped);
  checkSealed(wrapped, WRAP_RULE);
  await insertRecovery(
    tx,
    { ...name, recipient: recovery.recipient, wrapped },
    chosen.map(({ place, sealed, trustee }) => {
      const share = fromBase64url(sealed);
      checkSealed(share, WRAP_RULE);
      return { ...name, place, trustee_tenant_id: trustee.tenantId, trustee_id: trustee.id, sealed: share };
    }),
  );
}

/** Of the own organisation, and of those that are not the police: never of another police or security organisation. */
async function trusteesFor(tx: Queries, tenantId: Id): Promise<TrusteeRow[]> {
  const trustees = await listTrustees(tx);
  return trustees.filter((each) => each.tenantId === tenantId || !each.police);
}
