import { expect, expectAccessible, expectNoSideways, test } from './fixture.ts';
import { openInbox, openMailbox, sealReport, sendReport, signIn } from './pages.ts';
import { wordsIn } from './words.ts';

const ar = wordsIn('ar');
const WOMENS_DESK = 'مكتب المرأة، البصرة';

test('a stranger reports in Arabic, the women’s desk answers, and her code reads the answer', async ({
  page,
  browser,
  baseURL,
}) => {
  const text = `مثال توضيحي: رسالة من رحلة المتصفح ${Date.now()}`;
  let looked = 0;
  const look = async () => {
    looked++;
    await expectNoSideways(page);
  };
  const receipt = await sealReport(page, { desk: WOMENS_DESK, governorate: 'البصرة', text, women: true, look });
  expect(receipt).toMatch(/^\d{21}$/);
  expect(looked, 'the first page and every step').toBe(13);
  await sendReport(page);
  await expectAccessible(page);
  await expectNoSideways(page);
  expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, '']);

  const office = await browser.newContext({
    locale: 'ar-IQ',
    viewport: { width: 1280, height: 800 },
    baseURL: baseURL ?? '',
  });
  const desk = await office.newPage();
  await signIn(desk, 'basra.women.1');
  await expectAccessible(desk);
  await openInbox(desk, WOMENS_DESK);
  await desk.getByText(text.slice(0, 30)).first().click();
  await expect(desk.getByRole('button', { name: ar('desk_open') })).toBeVisible();
  await desk.getByRole('button', { name: ar('desk_open') }).click();
  await expect(desk.getByText(text).last()).toBeVisible();
  await expectAccessible(desk);
  const answer = 'وصلت رسالتكِ، ونحن معكِ (مثال توضيحي).';
  await desk.getByLabel(ar('desk_reply'), { exact: true }).fill(answer);
  await desk.getByRole('button', { name: ar('desk_reply_send') }).click();
  await expect(desk.getByText(ar('desk_reply_sent'))).toBeVisible();
  await office.close();

  const arabicDigits = [...receipt].map((digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)]).join('');
  await openMailbox(page, arabicDigits);
  await expect(page.getByText(answer)).toBeVisible();
  await expect(page.getByText(text)).toBeVisible();
  await expect(page.getByText(WOMENS_DESK).first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
});

test('a code with a wrong digit is refused before it leaves the phone', async ({ page }) => {
  const asked: string[] = [];
  await openMailbox(page, '1234 5678 9012 3456 7890 9');
  page.on('request', (request) => asked.push(request.url()));
  await expect(page.getByText(ar('problem_receipt_check_digit'))).toBeVisible();
  expect(asked).toEqual([]);
});
