import type { Actor } from '../../base/actor.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import type { Database } from '../../storage/database.ts';
import type { getAlertAddress } from './alert-address.contract.ts';
import { findAlertAddress, setAlertAddress } from './alert-address.queries.ts';

export interface AlertAddressGround {
  readonly database: Database;
  /** Whether this installation sends mails at all. */
  readonly sendsMail: boolean;
}

/** The own address for alerts. */
export async function readAlertAddress(
  ground: AlertAddressGround,
  actor: Actor,
): Promise<OutputOf<typeof getAlertAddress>> {
  return { email: await findAlertAddress(ground.database.direct, actor.accountId), sends: ground.sendsMail };
}

/** Keeps the own address for alerts. Not in the audit log: it concerns nobody but her. */
export async function keepAlertAddress(ground: AlertAddressGround, actor: Actor, email: string | null): Promise<void> {
  await setAlertAddress(ground.database.direct, actor.tenantId, actor.accountId, email);
}
