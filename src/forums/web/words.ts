import { addDays } from '../../base/clock.ts';
import { currentLocale } from '../../i18n/current-locale.ts';
import { formatTime, weekdayName } from '../../i18n/format.ts';
import { m } from '../../i18n/messages.ts';
import type {
  Availability,
  Founder,
  ForumStatus,
  MeetingSeries,
  MemberCategory,
  SeatRole,
  Sex,
  SubcommitteeTopic,
  VolunteerSkill,
} from '../model.ts';

/** The words for the register's fixed kinds. */
type Texts<Value extends string> = Readonly<Record<Value, () => string>>;

export const founderTexts: Texts<Founder> = {
  programme: m.forums_founder_programme,
  police: m.forums_founder_police,
};

export const statusTexts: Texts<ForumStatus> = {
  planned: m.forums_status_planned,
  active: m.forums_status_active,
  dormant: m.forums_status_dormant,
  closed: m.forums_status_closed,
};

export const seatTexts: Texts<SeatRole> = {
  chair: m.forums_seat_chair,
  secretary: m.forums_seat_secretary,
  member: m.forums_seat_member,
  volunteer: m.forums_seat_volunteer,
};

export const sexTexts: Texts<Sex> = { woman: m.forums_sex_woman, man: m.forums_sex_man };

export const categoryTexts: Texts<MemberCategory> = {
  resident: m.forums_category_resident,
  displaced: m.forums_category_displaced,
  returnee: m.forums_category_returnee,
  climateDisplaced: m.forums_category_climate,
  youth: m.forums_category_youth,
  womenLeader: m.forums_category_women_leader,
  tribalLeader: m.forums_category_tribal,
  religiousFigure: m.forums_category_religious,
  teacher: m.forums_category_teacher,
  lawyer: m.forums_category_lawyer,
  socialWorker: m.forums_category_social,
  civilSociety: m.forums_category_civil,
  localAuthority: m.forums_category_authority,
  communityPolice: m.forums_category_police,
  other: m.forums_category_other,
};

export const skillTexts: Texts<VolunteerSkill> = {
  awareness: m.forums_skill_awareness,
  organising: m.forums_skill_organising,
  languages: m.forums_skill_languages,
  media: m.forums_skill_media,
  sports: m.forums_skill_sports,
  teaching: m.forums_skill_teaching,
  firstAid: m.forums_skill_first_aid,
  other: m.forums_skill_other,
};

export const availabilityTexts: Texts<Availability> = {
  weekday: m.forums_available_weekday,
  evening: m.forums_available_evening,
  weekend: m.forums_available_weekend,
};

export const topicTexts: Texts<SubcommitteeTopic> = {
  violentExtremism: m.forums_topic_extremism,
  women: m.forums_topic_women,
  youth: m.forums_topic_youth,
  schools: m.forums_topic_schools,
  drugs: m.forums_topic_drugs,
  tribal: m.forums_topic_tribal,
  other: m.forums_topic_other,
};

export const weekTexts = [m.forums_week_1, m.forums_week_2, m.forums_week_3, m.forums_week_4] as const;

const A_SATURDAY = '2026-01-03';

/** The name of a weekday, 0 = Saturday. */
export function nameOfWeekday(weekday: number): string {
  return weekdayName(addDays(A_SATURDAY, weekday), currentLocale());
}

/** "The second Tuesday of each month, from 10:00 to 12:00." */
export function seriesInWords({ week, weekday, from, to }: MeetingSeries): string {
  return m.forums_meets_says({
    weekday: nameOfWeekday(weekday),
    week: weekTexts[week - 1]?.() ?? '',
    time: m.ui_time_between({ from: formatTime(from), to: formatTime(to) }),
  });
}
