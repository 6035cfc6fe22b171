import {
  commitmentCommands,
  commitmentStates,
  commitmentTransitions,
} from '../../src/forums/commitments/commitment.model.ts';
import { issueCommands, issueStates, issueTransitions } from '../../src/forums/issues/issue.model.ts';
import { meetingCommands, meetingStates, meetingTransitions } from '../../src/forums/meetings/meeting.model.ts';
import { requestCommands, requestStates, requestTransitions } from '../../src/forums/requests/request.model.ts';
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
  {
    name: 'Issue',
    table: 'src/forums/issues/issue.model.ts: issueTransitions',
    states: issueStates,
    commands: issueCommands,
    transitions: issueTransitions,
  },
  {
    name: 'Commitment',
    table: 'src/forums/commitments/commitment.model.ts: commitmentTransitions',
    states: commitmentStates,
    commands: commitmentCommands,
    transitions: commitmentTransitions,
  },
  {
    name: 'Meeting',
    table: 'src/forums/meetings/meeting.model.ts: meetingTransitions',
    states: meetingStates,
    commands: meetingCommands,
    transitions: meetingTransitions,
  },
  {
    name: 'Awareness request',
    table: 'src/forums/requests/request.model.ts: requestTransitions',
    states: requestStates,
    commands: requestCommands,
    transitions: requestTransitions,
  },
];
