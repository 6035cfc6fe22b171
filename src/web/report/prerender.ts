import { render } from 'svelte/server';
import type { HotlineGroup } from '../../directory/reference/hotlines.model.ts';
import type { WalkInGroup } from '../../directory/register/walk-in.model.ts';
import { withLocale } from '../../i18n/current-locale.ts';
import type { Locale } from '../../i18n/locale.ts';
import { m } from '../../i18n/messages.ts';
import type { Form } from '../../reporting/web/reporter/draft.ts';
import type { PageAssets } from '../document.ts';
import { htmlDocument } from '../document.ts';
import App from './App.svelte';
import FirstHelp from './FirstHelp.svelte';
import FirstWords from './FirstWords.svelte';
import TopBar from './TopBar.svelte';

/** What the first page tells: how she (or he) is spoken to, whom to call, where to go. */
export type FirstPage = {
  readonly form: Form;
  readonly groups: readonly HotlineGroup[];
  readonly walkIns: readonly WalkInGroup[];
};

/** The reporter's first page in one language: readable without script; `#app` is what the script takes over. */
export function prerenderReport(locale: Locale, assets: PageAssets, { form, groups, walkIns }: FirstPage): string {
  return withLocale(locale, () =>
    htmlDocument({
      locale,
      title: m.report_title(),
      assets,
      body: [
        still(render(TopBar).body),
        '<main class="page">',
        `<div data-first>${still(render(FirstWords, { props: { form } }).body)}</div>`,
        `<div id="app" data-form="${form}">${still(render(App, { props: { form } }).body)}</div>`,
        `<div data-first>${still(render(FirstHelp, { props: { form, groups, walkIns } }).body)}</div>`,
        '</main>',
      ].join(''),
    }),
  );
}

/** Without the marks by which a script would take it over: nothing is taken over, and each byte is paid for. */
function still(html: string): string {
  return html.replace(/<!--.*?-->/gs, '');
}
