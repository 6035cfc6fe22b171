import type { DemoAccount } from '../../../src/demo/people.ts';
import { approveMinutes, meetingThatIsOver } from '../meeting-ground.ts';
import type { Walk } from './walk.ts';
import { signIn } from './walk.ts';

const MEETING = '/meetings/:meetingId';
const MINUTES = '/meetings/:meetingId/minutes';

/** The secretary who plans a meeting, prepares it and writes its minutes. */
export const meetingsWalk: Walk = {
  name: 'meetings and their minutes',
  screens: [
    '/meetings',
    '/meetings planning one',
    '/meetings planning a series',
    '/meetings the next month',
    MEETING,
    `${MEETING} agenda changed`,
    `${MEETING} postponing`,
    MINUTES,
    `${MINUTES} saved`,
    `${MINUTES} signed`,
    `${MINUTES} before publication`,
    `${MINUTES} published`,
  ],
  go: async (walker) => {
    const { page, look, button, turn, say } = walker;
    await signIn(walker, 'maqil.secretary');
    await turn('/meetings');
    await button('forums_meetings_plan').waitFor();
    await look('/meetings');
    await button('forums_meetings_plan').click();
    await page.locator('#plan-day').waitFor();
    await look('/meetings planning one');
    await button('directory_cancel').click();
    await button('forums_meetings_series').click();
    await page.locator('#series-months').waitFor();
    await look('/meetings planning a series');
    await button('ui_save').click();
    await page.locator('#series-months').waitFor({ state: 'detached' });
    await button('forums_meetings_after').click();
    const meeting = page.locator('main a[href*="/meetings/"]:visible').first();
    await meeting.waitFor();
    await look('/meetings the next month');
    await meeting.click();
    await button('forums_meeting_postpone').waitFor();
    await look(MEETING);
    await page.locator('#agenda-new').fill('مثال توضيحي');
    await button('forums_meeting_agenda_add').click();
    await look(`${MEETING} agenda changed`);
    await button('forums_meeting_agenda_save').click();
    await page.getByText(say('forums_meeting_agenda_unsaved')).waitFor({ state: 'detached' });
    await button('forums_meeting_postpone').click();
    await page.locator('#meeting-day').waitFor();
    await look(`${MEETING} postponing`);
    const { origin } = new URL(page.url());
    const demo = (await (await page.request.get('/api/demo')).json()) as { accounts: DemoAccount[] };
    const server = { url: origin, demo };
    const id = await meetingThatIsOver(server);
    await turn(`/meetings/${id}/minutes`);
    await button('forums_minutes_save').waitFor();
    await look(MINUTES);
    const printed = page.waitForEvent('download');
    await button('forums_minutes_pdf').click();
    if ((await printed).suggestedFilename() !== 'minutes.pdf') throw new Error('the draft was not printed');
    await page.locator('#minutes-closing').fill('اتصلوا على 07701234567');
    await button('forums_minutes_save').click();
    await button('forums_minutes_sign').waitFor();
    await look(`${MINUTES} saved`);
    await button('forums_minutes_sign').click();
    await button('forums_minutes_sign').waitFor({ state: 'detached' });
    await look(`${MINUTES} signed`);
    await approveMinutes(server, id, 1);
    await turn('/meetings');
    await turn(`/meetings/${id}/minutes`);
    await button('forums_minutes_redact_save').waitFor();
    await look(`${MINUTES} before publication`);
    for (const mark of await page.getByLabel(say('forums_minutes_let_stand')).all()) await mark.check();
    await button('forums_minutes_redact_save').click();
    await button('forums_minutes_publish').click();
    await page.getByRole('link', { name: say('forums_minutes_pdf') }).waitFor();
    await look(`${MINUTES} published`);
  },
};
