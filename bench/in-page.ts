import type { Browser, Page } from '@playwright/test';
import { join } from 'node:path';
import { bundleClient } from '../scripts/build/vite.ts';
import { asSlowPhone } from './slow-phone.ts';

const ROOT = join(import.meta.dirname, '..');
const ORIGIN = 'http://bench.localhost';

/**
 * A page on a phone six times slower that has loaded one module of ours, bundled like the application, with its workers. What the
 * module puts on `window` can be called by `page.evaluate`.
 */
export async function openBenchPage(browser: Browser, entry: string, forReporter: boolean): Promise<Page> {
  const output = await bundleClient(ROOT, entry, 'ar', forReporter);
  const files = new Map(
    output.map((each) => [
      `/${each.fileName}`,
      each.type === 'chunk' ? each.code : Buffer.from(each.source).toString(),
    ]),
  );
  const script = output.find((each) => each.type === 'chunk' && each.isEntry)?.fileName;
  const page = await browser.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.route(`${ORIGIN}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') {
      const body = `<!doctype html><script type="module" src="/${script}"></script>`;
      return route.fulfill({ contentType: 'text/html', body });
    }
    const file = files.get(pathname);
    return file === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ contentType: 'text/javascript', body: file });
  });
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction('window.bench !== undefined');
  await asSlowPhone(page, { network: false });
  return page;
}
