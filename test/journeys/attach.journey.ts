import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { bundleClient } from '../../scripts/build/vite.ts';
import { contentSecurityPolicy, pageHeaders, securityHeaders } from '../../src/http/headers.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const CANARY = 'CanaryPhone';

let address = '';
let close = () => undefined as void;

test.beforeAll(async () => {
  test.setTimeout(180_000);
  const files = new Map<string, string | Uint8Array>();
  let script = '';
  let sheet = '';
  for (const each of await bundleClient(ROOT, 'test/journeys/attach.browser.ts', 'ar')) {
    files.set(`/${each.fileName}`, each.type === 'chunk' ? each.code : each.source);
    if (each.type === 'chunk' && each.isEntry) script = each.fileName;
    if (each.fileName.endsWith('.css')) sheet = each.fileName;
  }
  const page = `<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>-</title><link rel="stylesheet" href="/${sheet}"><script type="module" src="/${script}"></script><body><main class="page" id="app"></main></body></html>`;
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '');
    const type = request.url?.endsWith('.js')
      ? 'text/javascript'
      : request.url?.endsWith('.css')
        ? 'text/css'
        : 'text/html';
    // The reporter's own headers: what they forbid must not be needed.
    const own = { ...securityHeaders, ...pageHeaders, 'content-security-policy': contentSecurityPolicy.report };
    response.writeHead(200, { ...own, 'content-type': `${type}; charset=utf-8` }).end(file ?? page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  close = () => {
    server.closeAllConnections();
    server.close();
  };
});
test.afterAll(() => close());

const forbidden: string[] = [];
test.beforeEach(async ({ page }) => {
  forbidden.length = 0;
  page.on('console', (line) => line.type() === 'error' && forbidden.push(line.text()));
  page.on('pageerror', (error) => forbidden.push(String(error)));
  await page.goto(address);
  await page.waitForFunction(() => 'attachPage' in window);
});
test.afterEach(() => expect(forbidden).toEqual([]));

/** An EXIF segment as phones write it: the maker, and a place in Basra. */
function exif(): Buffer {
  const tiff = Buffer.alloc(160);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    tiff.writeUInt16LE(tag, at);
    tiff.writeUInt16LE(type, at + 2);
    tiff.writeUInt32LE(count, at + 4);
    tiff.writeUInt32LE(value, at + 8);
  };
  tiff.writeUInt16LE(2, 8);
  entry(10, 0x010f, 2, CANARY.length + 1, 100);
  entry(22, 0x8825, 4, 1, 40);
  tiff.writeUInt16LE(2, 40);
  entry(42, 0x0001, 2, 2, 'N'.charCodeAt(0));
  entry(54, 0x0002, 5, 3, 120);
  tiff.write(CANARY, 100, 'latin1');
  for (const [at, number] of [30, 1, 30, 1, 2987, 100].entries()) tiff.writeUInt32LE(number, 120 + 4 * at);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** A JPEG with that segment behind its first marker. */
async function photographed(page: Page, width: number, height: number): Promise<Buffer> {
  const made = await page.evaluate(([w, h]) => window.attachPage.makeJpeg(w, h), [width, height] as const);
  const jpeg = Buffer.from(made, 'base64url');
  return Buffer.concat([jpeg.subarray(0, 2), exif(), jpeg.subarray(2)]);
}

