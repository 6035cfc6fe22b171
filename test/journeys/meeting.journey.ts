import type { BrowserContext, Page } from '@playwright/test';
import type { Id } from '../../src/base/ids.ts';
import { expect, expectAccessible, expectNoSideways, test } from './fixture.ts';
import { meetingWithAgendaOut } from './meeting-ground.ts';
import { signIn } from './pages.ts';
import { wordsIn } from './words.ts';

const ar = wordsIn('ar');

const button = (page: Page, key: string) => page.getByRole('button', { name: ar(key), exact: true });
const region = (page: Page, number: number) => page.getByRole('region', { name: new RegExp(`^${number}\\. `) });

/** The paths of all that the browser's caches hold. */
const CACHED = `(async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  return found;
})()`;

/** Goes to the session as the router does, without losing the keys to a reload. */
async function turnTo(page: Page, meetingId: Id): Promise<void> {
  await page.evaluate(
    `history.pushState(null, '', '/desk/meetings/${meetingId}/session'); dispatchEvent(new PopStateEvent('popstate'))`,
  );
  await page.getByRole('heading', { name: ar('forums_session_heading'), exact: true }).waitFor();
}

/** One press of a counter's big button. */
async function count(page: Page, sex: 'woman' | 'man', category: string): Promise<void> {
  const word = ar(`forums_sex_${sex}`);
  await page.getByRole('button', { name: new RegExp(`^${word}، ${ar(category)}، `) }).click();
}

