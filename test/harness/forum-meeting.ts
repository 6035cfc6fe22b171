import type { Id } from '../../src/base/ids.ts';
import { randomId } from '../../src/base/ids.ts';
import type { MeetingState } from '../../src/forums/meetings/meeting.model.ts';
import type { TestDatabase } from './database.ts';

/** A meeting of a forum as a test needs it: with two items, needing four people of whom two are women. */
export interface NewMeeting {
  readonly id: Id;
  readonly items: readonly [Id, Id];
}

/** Puts a meeting in, past the planner: the session is what is looked at. */
export async function newMeeting(
  { asAdmin }: Pick<TestDatabase, 'asAdmin'>,
  { tenantId, forumId, state = 'agendaOut' }: { tenantId: Id; forumId: Id; state?: MeetingState },
): Promise<NewMeeting> {
  const [id, one, other] = [randomId(), randomId(), randomId()];
  await asAdmin(
    `insert into meeting (tenant_id, id, forum_id, planned_on, starts_at, ends_at, place, state, quorum, quorum_women)
     values ($1, $2, $3, '2026-11-21', 600, 720, 'قاعة المدرسة (مثال توضيحي)', $4, 4, 2)`,
    [tenantId, id, forumId, state],
  );
  for (const [position, [item, title]] of (
    [
      [one, 'إنارة الشارع (مثال توضيحي)'],
      [other, 'دورية قرب المدرسة (مثال توضيحي)'],
    ] as const
  ).entries()) {
    await asAdmin(
      `insert into agenda_item (tenant_id, meeting_id, id, position, kind, title) values ($1, $2, $3, $4, 'other', $5)`,
      [tenantId, id, item, position, title],
    );
  }
  return { id, items: [one, other] };
}
