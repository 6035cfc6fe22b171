import type { Locale } from '../i18n/locale.ts';
import { dir, htmlLang } from '../i18n/locale.ts';

/** The addresses of what a page loads. Every page has one sheet; a page without script leaves `script` out. */
export type PageAssets = { readonly css: string; readonly script?: string };

type Parts = { locale: Locale; title: string; assets: PageAssets; body: string; description?: string };

/** A whole HTML document with nothing inline: the Content-Security-Policy forbids scripts and styles in the page. */
export function htmlDocument({ locale, title, assets, body, description }: Parts): string {
  return [
    '<!doctype html>',
    `<html lang="${htmlLang[locale]}" dir="${dir[locale]}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    description === undefined ? '' : `<meta name="description" content="${escapeHtml(description)}">`,
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
