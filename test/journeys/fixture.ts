import { AxeBuilder } from '@axe-core/playwright';
import { expect, test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { RunningServer } from '../harness/server-process.ts';
import { startServer } from '../harness/server-process.ts';

/** Journeys in a real browser against a real server: one server with the demo for each worker. */
export const test = base.extend<{ quiet: undefined }, { muntada: RunningServer }>({
  muntada: [
    // Playwright reads the names of the fixtures it needs out of this pattern.
    // eslint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const server = await startServer();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ muntada }, use) => use(muntada.url),
  // A page that complains (an error, a blocked script or sheet) fails its journey.
  quiet: [
    async ({ page }, use) => {
      const complaints: string[] = [];
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        const refusal = /the server responded with a status of 4\d\d/.test(message.text());
        if (message.type() === 'error' && !refusal) complaints.push(message.text());
      });
      await use(undefined);
      expect(complaints).toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** WCAG 2.2 AA by axe: no violation on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await findViolations(page)).toEqual([]);
}

/** What axe has against the page as it stands, each with the elements that it means. */
export async function findViolations(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const { violations, passes } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(passes.length, 'axe has looked at something').toBeGreaterThan(0);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`);
}

/** No page is wider than its window: nothing to scroll sideways. */
export async function expectNoSideways(page: Page): Promise<void> {
  expect(await sidewaysOf(page)).toBeLessThanOrEqual(0);
}

/** By how many px the page is wider than its window. */
export async function sidewaysOf(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
}
