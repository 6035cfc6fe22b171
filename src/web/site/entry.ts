import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { withLocale } from '../../i18n/current-locale.ts';
import { m } from '../../i18n/messages.ts';
import type { SiteRenderer } from '../../site/pages.model.ts';
import { sitePath } from '../../site/pages.model.ts';
import { htmlDocument } from '../document.ts';
import Page from './Page.svelte';
import { pages } from './pages.ts';

/** Put in by the build: the address of this face's sheet. */
declare const __SITE_CSS__: string;
/** Put in by the build: the address of the one script that a public page has. */
declare const __RAISE_SCRIPT__: string;

/** A public page as HTML, in one language; the same process serves all three. Only the form on which an issue is raised has a script. */
export const renderPage: SiteRenderer['renderPage'] = (locale, page, props, frame) => {
  const { Screen, title, description, feed, script } = pages[page];
  return withLocale(locale, () => {
    const { body } = render(Page, {
      // one table holds screens with different props; each page's own are checked where it is called
      props: { Screen: Screen as Component<Record<string, unknown>>, screenProps: props, frame },
    });
    return htmlDocument({
      locale,
      title: title ? m.site_page_title({ page: title(props) }) : m.site_title(),
      description: description(props),
      preview: { site: m.site_title(), title: title?.(props) ?? m.site_title() },
      ...(feed ? { feed: sitePath(locale, feed(props)) } : {}),
      assets: { css: __SITE_CSS__, ...(script ? { script: __RAISE_SCRIPT__ } : {}) },
      body,
    });
  });
};