test('a meeting is recorded without a line, over a closed page, and loses nothing of what a second device wrote', async ({
  browser,
  baseURL,
  muntada,
}) => {
  test.setTimeout(240_000);
  const meetingId = await meetingWithAgendaOut(muntada);
  // Contexts of their own: without a line the browser complains, rightly.
  const newDevice = (): Promise<BrowserContext> =>
    browser.newContext({ baseURL: baseURL ?? '', locale: 'ar-IQ', viewport: { width: 360, height: 740 } });
  const [first, second] = [await newDevice(), await newDevice()];
  const laptop = await second.newPage();
  let phone = await first.newPage();

  await signIn(phone, 'maqil.secretary');
  await turnTo(phone, meetingId);
  await button(phone, 'forums_session_open').click();
  await region(phone, 1).waitFor();
  await phone.getByText(ar('forums_session_synced')).waitFor();
  await phone.getByText(ar('forums_session_ready_offline')).waitFor();
  await signIn(laptop, 'maqil.chair');
  await turnTo(laptop, meetingId);
  await region(laptop, 1).waitFor();

  const cached = await phone.evaluate<string[]>(CACHED);
  expect(cached.length).toBeGreaterThan(10);
  expect(cached.filter((path) => !/^\/(desk\/|favicon\.svg|assets\/[\w.-]+)$/.test(path))).toEqual([]);
  await first.setOffline(true);
  for (const category of ['forums_category_women_leader', 'forums_category_teacher', 'forums_category_lawyer']) {
    await count(phone, 'woman', category);
  }
  await count(phone, 'man', 'forums_category_tribal');
  await phone.getByText(ar('forums_session_quorum_reached')).waitFor();
  await region(phone, 1).getByLabel(ar('forums_session_scan'), { exact: true }).fill('أعمدة الإنارة معطلة منذ شهر');
  await region(phone, 1)
    .getByRole('button', { name: ar('forums_session_decide') })
    .click();
  await region(phone, 1).getByLabel(ar('forums_session_by')).selectOption('vote');
  for (const [key, votes] of [
    ['for', '12'],
    ['against', '٢'],
    ['abstained', '1'],
  ] as const) {
    await region(phone, 1)
      .getByLabel(ar(`forums_session_votes_${key}`), { exact: true })
      .fill(votes);
  }
  await region(phone, 1).getByLabel(ar('forums_session_dissent')).fill('رأى عضو أن يُبدأ بشارع السوق');
  await expectAccessible(phone);
  await region(phone, 1)
    .getByRole('button', { name: ar('forums_session_decide') })
    .click();
  await button(phone, 'forums_session_solution_add').first().click();
  await region(phone, 1).getByLabel(ar('forums_session_solution'), { exact: true }).fill('إصلاح الأعمدة الستة');
  await region(phone, 1)
    .getByRole('button', { name: `${ar('ui_save')} – ${ar('forums_session_solution')}` })
    .click();
  await button(phone, 'forums_session_commitment_add').first().click();
  await region(phone, 1)
    .getByLabel(ar('forums_session_commitment'), { exact: true })
    .fill('دورية مسائية إلى أن تعود الإنارة');
  await region(phone, 1).getByLabel(ar('forums_session_due')).fill('2027-01-31');
  await expectAccessible(phone);
  await expectNoSideways(phone);
  await region(phone, 1)
    .getByRole('button', { name: `${ar('ui_save')} – ${ar('forums_session_commitment')}` })
    .click();
  await phone.getByText(ar('forums_session_offline')).waitFor();

  // Meanwhile somebody else writes to the same item, with a line.
  await region(laptop, 1).getByLabel(ar('forums_session_scan'), { exact: true }).fill('الطالبات يخفن العودة مساءً');
  await laptop.getByText(ar('forums_session_synced')).waitFor();
  await laptop.waitForTimeout(3_500);
  await laptop.getByText(ar('forums_session_synced')).waitFor();

  // Closed and opened again, still without a line: the password is enough.
  await phone.close();
  phone = await first.newPage();
  await phone.goto(`/desk/meetings/${meetingId}/session`);
  await button(phone, 'accounts_signin_demo_fill').click();
  await button(phone, 'accounts_signin_unlock').click();
  await expect(region(phone, 1).getByLabel(ar('forums_session_scan'), { exact: true })).toHaveValue(
    'أعمدة الإنارة معطلة منذ شهر',
  );
  await phone.getByText('إصلاح الأعمدة الستة').waitFor();
  await phone.getByText('دورية مسائية إلى أن تعود الإنارة').waitFor();
  await phone.getByText('رأى عضو أن يُبدأ بشارع السوق').waitFor();
  await phone.getByText(ar('forums_session_quorum_reached')).waitFor();
  await count(phone, 'man', 'forums_category_tribal');

  await first.setOffline(false);
  // Whoever does not wait for the device to notice the line; often it has noticed already, and the button is gone.
  await button(phone, 'forums_session_send')
    .click({ timeout: 2000 })
    .catch(() => undefined);
  await phone.getByText(ar('forums_session_synced')).waitFor();
  await phone.getByText(ar('forums_session_both_heading')).waitFor();
  await phone.getByText('الطالبات يخفن العودة مساءً').waitFor();
  await expectAccessible(phone);
  await expectNoSideways(phone);
  await laptop.getByText(ar('forums_session_both_heading')).waitFor({ timeout: 30_000 });
  await laptop.getByText('أعمدة الإنارة معطلة منذ شهر').waitFor();
  await button(phone, 'forums_session_keep_both').click();
  await expect(region(phone, 1).getByLabel(ar('forums_session_scan'), { exact: true })).toHaveValue(
    /معطلة منذ شهر[^]*يخفن العودة|يخفن العودة[^]*معطلة منذ شهر/,
  );

  await button(phone, 'forums_session_close').click();
  await button(phone, 'forums_session_close_yes').click();
  await phone.getByText(ar('forums_session_closed'), { exact: true }).waitFor();
  await laptop.getByText(ar('forums_session_closed'), { exact: true }).waitFor({ timeout: 30_000 });
  await expect(region(laptop, 1)).toContainText('يخفن العودة');
  await expect(region(laptop, 1)).toContainText('معطلة منذ شهر');
  await expectAccessible(laptop);
  await first.close();
  await second.close();
});
