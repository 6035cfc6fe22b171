import { forgetAll } from './kept.ts';

/** What stands before the names of sessions as the server has them; what waits to be sent stands under other names. */
export const MEETING_PREFIX = 'meeting ';

/** Forgets the sessions of meetings on this device. What was recorded and not sent stays, sealed to whoever recorded it. */
export async function forgetMeetings(): Promise<void> {
  await forgetAll(MEETING_PREFIX);
}
