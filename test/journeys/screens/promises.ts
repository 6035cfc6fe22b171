import type { Walk } from './walk.ts';
import { signIn } from './walk.ts';

/** What a forum was promised and asked for, as its chair sees it. The demo's forum belongs to the Basra police, in every language. */
export const promisesWalk: Walk = {
  name: 'a forum’s chair',
  screens: [
    '/ with what is overdue',
    '/commitments',
    '/commitments a new one',
    '/commitments/:commitmentId',
    '/commitments/:commitmentId sent back',
    '/requests',
    '/requests/:requestId',
    '/requests/:requestId declined',
  ],
  go: async (walker) => {
    const { page, say, look, button, turn } = walker;
    await signIn(walker, 'maqil.chair');
    await page.getByText(say('forums_commitments_overdue_see')).waitFor();
    await look('/ with what is overdue');
    await turn('/commitments');
    await page.locator('.board li').first().waitFor();
    await look('/commitments');
    await button('forums_commitment_propose').click();
    await page.locator('#propose-text').waitFor();
    await look('/commitments a new one');
    await turn('/commitments/27000000-0000-4000-8000-000000000008');
    await button('forums_commitment_command_return').waitFor();
    await look('/commitments/:commitmentId');
    await button('forums_commitment_command_return').click();
    await page.locator('#command-reason').waitFor();
    await look('/commitments/:commitmentId sent back');
    await turn('/requests');
    await page.locator('main li.card').first().waitFor();
    await look('/requests');
    await turn('/requests/28000000-0000-4000-8000-000000000001');
    await button('forums_request_command_decline').waitFor();
    await look('/requests/:requestId');
    await button('forums_request_command_decline').click();
    await page.locator('#request-reason').waitFor();
    await look('/requests/:requestId declined');
  },
};
