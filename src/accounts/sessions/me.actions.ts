import type { Actor } from '../../base/actor.ts';
import { toBase64url } from '../../base/bytes.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import type { Id } from '../../base/ids.ts';
import { fail, must } from '../../base/problem.ts';
import { findOrganisation } from '../../directory/index.ts';
import type { Database } from '../../storage/database.ts';
import { hasSeat } from '../access.ts';
import type { getMe } from '../contract.ts';
import type { WrappedEpoch } from './seat.queries.ts';
import { findAccount, listOwnDesks, listWrappedEpochs } from './seat.queries.ts';
import type { listOwnWraps } from '../teams/team.contract.ts';

/** Who is signed in, with the sealed envelope of her keys and the wraps of her desks: only ciphertext. */
export async function readMe(database: Database, actor: Actor): Promise<OutputOf<typeof getMe>> {
  return database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const account = await findAccount(tx, actor.accountId);
    if (!account?.salt || !account.envelope || !account.recipient || !account.signing_key) return fail('sign_in_first');
    // A key that the head has not signed yet is none that a device may believe.
    const epochs = await listWrappedEpochs(tx, actor.accountId, { signed: true });
    const desks = await listOwnDesks(tx, actor.accountId);
    return {
      id: account.id,
      tenantId: account.tenant_id,
      platform: (await findOrganisation(tx, account.tenant_id))?.platform ?? false,
      login: account.login,
      name: account.display_name,
      sex: account.sex,
      roles: [...actor.roles],
      salt: toBase64url(account.salt),
      cost: { memoryKiB: account.memory_kib ?? 0, passes: account.passes ?? 0 },
      recipient: account.recipient,
      signingKey: toBase64url(account.signing_key),
      envelope: toBase64url(account.envelope),
      desks: desks.map((desk) => ({
        ...desk,
        epochs: epochs.filter((epoch) => epoch.deskId === desk.deskId).map(epochAsText),
      })),
    };
  });
}

/** Every key of a desk that she holds, those that wait for the head's signature too: for admitting others to them. */
export async function readWraps(database: Database, actor: Actor, deskId: Id): Promise<OutputOf<typeof listOwnWraps>> {
  must(hasSeat(actor, deskId), 'not_allowed');
  return database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const epochs = await listWrappedEpochs(tx, actor.accountId, { signed: false });
    return { epochs: epochs.filter((epoch) => epoch.deskId === deskId).map(epochAsText) };
  });
}

function epochAsText(epoch: WrappedEpoch) {
  return {
    women: epoch.women,
    n: epoch.n,
    recipient: epoch.recipient,
    signingKey: toBase64url(epoch.signingKey),
    ended: epoch.ended,
    wrapped: toBase64url(epoch.wrapped),
  };
}
