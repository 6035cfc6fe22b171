import type { FastifyInstance, FastifyRequest } from 'fastify';
import { servePage } from '../http/page.ts';
import type { ProblemPage } from '../http/problem-reply.ts';
import type { Locale } from '../i18n/locale.ts';
import { isLocale, locales, negotiateLocale } from '../i18n/locale.ts';
import { gatherAsk } from './ask.actions.ts';
import type { Chosen } from './forum-pages.actions.ts';
import { gatherForum, gatherForums, gatherPaper, gatherPoster } from './forum-pages.actions.ts';
import { feedRoutes } from './feed.routes.ts';
import { formRoutes } from './form.routes.ts';
import { originOf } from './origin.actions.ts';
import {
  drawGovernorates,
  gatherAbout,
  gatherFirstPage,
  gatherGovernorate,
  gatherHome,
  gatherMediation,
  gatherProblem,
  gatherRights,
  gatherStatistics,
} from './pages.actions.ts';
import type { SitePage, SitePages } from './pages.model.ts';
import { REPORT_TO_A_MAN, reportPath, sitePath } from './pages.model.ts';
import type { RaiseGround } from './raise.actions.ts';
import { gatherRaise } from './raise.actions.ts';
import type { Renderer } from './renderer.ts';

export interface SiteGround extends RaiseGround {
  readonly renderer: Renderer;
}

/** The public pages, the reporter's first page and the desk's shell, each in three languages at an address of its own. */
export async function siteRoutes(server: FastifyInstance, ground: SiteGround): Promise<void> {
  const { renderer } = ground;
  const map = drawGovernorates();
  for (const locale of locales) {
    const page = <Page extends SitePage>(
      name: Page,
      path: string,
      gather: (id: string, chosen: Chosen, origin: string) => Promise<SitePages[Page]>,
    ): void => {
      servePage(server, sitePath(locale, path), 'site', async (request) => {
        const id = idOf(request);
        const frame = { path: path.replace(':id', id), demo: ground.demo };
        const props = await gather(id, chosenIn(request), originOf(ground, request));
        return renderer.renderPage(locale, name, props, frame);
      });
    };
    page('home', '/', () => gatherHome(ground, locale, map));
    page('rights', '/rights', () => gatherRights(ground));
    page('about', '/about', () => gatherAbout(ground));
    page('statistics', '/statistics', () => gatherStatistics(ground, locale));
    page('forums', '/forums', (_id, chosen) => gatherForums(ground, locale, map, chosen));
    page('mediation', '/forums/mediation', () => gatherMediation(ground, locale));
    page('forum', '/forums/:id', (id) => gatherForum(ground, id));
    page('raise', '/forums/:id/raise', (id) => gatherRaise(ground, id));
    page('paper', '/forums/:id/paper', (id, _chosen, origin) => gatherPaper(ground, id, locale, origin));
    page('poster', '/forums/:id/poster', (id, _chosen, origin) => gatherPoster(ground, id, locale, origin));
    page('ask', '/forums/:id/ask', (id) => gatherAsk(ground, id));
    page('governorate', '/governorates/:id', (id) => gatherGovernorate(ground, id));

    const report = (form: 'f' | 'm') => async () =>
      renderer.reportPage(locale, form, await gatherFirstPage(ground, locale));
    servePage(server, `/report/${locale}`, 'report', report('f'));
    if (locale !== 'ar') continue;
    servePage(server, reportPath(locale), 'report', report('f'));
    servePage(server, REPORT_TO_A_MAN, 'report', report('m'));
  }
  feedRoutes(server, ground);
  await formRoutes(server, ground);
  servePage(server, '/desk/', 'site', (request) => renderer.deskPage(deskLocale(request)));
  servePage(server, '/desk/*', 'site', (request) => renderer.deskPage(deskLocale(request)));
}

/** The page that a browser gets where an address leads nowhere, or where something failed. */
export function newProblemPage(ground: SiteGround): ProblemPage {
  return async (problem, request) => {
    const locale = visitorsLocale(request);
    const frame = { path: null, demo: ground.demo };
    return ground.renderer.renderPage(locale, 'problem', await gatherProblem(ground, problem.code, locale), frame);
  };
}

/** The language that the address names, if it names one; what the browser asks for otherwise. */
function visitorsLocale({ url, headers }: FastifyRequest): Locale {
  const named = /^\/(?:report\/)?([a-z]+)(?:[/?]|$)/.exec(url)?.[1];
  return isLocale(named) ? named : negotiateLocale(headers['accept-language']);
}

/** The `:id` of the address; empty where it has none. */
function idOf(request: FastifyRequest): string {
  const params: unknown = request.params;
  return typeof params === 'object' && params !== null && 'id' in params ? String(params.id) : '';
}

/** What stands behind the question mark. */
function chosenIn({ query }: FastifyRequest): Chosen {
  return typeof query === 'object' && query !== null ? { ...query } : {};
}

/** The desk's language: `?lang=` when it was chosen, then what the browser asks for. */
function deskLocale(request: FastifyRequest): Locale {
  const query: unknown = request.query;
  const chosen = typeof query === 'object' && query !== null && 'lang' in query ? query.lang : undefined;
  return isLocale(chosen) ? chosen : negotiateLocale(request.headers['accept-language']);
}
