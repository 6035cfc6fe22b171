import type { Actor } from '../base/actor.ts';
import { toBase64url } from '../base/bytes.ts';
import type { OutputOf } from '../base/endpoint.ts';
import { fail } from '../base/problem.ts';
import type { Database } from '../storage/database.ts';
import type { getMe } from './contract.ts';
import type { WrappedEpoch } from './seat.queries.ts';
import { findAccount, listOwnDesks, listWrappedEpochs } from './seat.queries.ts';

/** Who is signed in, with the sealed envelope of her keys and the wraps of her desks: only ciphertext. */
export async function readMe(database: Database, actor: Actor): Promise<OutputOf<typeof getMe>> {
  return database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const account = await findAccount(tx, actor.accountId);
    if (!account?.salt || !account.envelope || !account.recipient || !account.signing_key) return fail('sign_in_first');
    const epochs = await listWrappedEpochs(tx, actor.accountId);
    const desks = await listOwnDesks(tx, actor.accountId);
    return {
      id: account.id,
      tenantId: account.tenant_id,
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
