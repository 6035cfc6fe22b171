import { m } from '../../../i18n/messages.ts';
import type { DivertReason } from '../../issues/screen.model.ts';
import type { MeetingCommand, MeetingState } from '../../meetings/meeting.model.ts';

/** What a meeting is in. */
export const meetingStateTexts: Readonly<Record<MeetingState, () => string>> = {
  planned: m.forums_meeting_planned,
  agendaOut: m.forums_meeting_agenda_out,
  inSession: m.forums_meeting_in_session,
  minutesDraft: m.forums_meeting_minutes_draft,
  minutesApproved: m.forums_meeting_minutes_approved,
  published: m.forums_meeting_published,
  postponed: m.forums_meeting_postponed,
  cancelled: m.forums_meeting_cancelled,
};

const eventTexts: Readonly<Record<MeetingCommand | 'plan', () => string>> = {
  plan: m.forums_meeting_event_plan,
  approveAgenda: m.forums_meeting_event_approve_agenda,
  postpone: m.forums_meeting_event_postpone,
  cancel: m.forums_meeting_event_cancel,
  open: m.forums_meeting_event_open,
  close: m.forums_meeting_event_close,
  approveMinutes: m.forums_meeting_event_approve_minutes,
  publish: m.forums_meeting_event_publish,
};

/** What happened to a meeting, in a word of its timeline. */
export function meetingEventText(command: string): string {
  return Object.entries(eventTexts).find(([known]) => known === command)?.[1]() ?? command;
}

export const meetingKindTexts: Readonly<Record<'issue' | 'commitment' | 'other', () => string>> = {
  issue: m.forums_meeting_kind_issue,
  commitment: m.forums_meeting_kind_commitment,
  other: m.forums_meeting_kind_other,
};

export const offerTexts: Readonly<Record<'carriedOver' | 'waiting' | 'overdue' | 'due', () => string>> = {
  carriedOver: m.forums_meeting_why_carried,
  waiting: m.forums_meeting_why_waiting,
  overdue: m.forums_meeting_why_overdue,
  due: m.forums_meeting_why_due,
};

/** What the judge of texts suspects in a marked place. */
export const markTexts: Readonly<Record<DivertReason, () => string>> = {
  name: m.forums_minutes_mark_name,
  phone: m.forums_minutes_mark_phone,
  link: m.forums_minutes_mark_link,
  violence: m.forums_minutes_mark_violence,
};

/** Minutes since midnight of a field of type `time`. */
export function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
