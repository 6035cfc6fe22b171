import type { FastifyInstance, FastifyRequest } from 'fastify';
import { baghdadDay } from '../base/clock.ts';
import { fail } from '../base/problem.ts';
import { isUuid } from '../base/ids.ts';
import { listPlaces } from '../directory/index.ts';
import { findPublicForum, listPublicForums, listPublishedCards } from '../forums/index.ts';
import { locales } from '../i18n/locale.ts';
import { originOf } from './origin.actions.ts';
import type { PagesGround } from './pages.actions.ts';
import { sitePath } from './pages.model.ts';
import { atomFeed, sitemap } from './feed.model.ts';

const ENTRIES = 50;
const PAGES = ['/', '/forums', '/forums/mediation', '/rights', '/statistics', '/about'];

/** Feeds of what the forums have published, and the list of the public pages for search engines. */
export function feedRoutes(server: FastifyInstance, ground: PagesGround): void {
  const db = ground.database.direct;
  for (const locale of locales) {
    serveXml(server, sitePath(locale, '/forums/feed.xml'), 'application/atom+xml', async (request) => {
      const cards = await listPublishedCards(db, undefined, ENTRIES);
      return atomFeed(locale, {
        forum: null,
        cards,
        origin: originOf(ground, request),
        today: baghdadDay(ground.clock()),
      });
    });
    serveXml(server, sitePath(locale, '/forums/:id/feed.xml'), 'application/atom+xml', async (request) => {
      const today = baghdadDay(ground.clock());
      const { id } = request.params as { id: string };
      const forum = (isUuid(id) ? await findPublicForum(db, id, today) : undefined) ?? fail('not_found');
      return atomFeed(locale, {
        forum,
        cards: await listPublishedCards(db, id, ENTRIES),
        origin: originOf(ground, request),
        today,
      });
    });
  }
  serveXml(server, '/sitemap.xml', 'application/xml', async (request) => {
    const [places, { forums }] = await Promise.all([
      listPlaces(db, null),
      listPublicForums(db, baghdadDay(ground.clock())),
    ]);
    return sitemap(originOf(ground, request), locales, [
      ...PAGES,
      ...places.map(({ id }) => `/governorates/${id}`),
      ...forums.map(({ id }) => `/forums/${id}`),
    ]);
  });
}

function serveXml(
  server: FastifyInstance,
  url: string,
  type: string,
  xml: (request: FastifyRequest) => Promise<string>,
): void {
  server.route({
    method: 'GET',
    url,
    config: { door: 'public' },
    schema: { hide: true },
    handler: async (request, reply) => reply.header('content-type', `${type}; charset=utf-8`).send(await xml(request)),
  });
}
