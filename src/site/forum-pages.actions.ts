import type { Day } from '../base/clock.ts';
import { addDays, baghdadDay } from '../base/clock.ts';
import { isUuid } from '../base/ids.ts';
import { fail } from '../base/problem.ts';
import { listAllPlaces, listPlaces } from '../directory/index.ts';
import type { Place } from '../directory/model.ts';
import { nameIn } from '../directory/model.ts';
import {
  findPublicForum,
  listPublicForums,
  listPublishedCards,
  listPublishedMinutes,
  sumMonths,
} from '../forums/index.ts';
import { forumStatuses, founders } from '../forums/model.ts';
import type { Locale } from '../i18n/locale.ts';
import type { DrawnMap } from './map.model.ts';
import type { PagesGround } from './pages.actions.ts';
import { getOpenForum } from './open-forum.actions.ts';
import type { ForumChoice, ListedForum, SitePages } from './pages.model.ts';
import { reportPath, sitePath } from './pages.model.ts';

const LISTED = 100;
const CARDS = 30;
/** What fits on one sheet and is read from some steps away. */
const ON_POSTER = 4;
const A_YEAR_DAYS = 365;
const MINUTES_LISTED = 12;

/** What the address chooses; what it says wrongly is as if it were not said. */
export type Chosen = Readonly<Record<string, unknown>>;

/** The forums as of a day, by governorate, founder and status. */
export async function gatherForums(
  ground: PagesGround,
  locale: Locale,
  map: DrawnMap,
  chosen: Chosen,
): Promise<SitePages['forums']> {
  const db = ground.database.direct;
  const [all, governorates] = await Promise.all([listAllPlaces(db), listPlaces(db, null)]);
  const choice = choiceOf(chosen, governorates, baghdadDay(ground.clock()));
  const founder = choice.founder ?? undefined;
  const { forums, planned } = await listPublicForums(db, choice.on, { founder });
  const fits = (each: { readonly status: string }) => choice.status === null || each.status === choice.status;
  const isHere = (each: { readonly governorateId: string }) =>
    choice.governorate === null || each.governorateId === choice.governorate;
  const byGovernorate = new Map<string, number>();
  for (const { governorateId } of forums.filter(fits)) {
    byGovernorate.set(governorateId, (byGovernorate.get(governorateId) ?? 0) + 1);
  }
  const listed = forums.filter((each) => fits(each) && isHere(each));
  const collator = new Intl.Collator(locale);
  const byName = (one: Place, other: Place) => collator.compare(nameIn(one.names, locale), nameIn(other.names, locale));
  return {
    choice,
    places: [...governorates].sort(byName),
    map,
    total: listed.length,
    police: listed.filter((each) => each.founder === 'police').length,
    byGovernorate,
    forums: listed.slice(0, LISTED).map((each) => listedForum(each, all)),
    more: listed.length > LISTED,
    planned: planned.filter((each) => fits(each) && isHere(each)).map((each) => listedForum(each, all)),
  };
}

/** One forum today; `not_found` when there is none with this id. */
export async function gatherForum(ground: PagesGround, id: string): Promise<SitePages['forum']> {
  const db = ground.database.direct;
  const today = baghdadDay(ground.clock());
  const found = (isUuid(id) ? await findPublicForum(db, id, today) : undefined) ?? fail('not_found');
  const [places, figures, cards, minutes] = await Promise.all([
    listAllPlaces(db),
    sumMonths(db, id, `${addDays(today, -A_YEAR_DAYS).slice(0, 7)}-01`),
    listPublishedCards(db, id, CARDS),
    listPublishedMinutes(db, id, MINUTES_LISTED),
  ]);
  const forum = listedForum(found, places);
  return { forum, seriesIllustrative: ground.demo || found.illustrative, figures, cards, minutes };
}

/** The paper form of an open forum. */
export async function gatherPaper(
  ground: PagesGround,
  id: string,
  locale: Locale,
  origin: string,
): Promise<SitePages['paper']> {
  const forum = await getOpenForum(ground, id);
  return { forum, address: raiseAddress(origin, locale, forum.id), report: origin + reportPath(locale) };
}

/** What a forum hangs up: the newest that it has done, and where one raises something. */
export async function gatherPoster(
  ground: PagesGround,
  id: string,
  locale: Locale,
  origin: string,
): Promise<SitePages['poster']> {
  const forum = await getOpenForum(ground, id);
  const cards = await listPublishedCards(ground.database.direct, id, ON_POSTER);
  return { forum, cards, address: raiseAddress(origin, locale, id), illustrative: ground.demo };
}

/** The whole address of the form, for a code that a phone reads. */
function raiseAddress(origin: string, locale: Locale, forumId: string): string {
  return origin + sitePath(locale, `/forums/${forumId}/raise`);
}

function listedForum(
  { districtId, ...forum }: Omit<ListedForum, 'governorate' | 'district'> & { readonly districtId: string | null },
  places: readonly Place[],
): ListedForum {
  const nameOf = (id: string | null) => places.find((each) => each.id === id)?.names ?? null;
  return { ...forum, governorate: nameOf(forum.governorateId), district: nameOf(districtId) };
}

function choiceOf(chosen: Chosen, governorates: readonly Place[], today: Day): ForumChoice {
  const { on, governorate, founder, status } = chosen;
  return {
    on: typeof on === 'string' && isDay(on) ? on : today,
    governorate: governorates.find((each) => each.id === governorate)?.id ?? null,
    founder: founders.find((each) => each === founder) ?? null,
    status: forumStatuses.find((each) => each === status) ?? null,
  };
}

function isDay(text: string): boolean {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}
