import type { Role } from '../../base/actor.ts';
import type { Day } from '../../base/clock.ts';
import { DAY_MS, HOUR_MS, startOfDay } from '../../base/clock.ts';
import type { ReportState } from '../model.ts';
import { reportTransitions } from '../model.ts';

/** Why a report is closed. Words from a list: a free sentence would be content, and content is sealed. */
export const closeReasons = ['helped', 'herWish', 'noAnswer', 'goneElsewhere', 'duplicate', 'notForUs'] as const;
export type CloseReason = (typeof closeReasons)[number];

/** Why a report is out of a desk's scope. */
export const scopeReasons = ['notForUs', 'otherPlace', 'duplicate', 'empty'] as const;
export type ScopeReason = (typeof scopeReasons)[number];

/** What became of the offer of aftercare, without which nothing is closed (invariant 5). */
export const aftercareAnswers = ['accepted', 'declined', 'noAnswer', 'unsafeToAsk'] as const;
export type Aftercare = (typeof aftercareAnswers)[number];

/** How long the first answer took (docs/invariants.md, "Two walls"). Made on the member's device; only the band is counted. */
export const answerBands = [
  'underOneHour',
  'oneToFourHours',
  'fourToTwentyFourHours',
  'oneToThreeDays',
  'overThreeDays',
] as const;
export type AnswerBand = (typeof answerBands)[number];

/** Upper ends of the bands in hours; the last has none. */
const BAND_HOURS = [1, 4, 24, 72] as const;

/**
 * The band of a first answer. `writtenAt` (ms) stands sealed in the report, by her phone's clock; it is believed within the day on which
 * the report arrived. One from before counts as that day's beginning (the desk could not answer what had not arrived). Without it, or
 * when it lies after that day, the day alone is known, and its end counts as the moment of writing, so that no desk looks slower than it
 * was by more than the day it cannot know.
 */
export function answerBand(
  now: number,
  report: { readonly day: Day; readonly writtenAt?: number | undefined },
): AnswerBand {
  const dayBegins = startOfDay(report.day);
  const believed = report.writtenAt !== undefined && report.writtenAt < dayBegins + DAY_MS;
  const from = believed ? Math.max(report.writtenAt, dayBegins) : Math.min(dayBegins + DAY_MS, now - 4 * HOUR_MS);
  const hours = Math.max(0, now - from) / HOUR_MS;
  const at = BAND_HOURS.findIndex((end) => hours < end);
  return answerBands[at < 0 ? BAND_HOURS.length : at] ?? 'overThreeDays';
}

/** The band in which the middle one of all first answers lies; undefined while there is none. */
export function medianBand(counts: Readonly<Partial<Record<AnswerBand, number>>>): AnswerBand | undefined {
  const total = answerBands.reduce((sum, band) => sum + (counts[band] ?? 0), 0);
  let seen = 0;
  return answerBands.find((band) => (seen += counts[band] ?? 0) * 2 >= total && total > 0);
}

/** As what somebody at a desk has a report in hand: the role that she is told of (rule N12). */
export const deskRoles = ['caseworkerSupervisor', 'caseworker', 'deskWorker'] as const;
export type DeskRole = (typeof deskRoles)[number];

/** The role of somebody with a seat at a desk, the one nearest to the cases first. */
export function deskRoleOf(roles: readonly Role[]): DeskRole {
  return deskRoles.find((role) => roles.includes(role)) ?? 'deskWorker';
}

/** Whether somebody still works, or should work, on a report in this state. */
export function isOpenState(state: ReportState): boolean {
  return reportTransitions.some((each) => each.command === 'close' && each.from.includes(state));
}

/** A proposal to join two reports, seen from one of them (invariant 22). */
export interface LinkProposal {
  readonly agreedHere: boolean;
  readonly agreedThere: boolean;
}

/** Whether she said from both mailboxes that both reports are hers. */
export function isAgreed(proposal: LinkProposal): boolean {
  return proposal.agreedHere && proposal.agreedThere;
}
