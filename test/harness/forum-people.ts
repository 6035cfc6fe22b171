import type { Actor, Role } from '../../src/base/actor.ts';
import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import { signInKeys } from '../../src/cli/ground.ts';
import { addPerson } from '../../src/demo/people.ts';
import type { SeatRole } from '../../src/forums/model.ts';
import { roleForSeat } from '../../src/forums/model.ts';
import type { TestApplication } from './application.ts';
import { TEST_SECRET } from './application.ts';

/** The demo's forum of Al-Ma’qil, of the Basra police, and that of Bashiqa, of the Nineveh police. */
export const MAQIL: Id = '22000000-0000-4000-8000-000000000001';
export const BASHIQA: Id = '22000000-0000-4000-8000-000000000002';

const COST = { memoryKiB: 64, passes: 1 };
let people = 0;

/** A new person of an organisation with these roles and seats, and the roles that the seats need, as the `staff` door would know her. */
export async function newForumPerson(
  { database, asAdmin }: Pick<TestApplication, 'database' | 'asAdmin'>,
  tenantId: Id,
  own: readonly Role[],
  seats: readonly (readonly [forumId: Id, role: SeatRole])[] = [],
): Promise<Actor> {
  const roles = [...new Set([...own, ...seats.map(([, role]) => roleForSeat[role])])];
  const login = `forum.person.${++people}`;
  const ground = { ...signInKeys(TEST_SECRET), cost: COST };
  const { id } = await database.transact({ tenant: tenantId }, (tx) =>
    addPerson(tx, ground, tenantId, { login, name: login, sex: 'woman' }, roles),
  );
  for (const [forumId, role] of seats) {
    await asAdmin('insert into forum_seat (tenant_id, forum_id, account_id, role) values ($1, $2, $3, $4)', [
      tenantId,
      forumId,
      id,
      role,
    ]);
  }
  return { accountId: id, tenantId, sessionId: randomId(), roles, desks: [] };
}
