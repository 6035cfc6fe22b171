import { baghdadDay } from '../../src/base/clock.ts';
import { expect, expectAccessible, expectNoSideways, test } from './fixture.ts';
import { sealReport, sendReport, signIn } from './pages.ts';
import { wordsIn } from './words.ts';

const ar = wordsIn('ar');
const WOMENS_DESK = 'مكتب المرأة، البصرة';
const CENTRE = 'مركز توجيه الإحالة، شط العرب';
/** The desk asks twice a minute. */
const HALF_A_MINUTE = 31_000;

/** Notes every notification that the page shows, and lets it think that nobody looks at it. */
const WATCH_NOTIFICATIONS = `
  window.shown = [];
  window.Notification = class extends window.Notification {
    constructor(title, options) {
      super(title, options);
      window.shown.push([title, options]);
    }
  };
  document.hasFocus = () => false;
`;

test('an urgent report alerts whoever is on duty, on any page and in a notification that says nothing, until it is answered', async ({
  page,
  browser,
  baseURL,
}) => {
  const context = (width: number) =>
    browser.newContext({ locale: 'ar-IQ', viewport: { width, height: 800 }, baseURL: baseURL ?? '' });
  const office = await context(1280);
  await office.grantPermissions(['notifications']);
  await office.addInitScript(WATCH_NOTIFICATIONS);
  const desk = await office.newPage();
  await desk.clock.install();
  await signIn(desk, 'basra.women.1');
  const title = await desk.title();
  expect(title).toBe(ar('desk_title'));
  const banner = desk.getByRole('alert').filter({ hasText: ar('desk_alert_open') });
  const answer = async (text: string) => {
    await banner.getByRole('link', { name: ar('desk_alert_open') }).click();
    await expect(desk.getByRole('button', { name: ar('desk_view_urgent') })).toHaveAttribute('aria-pressed', 'true');
    await desk.getByText(text).first().click();
    await desk.getByRole('button', { name: ar('desk_open') }).click();
    await desk.getByLabel(ar('desk_reply'), { exact: true }).fill('نقرأ رسالتكِ الآن (مثال توضيحي).');
    await desk.getByRole('button', { name: ar('desk_reply_send') }).click();
    await expect(desk.getByText(ar('desk_reply_sent'))).toBeVisible();
    await expect(banner).toHaveCount(0);
  };
  // The demo's own urgent report.
  await answer('واحد ما أعرفه');
  await desk.getByRole('link', { name: ar('desk_me'), exact: true }).click();
  await desk.getByRole('button', { name: ar('desk_notify_on') }).click();
  await expect(desk.getByRole('button', { name: ar('desk_notify_off') })).toBeVisible();

  const text = `مثال توضيحي: بلاغ عاجل ${Date.now()}`;
  await sealReport(page, { desk: WOMENS_DESK, governorate: 'البصرة', text, urgent: true });
  await sendReport(page);
  await expect(page.getByText(ar('report_not_urgent'))).toHaveCount(0);

  await desk.clock.fastForward(HALF_A_MINUTE);
  await expect(banner).toContainText(WOMENS_DESK);
  await expect(banner).toContainText('بلاغ عاجل واحد ينتظر أول جواب');
  await expect(desk.getByRole('heading', { level: 1, name: ar('desk_me_heading') })).toBeVisible();
  expect(await desk.evaluate('window.shown')).toEqual([
    [ar('alerts_something_waits'), { tag: 'muntada', lang: 'ar-IQ' }],
  ]);
  expect(await desk.title()).toBe(title);
  await desk.clock.fastForward(HALF_A_MINUTE);
  await expectAccessible(desk);
  expect(await desk.evaluate('window.shown.length'), 'the same again is no news').toBe(1);

  // The same session in another window, whose keys are not open.
  const locked = await office.newPage();
  await locked.goto('/desk/?lang=ar');
  await expect(locked.getByRole('alert').getByText(ar('alerts_something_waits'))).toBeVisible();
  await expect(locked.getByRole('alert')).not.toContainText(WOMENS_DESK);
  await locked.setViewportSize({ width: 360, height: 740 });
  await expectNoSideways(locked);
  await locked.close();

  const elsewhere = await context(360);
  const colleague = await elsewhere.newPage();
  const asked = colleague.waitForResponse('**/api/alerts');
  await signIn(colleague, 'basra.women.2');
  expect(await (await asked).json(), 'she is not on duty, and the quarter of an hour is not over').toEqual({
    desks: [],
  });
  await elsewhere.close();

  await desk.setViewportSize({ width: 360, height: 740 });
  await expectNoSideways(desk);
  await expectAccessible(desk);
  await desk.setViewportSize({ width: 1280, height: 800 });
  await answer(text.slice(0, 30));
  await office.close();
});

