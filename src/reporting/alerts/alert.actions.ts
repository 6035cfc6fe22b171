import type { Actor } from '../../base/actor.ts';
import type { Clock } from '../../base/clock.ts';
import type { OutputOf } from '../../base/endpoint.ts';
import { listRotas } from '../../directory/index.ts';
import type { Database } from '../../storage/database.ts';
import type { listAlerts } from './alert.contract.ts';
import { alertFor, marksAt, sizeOf } from './alert.model.ts';
import { countWaiting } from './alert.queries.ts';

export interface AlertGround {
  readonly database: Database;
  readonly clock: Clock;
}

/** What she is to be told of, by now, at the desks where she has a seat; a desk where that is nothing is not in it. */
export async function readAlerts(ground: AlertGround, actor: Actor): Promise<OutputOf<typeof listAlerts>> {
  const deskIds = actor.desks.map((seat) => seat.deskId);
  if (deskIds.length === 0) return { desks: [] };
  const now = ground.clock();
  return ground.database.transact({ tenant: actor.tenantId, actor: actor.accountId }, async (tx) => {
    const waiting = await countWaiting(tx, deskIds, marksAt(now));
    if (waiting.length === 0) return { desks: [] };
    const rotas = await listRotas(tx, actor.tenantId);
    const rotaOf = (deskId: string) => rotas.find((each) => each.deskId === deskId)?.rota ?? [];
    return {
      desks: waiting
        .map((each) => ({ deskId: each.deskId, ...alertFor(each, rotaOf(each.deskId), actor.accountId, now) }))
        .filter((each) => sizeOf(each) > 0),
    };
  });
}
