import { baghdadDay } from '../../src/base/clock.ts';
import type { Locale } from '../../src/i18n/locale.ts';
import { dir, htmlLang, locales } from '../../src/i18n/locale.ts';
import { expect, findViolations, sidewaysOf, test } from './fixture.ts';
import { walkerOn } from './screens/walk.ts';
import { walks } from './screens/walks.ts';

const PHONE = { width: 360, height: 740 };
const OFFICE = { width: 1280, height: 900 };
const DAY_MS = 86_400_000;

/** In the gate Arabic and one other language, which changes from day to day and from walk to walk; in `npm run soak` all three. */
function languagesOf(walk: number): readonly Locale[] {
  if (process.env['MUNTADA_LANGUAGES'] === 'all') return locales;
  const day = Date.parse(baghdadDay(Date.now())) / DAY_MS;
  return ['ar', (day + walk) % 2 === 0 ? 'ckb' : 'en'];
}

test.describe.configure({ mode: 'parallel' });

for (const [at, walk] of walks.entries()) {
  for (const locale of languagesOf(at)) {
    // In Arabic the desk sits at its own screen; in the other languages it is looked at on a phone.
    const isStranger = walk.name === 'public pages' || walk.name === 'a report and its mailbox';
    const viewport = isStranger || locale !== 'ar' ? PHONE : OFFICE;
    test(`${walk.name} in ${locale}: every screen accessible, none wider than its window`, async ({ page }) => {
      test.setTimeout(300_000);
      page.setDefaultTimeout(15_000);
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      const looked: string[] = [];
      const look = async (screen: string) => {
        looked.push(screen);
        // All of them are told, not the first alone.
        await expect.soft(page.locator('html'), screen).toHaveAttribute('lang', htmlLang[locale]);
        await expect.soft(page.locator('html'), screen).toHaveAttribute('dir', dir[locale]);
        expect.soft(await findViolations(page), screen).toEqual([]);
        expect.soft(await sidewaysOf(page), `${screen}: px to scroll sideways`).toBeLessThanOrEqual(0);
      };
      await walk.go(walkerOn(page, locale, look));
      expect(looked).toEqual(walk.screens);
      test.info().annotations.push({ type: 'screens', description: String(looked.length) });
    });
  }
}
