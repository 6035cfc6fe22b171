import type { DemoAccount } from '../../../src/demo/people.ts';
import { meetingWithAgendaOut } from '../meeting-ground.ts';
import type { Walk } from './walk.ts';
import { signIn } from './walk.ts';

const SESSION = '/meetings/:meetingId/session';

/** Who records a meeting: what the session's screen is before, in and after it. */
export const sessionWalk: Walk = {
  name: 'a session of a meeting',
  screens: [
    `${SESSION} not open`,
    SESSION,
    `${SESSION} a decision by vote`,
    `${SESSION} a solution and a commitment`,
    `${SESSION} without a line`,
    `${SESSION} about to close`,
    `${SESSION} closed`,
  ],
  go: async (walker) => {
    const { page, look, button, turn, say } = walker;
    await signIn(walker, 'maqil.secretary');
    const { origin } = new URL(page.url());
    const demo = (await (await page.request.get('/api/demo')).json()) as { accounts: DemoAccount[] };
    const id = await meetingWithAgendaOut({ url: origin, demo });
    await turn(`/meetings/${id}/session`);
    await button('forums_session_open').waitFor();
    await look(`${SESSION} not open`);
    await button('forums_session_open').click();
    const item = page.locator('section.card[aria-labelledby^="item-"]').first();
    await item.waitFor();
    await page.locator('details').first().locator('summary').click();
    await page.locator('button.member').first().click();
    await page.locator('button.more').first().click();
    await look(SESSION);
    await item.locator('textarea').first().fill('مثال توضيحي');
    await item.getByRole('button', { name: say('forums_session_decide') }).click();
    await item.locator('select').nth(1).selectOption('vote');
    await look(`${SESSION} a decision by vote`);
    for (const field of await item.locator('.votes input').all()) await field.fill('3');
    await item.locator('form button[type=submit]').click();
    await button('forums_session_solution_add').first().click();
    await item.locator('form textarea').fill('مثال توضيحي');
    await item.locator('form button[type=submit]').click();
    await button('forums_session_commitment_add').first().click();
    await item.locator('form select').selectOption('other');
    await look(`${SESSION} a solution and a commitment`);
    // As behind a hotspot that answers everything itself.
    await page.context().route('**/api/meetings/**', (route) => route.fulfill({ body: 'not ours' }));
    await page.getByText(say('forums_session_offline')).waitFor({ timeout: 30_000 });
    await look(`${SESSION} without a line`);
    await page.context().unroute('**/api/meetings/**');
    await button('forums_session_close').click();
    await page.getByRole('dialog').waitFor();
    await look(`${SESSION} about to close`);
    await button('forums_session_close_yes').click();
    await page.getByText(say('forums_session_closed'), { exact: true }).waitFor({ timeout: 30_000 });
    await look(`${SESSION} closed`);
  },
};
