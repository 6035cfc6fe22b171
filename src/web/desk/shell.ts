import { withLocale } from '../../i18n/current-locale.ts';
import type { Locale } from '../../i18n/locale.ts';
import { m } from '../../i18n/messages.ts';
import type { PageAssets } from '../document.ts';
import { htmlDocument } from '../document.ts';

/** The one HTML page of the console in one language; its script draws everything. */
export function deskShell(locale: Locale, assets: PageAssets): string {
  return withLocale(locale, () =>
    htmlDocument({
      locale,
      title: m.desk_title(),
      assets,
      body: `<div id="app"><noscript><p>${m.desk_no_script()}</p></noscript></div>`,
    }),
  );
}
