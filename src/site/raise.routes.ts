import type { FastifyInstance } from 'fastify';
import { sendHtml } from '../http/page.ts';
import { locales } from '../i18n/locale.ts';
import { sitePath } from './pages.model.ts';
import type { RaiseGround } from './raise.actions.ts';
import { answerRaise } from './raise.actions.ts';
import type { Renderer } from './renderer.ts';

/** Every letter three bytes, each written as `%xx`, and room for what is too long: that comes back with its problem beside it. */
const FORM_BYTES = 48_000;
const PATH = '/forums/:id/raise';

/** The way in for whoever has no script: the only place that reads a form, and nothing but that. */
export async function raiseRoutes(
  server: FastifyInstance,
  ground: RaiseGround & { readonly renderer: Renderer },
): Promise<void> {
  await server.register(async (scope) => {
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
          const answered = await answerRaise(ground, id, sent);
          const frame = { path: PATH.replace(':id', id), demo: ground.demo };
          const html =
            'raised' in answered
              ? ground.renderer.renderPage(locale, 'raised', answered.raised, frame)
              : ground.renderer.renderPage(locale, 'raise', answered.form, frame);
          return sendHtml(request, reply.code(answered.status), 'site', html);
        },
      });
    }
  });
}
