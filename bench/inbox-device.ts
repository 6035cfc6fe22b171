import type { Figures } from './bench.ts';
import { quantile, round } from './bench.ts';
import { openBenchPage } from './in-page.ts';
import { launchChromium } from './slow-phone.ts';

/** What `inbox.browser.ts` puts on the page. */
interface InboxPage {
  readonly bench: { decrypt(count: number): Promise<number>; search(count: number, query: string): number };
}

const PAGE = 100;
const SEARCHED = 10_000;

/** The device's part of the list on a CPU six times slower: opening a page of 100 rows, searching 10,000. */
export async function measureDevice(): Promise<Figures> {
  const browser = await launchChromium();
  try {
    const page = await openBenchPage(browser, 'bench/inbox.browser.ts', false);
    const repeat = async (once: () => Promise<number>) => {
      const times: number[] = [];
      for (let at = 0; at < 5; at++) times.push(await once());
      return round(quantile(times, 0.5), 1);
    };
    return {
      decrypt_page_ms: await repeat(() =>
        page.evaluate((count) => (globalThis as unknown as InboxPage).bench.decrypt(count), PAGE),
      ),
      search_ms: await repeat(() =>
        page.evaluate((count) => (globalThis as unknown as InboxPage).bench.search(count, 'هەڕەشە'), SEARCHED),
      ),
    };
  } finally {
    await browser.close();
  }
}
