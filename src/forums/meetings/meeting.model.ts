import type { Transition } from '../../base/transition.ts';

export const meetingStates = [
  'planned',
  'agendaOut',
  'inSession',
  'minutesDraft',
  'minutesApproved',
  'published',
  'postponed',
  'cancelled',
] as const;
export type MeetingState = (typeof meetingStates)[number];

export const meetingCommands = [
  'approveAgenda',
  'postpone',
  'cancel',
  'open',
  'close',
  'approveMinutes',
  'publish',
] as const;
export type MeetingCommand = (typeof meetingCommands)[number];

export type MeetingRole = 'secretary' | 'chair';

/** `hasItems`: the agenda is not empty. `secretarySigned`: of this version of the minutes. `redacted`: invariant 7. */
export type MeetingGuard = 'hasItems' | 'secretarySigned' | 'redacted';

/** A monthly meeting from the plan to the public minutes, which need two people (invariant 12) and a redaction (invariant 7). */
export const meetingTransitions: readonly Transition<MeetingState, MeetingCommand, MeetingRole, MeetingGuard>[] = [
  { command: 'approveAgenda', from: ['planned', 'postponed'], to: 'agendaOut', roles: ['chair'], guards: ['hasItems'] },
  {
    command: 'postpone',
    from: ['planned', 'agendaOut', 'postponed'],
    to: 'postponed',
    roles: ['secretary', 'chair'],
    needs: { reason: true },
  },
  {
    command: 'cancel',
    from: ['planned', 'agendaOut', 'postponed'],
    to: 'cancelled',
    roles: ['chair'],
    needs: { reason: true },
  },
  { command: 'open', from: ['agendaOut'], to: 'inSession', roles: ['secretary'] },
  { command: 'close', from: ['inSession'], to: 'minutesDraft', roles: ['secretary'] },
  {
    command: 'approveMinutes',
    from: ['minutesDraft'],
    to: 'minutesApproved',
    roles: ['chair'],
    guards: ['secretarySigned'],
    needs: { second: true },
  },
  {
    command: 'publish',
    from: ['minutesApproved'],
    to: 'published',
    roles: ['secretary', 'chair'],
    guards: ['redacted'],
  },
];
