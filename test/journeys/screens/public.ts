import { MAQIL } from '../../../src/demo/forums/register.ts';
import { REPORT_TO_A_MAN, reportPath, sitePath } from '../../../src/site/pages.model.ts';
import type { Walk } from './walk.ts';

/** Each public page by its name in `src/site/pages.model.ts`; a governorate with much to tell, and one with little. */
const PAGES: Readonly<Record<string, string>> = {
  home: '/',
  rights: '/rights',
  about: '/about',
  statistics: '/statistics',
  'governorate, federal': '/governorates/IQG02',
  'governorate, Kurdistan Region': '/governorates/IQG11',
  forums: '/forums',
  forum: `/forums/${MAQIL}`,
  raise: `/forums/${MAQIL}/raise`,
  paper: `/forums/${MAQIL}/paper`,
  poster: `/forums/${MAQIL}/poster`,
  mediation: '/forums/mediation',
  ask: `/forums/${MAQIL}/ask`,
  problem: '/nowhere',
};

/** The public pages, the page of an address that leads nowhere, and the reporter's first page. */
export const publicWalk: Walk = {
  name: 'public pages',
  screens: [
    ...Object.keys(PAGES),
    'raise, each field wrong',
    'raise, diverted',
    'raised',
    'report: first page',
    'report: first page, dark',
    'report: first page to a man',
  ],
  go: async ({ page, locale, look }) => {
    for (const [name, path] of Object.entries(PAGES)) {
      const answer = await page.goto(sitePath(locale, path));
      if (answer?.status() !== (name === 'problem' ? 404 : 200)) throw new Error(`${name}: ${answer?.status()}`);
      await look(name);
    }
    await page.goto(sitePath(locale, `/forums/${MAQIL}/raise`));
    const send = page.locator('#raise button[type=submit]');
    await send.click();
    await page.locator('#text-problem').waitFor();
    await look('raise, each field wrong');
    await page.locator('#category').selectOption('services');
    await page.locator('#text').fill('07701234567');
    await send.click();
    await page.locator('#diverted').waitFor();
    await look('raise, diverted');
    await page.locator('#text').fill('لا إنارة في شارعنا (مثال توضيحي)');
    await send.click();
    await page.locator('#raise').waitFor({ state: 'detached' });
    await look('raised');
    await page.goto(reportPath(locale));
    await look('report: first page');
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await look('report: first page, dark');
    // The masculine has a page of its own in Arabic alone.
    await page.goto(locale === 'ar' ? REPORT_TO_A_MAN : reportPath(locale));
    await look('report: first page to a man');
  },
};
