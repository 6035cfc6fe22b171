import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Locale } from '../i18n/locale.ts';
import type { FirstPageView, SiteRenderer } from './pages.model.ts';

/** The addresses of the scripts and sheets of a face, as the build wrote them. */
export interface PageAssets {
  readonly css: string;
  readonly script?: string;
}

/** The built pages: components compiled for the server, which the process loads but does not know. */
export interface Renderer extends SiteRenderer {
  readonly reportPage: (locale: Locale, form: 'f' | 'm', view: FirstPageView) => string;
  readonly deskPage: (locale: Locale) => string;
}

/** Loads what `scripts/build.ts` wrote to `dist/site`; throws when it has not run. */
export async function loadRenderer(distFolder: string): Promise<Renderer> {
  const load = async (name: string): Promise<unknown> => import(pathToFileURL(join(distFolder, 'site', name)).href);
  // Types of our own build output: checked by the build itself.
  const { renderPage } = (await load('entry.js')) as SiteRenderer;
  const { prerenderReport } = (await load('report.js')) as {
    prerenderReport: (locale: Locale, assets: PageAssets, page: FirstPageView & { form: 'f' | 'm' }) => string;
  };
  const { deskShell } = (await load('desk.js')) as { deskShell: (locale: Locale, assets: PageAssets) => string };
  const assets = JSON.parse(readFileSync(join(distFolder, 'site', 'assets.json'), 'utf8')) as Record<
    Locale,
    { report: PageAssets; desk: PageAssets }
  >;
  return {
    renderPage,
    reportPage: (locale, form, view) => prerenderReport(locale, assets[locale].report, { form, ...view }),
    deskPage: (locale) => deskShell(locale, assets[locale].desk),
  };
}
