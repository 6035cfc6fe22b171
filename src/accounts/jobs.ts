import type { Clock } from '../base/clock.ts';
import type { Sweep } from '../jobs/sweep.ts';
import type { Database } from '../storage/database.ts';
import { deleteEnded } from './sessions/sweep.queries.ts';

/** The accounts' background work: ended sessions and invitations go. */
export function accountsSweeps(database: Database, clock: Clock): readonly Sweep[] {
  return [
    {
      name: 'accounts.ended',
      when: '*/15 * * * *',
      run: () => deleteEnded(database.direct, new Date(clock())),
    },
  ];
}
