import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { findDeskForUpdate, setRota } from '../../directory/index.ts';
import type { Queries } from '../../storage/database.ts';
import { deleteMember, listSeatsOf, markDue } from '../teams/team.queries.ts';

/**
 * Takes a seat away, in scope of its tenant: the wraps are deleted, her hours leave the rota, and the keys that she held are due to
 * be changed, because she may have kept them.
 */
export async function takeSeat(
  tx: Queries,
  tenantId: Id,
  seat: { readonly deskId: Id; readonly accountId: Id; readonly women: boolean },
  day: Day,
): Promise<void> {
  const desk = await findDeskForUpdate(tx, tenantId, seat.deskId);
  await deleteMember(tx, tenantId, seat.deskId, seat.accountId);
  await markDue(tx, tenantId, seat.deskId, false, day);
  if (seat.women) await markDue(tx, tenantId, seat.deskId, true, day);
  const rota = desk?.rota.filter((each) => each.accountId !== seat.accountId) ?? [];
  if (desk && rota.length < desk.rota.length) await setRota(tx, tenantId, seat.deskId, rota);
}

/** Takes away every seat that somebody has. */
export async function takeAllSeats(tx: Queries, tenantId: Id, accountId: Id, day: Day): Promise<void> {
  for (const seat of await listSeatsOf(tx, tenantId, accountId))
    await takeSeat(tx, tenantId, { ...seat, accountId }, day);
}
