import type { Sweep } from '../jobs/sweep.ts';
import type { OverdueGround } from './commitments/overdue.actions.ts';
import { sweepOverdue } from './commitments/overdue.actions.ts';
import { sweepNames } from './register/people.actions.ts';

/** The background work of the forums: what is overdue, and names whose twelve months are over. */
export function forumsSweeps(ground: OverdueGround): readonly Sweep[] {
  return [
    // Five in the morning in Baghdad.
    { name: 'forums.overdue', when: '0 2 * * *', run: async () => void (await sweepOverdue(ground)) },
    { name: 'forums.names', when: '25 0 * * *', run: async () => void (await sweepNames(ground)) },
  ];
}
