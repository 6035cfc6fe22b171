import { MAQIL } from '../../src/demo/forums/register.ts';
import { expect, expectAccessible, expectNoSideways, test } from './fixture.ts';
import { wordsIn } from './words.ts';

const ar = wordsIn('ar');
const PAGE = `/forums/${MAQIL}`;
const HARMLESS = 'الماء مقطوع في محلتنا منذ أيام (مثال توضيحي)';
const NAMES = 'السيد جاسم يبيع المخدرات';

test('without script a stranger is diverted with her words kept, raises it in general, and sees what others got', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await page.goto(PAGE);
  await page.getByRole('link', { name: ar('site_raise'), exact: true }).click();
  const send = page.getByRole('button', { name: ar('site_raise_send') });
  await send.click();
  await expect(page.getByText(ar('site_raise_missing_text'))).toBeVisible();
  await page.locator('#category').selectOption('services');
  await page.locator('#text').fill(`${HARMLESS} ${NAMES}`);
  await page.getByRole('checkbox', { name: ar('forums_issue_affected_women') }).check();
  await send.click();
  await expect(page.getByText(ar('forums_why_name'))).toBeVisible();
  await expect(page.getByText(ar('site_divert_kept'))).toBeVisible();
  await expect(page.locator('#text')).toHaveValue(`${HARMLESS} ${NAMES}`);
  await expect(page.getByRole('checkbox', { name: ar('forums_issue_affected_women') })).toBeChecked();
  await expect(page.locator('#diverted').getByRole('link', { name: ar('site_divert_report') })).toHaveAttribute(
    'href',
    '/report/',
  );
  await page.locator('#text').fill(HARMLESS);
  await send.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ar('site_raised_heading'));
  await page.getByRole('link', { name: ar('site_raised_see'), exact: true }).click();
  const card = page.locator('.said li').filter({ hasText: ar('site_said_agreed') });
  await expect(card.first()).toBeVisible();
  await expect(page.getByText('تحقّق المنتدى من تنفيذه').first()).toBeVisible();
  expect(await context.cookies()).toEqual([]);
  await context.close();
});

test('with script what belongs elsewhere never leaves the phone', async ({ page }) => {
  const sent: string[] = [];
  page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.url());
  });
  await page.goto(`${PAGE}/raise`);
  await expectAccessible(page);
  await expectNoSideways(page);
  await page.locator('#category').selectOption('drugs');
  await page.locator('#text').fill(NAMES);
  const send = page.getByRole('button', { name: ar('site_raise_send') });
  await send.click();
  const notice = page.locator('#diverted');
  await expect(notice).toBeFocused();
  await expect(notice.getByText(ar('forums_why_name'))).toBeVisible();
  await expect(notice.getByText(ar('forums_why_violence'))).toBeHidden();
  await expect(notice.getByText(ar('site_divert_unsent'))).toBeVisible();
  await expect(notice.getByText(ar('site_divert_kept'))).toBeHidden();
  expect(sent).toEqual([]);
  await expectAccessible(page);
  await expectNoSideways(page);
  await page.locator('#text').fill(HARMLESS);
  await send.click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ar('site_raised_heading'));
  expect(sent).toHaveLength(1);
  await expectAccessible(page);
});

test('the secretary finds it on top, leads one away with nothing kept, and accepts, words and sends on others', async ({
  page,
}) => {
  await page.goto(`${PAGE}/raise`);
  await page.locator('#category').selectOption('services');
  await page.locator('#text').fill('إنارة الساحة العامة معطلة (مثال توضيحي)');
  await page.getByRole('button', { name: ar('site_raise_send') }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ar('site_raised_heading'));

  await page.goto('/desk/?lang=ar');
  await page.getByText('maqil.secretary', { exact: true }).click();
  await page.getByRole('button', { name: ar('accounts_signin_go') }).click();
  await page.getByRole('heading', { name: ar('desk_home_heading') }).waitFor();
  const turn = async (path: string) =>
    page.evaluate(`history.pushState(null, '', '/desk${path}'); dispatchEvent(new PopStateEvent('popstate'))`);
  await turn(`/forums/${MAQIL}`);
  await page.getByRole('link', { name: ar('forums_issues_heading') }).click();
  const waiting = page.getByRole('region', { name: ar('forums_issues_waiting') });
  await waiting.getByRole('link', { name: 'إنارة الساحة العامة معطلة' }).click();
  const button = (key: string) => page.getByRole('button', { name: ar(key), exact: true });
  await button('forums_issue_command_accept').click();
  await button('forums_issue_command_send_on').click();
  await page.locator('#command-body').selectOption('municipality');
  await button('forums_issue_do').click();
  await page.locator('#remit-outcome').fill('وُعدنا بإصلاحها');
  await page.locator('#said-text').fill('السيد جاسم قال إن الساحة مظلمة');
  await button('ui_save').last().click();
  await expect(page.locator('.notice-danger')).toBeVisible();
  await page.locator('#said-text').fill('كانت الساحة مظلمة (مثال توضيحي)');
  await button('ui_save').last().click();
  await expect(page.locator('#said-text')).toHaveValue('كانت الساحة مظلمة (مثال توضيحي)');
  await page.getByRole('link', { name: ar('forums_issue_back') }).click();
  await waiting.getByRole('link').first().click();
  const text = await page.locator('.text').innerText();
  await button('forums_issue_command_divert').click();
  await button('forums_issue_do').click();
  await expect(page.getByRole('img', { name: ar('forums_issue_divert_qr') })).toBeVisible();
  await expect(page.getByText(text)).toHaveCount(0);
});
