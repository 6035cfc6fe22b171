import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isUuid } from '../../base/ids.ts';
import { must } from '../../base/problem.ts';
import type { Locale } from '../../i18n/locale.ts';
import { isLocale } from '../../i18n/locale.ts';
import { readCalendar } from './calendar.actions.ts';
import type { MeetingsGround } from './meeting.routes.ts';
import { newMinutesPress } from './minutes-pdf.actions.ts';

const CALENDAR = 'text/calendar; charset=utf-8';

/** Binds what everybody may take along of a forum's meetings: its calendar, and published minutes as PDF. */
export function paperRoutes(server: FastifyInstance, ground: MeetingsGround): void {
  const print = newMinutesPress(ground, ground.demo);
  const paper = (url: string, type: string, name: string, make: (asked: Asked) => Promise<string | Buffer>) =>
    server.route({
      method: 'GET',
      url,
      config: { door: 'public' },
      schema: { hide: true },
      handler: async (request, reply) => {
        const content = await make(askedIn(request));
        return reply
          .header('content-type', type)
          .header('content-disposition', `attachment; filename="${name}"`)
          .send(content);
      },
    });
  paper('/forums/:id/calendar.ics', CALENDAR, 'calendar.ics', async ({ forumId, locale }) =>
    readCalendar(ground, forumId, locale),
  );
  paper('/forums/:id/meetings/:meetingId.ics', CALENDAR, 'meeting.ics', async ({ forumId, meetingId, locale }) =>
    readCalendar(ground, forumId, locale, meetingId),
  );
  paper(
    '/forums/:id/minutes/:meetingId.pdf',
    'application/pdf',
    'minutes.pdf',
    async ({ forumId, meetingId, locale }) => print(forumId, meetingId, locale),
  );
}

interface Asked {
  readonly forumId: string;
  readonly meetingId: string;
  readonly locale: Locale;
}

/** What the address asks for; `not_found` for what is no id. Arabic where no language is said. */
function askedIn({ params, query }: FastifyRequest): Asked {
  // As Fastify parsed them from this route's own address.
  const { id = '', meetingId = id } = params as { readonly id?: string; readonly meetingId?: string };
  must(isUuid(id) && isUuid(meetingId), 'not_found');
  const { lang } = query as { readonly lang?: string };
  return { forumId: id, meetingId, locale: isLocale(lang) ? lang : 'ar' };
}
