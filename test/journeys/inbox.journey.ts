import type { DeskRecord } from '../../src/crypto/desk-record.ts';
import { overHttp } from '../harness/caller.ts';
import { asMailbox, sealedReport } from '../harness/reporter.ts';
import { expect, expectAccessible, expectNoSideways, test } from './fixture.ts';
import { openInbox, signIn } from './pages.ts';
import { wordsIn } from './words.ts';

const ar = wordsIn('ar');
const WOMENS_DESK = 'مكتب المرأة، البصرة';
const DESK_ID = '30000000-0000-4000-8000-000000000001';

test('an open inbox follows what happens: a report that comes, is destroyed by her, and the numbers of now beside first answers', async ({
  page,
  muntada,
}) => {
  const server = overHttp(muntada.url);
  const directory = await server.inject({ url: `/api/directory/desks/${DESK_ID}` });
  const record = directory.json<{ records: DeskRecord[] }>().records[0];
  expect(record).toBeDefined();
  if (!record) return;
  await signIn(page, 'basra.women.1');
  await openInbox(page, WOMENS_DESK);
  await expect(page.getByText(ar('desk_search_says'))).toBeVisible();

  const text = `مثال توضيحي: بلاغ يصل والقائمة مفتوحة ${Date.now()}`;
  const sealed = await sealedReport(server, { record }, { text });
  await server.inject({ method: 'POST', url: '/api/reports', payload: sealed.payload });
  await page.keyboard.press('g');
  const line = page.getByText(text.slice(0, 30)).first();
  await line.click();
  await page.getByRole('button', { name: ar('desk_open') }).click();
  await expect(page.getByText(text).last()).toBeVisible();

  const gone = await asMailbox(server, sealed.mailbox, 'DELETE', `/api/mailbox/reports/${sealed.reportId}`);
  expect(gone.statusCode).toBe(200);
  await page.keyboard.press('g');
  await expect(page.getByText(ar('desk_destroyed_says'))).toBeVisible();
  await expect(page.getByText(text)).toHaveCount(0);
  await expectAccessible(page);

  // On a phone the list stands behind the report.
  await page.getByRole('link', { name: ar('desk_back_to_list') }).click();
  await page.getByRole('button', { name: ar('desk_view_all') }).click();
  await expect(page.getByText(text.slice(0, 30))).toHaveCount(0);
  await expect(page.getByText(ar('desk_search_says'))).toBeVisible();
  await page.getByRole('link', { name: ar('desk_overview') }).click();
  await expect(page.getByRole('heading', { name: ar('desk_now'), exact: true })).toBeVisible();
  await expectAccessible(page);
  await expectNoSideways(page);
});
