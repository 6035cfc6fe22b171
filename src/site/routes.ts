import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../base/clock.ts';
import { baghdadDay } from '../base/clock.ts';
import { groupHotlines } from '../directory/hotlines.model.ts';
import { listHotlines } from '../directory/index.ts';
import { servePage } from '../http/page.ts';
import type { Locale } from '../i18n/locale.ts';
import { isLocale, locales, negotiateLocale } from '../i18n/locale.ts';
import type { Database } from '../storage/database.ts';
import { sitePath } from './pages.model.ts';
import type { Renderer } from './renderer.ts';

export interface SiteGround {
  readonly database: Database;
  readonly clock: Clock;
  readonly renderer: Renderer;
}

/** The public pages, the reporter's first page and the desk's shell, each in three languages at an address of its own. */
export function siteRoutes(server: FastifyInstance, { database, clock, renderer }: SiteGround): void {
  for (const locale of locales) {
    servePage(server, sitePath(locale, '/'), 'site', () => renderer.renderPage(locale, 'home', {}, '/'));
    const report = async () =>
      renderer.reportPage(locale, groupHotlines(await listHotlines(database.direct), locale, baghdadDay(clock())));
    servePage(server, `/report/${locale}`, 'report', report);
    if (locale === 'ar') servePage(server, '/report/', 'report', report);
  }
  servePage(server, '/desk/', 'site', (request) => renderer.deskPage(deskLocale(request)));
  servePage(server, '/desk/*', 'site', (request) => renderer.deskPage(deskLocale(request)));
}

/** The desk's language: `?lang=` when it was chosen, then what the browser asks for. */
function deskLocale(request: FastifyRequest): Locale {
  const query: unknown = request.query;
  const chosen = typeof query === 'object' && query !== null && 'lang' in query ? query.lang : undefined;
  return isLocale(chosen) ? chosen : negotiateLocale(request.headers['accept-language']);
}
