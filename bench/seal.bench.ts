import type { Bench } from './bench.ts';
import { quantile, round } from './bench.ts';
import { openBenchPage } from './in-page.ts';
import { launchChromium } from './slow-phone.ts';

const RUNS = 7;

/** What `seal.browser.ts` puts on the page. */
interface SealPage {
  readonly bench: { seal(): Promise<number>; receipt(): Promise<number>; files(megabytes: number): Promise<number> };
}

/** How long a phone six times slower than this machine takes to seal a report, 10 MB of files, and to derive a receipt. */
export const bench: Bench = async () => {
  const browser = await launchChromium();
  try {
    const page = await openBenchPage(browser, 'bench/seal.browser.ts', true);
    const call = async (what: 'seal' | 'receipt' | 'files', times: number) => {
      const each: number[] = [];
      for (let at = 0; at < times; at++) {
        // Runs in the page, where `bench` is.
        each.push(await page.evaluate((name) => (globalThis as unknown as SealPage).bench[name](10), what));
      }
      return round(quantile(each, 0.5), 0);
    };
    await call('seal', 2);
    const memory = async () =>
      page.evaluate(
        () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize / 1e6,
      );
    const before = await memory();
    const figures = {
      seal_ms: await call('seal', RUNS),
      receipt_ms: await call('receipt', RUNS),
      seal_10mb_ms: await call('files', 3),
    };
    return { ...figures, heap_growth_mb: round((await memory()) - before, 1) };
  } finally {
    await browser.close();
  }
};
