import type { FastifyInstance } from 'fastify';
import { newRaiseLimit } from '../forums/index.ts';
import { sendHtml } from '../http/page.ts';
import { locales } from '../i18n/locale.ts';
import { answerAsk } from './ask.actions.ts';
import type { PagesGround } from './pages.actions.ts';
import { sitePath } from './pages.model.ts';
import type { Renderer } from './renderer.ts';

const FORM_BYTES = 32_000;
const PATH = '/forums/:id/ask';

/** Takes the form on which an institution asks for an awareness session; reads a form and nothing but that. */
export function askRoutes(server: FastifyInstance, ground: PagesGround & { readonly renderer: Renderer }): void {
  const limit = newRaiseLimit(ground.clock);
  void server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_BYTES },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    for (const locale of locales) {
      scope.route<{ Params: { id: string } }>({
        method: 'POST',
        url: sitePath(locale, PATH),
        bodyLimit: FORM_BYTES,
        config: { door: 'public' },
        schema: { hide: true },
        handler: async (request, reply) => {
          const { id } = request.params;
          const sent = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
          const { status, page } = await answerAsk({ ...ground, limit }, locale, id, sent);
          const frame = { path: PATH.replace(':id', id), demo: ground.demo };
          return sendHtml(request, reply.code(status), 'site', ground.renderer.renderPage(locale, 'ask', page, frame));
        },
      });
    }
  });
}
