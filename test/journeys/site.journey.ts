import { dir, htmlLang, locales } from '../../src/i18n/locale.ts';
import { REPORT_TO_A_MAN, sitePath } from '../../src/site/pages.model.ts';
import { expect, expectAccessible, expectNoSideways, test } from './fixture.ts';

const PAGES = ['/', '/rights', '/about', '/statistics', '/governorates/IQG02', '/governorates/IQG11'];

for (const locale of locales) {
  test(`every public page in ${locale} is accessible, no wider than the phone, and says its language`, async ({
    page,
  }) => {
    const ownPages = locale === 'ar' ? ['/report/', '/report/ar', REPORT_TO_A_MAN] : [`/report/${locale}`];
    const addresses = [...PAGES.map((path) => sitePath(locale, path)), ...ownPages];
    for (const address of addresses) {
      const answer = await page.goto(address);
      expect(answer?.status(), address).toBe(200);
      await expect(page.locator('html')).toHaveAttribute('lang', htmlLang[locale]);
      await expect(page.locator('html')).toHaveAttribute('dir', dir[locale]);
      await expectAccessible(page);
      await expectNoSideways(page);
    }
  });

  test(`the sign-in page of the desk in ${locale} is accessible`, async ({ page }) => {
    await page.goto(`/desk/?lang=${locale}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.locator('html')).toHaveAttribute('lang', htmlLang[locale]);
    await expectAccessible(page);
    await expectNoSideways(page);
  });
}
