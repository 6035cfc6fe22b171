import type { Component } from 'svelte';
import { currentLocale } from '../../i18n/current-locale.ts';
import { m } from '../../i18n/messages.ts';
import { nameIn } from '../../directory/model.ts';
import type { SitePage, SitePages } from '../../site/pages.model.ts';
import About from '../../site/web/About.svelte';
import Ask from '../../site/web/Ask.svelte';
import Forum from '../../site/web/Forum.svelte';
import Forums from '../../site/web/Forums.svelte';
import Governorate from '../../site/web/Governorate.svelte';
import Home from '../../site/web/Home.svelte';
import Mediation from '../../site/web/Mediation.svelte';
import Paper from '../../site/web/Paper.svelte';
import Poster from '../../site/web/Poster.svelte';
import Problem from '../../site/web/Problem.svelte';
import Raise from '../../site/web/Raise.svelte';
import Raised from '../../site/web/Raised.svelte';
import Rights from '../../site/web/Rights.svelte';
import Statistics from '../../site/web/Statistics.svelte';

type Entry<Page extends SitePage> = {
  readonly Screen: Component<SitePages[Page]>;
  /** What stands in the title before the site's own name; the first page has that alone. */
  readonly title?: (props: SitePages[Page]) => string;
  readonly description: (props: SitePages[Page]) => string;
  /** The path of its feed. */
  readonly feed?: (props: SitePages[Page]) => string;
  /** Whether it has the script that looks at a text before it is sent. */
  readonly script?: true;
};

/** Which component draws which public page, and what search engines and tabs are told of it. */
export const pages: { readonly [Page in SitePage]: Entry<Page> } = {
  home: { Screen: Home, description: () => m.site_home_description() },
  governorate: {
    Screen: Governorate,
    title: ({ place }) => nameIn(place.names, currentLocale()),
    description: ({ place }) => m.site_governorate_description({ name: nameIn(place.names, currentLocale()) }),
  },
  forums: {
    Screen: Forums,
    title: () => m.site_forums_page_heading(),
    description: () => m.site_forums_page_description(),
    feed: () => '/forums/feed.xml',
  },
  forum: {
    Screen: Forum,
    title: ({ forum }) => nameIn(forum.names, currentLocale()),
    description: ({ forum }) => m.site_forum_description({ name: nameIn(forum.names, currentLocale()) }),
    feed: ({ forum }) => `/forums/${forum.id}/feed.xml`,
  },
  raise: {
    Screen: Raise,
    title: ({ forum }) => `${m.site_raise()} – ${nameIn(forum.names, currentLocale())}`,
    description: ({ forum }) => m.site_raise_description({ name: nameIn(forum.names, currentLocale()) }),
    script: true,
  },
  raised: {
    Screen: Raised,
    title: ({ forum }) => `${m.site_raise()} – ${nameIn(forum.names, currentLocale())}`,
    description: ({ forum }) => m.site_raise_description({ name: nameIn(forum.names, currentLocale()) }),
  },
  paper: {
    Screen: Paper,
    title: ({ forum }) => `${m.site_paper_heading()} – ${nameIn(forum.names, currentLocale())}`,
    description: ({ forum }) => m.site_paper_description({ name: nameIn(forum.names, currentLocale()) }),
  },
  poster: {
    Screen: Poster,
    title: ({ forum }) => `${m.site_poster()} – ${nameIn(forum.names, currentLocale())}`,
    description: ({ forum }) => m.site_poster_description({ name: nameIn(forum.names, currentLocale()) }),
  },
  mediation: {
    Screen: Mediation,
    title: () => m.site_mediation(),
    description: () => m.site_mediation_description(),
  },
  ask: { Screen: Ask, title: () => m.site_ask_heading(), description: () => m.site_ask_description() },
  rights: { Screen: Rights, title: () => m.site_rights(), description: () => m.site_rights_description() },
  about: { Screen: About, title: () => m.site_about(), description: () => m.site_about_description() },
  statistics: {
    Screen: Statistics,
    title: () => m.site_statistics_heading(),
    description: () => m.site_statistics_description(),
  },
  problem: {
    Screen: Problem,
    title: ({ missing }) => (missing ? m.site_missing_heading() : m.ui_problem()),
    description: () => m.site_home_description(),
  },
};
