import type { Role } from '../base/actor.ts';
import type { Day } from '../base/clock.ts';
import type { Id } from '../base/ids.ts';
import type { Names } from '../base/shapes.ts';

export const founders = ['programme', 'police'] as const;
export type Founder = (typeof founders)[number];

export const forumStatuses = ['planned', 'active', 'dormant', 'closed'] as const;
export type ForumStatus = (typeof forumStatuses)[number];

/** A forum that has met within so many days is active. */
export const ACTIVE_DAYS = 60;

/** When a forum meets: in the first to fourth week of a month, on a weekday (0 = Saturday), in minutes since midnight in Baghdad. */
export interface MeetingSeries {
  readonly week: 1 | 2 | 3 | 4;
  readonly weekday: number;
  readonly from: number;
  readonly to: number;
}

/** A forum as the public may know it: no person. */
export interface Forum {
  readonly id: Id;
  readonly names: Names;
  readonly governorateId: string;
  readonly districtId: string | null;
  readonly subdistrict: string | null;
  readonly quarter: Names | null;
  readonly founder: Founder;
  /** Null: planned. */
  readonly foundedOn: Day | null;
  readonly plannedFor: Day | null;
  readonly closedOn: Day | null;
  readonly lastMetOn: Day | null;
  readonly meets: MeetingSeries | null;
  readonly source: Names | null;
  /** Invented, for the demo. */
  readonly illustrative: boolean;
  /** It is counted by its source, which does not say where it is. */
  readonly placeIllustrative: boolean;
  /** Its source does not say when it was founded. */
  readonly foundingIllustrative: boolean;
}

/** What a forum is on a day. One that has just been founded has met: at its founding. */
export function statusOf(forum: Pick<Forum, 'foundedOn' | 'closedOn' | 'lastMetOn'>, today: Day): ForumStatus {
  if (forum.foundedOn === null || forum.foundedOn > today) return 'planned';
  if (forum.closedOn !== null && forum.closedOn <= today) return 'closed';
  const met = forum.lastMetOn !== null && forum.lastMetOn > forum.foundedOn ? forum.lastMetOn : forum.foundedOn;
  return daysBetween(met, today) <= ACTIVE_DAYS ? 'active' : 'dormant';
}

export const subcommitteeTopics = [
  'violentExtremism',
  'women',
  'youth',
  'schools',
  'drugs',
  'tribal',
  'other',
] as const;
export type SubcommitteeTopic = (typeof subcommitteeTopics)[number];

/** Whole days from one day to another; negative when it lies before. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** The days a volunteer is there: weekdays, evenings, the weekend. */
export const availabilities = ['weekday', 'evening', 'weekend'] as const;
export type Availability = (typeof availabilities)[number];

/** What a volunteer can do. None of it opens a case. */
export const volunteerSkills = [
  'awareness',
  'organising',
  'languages',
  'media',
  'sports',
  'teaching',
  'firstAid',
  'other',
] as const;
export type VolunteerSkill = (typeof volunteerSkills)[number];

/** What somebody does in a forum. Kept per forum, beside the roles that she holds in her organisation. */
export const seatRoles = ['chair', 'secretary', 'member', 'volunteer'] as const;
export type SeatRole = (typeof seatRoles)[number];

/** The role in her organisation that a seat needs; what goes with it and what does not stands in `accounts/model.ts`. */
export const roleForSeat = {
  chair: 'forumChair',
  secretary: 'forumSecretary',
  member: 'forumMember',
  volunteer: 'volunteer',
} as const satisfies Record<SeatRole, Role>;

export interface Seat {
  readonly forumId: Id;
  readonly role: SeatRole;
}

export const memberCategories = [
  'resident',
  'displaced',
  'returnee',
  'climateDisplaced',
  'youth',
  'womenLeader',
  'tribalLeader',
  'religiousFigure',
  'teacher',
  'lawyer',
  'socialWorker',
  'civilSociety',
  'localAuthority',
  'communityPolice',
  'other',
] as const;
export type MemberCategory = (typeof memberCategories)[number];

export const sexes = ['woman', 'man'] as const;
export type Sex = (typeof sexes)[number];

/** Names of members, volunteers and attendants go after so long; the counts stay. */
export const NAME_MONTHS = 12;
