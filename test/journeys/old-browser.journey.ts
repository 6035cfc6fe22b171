import type { BrowserContext } from '@playwright/test';
import { expect, test } from './fixture.ts';
import { openMailbox, sealReport, sendReport } from './pages.ts';

const WOMENS_DESK = 'مكتب المرأة، البصرة';

/** Takes the curves out of the browser, as in Chrome before 133 and 137. */
async function withoutCurves(context: BrowserContext): Promise<void> {
  await context.addInitScript(`{
    const { importKey } = crypto.subtle;
    crypto.subtle.importKey = function (format, data, algorithm, ...rest) {
      const name = typeof algorithm === 'string' ? algorithm : algorithm.name;
      if (/25519/.test(name)) return Promise.reject(new DOMException('Unrecognized name.', 'NotSupportedError'));
      return importKey.call(this, format, data, algorithm, ...rest);
    };
  }`);
}

test('a browser without curves of its own seals with those in script, and a young one reads it', async ({
  page,
  context,
  browser,
  baseURL,
}) => {
  await withoutCurves(context);
  const text = `مثال توضيحي: من متصفح قديم ${Date.now()}`;
  const receipt = await sealReport(page, { desk: WOMENS_DESK, governorate: 'البصرة', text });
  await sendReport(page);
  const young = await browser.newContext({ baseURL: baseURL ?? '' });
  const other = await young.newPage();
  await openMailbox(other, receipt);
  await expect(other.getByText(text)).toBeVisible();
  await young.close();
  await openMailbox(page, receipt);
  await expect(page.getByText(text)).toBeVisible();
});
