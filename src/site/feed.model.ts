import type { Names } from '../base/shapes.ts';
import { nameIn } from '../directory/model.ts';
import type { PublishedCard } from '../forums/issues/published.model.ts';
import { withLocale } from '../i18n/current-locale.ts';
import type { Locale } from '../i18n/locale.ts';
import { htmlLang } from '../i18n/locale.ts';
import { m } from '../i18n/messages.ts';
import { sitePath } from './pages.model.ts';

/** What a feed is of: one forum, or null for all. */
export interface FeedOf {
  readonly forum: { readonly id: string; readonly names: Names } | null;
  readonly cards: readonly PublishedCard[];
  /** Where the site stands, without a slash at its end. */
  readonly origin: string;
  /** The day that stands there while nothing is published. */
  readonly today: string;
}

/** An Atom feed (RFC 4287) of "you said – we did", in published words alone. Days, no hours. */
export function atomFeed(locale: Locale, { forum, cards, origin, today }: FeedOf): string {
  return withLocale(locale, () => {
    const path = forum === null ? '/forums' : `/forums/${forum.id}`;
    const title = forum === null ? m.site_feed_all() : `${m.site_said_heading()}: ${nameIn(forum.names, locale)}`;
    const page = origin + sitePath(locale, path);
    return [
      '<?xml version="1.0" encoding="utf-8"?>',
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${htmlLang[locale]}">`,
      `<id>${page}/feed.xml</id>`,
      `<title>${escapeXml(title)}</title>`,
      `<updated>${instant(cards[0]?.publishedOn ?? today)}</updated>`,
      `<link rel="self" type="application/atom+xml" href="${page}/feed.xml"/>`,
      `<link rel="alternate" type="text/html" href="${page}"/>`,
      `<author><name>${escapeXml(m.site_title())}</name></author>`,
      ...cards.map((card) => entryOf(locale, origin, card)),
      '</feed>',
      '',
    ].join('\n');
  });
}

function entryOf(
  locale: Locale,
  origin: string,
  { id, forumId, forum, text, solution, promises, publishedOn }: PublishedCard,
) {
  const words = [
    `${m.site_said_you()}: ${text}`,
    ...(solution === null ? [] : [`${m.site_said_agreed()}: ${solution}`]),
    ...promises.map((promise) => `${m.site_said_promised()}: ${promise.text}`),
  ];
  return [
    '<entry>',
    `<id>urn:uuid:${id}</id>`,
    `<title>${escapeXml(nameIn(forum, locale))}</title>`,
    `<updated>${instant(publishedOn)}</updated>`,
    `<link rel="alternate" type="text/html" href="${origin}${sitePath(locale, `/forums/${forumId}`)}#card-${id}"/>`,
    `<content type="text">${escapeXml(words.join('\n'))}</content>`,
    '</entry>',
  ].join('\n');
}

/** The addresses of the public pages, each in three languages (sitemaps.org, with `hreflang`). */
export function sitemap(origin: string, locales: readonly Locale[], paths: readonly string[]): string {
  const entry = (path: string, locale: Locale) =>
    [
      `<url><loc>${origin}${sitePath(locale, path)}</loc>`,
      ...locales.map(
        (other) =>
          `<xhtml:link rel="alternate" hreflang="${htmlLang[other]}" href="${origin}${sitePath(other, path)}"/>`,
      ),
      '</url>',
    ].join('');
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ...paths.flatMap((path) => locales.map((locale) => entry(path, locale))),
    '</urlset>',
    '',
  ].join('\n');
}

function instant(day: string): string {
  return `${day}T00:00:00+03:00`;
}

function escapeXml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
