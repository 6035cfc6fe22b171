import { addDays, baghdadDay } from '../../base/clock.ts';
import type { Id } from '../../base/ids.ts';
import { fail } from '../../base/problem.ts';
import { nameIn } from '../../directory/model.ts';
import type { Locale } from '../../i18n/locale.ts';
import { m } from '../../i18n/messages.ts';
import type { ForumsGround } from '../queries.ts';
import { findTenantOfForum } from '../queries.ts';
import { calendarOf } from './calendar.model.ts';
import { findForumName, listCalendarMeetings } from './meeting.queries.ts';

/** How far back a feed goes. */
const BACK_DAYS = 90;

/** The calendar of a forum, or of one of its meetings: the forum's name, that it is the monthly meeting, and where. `not_found` without one. */
export async function readCalendar(ground: ForumsGround, forumId: Id, locale: Locale, meetingId?: Id): Promise<string> {
  const { direct } = ground.database;
  const tenantId = (await findTenantOfForum(direct, forumId)) ?? fail('not_found');
  const forum = (await findForumName(direct, forumId)) ?? fail('not_found');
  const today = baghdadDay(ground.clock());
  const meetings = await ground.database.transact({ tenant: tenantId }, (tx) =>
    listCalendarMeetings(
      tx,
      { tenantId, forumId },
      meetingId === undefined ? { from: addDays(today, -BACK_DAYS) } : { id: meetingId },
    ),
  );
  if (meetingId !== undefined && meetings.length === 0) fail('not_found');
  return calendarOf(m.forums_calendar_title({ forum: nameIn(forum, locale) }, { locale }), meetings, today);
}