const choose = (page: Page, name: string, mimeType: string, buffer: Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
const cards = (page: Page) => page.locator('.attach');

test('under 18 no picture is taken, whatever it calls itself; a video, a page and a broken picture never', async ({
  page,
}) => {
  await page.evaluate(() => window.attachPage.showAttach(true));
  const jpeg = await photographed(page, 300, 300);
  await choose(page, 'paper.pdf', 'application/pdf', jpeg);
  await expect(page.getByRole('alert')).toContainText('دون 18');
  await expect(cards(page)).toHaveCount(0);

  await page.evaluate(() => window.attachPage.showAttach(false));
  const wrong = [
    ['a.jpg', Buffer.from('\u001aE\u00df\u00a3'.padEnd(90, '\0'), 'latin1'), 'فيديو'],
    ['b.jpg', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'ليس صورة شاشة'],
    ['c.jpg', jpeg.subarray(0, 60), 'لا يستطيع هذا المتصفّح'],
  ] as const;
  for (const [name, bytes, says] of wrong) {
    await choose(page, name, 'image/jpeg', bytes);
    await expect(page.getByRole('alert')).toContainText(says);
  }
  await expect(cards(page)).toHaveCount(0);
});

test('a photographed screenshot is drawn anew: its place, phone and name are gone, its size is bounded', async ({
  page,
}) => {
  await page.evaluate(() => window.attachPage.showAttach(false));
  const jpeg = await photographed(page, 3000, 2000);
  expect(jpeg.includes('Exif') && jpeg.includes(CANARY)).toBe(true);
  await choose(page, 'Screenshot_20261120_WhatsApp.jpg', 'image/jpeg', jpeg);
  await expect(cards(page)).toHaveCount(1);
  const [file] = await page.evaluate(() => window.attachPage.chosen());
  const bytes = Buffer.from(file?.bytes ?? '', 'base64url');
  expect(file).toMatchObject({ kind: 'picture', name: 'screenshot.webp', type: 'image/webp', confirmed: false });
  expect(bytes.length).toBeLessThanOrEqual(1_000_000);
  for (const trace of ['Exif', 'EXIF', 'XMP ', CANARY]) expect(bytes.includes(trace), trace).toBe(false);
  expect(await page.evaluate(() => window.attachPage.picture())).toMatchObject({ width: 1600, height: 1067 });

  await page.getByRole('checkbox', { name: 'وليست الصورة نفسها' }).check();
  expect((await page.evaluate(() => window.attachPage.chosen()))[0]?.confirmed).toBe(true);
  await page.getByRole('button', { name: 'حذف صورة شاشة 1' }).click();
  await expect(cards(page)).toHaveCount(0);
});

test('a long screenshot becomes several that stay legible', async ({ page }) => {
  await page.evaluate(() => window.attachPage.showAttach(false));
  await choose(page, 'long.jpg', 'image/jpeg', await photographed(page, 1000, 6000));
  await expect(cards(page)).toHaveCount(3);
  const { width, height } = await page.evaluate(() => window.attachPage.picture());
  expect(height).toBeLessThanOrEqual(1600);
  expect(width).toBeGreaterThan(700);
});

type Corner = { x: number; y: number };

async function blurBy(page: Page, how: (from: Corner, to: Corner) => Promise<void>): Promise<void> {
  await page.evaluate(() => window.attachPage.showAttach(false));
  await choose(page, 'words.jpg', 'image/jpeg', await photographed(page, 800, 600));
  await expect(cards(page)).toHaveCount(1);
  const look = () => page.evaluate(() => window.attachPage.picture([130, 270], [400, 560]));
  const before = (await look()).ink;
  await page.getByRole('button', { name: 'إخفاء جزء من' }).click();
  const canvas = page.locator('canvas');
  await expect(canvas).toHaveAttribute('width', '800');
  const box = await canvas.boundingBox();
  if (!box) throw new Error('no canvas');
  const at = (x: number, y: number) => ({ x: box.x + (x / 800) * box.width, y: box.y + (y / 600) * box.height });
  await how(at(200, 100), at(600, 300));
  await expect(page.getByRole('status')).toContainText('أجزاء مخفية: 1');
  await page.getByRole('button', { name: 'حفظ الصورة هكذا' }).click();
  await expect(cards(page)).toContainText('أجزاء مخفية: 1');
  const after = (await look()).ink;
  // What was hidden has no ink left; what was not has kept its own.
  expect(before[0]).toBeGreaterThan(500);
  expect(after[0]).toBe(0);
  expect(after[1]).toBeGreaterThan(0.7 * (before[1] ?? Infinity));
}

test('what a finger draws over is gone from the pixels', async ({ page }) => {
  const touch = await page.context().newCDPSession(page);
  await blurBy(page, async (from, to) => {
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: Corner[]) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    await send('touchStart', [from]);
    await send('touchMove', [{ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 }]);
    await send('touchMove', [to]);
    await send('touchEnd', []);
  });
});

test('and what the keyboard frames', async ({ page }) => {
  await blurBy(page, async () => {
    await expect(page.getByRole('application')).toBeFocused();
    // From 80, 60 and 240 wide, 36 high, in steps of 16.
    for (const [key, times] of [
      ['ArrowRight', 7],
      ['ArrowDown', 3],
      ['Shift+ArrowRight', 12],
      ['Shift+ArrowDown', 11],
    ] as const) {
      for (let time = 0; time < times; time++) await page.keyboard.press(key);
    }
    await page.keyboard.press('Enter');
  });
});

test('received pictures are covered until she looks; other files are saved under a safe name; a changed byte shows nothing', async ({
  page,
}) => {
  const bytes = await page.evaluate(() => window.attachPage.makeJpeg(400, 300));
  const open = page.getByRole('button', { name: 'تنزيل الملفات وفتحها' });
  await page.evaluate(
    (each) => window.attachPage.showReceived({ name: 'a.svg', type: 'image/svg+xml', bytes: each }),
    bytes,
  );
  await open.click();
  await expect(page.getByText('صورة مغطاة')).toBeVisible();
  await expect(page.locator('img')).toHaveCount(0);
  await page.getByRole('button', { name: 'إظهار' }).click();
  await expect(page.locator('img')).toBeVisible();
  expect(await page.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(400);
  await page.getByRole('button', { name: 'تغطية' }).click();
  await expect(page.locator('img')).toHaveCount(0);

  const html = Buffer.from('<script>document.title = "bad"</script>').toString('base64url');
  const page2 = { name: '../رسالة\u202Egpj.html', type: 'text/html', bytes: html };
  await page.evaluate((each) => window.attachPage.showReceived(each), page2);
  await open.click();
  const link = page.locator('a[download]');
  await expect(link).toHaveAttribute('download', 'رسالة_gpj.bin');
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('رسالة_gpj.bin');
  expect(await page.title()).toBe('-');

  await page.evaluate(
    (each) => window.attachPage.showReceived({ name: 'a', type: '', bytes: each, damaged: true }),
    bytes,
  );
  await open.click();
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.locator('a[download]')).toHaveCount(0);
});

test('ten megabytes are sealed in small pieces', async ({ page }) => {
  const { sealed, length } = await page.evaluate(() => window.attachPage.seal(10 * 1024 * 1024));
  expect(sealed).toBe(length);
});
