import type { Locale } from '../i18n/locale.ts';
import { dir, htmlLang } from '../i18n/locale.ts';

/** The addresses of what a page loads. Every page has one sheet; a page without script leaves `script` out. */
export type PageAssets = { readonly css: string; readonly script?: string };

type Parts = {
  locale: Locale;
  title: string;
  assets: PageAssets;
  body: string;
  description?: string;
  /** What is shown where somebody passes the address on: the page's own title and description, nothing else. */
  preview?: { readonly site: string; readonly title: string };
  /** The address of the page's Atom feed. */
  feed?: string;
};

/** A whole HTML document with nothing inline: the Content-Security-Policy forbids scripts and styles in the page. */
export function htmlDocument({ locale, title, assets, body, description, preview, feed }: Parts): string {
  return [
    '<!doctype html>',
    `<html lang="${htmlLang[locale]}" dir="${dir[locale]}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    description === undefined ? '' : `<meta name="description" content="${escapeHtml(description)}">`,
    ...(preview === undefined
      ? []
      : [
          '<meta property="og:type" content="website">',
          `<meta property="og:site_name" content="${escapeHtml(preview.site)}">`,
          `<meta property="og:title" content="${escapeHtml(preview.title)}">`,
          `<meta property="og:description" content="${escapeHtml(description ?? '')}">`,
        ]),
    feed === undefined ? '' : `<link rel="alternate" type="application/atom+xml" href="${feed}">`,
    `<title>${escapeHtml(title)}</title>`,
    '<link rel="icon" href="/favicon.svg" type="image/svg+xml">',
    `<link rel="stylesheet" href="${assets.css}">`,
    assets.script === undefined ? '' : `<script type="module" src="${assets.script}"></script>`,
    '</head>',
    `<body>${body}</body>`,
    '</html>',
    '',
  ]
    .filter((line, at, lines) => line !== '' || at === lines.length - 1)
    .join('\n');
}

function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
