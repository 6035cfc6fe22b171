import type { Day } from '../base/clock.ts';
import { minuteOfDay, weekday, baghdadDay } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Names } from '../base/shapes.ts';
import type { Locale } from '../i18n/locale.ts';

export { DESK_KINDS as deskKinds, ORGANISATION_KINDS as organisationKinds } from '../crypto/desk-record.ts';
export type { DeskKind, OrganisationKind } from '../crypto/desk-record.ts';

/** Opening hours of one weekday (0 = Saturday … 6 = Friday), in minutes since midnight in Baghdad; `to` is exclusive. */
export interface OpenHours {
  readonly weekday: number;
  readonly from: number;
  readonly to: number;
}

/** Part of the duty rota: hours in which a named member answers what is marked urgent (invariant 19). */
export interface DutyHours extends OpenHours {
  readonly accountId: Id;
}

export interface Place {
  readonly id: string;
  readonly kind: 'governorate' | 'district' | 'subdistrict';
  readonly parentId: string | null;
  readonly kurdistanRegion: boolean;
  readonly names: Names;
}

export interface Hotline {
  readonly id: Id;
  readonly number: string;
  readonly names: Names;
  readonly note: Names | null;
  readonly jurisdiction: 'federal' | 'kurdistan' | 'international';
  readonly source: string;
  readonly verifiedOn: Day | null;
}

/** A number that nobody has checked for this long is shown as "not recently checked" (invariant 20). */
export const HOTLINE_FRESH_DAYS = 90;

/** Governorates whose people may fall under either jurisdiction: their pages show both groups of hotlines. */
export const BOTH_JURISDICTIONS: readonly string[] = ['IQG15', 'IQG13', 'IQG10', 'IQG18'];

/** The name in a language; Sorani falls back to Arabic, which its readers read, never to nothing. */
export function nameIn(names: Names, locale: Locale): string {
  if (locale === 'ckb') return names.ckb ?? names.ar;
  return names[locale];
}

/** Whether an instant (milliseconds) lies in these hours. */
export function isOpenAt(hours: readonly OpenHours[], ms: number): boolean {
  const minute = minuteOfDay(ms);
  const today = weekday(baghdadDay(ms));
  return hours.some((each) => each.weekday === today && each.from <= minute && minute < each.to);
}

/** Whether a hotline was verified recently enough to be shown without a caution. */
export function isFresh(hotline: Pick<Hotline, 'verifiedOn'>, today: Day): boolean {
  if (hotline.verifiedOn === null) return false;
  return Date.parse(today) - Date.parse(hotline.verifiedOn) <= HOTLINE_FRESH_DAYS * 86_400_000;
}
