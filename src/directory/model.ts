import type { Day } from '../base/clock.ts';
import { minuteOfDay, weekday, baghdadDay } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Names } from '../base/shapes.ts';
import type { Locale } from '../i18n/locale.ts';

import type { DeskKind, OrganisationKind } from '../crypto/desk-record.ts';
import type { OpenHours } from './hours.model.ts';

export { linesOfHours } from './hours.model.ts';
export type { OpenHours } from './hours.model.ts';
export { DESK_KINDS as deskKinds, ORGANISATION_KINDS as organisationKinds } from '../crypto/desk-record.ts';
export type { DeskKind, OrganisationKind } from '../crypto/desk-record.ts';

export const officeKinds = ['main', 'branch'] as const;
export type OfficeKind = (typeof officeKinds)[number];

export const unitKinds = ['tribalCoordination', 'outreach', 'womensParticipation', 'patrol', 'other'] as const;
export type UnitKind = (typeof unitKinds)[number];

/** Whose law and whose numbers: the federal state, the Kurdistan Region, or neither. */
export const jurisdictions = ['federal', 'kurdistan', 'international'] as const;
export type Jurisdiction = (typeof jurisdictions)[number];
/** Whose law holds in a place. */
export type HomeJurisdiction = Exclude<Jurisdiction, 'international'>;

/** `unverified`: nobody has checked it. `withdrawn`: kept, but shown to nobody outside. */
export const reviewStates = ['unverified', 'published', 'withdrawn'] as const;
export type ReviewState = (typeof reviewStates)[number];

/** Part of the duty rota: hours in which a named member answers what is marked urgent (invariant 19). */
export interface DutyHours extends OpenHours {
  readonly accountId: Id;
}

/** Hours of a desk; `women`: a woman reads then. */
export interface DeskHours extends OpenHours {
  readonly women: boolean;
}

/** An organisation as everybody signed in may see it. */
export interface Organisation {
  readonly id: Id;
  readonly kind: OrganisationKind;
  readonly names: Names;
  readonly parentId: Id | null;
  readonly governorateId: string | null;
  readonly platform: boolean;
  readonly source: Names | null;
  readonly illustrative: boolean;
}

/** A part of an office that has a task of its own. */
export interface Unit {
  readonly id: Id;
  readonly officeId: Id;
  readonly kind: UnitKind;
  readonly names: Names;
  readonly closed: boolean;
}

/** A unit as everybody may know of it. */
export type PublicUnit = Omit<Unit, 'closed'>;

/** A community-police office (or another organisation's) that people can walk into. */
export interface Office {
  readonly id: Id;
  readonly kind: OfficeKind;
  readonly names: Names;
  readonly governorateId: string;
  readonly districtId: string | null;
  readonly address: Names | null;
  readonly hours: readonly OpenHours[];
  readonly womenHours: readonly OpenHours[];
  readonly referralCentre: boolean;
  readonly closed: boolean;
  readonly source: Names | null;
  readonly illustrative: boolean;
}

/** A desk as its organisation keeps it; what reporters believe of it is the signed record alone. */
export interface Desk {
  readonly id: Id;
  readonly kind: DeskKind;
  readonly names: Names;
  readonly governorateId: string;
  readonly officeId: Id | null;
  readonly police: boolean;
  readonly childProtection: boolean;
  readonly worksHere: Names;
  readonly mustPassOn: Names;
  readonly neverWithoutAsking: Names;
  readonly lawCheckedOn: Day | null;
  readonly hours: readonly DeskHours[];
  readonly rota: readonly DutyHours[];
  readonly open: boolean;
  /** The keys in force, as the last signed directory names them; null: none. */
  readonly epoch: number | null;
  readonly womenEpoch: number | null;
  readonly illustrative: boolean;
}

export interface Place {
  readonly id: string;
  readonly kind: 'governorate' | 'district' | 'subdistrict';
  readonly parentId: string | null;
  readonly kurdistanRegion: boolean;
  /** Whose numbers answer here, the first to call first; null: a district, which is as its governorate. */
  readonly hotlines: readonly HomeJurisdiction[] | null;
  readonly names: Names;
}

export interface Hotline {
  readonly id: Id;
  readonly number: string;
  readonly names: Names;
  readonly note: Names | null;
  readonly jurisdiction: Jurisdiction;
  readonly source: Names;
  readonly verifiedOn: Day | null;
}

/** What an editor keeps of a hotline beyond what is shown. */
export interface HotlineEntry extends Hotline {
  readonly position: number;
  readonly review: ReviewState;
}

/** An article of a law, in plain words, with where it stands. */
export interface Provision {
  readonly id: Id;
  readonly law: Names;
  readonly article: string;
  readonly text: Names;
  readonly jurisdiction: HomeJurisdiction;
  readonly position: number;
  readonly source: Names;
  readonly review: ReviewState;
  readonly verifiedOn: Day | null;
}

/** A number that nobody has checked for this long is shown as "not recently checked" (invariant 20). */
const HOTLINE_FRESH_DAYS = 90;

/** The name in a language; Sorani falls back to Arabic, which its readers read, never to nothing. */
export function nameIn(names: Names, locale: Locale): string {
  if (locale === 'ckb') return names.ckb ?? names.ar;
  return names[locale];
}

/** What is known of a lawyer's check of what a desk must pass on. */
type LawCheck = Pick<Desk, 'mustPassOn' | 'lawCheckedOn'>;

/** The day of the lawyer's check that stands after a change: a check of another text is none, unless it is a later one. */
export function lawCheckThatStands(before: LawCheck | undefined, after: LawCheck): Day | null {
  const { lawCheckedOn } = after;
  const isNew = lawCheckedOn !== null && (before?.lawCheckedOn ?? '') < lawCheckedOn;
  return isNew || !before || isSameText(before.mustPassOn, after.mustPassOn) ? lawCheckedOn : null;
}

/** Whether two texts say the same in every language. */
function isSameText(one: Names, other: Names): boolean {
  return one.ar === other.ar && one.ckb === other.ckb && one.en === other.en;
}

/** Whether an instant (milliseconds) lies in these hours. */
export function isOpenAt(hours: readonly OpenHours[], ms: number): boolean {
  const minute = minuteOfDay(ms);
  const today = weekday(baghdadDay(ms));
  return hours.some((each) => each.weekday === today && each.from <= minute && minute < each.to);
}

/** Whose duty hours an instant (milliseconds) lies in, each once. */
export function onDutyAt(rota: readonly DutyHours[], ms: number): readonly Id[] {
  return [...new Set(rota.filter((each) => isOpenAt([each], ms)).map((each) => each.accountId))];
}

/** Whether a hotline was verified recently enough to be shown without a caution. */
export function isFresh(hotline: Pick<Hotline, 'verifiedOn'>, today: Day): boolean {
  if (hotline.verifiedOn === null) return false;
  return Date.parse(today) - Date.parse(hotline.verifiedOn) <= HOTLINE_FRESH_DAYS * 86_400_000;
}
