import type { Day, HalfYear } from '../../../base/clock.ts';
import type { Id } from '../../../base/ids.ts';
import type { Names } from '../../../base/shapes.ts';
import type { Summary } from '../../../crypto/summary.ts';
import { nameIn } from '../../../directory/model.ts';
import { currentLocale } from '../../../i18n/current-locale.ts';
import { formatDay } from '../../../i18n/format.ts';
import { m } from '../../../i18n/messages.ts';
import { call } from '../../../web/api.ts';
import type { Aftercare, AnswerBand, CloseReason, ScopeReason } from '../../desk/desk.model.ts';
import type { Kind, ReportCommand, ReportState } from '../../model.ts';

type Texts<Key extends string> = Readonly<Record<Key, () => string>>;

const kindTexts: Texts<Kind> = {
  eExtortion: m.desk_kind_e_extortion,
  violenceAtHome: m.desk_kind_violence_at_home,
  forcedMarriage: m.desk_kind_forced_marriage,
  harassment: m.desk_kind_harassment,
  somethingElse: m.desk_kind_something_else,
};

export const stateTexts: Texts<ReportState> = {
  received: m.desk_state_received,
  caseOpened: m.desk_state_case_opened,
  answeredOnly: m.desk_state_answered_only,
  emergency: m.desk_state_emergency,
  outOfScope: m.desk_state_out_of_scope,
  linked: m.desk_state_linked,
  closed: m.desk_state_closed,
  unreadable: m.desk_state_unreadable,
  withdrawn: m.desk_state_withdrawn,
  expired: m.desk_state_expired,
};

export const commandTexts: Texts<ReportCommand> = {
  answerOnly: m.desk_command_answer_only,
  openCase: m.desk_command_open_case,
  markEmergency: m.desk_command_emergency,
  markOutOfScope: m.desk_command_out_of_scope,
  link: m.desk_command_link,
  markUnreadable: m.desk_command_unreadable,
  close: m.desk_command_close,
  reopen: m.desk_command_reopen,
  move: m.desk_command_move,
  withdraw: m.desk_state_withdrawn,
  expire: m.desk_state_expired,
};

export const closeReasonTexts: Texts<CloseReason> = {
  helped: m.desk_close_helped,
  herWish: m.desk_close_her_wish,
  noAnswer: m.desk_close_no_answer,
  goneElsewhere: m.desk_close_gone_elsewhere,
  duplicate: m.desk_close_duplicate,
  notForUs: m.desk_close_not_for_us,
};

export const scopeReasonTexts: Texts<ScopeReason> = {
  notForUs: m.desk_close_not_for_us,
  otherPlace: m.desk_scope_other_place,
  duplicate: m.desk_close_duplicate,
  empty: m.desk_scope_empty,
};

export const aftercareTexts: Texts<Aftercare> = {
  accepted: m.desk_aftercare_accepted,
  declined: m.desk_aftercare_declined,
  noAnswer: m.desk_aftercare_no_answer,
  unsafeToAsk: m.desk_aftercare_unsafe,
};

export const bandTexts: Texts<AnswerBand> = {
  underOneHour: m.desk_band_under_hour,
  oneToFourHours: m.desk_band_four_hours,
  fourToTwentyFourHours: m.desk_band_day,
  oneToThreeDays: m.desk_band_three_days,
  overThreeDays: m.desk_band_over,
};

const markTexts: Readonly<Record<string, (() => string) | undefined>> = {
  under18: m.desk_mark_under_18,
  notSafe: m.desk_mark_not_safe,
  deadlineToday: m.desk_mark_deadline_today,
  takenOver: m.desk_mark_taken_over,
};

/** The text for a word that came out of something sealed; an unknown word is shown as it is. */
export function textOf(texts: Readonly<Record<string, (() => string) | undefined>>, word: string): string {
  return Object.prototype.hasOwnProperty.call(texts, word) ? (texts[word]?.() ?? word) : word;
}

/** What happens to her, in words; of a report taken over without its text nobody knows before it is opened. */
export function kindText(kind: string): string {
  return kind === '' ? m.desk_kind_unknown() : textOf(kindTexts, kind);
}

/** A mark of a summary, in words. */
export function markText(mark: string): string {
  return textOf(markTexts, mark);
}

/** A day in the page's language. */
export function dayText(day: Day): string {
  return formatDay(day, currentLocale());
}

/** A half-year as people say it. */
export function halfYearText(halfYear: HalfYear): string {
  const year = halfYear.slice(0, 4);
  return halfYear.endsWith('H1') ? m.site_half_first({ year }) : m.site_half_second({ year });
}

/** The reason of an event, whichever list it is from. */
export function reasonText(reason: string): string {
  return textOf({ ...scopeReasonTexts, ...closeReasonTexts }, reason);
}

const areas = new Map<Id, string>();
let areasAsked: Promise<void> | undefined;

/**
 * Loads the names of all governorates and all their districts, once, at once and whatever is in the inbox: asking for the district of one
 * report would tell the server where she lives.
 */
export function loadAreaNames(): Promise<void> {
  areasAsked ??= loadPlaces().catch((error: unknown) => {
    areasAsked = undefined;
    throw error;
  });
  return areasAsked;
}

async function loadPlaces(): Promise<void> {
  const { places } = await call<{ places: readonly { id: Id; names: Names }[] }>('GET', '/api/places?all=1');
  for (const place of places) areas.set(place.id, nameIn(place.names, currentLocale()));
}

/** The name of a district or governorate; empty when she did not say. */
export function areaText(area: string): string {
  return areas.get(area) ?? '';
}

/** What a row is found by besides her own words. */
export function wordsOf(summary: Summary): readonly string[] {
  return [kindText(summary.kind), areaText(summary.area), ...summary.marks.map(markText)];
}

/** The name of whoever did something at the desk; the reporter and the system have words of their own. */
export function actorText(actor: string, members: readonly { readonly id: Id; readonly name: string }[]): string {
  if (actor === 'reporter') return m.desk_actor_reporter();
  if (actor === 'system') return m.desk_actor_system();
  return members.find((each) => each.id === actor)?.name ?? m.desk_actor_former();
}
