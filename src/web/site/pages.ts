import type { Component } from 'svelte';
import { m } from '../../i18n/messages.ts';
import type { SitePage, SitePages } from '../../site/pages.model.ts';
import Home from '../../site/web/Home.svelte';

type Entry<Page extends SitePage> = { readonly Screen: Component<SitePages[Page]>; readonly title: () => string };

/** Which component draws which public page, and what stands in its title. */
export const pages: { readonly [Page in SitePage]: Entry<Page> } = {
  home: { Screen: Home, title: m.site_title },
};
