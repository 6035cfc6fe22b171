import type { FastifyInstance } from 'fastify';
import { newRaiseLimit } from '../forums/index.ts';
import { sendHtml } from '../http/page.ts';
import type { Locale } from '../i18n/locale.ts';
import { locales } from '../i18n/locale.ts';
import { answerAsk } from './ask.actions.ts';
import { sitePath } from './pages.model.ts';
import type { RaiseGround } from './raise.actions.ts';
import { answerRaise } from './raise.actions.ts';
import type { Renderer } from './renderer.ts';

/** Every letter three bytes, each written as `%xx`, and room for what is too long: that comes back with its problem beside it. */
const FORM_BYTES = 48_000;

/** What a form is answered with: a page by name, with what it shows. */
interface FormAnswer {
  readonly status: number;
  readonly html: string;
}

/** The way in for whoever has no script: the only place that reads a form, and nothing but that. */
export async function formRoutes(
  server: FastifyInstance,
  ground: RaiseGround & { readonly renderer: Renderer },
): Promise<void> {
  const { renderer, demo } = ground;
  const asking = { ...ground, limit: newRaiseLimit(ground.clock) };
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_BYTES },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    const form = (
      path: string,
      answer: (locale: Locale, id: string, sent: URLSearchParams, path: string) => Promise<FormAnswer>,
    ): void => {
      for (const locale of locales) {
        scope.route<{ Params: { id: string } }>({
          method: 'POST',
          url: sitePath(locale, path),
          bodyLimit: FORM_BYTES,
          config: { door: 'public' },
          schema: { hide: true },
          handler: async (request, reply) => {
            const { id } = request.params;
            const sent = request.body instanceof URLSearchParams ? request.body : new URLSearchParams();
            const { status, html } = await answer(locale, id, sent, path.replace(':id', id));
            return sendHtml(request, reply.code(status), 'site', html);
          },
        });
      }
    };
    form('/forums/:id/raise', async (locale, id, sent, path) => {
      const answered = await answerRaise(ground, id, sent);
      const html =
        'raised' in answered
          ? renderer.renderPage(locale, 'raised', answered.raised, { path, demo })
          : renderer.renderPage(locale, 'raise', answered.form, { path, demo });
      return { status: answered.status, html };
    });
    form('/forums/:id/ask', async (locale, id, sent, path) => {
      const { status, page } = await answerAsk(asking, locale, id, sent);
      return { status, html: renderer.renderPage(locale, 'ask', page, { path, demo }) };
    });
  });
}
