import type { Page } from '@playwright/test';
import { sealReport } from '../test/journeys/pages.ts';
import { startServer } from '../test/harness/server-process.ts';
import { wordsIn } from '../test/journeys/words.ts';
import type { Bench } from './bench.ts';
import { quantile, round } from './bench.ts';
import { asSlowPhone, launchChromium } from './slow-phone.ts';

const RUNS = 3;
const ar = wordsIn('ar');
const ANSWERS = { desk: 'مكتب المرأة، البصرة', governorate: 'البصرة', text: 'مثال توضيحي '.repeat(20) };

/** What the reporter's Arabic page costs a cheap phone on a bad network: bytes and time to read, to answer, to seal, to come again. */
export const bench: Bench = async () => {
  const server = await startServer();
  const browser = await launchChromium();
  try {
    const runs: { first: Visit; second: Visit }[] = [];
    for (let run = 0; run < RUNS; run++) {
      const context = await browser.newContext({
        baseURL: server.url,
        locale: 'ar-IQ',
        viewport: { width: 360, height: 640 },
      });
      const first = await visit(await context.newPage());
      const second = await visit(await context.newPage());
      await context.close();
      runs.push({ first, second });
    }
    const context = await browser.newContext({
      baseURL: server.url,
      locale: 'ar-IQ',
      viewport: { width: 360, height: 640 },
    });
    const page = await context.newPage();
    const bytes = await asSlowPhone(page);
    let attach = 0;
    await sealReport(page, {
      ...ANSWERS,
      attach: async () => {
        const before = await bytes.all();
        await page.getByRole('button', { name: ar('attach_add') }).click();
        await page.locator('input[type=file]').waitFor({ state: 'attached' });
        await page.waitForLoadState('networkidle');
        attach = (await bytes.all()) - before;
      },
    });
    const toSeal = (await bytes.all()) - attach;
    const median = (of: (run: (typeof runs)[number]) => number) => round(quantile(runs.map(of), 0.5), 0);
    return {
      bytes_to_read: median(({ first }) => first.bytesToRead),
      bytes_to_answer: median(({ first }) => first.bytesToAnswer),
      bytes_to_seal: toSeal,
      bytes_attach: attach,
      bytes_second_visit: median(({ second }) => second.bytesToAnswer),
      ms_to_read: median(({ first }) => first.msToRead),
      ms_to_answer: median(({ first }) => first.msToAnswer),
    };
  } finally {
    await browser.close();
    await server.stop();
  }
};

/** Opens the first page and goes on to the first question as soon as the page lets her. */
type Visit = Awaited<ReturnType<typeof visit>>;

async function visit(page: Page) {
  const bytes = await asSlowPhone(page);
  const begun = performance.now();
  await page.goto('/report/', { waitUntil: 'commit' });
  await page.getByText(ar('report_hotlines_heading')).waitFor();
  const msToRead = performance.now() - begun;
  await page.getByRole('button', { name: ar('report_start') }).click();
  await page.getByRole('radio').first().waitFor();
  const msToAnswer = performance.now() - begun;
  return { msToRead, msToAnswer, bytesToRead: await bytes.toRead(), bytesToAnswer: await bytes.all() };
}
