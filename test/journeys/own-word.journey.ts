import type { Browser, Page } from '@playwright/test';
import { expect, expectAccessible, expectNoSideways, test } from './fixture.ts';
import { openInbox, openMailbox, sealReport, sendReport, signIn } from './pages.ts';
import { wordsIn } from './words.ts';

const ar = wordsIn('ar');
const WOMENS_DESK = 'مكتب المرأة، البصرة';
const ABOUT = { desk: WOMENS_DESK, governorate: 'البصرة' };

/** A computer of the desk, signed in, with the list open. */
async function inboxAt(browser: Browser, baseURL: string | undefined, login: string): Promise<Page> {
  const office = await browser.newContext({
    locale: 'ar-IQ',
    viewport: { width: 1280, height: 800 },
    baseURL: baseURL ?? '',
  });
  const desk = await office.newPage();
  await signIn(desk, login);
  await openInbox(desk, WOMENS_DESK);
  return desk;
}

/** Opens a report in the desk's list by the beginning of its words. */
async function openAtDesk(desk: Page, text: string): Promise<void> {
  await desk.getByText(text.slice(0, 30)).first().click();
  await desk.getByRole('button', { name: ar('desk_open'), exact: true }).click();
  await expect(desk.getByText(text).last()).toBeVisible();
}

test('she joins two reports from both mailboxes, and the desk can do it only when it has checked both', async ({
  page,
  browser,
  baseURL,
}) => {
  const texts = ['أول', 'ثان'].map((which) => `بلاغ ${which} ${Date.now()} (مثال توضيحي)`);
  const receipts: string[] = [];
  for (const [at, text] of texts.entries()) {
    receipts.push(await sealReport(page, { ...ABOUT, text, counted: at === 0 }));
    await sendReport(page);
  }
  const [first = '', second = ''] = receipts;
  const [firstText = '', secondText = ''] = texts;

  const join = async (code: string) => {
    await page.getByLabel(ar('report_box_join_code'), { exact: true }).fill(code);
    await page.getByRole('button', { name: ar('report_box_link_yes') }).click();
  };
  await openMailbox(page, first);
  await page.getByRole('button', { name: ar('report_box_join'), exact: true }).click();
  await join(first);
  await expect(page.getByText(ar('report_box_join_same'))).toBeVisible();
  await join(`${second.slice(0, -1)}${(Number(second.slice(-1)) + 1) % 10}`);
  await expect(page.getByText(ar('problem_receipt_check_digit'))).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
  await join(second);
  await expect(page.getByText(ar('report_box_join_done'))).toBeVisible();

  const desk = await inboxAt(browser, baseURL, 'basra.women.1');
  const link = desk.getByRole('button', { name: ar('desk_command_link'), exact: true });
  await openAtDesk(desk, firstText);
  await expect(desk.getByText(ar('desk_link_by_her'))).toBeVisible();
  await expect(desk.getByText(ar('desk_link_open_other'))).toBeVisible();
  await expect(link).toHaveCount(0);
  await openAtDesk(desk, secondText);
  await expect(desk.getByText(ar('desk_link_verified'))).toBeVisible();
  await expectAccessible(desk);
  await link.click();
  await expect(desk.getByRole('article').getByText(ar('desk_state_linked')).first()).toBeVisible();
  await desk.context().close();

  await openMailbox(page, second);
  await expect(page.getByText(ar('report_box_linked'))).toBeVisible();
});

test('whether she may be counted is off until she ticks it, and her latest word reaches the desk from the mailbox', async ({
  page,
  browser,
  baseURL,
}) => {
  const [asked, said] = [`بلا كلمة ${Date.now()}`, `مع كلمة ${Date.now()}`].map((each) => `${each} (مثال توضيحي)`);
  await sealReport(page, { ...ABOUT, text: asked ?? '' });
  await sendReport(page);
  const receipt = await sealReport(page, { ...ABOUT, text: said ?? '', counted: true });
  await sendReport(page);

  const before = await inboxAt(browser, baseURL, 'basra.women.2');
  await openAtDesk(before, asked ?? '');
  await expect(before.getByText(ar('cases_word_no'))).toBeVisible();
  await openAtDesk(before, said ?? '');
  await expect(before.getByText(ar('cases_word_yes'))).toBeVisible();
  await before.context().close();

  await openMailbox(page, receipt);
  await page.getByRole('button', { name: ar('report_box_count'), exact: true }).click();
  const card = page.getByRole('checkbox', { name: ar('report_count') });
  await expect(card).toBeChecked();
  await card.uncheck();
  await expectAccessible(page);
  await expectNoSideways(page);
  await page
    .locator('.asked')
    .getByRole('button', { name: ar('report_box_send') })
    .click();
  await expect(page.getByText(ar('report_box_said_no_count'))).toBeVisible();

  const desk = await inboxAt(browser, baseURL, 'basra.women.1');
  await openAtDesk(desk, said ?? '');
  await expect(desk.getByText(ar('desk_said_no_count'))).toBeVisible();
  await expect(desk.getByText(ar('cases_word_no'))).toBeVisible();
  await expectAccessible(desk);
  await desk.context().close();
});
