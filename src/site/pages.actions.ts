import type { Clock } from '../base/clock.ts';
import { baghdadDay } from '../base/clock.ts';
import type { ProblemCode } from '../base/problem.ts';
import { fail, problems } from '../base/problem.ts';
import {
  findPlatform,
  listHotlines,
  listPlaces,
  listProvisionEntries,
  listPublicDesks,
  listPublicOffices,
  listPublicUnits,
  readOutlines,
} from '../directory/index.ts';
import { listPublicForums, listPublicOfficeStates } from '../forums/index.ts';
import type { Jurisdiction, Place } from '../directory/model.ts';
import { nameIn } from '../directory/model.ts';
import type { HotlineGroupView } from '../directory/reference/hotlines.model.ts';
import { groupHotlines, groupsInWords, orderAnywhere, orderIn } from '../directory/reference/hotlines.model.ts';
import { groupWalkIns } from '../directory/register/walk-in.model.ts';
import type { Locale } from '../i18n/locale.ts';
import { problemText } from '../i18n/problem-text.ts';
import { readStatistics } from '../results/index.ts';
import type { Database } from '../storage/database.ts';
import type { DrawnMap, Topology } from './map.model.ts';
import { drawMap } from './map.model.ts';
import type { FirstPageView, SitePages } from './pages.model.ts';

export interface PagesGround {
  readonly database: Database;
  readonly clock: Clock;
  readonly demo: boolean;
  /** Where the site stands, if the operator said so. */
  readonly publicUrl: string | undefined;
}

const MAP_WIDTH = 600;

/** Draws the map of the governorates; done once, when the process starts. */
export function drawGovernorates(): DrawnMap {
  // The operator's own file; `drawMap` refuses one without governorates.
  return drawMap(readOutlines() as Topology, 'governorates', MAP_WIDTH);
}

/** The first page: every governorate by its name, how much the directory knows of it, and whom to call. */
export async function gatherHome(ground: PagesGround, locale: Locale, map: DrawnMap): Promise<SitePages['home']> {
  const db = ground.database.direct;
  const [places, offices, forums, desks] = await Promise.all([
    listPlaces(db, null),
    listPublicOffices(db, undefined),
    listPublicForums(db, baghdadDay(ground.clock())).then(({ forums: founded }) => founded),
    listPublicDesks(db, undefined),
  ]);
  const of = (id: string) => (each: { readonly governorateId: string }) => each.governorateId === id;
  return {
    governorates: byName(places, locale).map((place) => ({
      place,
      offices: offices.filter(of(place.id)).length,
      forums: forums.filter(of(place.id)).length,
      desks: desks.filter(of(place.id)).length,
    })),
    map,
    hotlines: await gatherHotlines(ground, orderAnywhere(locale)),
  };
}

/** The reporter's first page: whom to call and where to go, as they stand in the directory today. */
export async function gatherFirstPage({ database, clock, demo }: PagesGround, locale: Locale): Promise<FirstPageView> {
  const db = database.direct;
  const [hotlines, offices, places] = await Promise.all([
    listHotlines(db),
    listPublicOffices(db, undefined),
    listPlaces(db, null),
  ]);
  return {
    groups: groupsInWords(groupHotlines(hotlines, orderAnywhere(locale), baghdadDay(clock())), locale),
    walkIns: groupWalkIns(offices, places, { locale, demo }),
  };
}

/** One governorate; `not_found` when there is none with this id. */
export async function gatherGovernorate(ground: PagesGround, id: string): Promise<SitePages['governorate']> {
  const db = ground.database.direct;
  const place = (await listPlaces(db, null)).find((each) => each.id === id) ?? fail('not_found');
  const [districts, offices, units, forums, desks, officeYears] = await Promise.all([
    listPlaces(db, id),
    listPublicOffices(db, id),
    listPublicUnits(db, id),
    listPublicForums(db, baghdadDay(ground.clock()), { governorate: id }).then(({ forums: founded }) => founded),
    listPublicDesks(db, id),
    listPublicOfficeStates(db, id),
  ]);
  const districtOf = (districtId: string | null) => districts.find((each) => each.id === districtId)?.names ?? null;
  return {
    place,
    hotlines: await gatherHotlines(ground, orderIn(place.hotlines ?? [])),
    bothJurisdictions: (place.hotlines ?? []).length > 1,
    desks: desks.map(({ womenEpoch, epoch: _epoch, ...desk }) => ({ ...desk, women: womenEpoch !== null })),
    offices: offices.map(({ districtId: _known, ...office }) => ({
      ...office,
      units: units.filter(({ officeId }) => officeId === office.id),
      hoursIllustrative: ground.demo || office.illustrative,
    })),
    forums: forums.map(({ districtId, ...forum }) => ({ ...forum, district: districtOf(districtId) })),
    officeYears,
  };
}

/** The published provisions; what nobody has checked stays with the editors. */
export async function gatherRights({ database }: PagesGround): Promise<SitePages['rights']> {
  const provisions = await listProvisionEntries(database.direct);
  return { provisions: provisions.filter(({ review }) => review === 'published') };
}

/** What a forum mediates and what it refuses, with whom to call instead. */
export async function gatherMediation(ground: PagesGround, locale: Locale): Promise<SitePages['mediation']> {
  return { hotlines: await gatherHotlines(ground, orderAnywhere(locale)) };
}

/** Who runs this installation, if the register says so. */
export async function gatherAbout({ database, demo }: PagesGround): Promise<SitePages['about']> {
  const operator = await findPlatform(database.direct);
  return { operator: operator ? { names: operator.names, illustrative: demo || operator.illustrative } : null };
}

/** The released figures; nothing is counted here. */
export async function gatherStatistics(ground: PagesGround, locale: Locale): Promise<SitePages['statistics']> {
  const [statistics, places] = await Promise.all([
    readStatistics(ground.database.direct),
    listPlaces(ground.database.direct, null),
  ]);
  return { statistics, places: byName(places, locale) };
}

const FIRST_OF_FAILURES = 500;

/** What is said where an address leads nowhere or something failed. Numbers to call stand there too, while they can be read. */
export async function gatherProblem(
  ground: PagesGround,
  code: ProblemCode,
  locale: Locale,
): Promise<SitePages['problem']> {
  const hotlines = await gatherHotlines(ground, orderAnywhere(locale)).catch(() => []);
  // Of failures one sentence: what exactly failed is not for strangers.
  const said = problems[code] >= FIRST_OF_FAILURES ? 'internal' : code;
  return { missing: problems[code] === problems.not_found, text: problemText(said, locale), hotlines };
}

async function gatherHotlines(
  { database, clock }: PagesGround,
  order: readonly Jurisdiction[],
): Promise<HotlineGroupView[]> {
  return groupHotlines(await listHotlines(database.direct), order, baghdadDay(clock()));
}

function byName(places: readonly Place[], locale: Locale): Place[] {
  const collator = new Intl.Collator(locale);
  return [...places].sort((one, other) => collator.compare(nameIn(one.names, locale), nameIn(other.names, locale)));
}
