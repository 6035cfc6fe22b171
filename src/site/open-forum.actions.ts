import { baghdadDay } from '../base/clock.ts';
import { isUuid } from '../base/ids.ts';
import { fail } from '../base/problem.ts';
import { findPublicForum } from '../forums/index.ts';
import type { PagesGround } from './pages.actions.ts';
import type { OpenForum } from './pages.model.ts';

/** A forum that has been founded and is not closed; `not_found` otherwise. */
export async function getOpenForum(ground: PagesGround, id: string): Promise<OpenForum> {
  const today = baghdadDay(ground.clock());
  const forum =
    (isUuid(id) ? await findPublicForum(ground.database.direct, id, today) : undefined) ?? fail('not_found');
  if (forum.status === 'planned' || forum.status === 'closed') return fail('not_found');
  return { id: forum.id, names: forum.names, meets: forum.meets };
}
