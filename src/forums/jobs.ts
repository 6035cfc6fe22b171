import type { Sweep } from '../jobs/sweep.ts';
import type { OverdueNotice } from './commitments/overdue.actions.ts';
import { sweepOverdue } from './commitments/overdue.actions.ts';
import type { ForumsGround } from './queries.ts';
import { sweepNames } from './register/people.actions.ts';

export interface ForumsJobsGround extends ForumsGround {
  /** Tells people that something waits, without saying what. */
  readonly tell: (notices: readonly OverdueNotice[]) => Promise<void>;
}

/** The background work of the forums: what is overdue. */
export function forumsSweeps(ground: ForumsJobsGround): readonly Sweep[] {
  return [
    {
      name: 'forums.overdue',
      // Five in the morning in Baghdad.
      when: '0 2 * * *',
      run: async () => ground.tell(await sweepOverdue(ground)),
    },
  ];
}

/** The background work of the register: names whose twelve months are over. */
export function registerSweeps(ground: ForumsGround): readonly Sweep[] {
  return [{ name: 'forums.names', when: '25 0 * * *', run: async () => void (await sweepNames(ground)) }];
}
