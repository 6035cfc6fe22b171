import { expect, expectAccessible, expectNoSideways, test } from './fixture.ts';
import { wordsIn } from './words.ts';

const ar = wordsIn('ar');
const PHONE = { width: 360, height: 640 };

test('without script a man gets to the page that speaks to him, finds whom to call and where to go, and gets back', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: PHONE, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.goto('/report/');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ar('report_heading'));
  await page.getByRole('link', { name: ar('report_i_am_man'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('لستَ وحدك، وما حدث ليس ذنبك');
  await expect(page.getByRole('link', { name: '911' })).toHaveAttribute('href', 'tel:911');
  const office = page.getByText('المكتب الرئيسي، الأصمعي');
  await expect(office).toBeHidden();
  await page.getByText('البصرة', { exact: true }).first().click();
  await expect(office).toBeVisible();
  await page.getByRole('link', { name: ar('report_i_am_woman'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ar('report_heading'));
  await context.close();
});

test('the questions, the mailbox and the way back go on as the first page spoke', async ({ page }) => {
  await page.goto('/report/m');
  await expectAccessible(page);
  await expectNoSideways(page);
  await page.getByRole('button', { name: 'أخبرنا بأمان' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('هل أنت في أمان الآن؟');
  await page.getByRole('button', { name: ar('ui_back'), exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('لستَ وحدك، وما حدث ليس ذنبك');
  await page.getByRole('button', { name: ar('report_have_receipt') }).click();
  await expect(page.getByRole('button', { name: ar('report_i_am_woman'), exact: true })).toBeVisible();
});

test('a phone that cannot seal is told so before she writes, with the numbers and the places on that page', async ({
  page,
}) => {
  await page.addInitScript('Object.defineProperty(crypto, "subtle", { value: undefined })');
  await page.goto('/report/');
  await page.getByRole('button', { name: ar('report_start') }).click();
  const next = page.getByRole('button', { name: ar('ui_next'), exact: true });
  await page
    .getByRole('radio', { name: ar('report_yes') })
    .first()
    .check();
  await next.click();
  await page.getByRole('radio', { name: ar('report_kind_harassment') }).check();
  await next.click();
  await page.getByRole('heading', { name: ar('report_q_under18') }).waitFor();
  await next.click();
  await page.getByRole('heading', { name: ar('report_q_deadline') }).waitFor();
  await next.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ar('report_cannot'));
  await expect(page.getByRole('link', { name: '911' })).toBeVisible();
  await page.getByText('البصرة', { exact: true }).first().click();
  await expect(page.getByText('فرع شط العرب')).toBeVisible();
  // a number half under the bar at the top counts as too small
  await page.evaluate('scrollTo(0, 0)');
  await expectAccessible(page);
  await expectNoSideways(page);
  await page.getByRole('button', { name: ar('ui_back'), exact: true }).click();
  await expect(page.getByRole('heading', { name: ar('report_advice_heading') })).toBeVisible();
  await expect(page.getByRole('link', { name: '911' })).toHaveCount(1);
});

test('the desks of all Iraq come in one request, and her marks ask for nothing that is there already', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.startsWith('/api/directory')) asked.push(pathname);
  });
  await page.goto('/report/');
  await page.getByRole('button', { name: ar('report_start') }).click();
  const next = page.getByRole('button', { name: ar('ui_next'), exact: true });
  await page
    .getByRole('radio', { name: ar('report_yes') })
    .first()
    .check();
  await next.click();
  await page.getByRole('radio', { name: ar('report_kind_harassment') }).check();
  await next.click();
  for (const key of ['report_q_under18', 'report_q_deadline', 'report_q_place']) {
    await page.getByRole('heading', { name: ar(key) }).waitFor();
    if (key === 'report_q_place') await page.getByRole('combobox').first().selectOption({ label: 'البصرة' });
    await next.click();
  }
  const desks = page.getByRole('radio');
  await expect(desks).toHaveCount(2);
  expect(asked).toEqual(['/api/directory/IQG02']);
  await page.getByLabel(ar('report_desk_where'), { exact: true }).selectOption('');
  await expect(desks).toHaveCount(6);
  await page.getByRole('checkbox', { name: ar('report_desk_not_police') }).check();
  await expect(desks).toHaveCount(3);
  await expect(desks.last()).toHaveAccessibleName(new RegExp(ar('report_desk_kind_forum')));
  await expect(page.getByText(ar('report_desk_law_unchecked'))).toHaveCount(3);
  expect(asked).toEqual(['/api/directory/IQG02', '/api/directory']);
});
