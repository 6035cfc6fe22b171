import { isUuid, randomId } from '../base/ids.ts';
import { isProblem } from '../base/problem.ts';
import type { Asked, RaiseLimit } from '../forums/index.ts';
import { askFromSite } from '../forums/index.ts';
import { askerKinds, requestAudiences, requestTopics } from '../forums/requests/request.model.ts';
import type { Locale } from '../i18n/locale.ts';
import { getOpenForum } from './open-forum.actions.ts';
import type { PagesGround } from './pages.actions.ts';
import type { SitePages } from './pages.model.ts';

/** The longest of each text in UTF-16 units. */
const LONGEST = { name: 200, contact: 200, note: 1000 } as const;
const MOST_PEOPLE = 100_000;
const NOTHING: SitePages['ask']['typed'] = {
  kind: '',
  name: '',
  topic: '',
  audience: '',
  expected: '',
  month: '',
  contact: '',
  note: '',
};

/** What the form is answered with. */
export interface AskAnswered {
  readonly status: 200 | 409 | 422 | 429;
  readonly page: SitePages['ask'];
}

/** The empty form; its random id makes that sending it twice counts once. */
export async function gatherAsk(ground: PagesGround, id: string): Promise<SitePages['ask']> {
  return { forum: await getOpenForum(ground, id), requestId: randomId(), typed: NOTHING, wrong: [], answer: null };
}

/** Takes what the form brought, or gives the form back with every word that was typed. What is refused is kept in that answer alone. */
export async function answerAsk(
  ground: PagesGround & { readonly limit: RaiseLimit },
  locale: Locale,
  forumId: string,
  sent: URLSearchParams,
): Promise<AskAnswered> {
  const forum = await getOpenForum(ground, forumId);
  const typed = Object.fromEntries(
    Object.keys(NOTHING).map((name) => [name, plain(sent.get(name))]),
  ) as unknown as SitePages['ask']['typed'];
  const id = sent.get('request') ?? '';
  const requestId = isUuid(id) ? id : randomId();
  const { asked, wrong } = read(typed, locale);
  const page = { forum, requestId, typed, wrong, answer: null };
  if (asked === undefined) return { status: 422, page };
  try {
    await askFromSite(ground, forum.id, requestId, asked);
  } catch (error) {
    if (isProblem(error, 'issue_diverted')) return { status: 422, page: { ...page, answer: 'diverted' } };
    if (isProblem(error, 'too_many')) return { status: 429, page: { ...page, answer: 'too_many' } };
    // Somebody went back and wrote something else: the next sending is another request.
    if (isProblem(error, 'already_different')) return { status: 409, page: { ...page, requestId: randomId() } };
    throw error;
  }
  return { status: 200, page: { ...page, typed: NOTHING, answer: 'sent' } };
}

function read(typed: SitePages['ask']['typed'], locale: Locale): { asked: Asked | undefined; wrong: string[] } {
  const askerKind = askerKinds.find((each) => each === typed.kind);
  const topic = requestTopics.find((each) => each === typed.topic);
  const audience = requestAudiences.find((each) => each === typed.audience);
  const expected = typed.expected === '' ? null : Number(typed.expected);
  const month = /^\d{4}-(?:0[1-9]|1[0-2])$/.test(typed.month) ? `${typed.month}-01` : null;
  const wrong = [
    ...(askerKind === undefined ? ['kind'] : []),
    ...(typed.name === '' || typed.name.length > LONGEST.name ? ['name'] : []),
    ...(topic === undefined ? ['topic'] : []),
    ...(audience === undefined ? ['audience'] : []),
    ...(expected === null || (Number.isInteger(expected) && expected >= 1 && expected <= MOST_PEOPLE)
      ? []
      : ['expected']),
    ...(typed.month === '' || month !== null ? [] : ['month']),
    ...(typed.contact.length > LONGEST.contact ? ['contact'] : []),
    ...(typed.note.length > LONGEST.note ? ['note'] : []),
  ];
  if (wrong.length > 0 || askerKind === undefined || topic === undefined || audience === undefined) {
    return { asked: undefined, wrong };
  }
  const orNull = (text: string) => (text === '' ? null : text);
  const texts = { askerName: typed.name, contact: orNull(typed.contact), note: orNull(typed.note) };
  return { asked: { askerKind, topic, audience, expected, wantedMonth: month, locale, ...texts }, wrong };
}

/** Browsers send line ends in two characters, phones digits of their own; what cannot be shown is left out. */
function plain(text: string | null): string {
  return (text ?? '')
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .trim();
}
