import { MAQIL } from '../../../src/demo/forums/register.ts';
import type { Walk } from './walk.ts';
import { signIn } from './walk.ts';

/** What the secretary of a forum sees of its issues. */
export const forumWalk: Walk = {
  name: 'the secretary of a forum',
  screens: [
    '/forums/:forumId/issues',
    '/forums/:forumId/issues a new one, refused',
    '/forums/:forumId/issues/:issueId',
    '/forums/:forumId/issues/:issueId merging',
    '/forums/:forumId/issues/:issueId sent on',
    '/forums/:forumId/issues/:issueId diverted',
  ],
  go: async (walker) => {
    const { page, say, look, button, turn } = walker;
    const list = `/forums/${MAQIL}/issues`;
    await signIn(walker, 'maqil.secretary');
    await turn(list);
    await page.locator('.issues').last().waitFor();
    await look('/forums/:forumId/issues');
    await button('forums_issues_add').click();
    await page.locator('#new-text').fill('07701234567');
    await button('ui_save').click();
    await page.getByRole('img', { name: say('forums_issue_divert_qr') }).waitFor();
    await look('/forums/:forumId/issues a new one, refused');
    // Two of her own: the walk goes through the house once for each language.
    for (const text of ['لا إنارة في شارعنا (مثال توضيحي)', 'الماء مقطوع منذ أيام (مثال توضيحي)']) {
      if (!(await page.locator('#new-text').isVisible())) await button('forums_issues_add').click();
      await page.locator('#new-text').fill(text);
      await button('ui_save').click();
      await page.getByText(say('forums_issue_recorded')).waitFor();
      await page.locator('#new-text').waitFor({ state: 'detached' });
    }
    const first = page.locator('.issues a').first();
    await first.click();
    await button('forums_issue_command_accept').waitFor();
    await look('/forums/:forumId/issues/:issueId');
    await button('forums_issue_command_merge').click();
    await page.locator('#command-merge').waitFor();
    await look('/forums/:forumId/issues/:issueId merging');
    await button('directory_cancel').click();
    await button('forums_issue_command_accept').click();
    await button('forums_issue_command_send_on').click();
    await page.locator('#command-body').selectOption('municipality');
    await button('forums_issue_do').click();
    await page.locator('#remit-outcome').waitFor();
    await look('/forums/:forumId/issues/:issueId sent on');
    await turn(list);
    await first.click();
    await button('forums_issue_command_divert').click();
    await button('forums_issue_do').click();
    await page.getByRole('img', { name: say('forums_issue_divert_qr') }).waitFor();
    await look('/forums/:forumId/issues/:issueId diverted');
  },
};
