import type { Component } from 'svelte';
import { render } from 'svelte/server';
import { withLocale } from '../../i18n/current-locale.ts';
import { m } from '../../i18n/messages.ts';
import type { SiteRenderer } from '../../site/pages.model.ts';
import { htmlDocument } from '../document.ts';
import Page from './Page.svelte';
import { pages } from './pages.ts';

/** Put in by the build: the address of this face's sheet. */
declare const __SITE_CSS__: string;

/** A public page as HTML without any script, in one language; the same process serves all three. */
export const renderPage: SiteRenderer['renderPage'] = (locale, page, props, frame) => {
  const { Screen, title, description } = pages[page];
  return withLocale(locale, () => {
    const { body } = render(Page, {
      // one table holds screens with different props; each page's own are checked where it is called
      props: { Screen: Screen as Component<Record<string, unknown>>, screenProps: props, frame },
    });
    return htmlDocument({
      locale,
      title: title ? m.site_page_title({ page: title(props) }) : m.site_title(),
      description: description(props),
      assets: { css: __SITE_CSS__ },
      body,
    });
  });
};
