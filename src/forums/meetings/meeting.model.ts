import type { Day } from '../../base/clock.ts';
import { addDays, weekday } from '../../base/clock.ts';
import type { Transition } from '../../base/transition.ts';
import type { MeetingSeries } from '../model.ts';

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

/** The agenda of a meeting can be changed until the chair approves it, and again when the meeting was postponed. */
export const PREPARED_IN: readonly MeetingState[] = ['planned', 'postponed'];

/** The agenda goes out so many days before. */
export const AGENDA_OUT_DAYS = 7;

/** Minutes that are approved within so many days of the meeting count in the indicator. */
export const MINUTES_IN_DAYS = 14;

/** Most months that a series is made for at once. */
export const SERIES_MOST = 12;

/** The first days of this month and the ones after it. `of`: any day of the first. */
export function monthsFrom(of: Day, count: number): Day[] {
  const first = Number(of.slice(0, 4)) * 12 + Number(of.slice(5, 7)) - 1;
  return Array.from({ length: count }, (_, at) => {
    const month = first + at;
    return `${String(Math.floor(month / 12)).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  });
}

/** The day in a month (by its first day) on which a series meets. */
export function dayInMonth({ week, weekday: wanted }: Pick<MeetingSeries, 'week' | 'weekday'>, first: Day): Day {
  return addDays(first, ((wanted - weekday(first) + 7) % 7) + (week - 1) * 7);
}