test('a desk shows who is on duty and what is due today, and keeps her address for alerts', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await signIn(page, 'centre.1');
  const turnTo = (key: string) =>
    page
      .getByRole('navigation')
      .getByRole('link', { name: ar(key), exact: true })
      .click();
  const button = (key: string) => page.getByRole('button', { name: ar(key), exact: true });

  await turnTo('desk_me');
  await page.getByRole('link', { name: ar('accounts_account_heading') }).click();
  await page.getByLabel(ar('accounts_alert_mail_address')).fill('not an address');
  await button('ui_save').click();
  await expect(page.getByText(ar('accounts_alert_mail_wrong'))).toBeVisible();
  await page.getByLabel(ar('accounts_alert_mail_address')).fill('officer@work.example');
  await button('ui_save').click();
  await expect(page.getByText(ar('directory_saved'))).toBeVisible();
  await expectAccessible(page);

  await turnTo('accounts_teams_heading');
  await page.getByRole('main').getByRole('link', { name: WOMENS_DESK }).click();
  await expect(page.getByText(ar('accounts_on_duty'))).toBeVisible();

  await page.getByRole('navigation').getByRole('link', { name: CENTRE }).click();
  const rows = page.getByRole('listbox', { name: ar('desk_inbox') }).getByRole('option');
  await rows.first().click();
  await button('desk_open').click();
  await page.getByLabel(ar('desk_due'), { exact: true }).fill(baghdadDay(Date.now()));
  await expect(rows.getByText(ar('desk_due_today'))).toBeVisible();
  await page
    .getByRole('main')
    .getByRole('link', { name: ar('desk_overview') })
    .click();
  await page.getByRole('link', { name: ar('desk_count_due_today') }).click();
  await expect(page.getByRole('button', { name: ar('desk_view_due_today') })).toHaveAttribute('aria-pressed', 'true');
  await expect(rows).toHaveCount(1);
  await expectAccessible(page);
});

test('duty that ended while she wrote loses her nothing: the report arrives, and she is told whom to call', async ({
  page,
  browser,
  baseURL,
}) => {
  const text = `مثال توضيحي: انتهت المناوبة ${Date.now()}`;
  await sealReport(page, { desk: WOMENS_DESK, governorate: 'البصرة', text, urgent: true });

  const office = await browser.newContext({
    locale: 'ar-IQ',
    viewport: { width: 1280, height: 800 },
    baseURL: baseURL ?? '',
  });
  const desk = await office.newPage();
  await signIn(desk, 'basra.admin');
  await desk
    .getByRole('navigation')
    .getByRole('link', { name: ar('accounts_teams_heading'), exact: true })
    .click();
  await desk.getByRole('main').getByRole('link', { name: WOMENS_DESK }).click();
  const rota = desk.locator('section').filter({ has: desk.getByRole('heading', { name: ar('accounts_rota') }) });
  await rota.getByRole('button', { name: ar('directory_change') }).click();
  const remove = rota.getByRole('button', { name: ar('directory_remove') });
  for (let rows = await remove.count(); rows > 0; rows--) await remove.first().click();
  await rota.getByRole('button', { name: ar('ui_save') }).click();
  await expect(rota.getByText(ar('accounts_rota_none'))).toBeVisible();
  await office.close();

  await sendReport(page);
  await expect(page.getByText(ar('report_not_urgent'))).toBeVisible();
  await expect(page.getByText(ar('report_call_meanwhile'))).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
});
