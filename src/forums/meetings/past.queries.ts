import type { Day } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import type { Queries } from '../../storage/database.ts';
import { replaceAgenda } from './agenda.queries.ts';
import type { MeetingCommand, MeetingState } from './meeting.model.ts';
import { meetingTransitions } from './meeting.model.ts';
import { insertMeeting, insertMeetingEvent, updateMeeting } from './meeting.queries.ts';
import type { Attendance, MinutesText } from './minutes.model.ts';
import { saveMinutes, updateMinutes } from './minutes.queries.ts';

/** A meeting as it is put in from outside: by the demo, or from a forum's own papers. */
export interface PutMeeting {
  readonly tenantId: Id;
  readonly id: Id;
  readonly forumId: Id;
  readonly plannedOn: Day;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly place: string | null;
  readonly quorum: number;
  readonly quorumWomen: number;
}

type Items = readonly { readonly id: Id; readonly title: string }[];

/** Puts a planned meeting with an agenda in. */
export async function insertPlannedMeeting(
  tx: Queries,
  { meeting, actor, day, items }: { meeting: PutMeeting; actor: Id; day: Day; items: Items },
): Promise<void> {
  const { tenantId, id, forumId, plannedOn, startsAt, endsAt, place, quorum, quorumWomen } = meeting;
  await insertMeeting(tx, {
    tenant_id: tenantId,
    id,
    forum_id: forumId,
    planned_on: plannedOn,
    starts_at: startsAt,
    ends_at: endsAt,
    place,
    state: 'planned',
    quorum,
    quorum_women: quorumWomen,
    postponed_from: null,
    agenda_approved_by: null,
    agenda_out_on: null,
    agenda_mailed_on: null,
    held_on: null,
    closed_seq: null,
  });
  await addEvent(tx, meeting, 'plan', 'planned', actor, day);
  const rows = items.map((item) => ({ ...item, kind: 'other' as const, issueId: null, commitmentId: null }));
  await replaceAgenda(tx, tenantId, id, rows);
}

/** Puts a meeting in that was held, with its minutes signed, approved and published; each step stands in its timeline. */
export async function insertHeldMeeting(
  tx: Queries,
  held: {
    readonly meeting: PutMeeting;
    readonly secretary: Id;
    readonly chair: Id;
    readonly attendance: Attendance;
    readonly text: MinutesText;
    readonly approvedOn: Day;
  },
): Promise<void> {
  const { meeting, secretary, chair, attendance, text, approvedOn } = held;
  const day = meeting.plannedOn;
  const items = text.items.map(({ itemId, title }) => ({ id: itemId, title }));
  await insertPlannedMeeting(tx, { meeting, actor: secretary, day, items });
  const steps: readonly (readonly [MeetingCommand, Id, Day])[] = [
    ['approveAgenda', chair, day],
    ['open', secretary, day],
    ['close', secretary, day],
    ['approveMinutes', chair, approvedOn],
    ['publish', secretary, approvedOn],
  ];
  let state: MeetingState = 'planned';
  for (const [command, actor, on] of steps) {
    state = meetingTransitions.find((each) => each.command === command)?.to ?? state;
    await addEvent(tx, meeting, command, state, actor, on);
  }
  await saveMinutes(tx, meeting, 1, { ...text, attendance, quorumMet: true, recordSeq: 0 });
  await updateMinutes(tx, meeting, {
    secretary: { id: secretary, day: approvedOn },
    chair: { id: chair, day: approvedOn },
    redacted: { ...text, letStand: [] },
    publishedOn: approvedOn,
  });
  await updateMeeting(tx, meeting, {
    state,
    held_on: day,
    agenda_approved_by: chair,
    agenda_out_on: day,
    agenda_mailed_on: day,
  });
}

async function addEvent(
  tx: Queries,
  { tenantId, id }: PutMeeting,
  command: MeetingCommand | 'plan',
  state: MeetingState,
  actor: Id,
  day: Day,
): Promise<void> {
  await insertMeetingEvent(tx, { tenant_id: tenantId, meeting_id: id, command, state, day, actor, reason: null });
}
