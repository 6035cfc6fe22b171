import type { Sweep } from '../jobs/sweep.ts';
import type { OverdueGround } from './commitments/overdue.actions.ts';
import { sweepOverdue } from './commitments/overdue.actions.ts';
import type { AgendaMailGround } from './meetings/agenda-mail.actions.ts';
import { sendAgendas } from './meetings/agenda-mail.actions.ts';
import { sweepNames } from './register/people.actions.ts';

/** The background work of the forums: what is overdue, agendas that go out, and names whose twelve months are over. */
export function forumsSweeps(ground: AgendaMailGround & OverdueGround): readonly Sweep[] {
  return [
    // Five in the morning in Baghdad.
    { name: 'forums.overdue', when: '0 2 * * *', run: async () => void (await sweepOverdue(ground)) },
    // From seven in the morning to nine in the evening in Baghdad: what failed is tried again within the hour.
    { name: 'forums.agendas', when: '7 4-18 * * *', run: () => sendAgendas(ground) },
    { name: 'forums.names', when: '25 0 * * *', run: async () => void (await sweepNames(ground)) },
  ];
}
