import { holds } from '../faults/canary.ts';
import { expect, test } from './fixture.ts';
import { signIn } from './pages.ts';
import { wordsIn } from './words.ts';

const ar = wordsIn('ar');
const SEARCHED = 'كناري٧٥٠١بحث';
const DRAFT = 'كناري٧٥٠٢مسودة';
const NOTE = 'كناري٧٥٠٣ملاحظة';

/** Everything that the device keeps for this address: IndexedDB, storage and cookies, bytes as they are, in base64. */
const KEPT = `(async () => {
  const bytes = (value) => value instanceof Uint8Array ? [...value] : value instanceof ArrayBuffer ? [...new Uint8Array(value)] : [];
  const parts = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie, location.href, document.title];
  for (const { name } of await indexedDB.databases()) {
    const database = await new Promise((resolve) => { const ask = indexedDB.open(name); ask.onsuccess = () => resolve(ask.result); });
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store);
      const [keys, values] = await Promise.all([all.getAllKeys(), all.getAll()].map((ask) => new Promise((resolve) => { ask.onsuccess = () => resolve(ask.result); })));
      parts.push(...keys.map(String), ...values.map((value) => String.fromCharCode(...bytes(value)) + JSON.stringify(value)));
    }
    database.close();
  }
  return parts;
})()`;

test('what is searched for and what is being written stays on the device, and there it is sealed', async ({ page }) => {
  const sent: Buffer[] = [];
  page.on('request', (request) => {
    const body = request.postDataBuffer() ?? Buffer.alloc(0);
    sent.push(Buffer.from(request.url()), Buffer.from(JSON.stringify(request.headers())), body);
  });
  await page.setViewportSize({ width: 1280, height: 900 });
  await signIn(page, 'centre.1');
  await page.getByRole('main').getByRole('link').first().click();
  const row = page.locator('.virtual-row').first();
  await row.waitFor();
  await page.locator('#inbox-search').fill(SEARCHED);
  await page.getByText(ar('desk_inbox_none'), { exact: true }).waitFor();
  await page.locator('#inbox-search').fill('');
  await row.click();
  await page.getByRole('button', { name: ar('desk_open'), exact: true }).click();
  await page.locator('#reply').fill(`${DRAFT} `.repeat(20));
  await page.locator('#note').fill(`${NOTE} `.repeat(20));

  const kept = async () => (await page.evaluate<string[]>(KEPT)).map((part) => Buffer.from(part, 'latin1'));
  await expect.poll(async () => (await kept()).filter((part) => part.includes('draft ')).length).toBe(2);
  await page.getByRole('button', { name: ar('desk_lock'), exact: true }).click();
  await page.getByRole('button', { name: ar('accounts_signin_demo_fill'), exact: true }).click();
  const parts = await kept();
  expect(parts.filter((part) => part.includes('age-encryption.org/v1')).length, 'sealed drafts').toBe(2);
  expect(sent.length).toBeGreaterThan(20);
  for (const canary of [SEARCHED, DRAFT, NOTE]) {
    expect(parts.filter((part) => holds(part, canary) || part.includes(Buffer.from(canary, 'latin1')))).toEqual([]);
    expect(sent.filter((part) => holds(part, canary))).toEqual([]);
  }

  await page.getByRole('button', { name: ar('accounts_signin_unlock'), exact: true }).click();
  await page.getByRole('button', { name: ar('desk_open'), exact: true }).click();
  await expect(page.locator('#reply')).toHaveValue(new RegExp(DRAFT));
  await expect(page.locator('#note')).toHaveValue(new RegExp(NOTE));
});
