import type { Locale } from '../i18n/locale.ts';

/** What each public page shows: the server gathers it, the components in `web/` draw it. A page is added here first. */
export type SitePages = {
  readonly home: Record<string, never>;
};

export type SitePage = keyof SitePages;

/** What `dist/site/entry.js` offers to the server. `path` is the page's address without the language, for the language switch. */
export type SiteRenderer = {
  readonly renderPage: <Page extends SitePage>(
    locale: Locale,
    page: Page,
    props: SitePages[Page],
    path: string,
  ) => string;
};

/** The address of a page in a language: Arabic stands at the root, the others under their code. */
export function sitePath(locale: Locale, path: string): string {
  return locale === 'ar' ? path : `/${locale}${path === '/' ? '' : path}`;
}
