import { reportCommands, reportStates, reportTransitions } from '../../src/reporting/model.ts';
import type { Machine } from './states.ts';

/** Every state machine of the code; a new one is one line here. */
export const machines: readonly Machine[] = [
  {
    name: 'Report',
    table: 'src/reporting/model.ts: reportTransitions',
    states: reportStates,
    commands: reportCommands,
    transitions: reportTransitions,
  },
];
