import { render } from 'svelte/server';
import type { HotlineGroup } from '../../directory/reference/hotlines.model.ts';
import { withLocale } from '../../i18n/current-locale.ts';
import type { Locale } from '../../i18n/locale.ts';
import { m } from '../../i18n/messages.ts';
import type { PageAssets } from '../document.ts';
import { htmlDocument } from '../document.ts';
import App from './App.svelte';
import FirstHelp from './FirstHelp.svelte';
import FirstWords from './FirstWords.svelte';
import TopBar from './TopBar.svelte';

/** The reporter's first page in one language: readable without script; `#app` is what the script takes over. */
export function prerenderReport(locale: Locale, assets: PageAssets, groups: readonly HotlineGroup[]): string {
  return withLocale(locale, () =>
    htmlDocument({
      locale,
      title: m.report_title(),
      assets,
      body: [
        render(TopBar).body,
        '<main class="page">',
        `<div data-first>${render(FirstWords).body}</div>`,
        `<div id="app">${render(App).body}</div>`,
        `<div data-first>${render(FirstHelp, { props: { groups } }).body}</div>`,
        '</main>',
      ].join(''),
    }),
  );
}
