import type { Browser, Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';
import { expect, expectAccessible, expectNoSideways, test } from './fixture.ts';
import { signIn } from './pages.ts';
import { wordsIn } from './words.ts';

const ar = wordsIn('ar');
const DESK = 'محاميات بلا أجر، بغداد';

async function office(browser: Browser, baseURL: string | undefined, login: string): Promise<Page> {
  const context = await browser.newContext({
    locale: 'ar-IQ',
    viewport: { width: 1280, height: 900 },
    baseURL: baseURL ?? '',
  });
  const page = await context.newPage();
  await signIn(page, login);
  return page;
}

const button = (page: Page, key: string) => page.getByRole('button', { name: ar(key), exact: true });

/** Opens a page of the desk by its entry in the rail. */
async function turnTo(page: Page, key: string): Promise<void> {
  await page
    .getByRole('navigation')
    .getByRole('link', { name: ar(key), exact: true })
    .click();
  await page.getByRole('heading', { level: 1, name: ar(key) }).waitFor();
}

async function openTeam(page: Page): Promise<void> {
  await turnTo(page, 'accounts_teams_heading');
  await page.getByRole('main').getByRole('link', { name: DESK }).click();
  await page.getByRole('heading', { name: ar('accounts_keys'), exact: true }).waitFor();
}

test('an administrator invites, and whoever has the link makes her keys, her card and her second factor', async ({
  page,
  browser,
  baseURL,
}) => {
  const admin = await office(browser, baseURL, 'lawyers.admin');
  await turnTo(admin, 'accounts_people_heading');
  await button(admin, 'accounts_invite').click();
  await admin.getByLabel(ar('accounts_name')).fill('زميلة جديدة (مثال توضيحي)');
  await admin.getByLabel(ar('accounts_login'), { exact: true }).fill('journey.colleague');
  await expectAccessible(admin);
  await button(admin, 'accounts_make_link').click();
  const link = await admin.getByText('/desk/enrol#').innerText();

  await page.goto(link);
  await page.getByText('journey.colleague').waitFor();
  await expectAccessible(page);
  await button(page, 'accounts_enrol_begin').click();
  await page.getByLabel(ar('accounts_signin_password'), { exact: true }).fill('short');
  await expect(button(page, 'ui_next')).toBeDisabled();
  for (const key of ['accounts_signin_password', 'accounts_password_again']) {
    await page.getByLabel(ar(key), { exact: true }).fill('four words make sense');
  }
  await button(page, 'ui_next').click();
  const card = page.getByRole('region', { name: ar('accounts_card') });
  const code = /([0-9A-Z]{4} ){6}[0-9A-Z]{2}[0-9A-Z*~$=]/.exec((await card.innerText()).replace(/\s+/g, ' '))?.[0];
  expect(code, 'the card carries 27 symbols').toBeDefined();
  await expectAccessible(page);
  await expectNoSideways(page);
  await expect(button(page, 'ui_next')).toBeDisabled();
  await page.getByLabel(ar('accounts_card_end')).fill(code?.slice(-3) ?? '');
  await button(page, 'ui_next').click();
  const secret = (await page.locator('.secret').innerText()).replace(/\s/g, '');
  await expectAccessible(page);
  await page.getByLabel(ar('accounts_signin_second')).fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await button(page, 'accounts_enrol_finish').click();
  await page.getByText(ar('accounts_enrol_done')).waitFor();

  await page.goto(link);
  await page.reload();
  await expect(page.getByRole('alert')).toBeVisible();
});

test('a desk’s key is changed: made by a member, signed by the head, reports carried over, the old one deleted', async ({
  browser,
  baseURL,
}) => {
  const member = await office(browser, baseURL, 'lawyers.1');
  await openTeam(member);
  await button(member, 'accounts_make_key').click();
  await expectAccessible(member);
  await button(member, 'accounts_make_go').click();
  await member.getByText(ar('accounts_key_waits'), { exact: true }).waitFor();
  const made = await member.getByRole('list', { name: ar('accounts_six_words') }).innerText();

  const head = await office(browser, baseURL, 'lawyers.head');
  await turnTo(head, 'accounts_publish_heading');
  const shown = await head.getByRole('list', { name: ar('accounts_six_words') }).innerText();
  expect(shown).toBe(made);
  await expectAccessible(head);
  await head.getByLabel(ar('accounts_publish_compared')).check();
  await head.getByRole('button', { name: ar('accounts_publish_go') }).click();
  await head.getByText(ar('accounts_publish_nothing')).waitFor();

  // Her device takes the new key from the directory when it asks for it.
  await turnTo(member, 'accounts_teams_heading');
  await member.getByRole('main').getByRole('link', { name: DESK }).click();
  await button(member, 'accounts_carry').click();
  await member.getByText(ar('accounts_key_ended'), { exact: true }).waitFor({ timeout: 30_000 });
  await expectAccessible(member);
  await member.getByRole('navigation').getByRole('link', { name: DESK }).click();
  await expect(member.getByText('مثال توضيحي').first()).toBeVisible();
});
